import { compare, rational, roundHalfUp, writeUnits } from "../../../rational.ts";
import { isAppraisers } from "../../overview/count-progress.ts";
import type { Laggard } from "../../overview/laggards.ts";
import { percentOf } from "../../overview/share-of.ts";
import type { OverviewMessages } from "../catalogue/overview.ts";
import { capitalised, decimalText } from "../figure-text.ts";
import { clipped } from "../local-time.ts";
import { workingDaysLeft } from "../working-days-left.ts";
import { comparisonEn } from "./comparison.ts";
import { leftEn, summaryEn } from "./round-summary.ts";
import { instantEn, marksEn, stageEn } from "./words.ts";

type Round = Parameters<OverviewMessages["nobodyLate"]>[0];
type LateFacts = Parameters<OverviewMessages["lateAgencies"]>[0];

/** Answers to those who watch over the whole round, in English. */
export const overviewEn: OverviewMessages = {
  nothingRuns: () => "No round is open.",
  forReaders: () =>
    "This command is for those who watch over the whole round. See your own agency's progress with /progress and its result with /agency.",
  noSuchGroup: ({ read, known }) =>
    `There is no group “${clipped(read, 30)}”. The groups: ${known.join(", ")}. Type for example /laggards ${known[0] ?? "so"}, or /laggards alone for all.`,
  groupButton: (group) => `Whole list: ${group}`,
  laggardsButton: () => "Who is behind",
  laggardsTitle: ({ stage }) =>
    isAppraisers(stage) ? "Appraisal that is behind" : "Agencies that are behind",
  nobodyLate: (round) =>
    [
      ...marksEn(round),
      `${round.roundTitle}\nStage: ${stageEn(round.stage)}.`,
      nobodyEn(round),
    ].join("\n\n"),
  lateAgencies: (facts) =>
    [...headEn(facts), ...facts.tops.map((top) => lateGroupEn(facts.round, top))].join("\n\n"),
  lateLeads: ({ late, shown, ...facts }) =>
    [
      ...headEn({ ...facts, pages: null }),
      late === 0
        ? "Everybody has appraised what was assigned to them."
        : [
            `Not finished appraising: ${late}; the least done on top (all criteria of all agencies assigned to them):`,
            ...shown.map((lead, at) => `${at + 1}. ${laggardEn(lead)}`),
          ].join("\n"),
    ].join("\n\n"),
  whichTwo: (read) =>
    `${read === "" ? "This command needs the codes of two agencies." : `I read “${clipped(read, 40)}”, but this command needs exactly two agency codes.`} Type for example /compare SNV STC. The code stands in brackets behind an agency's name in the ranking (/ranking).`,
  twiceTheSame: (code) =>
    `You typed ${clipped(code, 20)} twice. Type the codes of two different agencies, for example /compare SNV STC; one agency alone: /agency ${clipped(code, 20)}.`,
  comparisonTitle: (one, other) => `${one.agencyCode} and ${other.agencyCode} compared`,
  comparison: comparisonEn,
  whyButton: (agencyCode) => `Why: ${agencyCode}`,
  summaryTitle: () => "The round in short",
  pushedTitle: (phase) => (phase === null ? "The week in short" : `End of ${stageEn(phase)}`),
  summary: summaryEn,
};

function headEn({ round, calendar, now, pages }: Omit<LateFacts, "tops">): readonly string[] {
  const left = round.window && workingDaysLeft(calendar, round.window, now);
  const until =
    round.window === null
      ? ""
      : `, until ${instantEn(round.window.closesAt)}, ${left === null ? "which is past" : leftEn(left)}`;
  return [
    ...marksEn(round),
    [
      round.roundTitle,
      `Stage: ${stageEn(round.stage)}${until}.`,
      ...(pages ? [`Page ${pages.page}/${pages.pages}`] : []),
    ].join("\n"),
  ];
}

function lateGroupEn(
  { stage }: Pick<Round, "stage">,
  { group: { group, agencies, late, unsigned }, shown, from }: LateFacts["tops"][number],
): string {
  const what = stage === "explaining" ? "not finished explaining" : "not submitted";
  const more = late.length - from - shown.length;
  return [
    late.length === 0
      ? `${capitalised(group)}: none is left (${agencies} agencies).`
      : `${capitalised(group)}: ${late.length} of ${agencies} agencies ${what}`,
    ...shown.map((one, at) => `${from + at + 1}. ${laggardEn(one)}`),
    ...(more > 0 ? [`… and ${more} more.`] : []),
    ...(unsigned > 0 ? [`Handed up, waiting for the leader's signature: ${unsigned}.`] : []),
  ].join("\n");
}

function laggardEn({ code, name, done, total, unproved, extendedTo, pace }: Laggard): string {
  const figures = `${done} of ${total} criteria done (${percentOf({ done, total })}%)`;
  const lacking = unproved > 0 ? `, scored but lacking evidence: ${unproved}` : "";
  const until = extendedTo === null ? "" : `, extended to ${instantEn(extendedTo)}`;
  return `${clipped(name, 60)} (${code}): ${figures}${lacking}${until}${paceEn(pace)}`;
}

/** The arithmetic where the pace so far does not reach the end. */
function paceEn(pace: Laggard["pace"]): string {
  if (pace?.kind !== "running" || !pace.isAtRisk || pace.needed === null) return "";
  return `; needs ${perDay(pace.needed)} a working day, so far ${perDay(pace.soFar)}`;
}

function perDay(rate: Parameters<typeof roundHalfUp>[0]): string {
  const tenths = roundHalfUp(rate, 10);
  const isSome = tenths === 0 && compare(rate, rational(0)) > 0;
  return isSome ? "under 0.1" : decimalText(writeUnits(tenths, 1), "en");
}

function nobodyEn({ stage }: Round): string {
  if (stage === "announced") {
    return "Self-scoring has not begun, so nobody owes anything yet. The deadlines: /round.";
  }
  if (stage === "published" || stage === "archived") {
    return "The results are published; nobody owes anything. The ranking: /ranking.";
  }
  return "The agencies have done their part; in this stage they owe nothing. The round in short: /summary.";
}
