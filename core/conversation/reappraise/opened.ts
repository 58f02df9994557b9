import { may } from "../../access/may.ts";
import { phaseState } from "../../round/phase-window.ts";
import type { Opened, ReappraiseRefusal } from "../appeal/appeal-facts.ts";
import { keyOf } from "../choice-keys.ts";
import { findLeaf } from "../scheme-index.ts";
import { type ChatTurn, type Talk, stay } from "../talk.ts";

/** The explanation that was loaded for this input; null when there is none for this person. */
export function openedOf({ world }: Talk): Opened | null {
  const facts = world.found.reappraisals;
  if (!facts?.opened || !facts.round) return null;
  const leaf = findLeaf(facts.opened.scheme, facts.opened.facts.code);
  return leaf ? { ...facts.opened, leaf, round: facts.round } : null;
}

/** Tells whether this person may decide on the explanation at this instant; null when they may. */
export function whyNotDecidable({ me, world }: Talk, opened: Opened): ReappraiseRefusal | null {
  const { round, leaf, agencyId } = opened;
  const field = leaf.code.split(".")[0] ?? "";
  // Only what is this person's to answer is loaded, a substitute's leaf of another field too.
  const subject = { agencyId, field, stage: round.stage, assigned: true };
  if (!may(me, "reappraise", subject)) return { kind: "noRight" };
  const state = phaseState(round, "secondAppraisal", { now: world.now, code: leaf.code });
  if (state === "open") return null;
  const window = round.phases.secondAppraisal;
  return state === "notYet"
    ? { kind: "notYet", opensAt: window?.opensAt ?? "" }
    : { kind: "closed", closesAt: window?.closesAt ?? "" };
}

/** Whether the person appraises any field of other agencies. */
export function mayReappraiseAny({ me, world }: Talk): boolean {
  const stage = world.found.reappraisals?.round?.stage ?? world.round?.stage ?? null;
  const fields = me.grants.flatMap((grant) => grant.fields ?? [""]);
  return fields.some((field) => may(me, "reappraise", { agencyId: "any", field, stage }));
}

/** Versions of what the decision is made on, as one text to be compared. */
export function seenOf({ facts }: Opened): string {
  return `${facts.words?.version ?? 0}/${facts.explained?.version ?? 0}/${facts.self.version}`;
}

/** Says why nothing is written; what was typed is repeated, not lost. */
export function refuseReappraise(
  talk: Talk,
  refusal: ReappraiseRefusal,
  typed: string | null,
): ChatTurn {
  const { say } = talk.world;
  const kept = typed === null ? [] : [say.common.typedWas(typed)];
  return stay(talk, [say.reappraise.refused(refusal), ...kept].join("\n\n"), [
    [
      { key: keyOf("reappraise"), label: say.reappraise.buttons.list() },
      { key: keyOf("start"), label: say.buttons.menu() },
    ],
  ]);
}
