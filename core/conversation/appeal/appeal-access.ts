import { may } from "../../access/may.ts";
import { type PhaseState, phaseState } from "../../round/phase-window.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Work, stay } from "../talk.ts";
import { clockLeft } from "./appeal-clock.ts";
import type { AppealFacts, AppealRefusal } from "./appeal-facts.ts";
import { mayBeAppealed, wordsOf } from "./appeal-rules.ts";

/** The own agency's leaves that may be explained, in the scheme's order. */
export function appealsOf({ world, index }: Work): readonly AppealFacts[] {
  const order = new Map(index.leaves.map(({ code }, place) => [code, place]));
  return (world.found.appeals ?? [])
    .filter(({ code, self, appraised }) => order.has(code) && mayBeAppealed(self, appraised))
    .toSorted((a, b) => (order.get(a.code) ?? 0) - (order.get(b.code) ?? 0));
}

/** The leaf's facts, or undefined when it may not be explained. */
export function appealOf(work: Work, code: string): AppealFacts | undefined {
  return appealsOf(work).find((each) => each.code === code);
}

/** Before the phase opens an agency sees nothing of the appraisal. */
export function isVisible(work: Work): boolean {
  return windowState(work, null) !== "notYet";
}

/** Whether the agency may see what the second appraisal decided: once it is over. */
export function seesSecondAppraisal({ round, world }: Work): boolean {
  return phaseState(round, "secondAppraisal", { now: world.now, code: null }) === "closed";
}

/** Tells whether this officer may change what is said to a leaf; null when it may be. */
export function whyNotAppealable(work: Work, facts: AppealFacts): AppealRefusal | null {
  const refusal = whyNotMoved(work, facts, "appeal");
  if (refusal) return refusal;
  const status = wordsOf(facts)?.status;
  return status === "submitted" || status === "signed" ? { kind: status } : null;
}

/** Tells whether a leaf's explanation may be sent up, signed, returned or withdrawn now. */
export function whyNotMoved(
  work: Work,
  facts: Pick<AppealFacts, "code" | "explained">,
  action: "appeal" | "signAppeal",
): AppealRefusal | null {
  const { me, round } = work;
  if (!may(me, action, { agencyId: me.agencyId, stage: round.stage })) return { kind: "noRight" };
  const window = round.phases.explaining;
  const state = windowState(work, facts.code);
  if (state === "notYet") return { kind: "notYet", opensAt: window?.opensAt ?? "" };
  if (facts.explained !== null) return { kind: "answered" };
  if (state === "open") return null;
  const { closesAt } = clockLeft(round, work.world.calendar, {
    now: work.world.now,
    code: facts.code,
  });
  return { kind: "closed", closesAt };
}

/** Says why nothing is written; what was typed is repeated, not lost. */
export function refuseAppeal(work: Work, refusal: AppealRefusal, typed: string | null): ChatTurn {
  const { say } = work.world;
  const kept = typed === null ? [] : [say.common.typedWas(typed)];
  return stay(work, [say.appeal.refused(refusal), ...kept].join("\n\n"), [
    [
      { key: keyOf("appeal"), label: say.appeal.buttons.list() },
      { key: keyOf("start"), label: say.buttons.menu() },
    ],
  ]);
}

function windowState({ round, world }: Work, code: string | null): PhaseState {
  return phaseState(round, "explaining", { now: world.now, code });
}
