import type { AppraisedValue, AppraisalRefusal } from "../../appraise/appraised-value.ts";
import type { AppraisalFlag } from "../../../appraisal/evidence-checks.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { Scope, ShownEvidence } from "../../appraise/appraisal-board.ts";
import type { PendingValue } from "../../appraise/appraisal-effect.ts";

import { clipped, dayText, quoted } from "../local-time.ts";
import { itemEn } from "./evidence.ts";
import { contentEn } from "./leaf.ts";
import { instantEn, pointsEn } from "./words.ts";

/** What was decided, in a few words. */
export function appraisedEn(leaf: Leaf, value: PendingValue | AppraisedValue): string {
  const { verdict, notApplicable, points, answer, setPoints } = value;
  if (notApplicable !== null) return "accepted as not applicable";
  if (verdict === "set") return `set to ${pointsEn(setPoints ?? 0)}`;
  const content = contentEn(leaf, { answer, points, explanation: null, notApplicable: null });
  return verdict === "agreed" ? `agreed, ${content}` : `facts corrected, ${content}`;
}

/** What is gone through. */
export function scopeEn(scope: Scope): string {
  switch (scope.kind) {
    case "agency":
      return `Agency ${clipped(scope.agencyCode, 30)}`;
    case "leaf":
      return `Criterion ${clipped(scope.code, 30)} across the agencies`;
    case "rest":
      return "Your part";
  }
}

/** A piece of evidence with the link that opens it. */
export function evidenceLineEn({
  item,
  url,
}: {
  readonly item: ShownEvidence;
  readonly url: string | null;
}): string {
  return url === null ? itemEn(item) : `${itemEn(item)}\n  Open: ${url}`;
}

/** What is to be looked at. */
export function flagEn(flag: AppraisalFlag): string {
  return "name" in flag ? fileFlagEn(flag) : leafFlagEn(flag);
}

function leafFlagEn(flag: Exclude<AppraisalFlag, { readonly name: string }>): string {
  switch (flag.kind) {
    case "unanswered":
      return "The agency has not scored this criterion.";
    case "noProof":
      return "Neither evidence nor explanation: by the rules it counts 0.";
    case "explanationOnly":
      return "An explanation only, no evidence.";
    case "notApplicable":
      return "The agency asks that it not apply.";
    case "changedLate":
      return `Changed by the agency at ${instantEn(flag.at)}, after handing in.`;
    case "notSubmitted":
      return "The agency has not handed in.";
  }
}

function fileFlagEn(flag: Extract<AppraisalFlag, { readonly name: string }>): string {
  switch (flag.kind) {
    case "outsidePeriod":
      return `${quoted(flag.name, 80)}: ${dayText(flag.date)} lies outside the evaluation period.`;
    case "noPlace":
      return `${quoted(flag.name, 80)}: no section and page.`;
    case "sharedFile":
      return `${quoted(flag.name, 80)}: the same file proves criterion ${flag.code} of ${flag.agencyCode}.`;
    case "missingFile":
      return `${quoted(flag.name, 80)}: the file has not arrived.`;
  }
}

/** Why nothing is decided now. */
export function refusalLineEn(refusal: AppraisalRefusal): string {
  switch (refusal.kind) {
    case "ownAgency":
      return "Nobody appraises the own agency. The round's substitute appraises this criterion.";
    case "leftOut":
      return `The province has declared that ${refusal.code} does not apply to ${refusal.agencyCode}: it is not appraised and does not count in the agency's maximum.`;
    case "noRight":
      return "This criterion is not assigned to you. If it should be, ask the coordinator of Sở Nội vụ.";
    case "notYet":
      return `Appraisal has not opened yet (from ${instantEn(refusal.opensAt)}). Nothing was saved.`;
    case "closed":
      return `Appraisal has closed (at ${instantEn(refusal.closesAt)}), so nothing more is saved. For an extension, ask the coordinator of Sở Nội vụ. The agencies' explanations: /thamdinh2.`;
  }
}
