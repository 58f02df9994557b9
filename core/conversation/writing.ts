import { may } from "../access/may.ts";
import { isReopened, phaseState, windowOf } from "../round/phase-window.ts";
import type { Work } from "./talk.ts";
import type { WriteRefusal } from "./write-refusal.ts";

/**
 * Tells whether this person may change the draft at this instant; null when they may.
 *
 * @param code - The leaf to be changed; null for the draft as a whole.
 */
export function whyNotWritable(work: Work, code: string | null): WriteRefusal | null {
  const { round, me } = work;
  const subject = { agencyId: me.agencyId, stage: round.stage };
  if (!may(me, "scoreSelf", subject)) return { kind: "noRight" };
  return whyLeftOut(work, code) ?? whyFrozen(work, code);
}

/** Tells whether this person may hand the draft in at this instant; null when they may. */
export function whyNotSubmittable(work: Work): WriteRefusal | null {
  const { round, me } = work;
  const subject = { agencyId: me.agencyId, stage: round.stage };
  return may(me, "submitSelf", subject) ? whyFrozen(work, null) : { kind: "noRight" };
}

function whyLeftOut({ index }: Work, code: string | null): WriteRefusal | null {
  const reason = code === null ? undefined : index.leftOut.get(code);
  return code === null || reason === undefined ? null : { kind: "leftOut", code, reason };
}

function whyFrozen({ round, draft, world }: Work, code: string | null): WriteRefusal | null {
  const at = { now: world.now, code };
  const window = windowOf(round, "selfScoring");
  const state = phaseState(round, "selfScoring", at);
  if (window && state === "notYet") return { kind: "notYet", opensAt: window.opensAt };
  if (draft.submitted && !isReopened(round, "selfScoring", at)) {
    return { kind: "submitted", ...draft.submitted };
  }
  if (state === "open") return null;
  return { kind: "closed", closesAt: window?.closesAt ?? world.now };
}
