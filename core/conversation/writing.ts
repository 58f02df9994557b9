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

/** Why the draft takes no changes, for anybody who reads of it: no right to write is no reason. */
export function whyClosedToReaders(work: Work): WriteRefusal | null {
  const { round, world } = work;
  const refusal = whyNotWritable(work, null);
  if (refusal?.kind !== "noRight") return refusal;
  const isOpen = phaseState(round, "selfScoring", { now: world.now, code: null }) === "open";
  return isOpen ? null : whyFrozen(work, null);
}

function whyLeftOut({ index }: Work, code: string | null): WriteRefusal | null {
  const reason = code === null ? undefined : index.leftOut.get(code);
  return code === null || reason === undefined ? null : { kind: "leftOut", code, reason };
}

function whyFrozen(work: Work, code: string | null): WriteRefusal | null {
  const { round, draft, world } = work;
  const at = { now: world.now, code };
  const window = windowOf(round, "selfScoring");
  const state = phaseState(round, "selfScoring", at);
  if (window && state === "notYet") return { kind: "notYet", opensAt: window.opensAt };
  const isLocked = draft.submitted !== null && !isReopened(round, "selfScoring", at);
  if (state === "open" && !isLocked) return null;
  return whyExplaining(work) ?? whyClosed(work, isLocked);
}

function whyExplaining({ round, world }: Work): WriteRefusal | null {
  const window = windowOf(round, "explaining");
  const state = phaseState(round, "explaining", { now: world.now, code: null });
  return window && state === "open" ? { kind: "explaining", closesAt: window.closesAt } : null;
}

function whyClosed({ round, draft, world }: Work, isLocked: boolean): WriteRefusal {
  if (isLocked && draft.submitted) return { kind: "submitted", ...draft.submitted };
  return { kind: "closed", closesAt: windowOf(round, "selfScoring")?.closesAt ?? world.now };
}
