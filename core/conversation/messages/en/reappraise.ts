import type { LinkedEvidence } from "../../appraise/appraisal-board.ts";
import { valuePoints, wordsOf } from "../../appeal/appeal-rules.ts";
import type { Opened, ReappraisalLine, ReappraiseRefusal } from "../../appeal/appeal-facts.ts";
import type { ReappraiseMessages } from "../catalogue/appeal.ts";
import { clipped, quoted } from "../local-time.ts";
import { outcomeEn, valueEn, valuesEn } from "./appeal.ts";
import { evidenceLineEn } from "./appraise-words.ts";
import { marksEn, instantEn, numberEn, pointsEn } from "./words.ts";

const betweenEn = ({ low, high }: { readonly low: number; readonly high: number }) =>
  `above ${numberEn(low)} (first appraisal) and below ${numberEn(high)} (self-score)`;

/** The second appraisal, in English. */
export const reappraiseEn: ReappraiseMessages = {
  buttons: {
    list: () => "Second appraisal: list",
    menu: () => "Second appraisal",
    next: ({ agencyCode, code }) => `Next: ${agencyCode} ${code}`,
    accept: () => "Accept",
    partly: () => "Accept in part",
    reject: () => "Reject",
    points: () => "Set points",
    facts: () => "Correct the facts",
  },
  refused: refusedEn,
  notThere: () => "This explanation is not among yours. Type /reappraise for the list.",
  listTitle: () => "Second appraisal",
  list: ({ round, lines, total, open, page, pages, phase }) =>
    [
      ...marksEn(round),
      phaseEn({ phase, window: round.phases.secondAppraisal ?? null }),
      total === 0
        ? "No explanation is yours to answer yet."
        : `Explanations of yours: ${total}; not answered yet: ${open}.`,
      ...(lines.length === 0 ? [] : [lines.map(lineEn).join("\n")]),
      ...(pages > 1 ? [`Page ${page} of ${pages}.`] : []),
    ].join("\n\n"),
  lineButton: (line) => `${line.outcome === null ? "○" : "✓"} ${line.agencyCode} ${line.code}`,
  card: ({ opened, old, fresh, refusal }) => {
    const { facts, leaf, agencyName, agencyCode, round } = opened;
    const words = wordsOf(facts);
    const signed =
      words?.status === "signed" ? "Signed by the agency's leader." : "NOT SIGNED BY THE LEADER.";
    return [
      ...marksEn(round),
      `${agencyName} (${agencyCode})`,
      valuesEn(leaf, facts),
      linkedProofEn("Evidence of the self-score", old),
      `Explanation: ${clipped(words?.explanation ?? "", 1500)}\n${signed}`,
      linkedProofEn("Evidence of the explanation", fresh),
      ...secondEn(opened),
      ...(refusal === null ? [] : [refusedEn(refusal)]),
    ].join("\n\n");
  },
  acceptedReason: () => "The agency's explanation is accepted.",
  askHow: (bounds) =>
    `Accept in part: set points yourself, or correct the facts and have them scored again. The points must be ${betweenEn(bounds)}.`,
  askPoints: (bounds) => `Type the points, ${betweenEn(bounds)}. For example: 0.75.`,
  notPoints: () => "I cannot read these points. Type a number like 0.75, at most four decimals.",
  outsideBounds: ({ points, low, high }) =>
    `${pointsEn(points)} is not between the two values: it must be ${betweenEn({ low, high })}. For the self-score press Accept, for the appraised points press Reject.`,
  askReason: ({ outcome, shortest }) =>
    outcome === "partly"
      ? `Why only in part? The agency will read this (at least ${shortest} characters).`
      : `Why is the explanation rejected? The agency will read this (at least ${shortest} characters).`,
  changedMeanwhile: () =>
    "The explanation or its answer has changed since you opened it. Nothing was stored; please look again.",
  storedTitle: ({ code }) => `Second appraisal: ${code}`,
  stored: ({ opened, outcome, value, receipt }) => {
    const before = valuePoints(opened.facts.appraised);
    const now = value.notApplicable === null ? (value.setPoints ?? value.points) : null;
    const points =
      before === null || now === null ? "" : `\nPoints: ${numberEn(before)} → ${numberEn(now)}.`;
    return `${opened.agencyName}, criterion ${opened.leaf.code}: ${outcomeEn(outcome)}.${points}\nReason: ${quoted(value.reason, 600)}.\nReceipt: ${receipt}`;
  },
};

/** What the second appraisal holds so far; nothing before it. */
function secondEn({ facts: { explained, words }, leaf }: Opened): readonly string[] {
  if (explained === null) return [];
  const outcome = words?.outcome ? `${outcomeEn(words.outcome)}, ` : "";
  const reason = quoted(explained.reason ?? "", 300);
  return [
    `Second appraisal as it stands: ${outcome}${valueEn(leaf, explained)}. Reason: ${reason}.`,
  ];
}

function lineEn(line: ReappraisalLine): string {
  const signed = line.isSigned ? "" : " – not signed by the leader";
  const outcome = line.outcome === null ? "not answered" : outcomeEn(line.outcome);
  return `${line.agencyCode} ${line.code} (${clipped(line.agencyName, 60)}): ${outcome}${signed}.`;
}

function phaseEn({
  phase,
  window,
}: {
  readonly phase: "notYet" | "open" | "closed";
  readonly window: { readonly opensAt: string; readonly closesAt: string } | null;
}): string {
  if (window === null) return "The round has no time for the second appraisal yet.";
  switch (phase) {
    case "notYet":
      return `The second appraisal has not begun (planned from ${instantEn(window.opensAt)}); you can look already.`;
    case "open":
      return `The second appraisal ends at ${instantEn(window.closesAt)}.`;
    case "closed":
      return `The second appraisal is over (until ${instantEn(window.closesAt)}).`;
  }
}

function refusedEn(refusal: ReappraiseRefusal): string {
  switch (refusal.kind) {
    case "noRight":
      return "You do not appraise this criterion: it is outside your fields, or of your own agency.";
    case "notYet":
      return `The second appraisal has not begun${refusal.opensAt === "" ? "" : ` (planned from ${instantEn(refusal.opensAt)})`}. Nothing was stored.`;
    case "closed":
      return `The second appraisal is over${refusal.closesAt === "" ? "" : ` (until ${instantEn(refusal.closesAt)})`}; nothing more is stored.`;
  }
}

const mostProof = 8;

function linkedProofEn(title: string, items: readonly LinkedEvidence[]): string {
  if (items.length === 0) return `${title}: none.`;
  const rest = items.length > mostProof ? [`… and ${items.length - mostProof} more.`] : [];
  return [`${title}:`, ...items.slice(0, mostProof).map(evidenceLineEn), ...rest].join("\n");
}
