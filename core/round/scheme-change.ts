import type { RoundCourse, Unappraised } from "./course.ts";
import { type Stage, stagePhases } from "./round.ts";

/**
 * What a change of scheme may do to a round at each stage: nothing; anything, as answers can still
 * be given and appraised; or only score anew, as nobody could answer or appraise a leaf again.
 */
export type ChangeScope = "none" | "all" | "rescore";

/** Draft: the plan is written anew. From consolidation on the figures are being agreed. */
export const changeScopes: Readonly<Record<Stage, ChangeScope>> = {
  draft: "none",
  announced: "all",
  selfScoring: "all",
  appraisal: "all",
  explaining: "rescore",
  secondAppraisal: "rescore",
  consolidation: "none",
  council: "none",
  submission: "none",
  published: "none",
  archived: "none",
};

/** Why a scheme is not changed, or a change not taken back. */
export type SchemeChangeRefusal =
  | { readonly code: "notChair" }
  | { readonly code: "noReason" }
  | { readonly code: "noDecision" }
  | { readonly code: "noSuchGroup"; readonly group: string }
  | { readonly code: "stageClosed"; readonly stage: Stage }
  | { readonly code: "sameScheme"; readonly version: number }
  | { readonly code: "otherGroup"; readonly group: string; readonly year: number }
  /** Leaves that would have to be answered, or appraised, again at a stage where nobody can. */
  | { readonly code: "rescoreOnly"; readonly stage: Stage; readonly codes: readonly string[] }
  | { readonly code: "noUntil"; readonly stage: Stage }
  | { readonly code: "untilOutside"; readonly until: string; readonly closesAt: string }
  /** What is declared or given does not fit the scheme; each with its place, in words. */
  | { readonly code: "doesNotFit"; readonly problems: readonly string[] }
  /** Leaves that nobody would be there to appraise. */
  | { readonly code: "unappraised"; readonly leaves: readonly Unappraised[] }
  | { readonly code: "nothingToUndo"; readonly group: string }
  /** The stage has changed, or its time has run out, since the scheme was changed. */
  | { readonly code: "frozen"; readonly changedIn: Stage; readonly stage: Stage };

/** What a person asks for. */
export interface SchemeChangeOrder {
  readonly isChair: boolean;
  readonly reason: string;
  /** Null where none is needed: when a change is taken back. */
  readonly decision: string | null;
  readonly now: string;
}

/** A version of a scheme, by what tells it from others. */
export interface SchemeVersionName {
  readonly version: number;
  readonly hash: string;
  readonly group: string;
  readonly year: number;
}

/** Everything against a change that needs no look at the answers; empty when it may go on. */
export function againstSchemeChange(
  order: SchemeChangeOrder,
  course: Pick<RoundCourse, "stage">,
  { before, after }: { readonly before: SchemeVersionName; readonly after: SchemeVersionName },
): readonly SchemeChangeRefusal[] {
  const isElsewhere = before.group !== after.group || before.year !== after.year;
  return [
    ...againstAsker(order),
    ...(order.decision?.trim() === "" ? [{ code: "noDecision" } as const] : []),
    ...(changeScopes[course.stage] === "none"
      ? [{ code: "stageClosed", stage: course.stage } as const]
      : []),
    ...(before.hash === after.hash
      ? [{ code: "sameScheme", version: before.version } as const]
      : []),
    ...(isElsewhere
      ? [{ code: "otherGroup", group: before.group, year: before.year } as const]
      : []),
  ];
}

/** Everything against what a change would do to the answers. */
export function againstAskingAgain(
  course: Pick<RoundCourse, "stage" | "phases">,
  asked: { readonly codes: readonly string[]; readonly needsReopening: boolean },
  { until, now }: { readonly until: string | null; readonly now: string },
): readonly SchemeChangeRefusal[] {
  const { stage } = course;
  if (asked.codes.length === 0) return [];
  if (changeScopes[stage] === "rescore")
    return [{ code: "rescoreOnly", stage, codes: asked.codes }];
  if (!asked.needsReopening) return [];
  if (until === null) return [{ code: "noUntil", stage }];
  const closesAt = lastInstant(course);
  const isInside =
    Date.parse(until) > Date.parse(now) &&
    (closesAt === null || Date.parse(until) <= Date.parse(closesAt));
  return isInside ? [] : [{ code: "untilOutside", until, closesAt: closesAt ?? now }];
}

/** A round opens only with somebody to appraise every leaf; a change of scheme keeps it so. */
export function againstUnappraised(
  before: readonly Unappraised[],
  after: readonly Unappraised[],
): readonly SchemeChangeRefusal[] {
  const isBroken = before.length === 0 && after.length > 0;
  return isBroken ? [{ code: "unappraised", leaves: after }] : [];
}

/** Until when leaves are opened again where nobody says: to the end of self-scoring while it runs. */
export function defaultUntil({
  stage,
  phases,
}: Pick<RoundCourse, "stage" | "phases">): string | null {
  return stage === "selfScoring" ? (phases.selfScoring?.closesAt ?? null) : null;
}

/** A change that may be taken back. */
export interface StandingChange {
  readonly stage: Stage;
}

/** Everything against taking a change back: it can be until the stage it was made in has ended. */
export function againstUndo(
  order: SchemeChangeOrder,
  course: Pick<RoundCourse, "stage" | "phases">,
  { group, change }: { readonly group: string; readonly change: StandingChange | null },
): readonly SchemeChangeRefusal[] {
  const asker = againstAsker(order);
  if (!change) return [...asker, { code: "nothingToUndo", group }];
  const end = lastInstant(course);
  const isOver = end !== null && Date.parse(order.now) >= Date.parse(end);
  if (course.stage === change.stage && !isOver) return asker;
  return [...asker, { code: "frozen", changedIn: change.stage, stage: course.stage }];
}

function againstAsker({ isChair, reason }: SchemeChangeOrder): readonly SchemeChangeRefusal[] {
  return [
    ...(isChair ? [] : [{ code: "notChair" } as const]),
    ...(reason.trim() === "" ? [{ code: "noReason" } as const] : []),
  ];
}

function lastInstant({ stage, phases }: Pick<RoundCourse, "stage" | "phases">): string | null {
  const phase = stagePhases.find((each) => each === stage);
  return (phase && phases[phase]?.closesAt) ?? null;
}
