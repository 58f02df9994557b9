import type { AppraisalPart, AppraisalRefusal, AppraisedValue } from "./appraised-value.ts";
import { type AppraisalFlag, flagsOf } from "../../appraisal/evidence-checks.ts";
import { fieldOf, isLeftOut } from "../../appraisal/roster.ts";
import { may } from "../../access/may.ts";
import { phaseState, windowOf } from "../../round/phase-window.ts";
import type { Leaf, Scheme } from "../../scheme/scheme.ts";
import type { LeafTrace } from "../../scoring/trace.ts";
import { keyOf } from "../choice-keys.ts";
import { findLeaf } from "../scheme-index.ts";
import type { AppraiseLeafPosition } from "./appraise-position.ts";
import { scoreOwn } from "../self-score/score-own.ts";
import { type ChatTurn, type Talk, stay } from "../talk.ts";
import type { Choice } from "../turn.ts";
import {
  type AppraisalFacts,
  type AppraisedAgency,
  type AppraisedLeaf,
  type LeafAt,
  type Scope,
  leafKey,
  partOf,
  scopeText,
} from "./appraisal-board.ts";

/** A talk on one leaf of one agency, with all that its appraiser looks at. */
export interface Judging extends Talk {
  readonly facts: AppraisalFacts;
  readonly scheme: Scheme;
  readonly leaf: Leaf;
  readonly agency: AppraisedAgency;
  readonly at: AppraisedLeaf;
  readonly part: AppraisalPart;
  readonly scope: Scope;
}

/** Puts a leaf's facts together; null when it was not loaded or is not appraised. */
export function judgingAt(
  talk: Talk,
  facts: AppraisalFacts,
  place: LeafAt,
  scope: Scope,
): Judging | null {
  const at = facts.leaves.get(leafKey(place));
  const agency = facts.agencies.get(place.agencyCode);
  const scheme = agency && facts.schemes.get(agency.group);
  const leaf = scheme && findLeaf(scheme, place.code);
  if (!at || !agency || !leaf || leaf.source === "survey" || leaf.source === "external")
    return null;
  const part = partOf(facts, place, talk.me.staffId) ?? "first";
  return { ...talk, facts, scheme, leaf, agency, at, part, scope };
}

/** Tells why this person decides nothing about the leaf at this instant; null when they may. */
export function whyNotJudge({ me, world, facts, agency, at }: Judging): AppraisalRefusal | null {
  if (agency.id === me.agencyId) return { kind: "ownAgency" };
  if (isLeftOut(facts.roster, at))
    return { kind: "leftOut", agencyCode: agency.code, code: at.code };
  const round = { ...facts.round, exceptions: agency.exceptions };
  const window = windowOf(round, "appraisal");
  const state = phaseState(round, "appraisal", { now: world.now, code: at.code });
  if (window && state === "notYet") return { kind: "notYet", opensAt: window.opensAt };
  const subject = {
    ...{ agencyId: agency.id, field: fieldOf(at.code), stage: facts.round.stage },
    assigned: partOf(facts, at, me.staffId) !== null,
  };
  if (!may(me, "appraise", subject)) return { kind: "noRight" };
  return state === "open" ? null : { kind: "closed", closesAt: window?.closesAt ?? world.now };
}

/** Says why nothing is kept; what was typed is repeated, not lost. */
export function refuseJudging(
  talk: Talk,
  refusal: AppraisalRefusal,
  typed: string | null,
): ChatTurn {
  const { say } = talk.world;
  const kept = typed === null ? [] : [say.common.typedWas(typed)];
  return stay(talk, [say.appraise.refused(refusal), ...kept].join("\n\n"), [
    [{ key: keyOf("appraise"), label: say.appraise.buttons.queue() }],
  ]);
}

/** The value of this person's part; never the other's. */
export function valueOf({ at, part }: Judging): AppraisedValue | null {
  return part === "first" ? at.first : at.second;
}

/** Versions of the agency's content and of the value; 0 where there is none. */
export function versionsOf(judging: Judging): { readonly self: number; readonly value: number } {
  return { self: judging.at.said?.version ?? 0, value: valueOf(judging)?.version ?? 0 };
}

/** The fields of a position on this leaf, with the versions shown, so that a change is noticed. */
export function placeOf(
  judging: Judging,
): Pick<AppraiseLeafPosition, "flow" | "agency" | "leaf" | "scope" | "seen"> {
  const { self, value } = versionsOf(judging);
  return {
    flow: "appraise",
    agency: judging.agency.code,
    leaf: judging.leaf.code,
    scope: scopeText(judging.scope),
    seen: `${self}.${value}`,
  };
}

/** What is to be looked at; nothing for a leaf that agencies do not score. */
export function flagsAt({ leaf, scheme, at, agency }: Judging): readonly AppraisalFlag[] {
  if (leaf.source !== "self") return [];
  return flagsOf({
    said: at.said,
    evidence: at.evidence,
    shared: at.shared,
    period: scheme.evaluationPeriod,
    submittedAt: agency.submittedAt,
  });
}

/** Whether the agency's own score can stand: it is given, and proved or explained. */
export function mayAgree(judging: Judging): boolean {
  const { leaf, at } = judging;
  if (leaf.source !== "self" || at.said === null) return false;
  if (at.said.notApplicable !== null) return true;
  return !flagsAt(judging).some(({ kind }) => kind === "noProof" || kind === "unanswered");
}

/** How the agency's own points came; null without an answer. */
export function traceAt({ scheme, world, leaf, at }: Judging): LeafTrace | null {
  if (!at.said?.answer || at.said.notApplicable !== null) return null;
  const scored = scoreOwn({ scheme, world }, leaf, at.said.answer);
  return scored.ok ? scored.value.trace : null;
}

/** A button about this leaf. */
export function judgeChoice(
  { agency, leaf }: Judging,
  action: string,
  label: string,
  ...more: readonly string[]
): Choice {
  return { key: keyOf("judge", action, agency.code, leaf.code, ...more), label };
}
