import { may } from "../access/may.ts";
import { type SelfScoringWindow, selfScoringWindow } from "../round/self-scoring-window.ts";
import type { Work } from "./talk.ts";
import type { WriteRefusal } from "./write-refusal.ts";

/** Tells whether this person may change the draft at this instant; null when they may. */
export function whyNotWritable(work: Work): WriteRefusal | null {
  const { round, me } = work;
  const subject = { agencyId: me.agencyId, stage: round.stage };
  return may(me, "scoreSelf", subject) ? whyFrozen(work) : { kind: "noRight" };
}

/** Tells whether this person may hand the draft in at this instant; null when they may. */
export function whyNotSubmittable(work: Work): WriteRefusal | null {
  const { round, me } = work;
  const subject = { agencyId: me.agencyId, stage: round.stage };
  return may(me, "submitSelf", subject) ? whyFrozen(work) : { kind: "noRight" };
}

function whyFrozen({ round, draft, world }: Work): WriteRefusal | null {
  const window: SelfScoringWindow = selfScoringWindow(round, world.now);
  if (window === "notYet") return { kind: "notYet", opensAt: round.selfScoringOpensAt };
  if (draft.submitted) return { kind: "submitted", ...draft.submitted };
  if (window === "closed") return { kind: "closed", closesAt: round.selfScoringClosesAt };
  return null;
}
