import { type Result, err, ok } from "../result.ts";
import { type Check, checks } from "./transition-checks.ts";
import type { RoundCourse } from "./course.ts";
import type { Stage } from "./round.ts";
import type { RoundRefusal } from "./round-refusal.ts";

/** Rights that a step may need; `core/access/may.ts` says who has them. */
export type RoundRight = "manageRound" | "approveResults";

/** Who makes a step: the clock, or a person with these rights. */
export type RoundMover =
  { readonly kind: "clock" } | { readonly kind: "person"; readonly rights: readonly RoundRight[] };

/** One step of a round from stage to stage. */
export interface Transition {
  readonly from: Stage;
  readonly to: Stage;
  /** Any one of these may make it. */
  readonly by: readonly ("clock" | RoundRight)[];
  /** All of these must hold. */
  readonly needs: readonly Check[];
}

/** Every step that there is. None skips a stage; the only way back is from submission to the council. */
export const transitions: readonly Transition[] = [
  step(
    "draft",
    "announced",
    ["manageRound"],
    [
      ...(["legalBasis", "frozenSchemes", "agencies"] as const),
      ...(["phasesInOrder", "beginsLater", "freeSubstitute", "appraisers"] as const),
    ],
  ),
  step("announced", "selfScoring", ["clock", "manageRound"], ["selfScoringOpened"]),
  step("selfScoring", "appraisal", ["clock", "manageRound"], ["phaseClosed"]),
  step("appraisal", "explaining", ["clock", "manageRound"], ["phaseClosed"]),
  step("explaining", "secondAppraisal", ["clock", "manageRound"], ["phaseClosed"]),
  step("secondAppraisal", "consolidation", ["clock", "manageRound"], ["phaseClosed"]),
  step("consolidation", "council", ["manageRound"], ["resultsComputed"]),
  step(
    "council",
    "submission",
    ["manageRound"],
    [...(["resultsComputed", "agendaDecided", "closingDecision"] as const)],
  ),
  step("submission", "council", ["manageRound", "approveResults"], ["reason", "notFinal"]),
  step("submission", "published", ["approveResults"], ["closingDecision", "approval"]),
  step("published", "archived", ["manageRound"], ["approval"]),
];

/** What a step is judged by. */
export interface TransitionFacts {
  readonly course: RoundCourse;
  /** Instant of the step, ISO 8601. */
  readonly now: string;
  /** Why a round is sent back; null where none is given. */
  readonly reason: string | null;
}

/**
 * Judges a step of a round to another stage.
 *
 * @returns The step, or every reason against it at once (at least one).
 */
export function advanceRound(
  to: Stage,
  who: RoundMover,
  facts: TransitionFacts,
): Result<Transition, readonly RoundRefusal[]> {
  const from = facts.course.stage;
  const found = transitions.find((each) => each.from === from && each.to === to);
  if (!found) {
    const possible = stepsFrom(from).map((each) => each.to);
    return err([{ code: "noSuchStep", from, to, possible }]);
  }
  const refusals = [
    ...(mayMove(found, who) ? [] : [{ code: "noRight" } as const]),
    ...found.needs.flatMap((check) => checks[check](facts)),
  ];
  return refusals.length > 0 ? err(refusals) : ok(found);
}

/** The step that the clock makes now, if any; what is due after it is asked for again. */
export function dueByClock(course: RoundCourse, now: string): Transition | null {
  const step = stepsFrom(course.stage).find(({ by }) => by.includes("clock"));
  if (!step) return null;
  const judged = advanceRound(step.to, { kind: "clock" }, { course, now, reason: null });
  return judged.ok ? judged.value : null;
}

/** The steps that lead away from a stage, forward first. */
export function stepsFrom(stage: Stage): readonly Transition[] {
  return transitions.filter(({ from }) => from === stage).toReversed();
}

function mayMove({ by }: Transition, who: RoundMover): boolean {
  if (who.kind === "clock") return by.includes("clock");
  return who.rights.some((right) => by.includes(right));
}

function step(from: Stage, to: Stage, by: Transition["by"], needs: readonly Check[]): Transition {
  return { from, to, by, needs };
}
