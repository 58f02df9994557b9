import type {
  AppealFacts,
  AppealLine,
  AppealRefusal,
  AppealWords,
  ValueFacts,
} from "../../appeal/appeal-facts.ts";
import type { ClockLeft } from "../../appeal/appeal-clock.ts";
import type { AppealOutcome, AppealStatus } from "../../appeal/appeal-kinds.ts";
import { atStake, selfPoints, valuePoints, wordsOf } from "../../appeal/appeal-rules.ts";
import type { EvidenceFacts } from "../../facts.ts";
import type { RoundFacts } from "../../../round/round.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { AppealMessages } from "../catalogue/appeal.ts";
import { clipped, quoted } from "../local-time.ts";
import { noticeEn } from "./appeal-notice.ts";
import { appealStatsEn } from "./appeal-stats.ts";
import { itemEn } from "./evidence.ts";
import { contentEn } from "./leaf.ts";
import { criteriaEn, marksEn, instantEn, numberEn, pointsEn } from "./words.ts";
import { whoEn } from "./sign-off.ts";

/** Explaining leaves that were appraised lower, in English. */
export const appealEn: AppealMessages = {
  buttons: {
    list: () => "List of explanations",
    next: () => "Next criterion",
    explain: (isChange) => (isChange ? "Change the explanation" : "Write an explanation"),
    accept: () => "Accept the appraised points",
    add: () => "Add evidence",
    withdraw: () => "Withdraw the answer",
    done: () => "Done",
    submit: () => "Send to the leader",
    confirmSubmit: () => "Send",
    notYet: () => "Not yet",
    digest: () => "See the digest",
    sign: (count) => `Sign (${count})`,
    giveBack: (code) => `Return ${code}`,
    menu: () => "Explanations",
  },
  refused: refusedEn,
  notLower: ({ code }) =>
    `Criterion ${code} was not appraised lower than your agency scored it, so there is nothing to explain.`,
  listTitle: () => "Explanations to the appraisal",
  list: ({ round, lines, total, open, clock, page, pages }) =>
    [
      ...demoOf(round),
      total === 0
        ? "No criterion of your agency was appraised lower than self-scored."
        : `Appraised lower than self-scored: ${criteriaEn(total)}; not answered yet: ${open}.`,
      clockEn(clock),
      ...lines.map(lineEn),
      ...(pages > 1 ? [`Page ${page} of ${pages}.`] : []),
    ].join("\n\n"),
  leafButton: ({ leaf, facts }) => `${markOf(facts)} ${leaf.code} ${clipped(leaf.name, 44)}`,
  card: ({ round, leaf, facts, words, explained, clock, old, fresh }) =>
    [
      ...demoOf(round),
      valuesEn(leaf, facts),
      proofEn("Evidence of the self-score", old),
      ...(words === null ? [] : [wordsEn(words)]),
      ...(words === null && fresh.length === 0
        ? []
        : [proofEn("Evidence of the explanation", fresh)]),
      ...(explained === null ? [] : [secondEn(leaf, explained, words?.outcome ?? null)]),
      clockEn(clock),
    ].join("\n\n"),
  askExplanation: ({ shortest, longest }) =>
    `Explain fully why the points should be reconsidered (${shortest} to ${longest} characters); you can send further evidence afterwards. If you agree with the appraisal, press Accept the appraised points.`,
  present: (explanation) => `Present explanation: ${clipped(explanation, 1500)}`,
  goOnExplaining: () => "Please go on with the explanation.",
  explained: ({ code, receipt, replaced }) =>
    `The explanation for criterion ${code} was ${replaced ? "replaced" : "stored"}; it has not been sent to the leader yet.\nReceipt: ${receipt}`,
  accepted: ({ leaf, facts, receipt }) => {
    const points = valuePoints(facts.appraised);
    return `Stored: your agency accepts the appraised value of criterion ${leaf.code}${points === null ? "" : ` (${pointsEn(points)})`}; not sent to the leader yet.\nReceipt: ${receipt}`;
  },
  withdrawn: ({ code, receipt }) =>
    `The answer for criterion ${code} was withdrawn. What was said stays on record.\nReceipt: ${receipt}`,
  changedByOther: ({ words, mine }) =>
    [
      `While you were writing, ${words.by} answered (${instantEn(words.at)}):`,
      words.explanation === null
        ? "The appraised value is accepted."
        : clipped(words.explanation, 1200),
      "Your explanation was not stored. To replace the other one, send yours again:",
      clipped(mine, 1200),
    ].join("\n\n"),
  askProof: ({ maxBytes }) =>
    `Send further evidence for the explanation: a file (up to ${Math.floor(maxBytes / (1024 * 1024))} MB), or type: number; date; issuer (for example: 15/KH-SNV; 20/01/2025; Sở Nội vụ). When there is none left, press Done.`,
  notADocument: () =>
    "I am waiting for a file or a document. Send a file, or type one line: number; date; issuer. When there is none left, press Done.",
  received: ({ code, fileName, receipt }) =>
    `Received “${clipped(fileName, 120)}” for the explanation of criterion ${code}; it is being checked.\nReceipt: ${receipt}`,
  submitTitle: () => "Send to the leader",
  confirmSubmit: ({ round, lines, open }) =>
    [
      ...demoOf(round),
      `To be signed by the leader: ${criteriaEn(lines.length)}:`,
      lines.slice(0, 30).map(shortLineEn).join("\n"),
      ...(lines.length > 30 ? [`… and ${lines.length - 30} more.`] : []),
      ...(open > 0
        ? [`Not answered: ${open}; without an answer in time the appraised points stand.`]
        : []),
      "Afterwards a criterion can be changed only when you withdraw it. Send?",
    ].join("\n\n"),
  nothingToSubmit: () => "There is no answer to be sent to the leader yet.",
  changedMeanwhile: () =>
    "The answers have changed since you saw them. Nothing was stored; please look again.",
  submittedTitle: () => "Sent to the leader",
  submitted: ({ count, receipt, at }) =>
    `${criteriaEn(count)} sent to the leader at ${instantEn(at)}. The leader has to sign in time; otherwise the appraiser sees the explanation marked as not signed.\nReceipt: ${receipt}`,
  digestTitle: () => "Explanations to be signed",
  digest: ({ round, agencyName, fields, all, lines, page, pages }) =>
    [
      ...demoOf(round),
      `${agencyName}: ${criteriaEn(all.length)} to be signed.`,
      fields.flatMap(({ code, name }) => fieldStakeEn({ code, name }, all)).join("\n"),
      ...lines.map(digestLineEn),
      ...(pages > 1 ? [`Page ${page} of ${pages}. Sign means all pages.`] : []),
      "Sign all of them, or return those that need a change.",
    ].join("\n\n"),
  signedTitle: () => "Explanations signed",
  signed: ({ count, receipt, at, by }) =>
    `${whoEn(by)} signed ${criteriaEn(count)} at ${instantEn(at)}. The appraisers will answer in the second appraisal.\nReceipt: ${receipt}`,
  askReturn: ({ shortest }) =>
    `Please write what the officer should change (at least ${shortest} characters).`,
  reasonLength: ({ length, shortest, longest }) =>
    length < shortest
      ? `That is ${length} characters; at least ${shortest} are needed.`
      : `That is ${length} characters; at most ${longest} are taken.`,
  returned: ({ code, by, receipt }) =>
    `Criterion ${code} was returned to ${by} with your comment.\nReceipt: ${receipt}`,
  stillWaiting: (count) =>
    count === 0 ? "Nothing else waits to be signed." : `Still to be signed: ${criteriaEn(count)}.`,
  statsTitle: () => "Statistics of explanations",
  stats: appealStatsEn,
  notice: (notice, marks) => [...marksEn(marks), noticeEn(notice)].join("\n\n"),
};

/** Both values of a leaf with the reason of the appraised one. */
export function valuesEn(leaf: Leaf, { self, appraised }: AppealFacts): string {
  return [
    `Self-score: ${contentEn(leaf, self)}.`,
    ...(self.explanation === null
      ? []
      : [`Explanation with the self-score: ${clipped(self.explanation, 400)}`]),
    `First appraisal: ${valueEn(leaf, appraised)}.`,
    ...(appraised.reason === null ? [] : [`Reason: ${quoted(appraised.reason, 600)}.`]),
  ].join("\n");
}

/** What a value holds: facts and points, or points set by hand. */
export function valueEn(leaf: Leaf, value: ValueFacts): string {
  if (value.setPoints !== null && value.notApplicable === null) {
    return `${pointsEn(value.setPoints)}, set by the appraiser`;
  }
  const { answer, points, notApplicable } = value;
  if (answer === null && notApplicable === null) return "0 points";
  return contentEn(leaf, { answer, points, notApplicable, explanation: null });
}

/** One phase's proof, item by item. */
function proofEn(title: string, items: readonly EvidenceFacts[]): string {
  if (items.length === 0) return `${title}: none.`;
  const more = items.length > 8 ? [`… and ${items.length - 8} more.`] : [];
  return [`${title}:`, ...items.slice(0, 8).map(itemEn), ...more].join("\n");
}

/** The word for what the second appraisal decided. */
export function outcomeEn(outcome: AppealOutcome): string {
  return outcomeWords[outcome];
}

const outcomeWords: Readonly<Record<AppealOutcome, string>> = {
  accepted: "explanation accepted",
  partly: "partly accepted",
  rejected: "explanation rejected",
};

const statusWords: Readonly<Record<AppealStatus, string>> = {
  draft: "not sent to the leader",
  submitted: "waiting for the leader's signature",
  signed: "signed by the leader",
  returned: "returned by the leader",
  withdrawn: "withdrawn",
};

function refusedEn(refusal: AppealRefusal): string {
  switch (refusal.kind) {
    case "noRight":
      return "Your account may not do this. Officers write explanations, the agency's leader signs.";
    case "notYet":
      return refusal.opensAt === ""
        ? "The round has not reached the explanations yet. Nothing was stored."
        : `The round has not reached the explanations yet (planned from ${instantEn(refusal.opensAt)}). Nothing was stored.`;
    case "closed":
      return `The time for explanations is over${refusal.closesAt === "" ? "" : ` (until ${instantEn(refusal.closesAt)})`}; nothing more is stored. An extension is asked for in writing.`;
    case "submitted":
      return "This answer was sent to the leader. Withdraw it first, or ask the leader to return it.";
    case "signed":
      return "The leader has signed this answer; it cannot be changed any more.";
    case "answered":
      return "The second appraisal has answered this explanation; it cannot be changed any more.";
  }
}

function demoOf(round: RoundFacts): readonly string[] {
  return marksEn(round);
}

function clockEn(clock: ClockLeft | null): string {
  if (clock === null) return "The time for explanations is over.";
  const { workingDays } = clock;
  const left =
    workingDays === 0
      ? "no working day is left after today"
      : `${workingDays} working ${workingDays === 1 ? "day is" : "days are"} left after today`;
  return `Your agency's time for explanations ends at ${instantEn(clock.closesAt)}; ${left}.`;
}

function lineEn({ leaf, facts }: AppealLine): string {
  const { reason } = facts.appraised;
  return [
    `${leaf.code} ${clipped(leaf.name, 100)}: ${differenceEn(facts)}. ${statusOf(facts)}.`,
    ...(reason === null ? [] : [`Reason: ${quoted(reason, 160)}.`]),
  ].join("\n");
}

function shortLineEn({ leaf, facts }: AppealLine): string {
  const isAccepted = wordsOf(facts)?.answer === "accepted";
  return `${leaf.code}: ${isAccepted ? "accepts the appraisal" : "explained"}, ${differenceEn(facts)}.`;
}

function digestLineEn(line: AppealLine): string {
  const text = wordsOf(line.facts)?.explanation ?? null;
  return [
    shortLineEn(line),
    clipped(line.leaf.name, 120),
    ...(text === null ? [] : [`Explanation: ${clipped(text, 280)}`]),
  ].join("\n");
}

function fieldStakeEn(
  field: { readonly code: string; readonly name: string },
  lines: readonly AppealLine[],
): readonly string[] {
  const own = lines.filter(({ leaf }) => leaf.code.split(".")[0] === field.code);
  if (own.length === 0) return [];
  const claimed = own.filter(({ facts }) => wordsOf(facts)?.answer === "explained");
  const stake = claimed.reduce((sum, { facts }) => sum + atStake(facts), 0);
  return [
    `${field.code}. ${clipped(field.name, 70)}: ${criteriaEn(own.length)}, ${pointsEn(stake)} claimed back.`,
  ];
}

function differenceEn(facts: AppealFacts): string {
  const [own, theirs] = [selfPoints(facts.self), valuePoints(facts.appraised)];
  if (own === null || theirs === null) {
    return `self ${own === null ? "computed later" : numberEn(own)} → appraised ${theirs === null ? "computed later" : numberEn(theirs)}`;
  }
  return `self ${numberEn(own)} → appraised ${numberEn(theirs)} (${numberEn(own - theirs)} lower)`;
}

function statusOf(facts: AppealFacts): string {
  const words = wordsOf(facts);
  if (words === null) return "Not answered";
  if (words.outcome !== null) return `Second appraisal: ${outcomeEn(words.outcome)}`;
  return `${words.answer === "accepted" ? "Accepts the appraisal" : "Explained"}, ${statusWords[words.status]}`;
}

function markOf(facts: AppealFacts): string {
  const words = wordsOf(facts);
  if (words === null) return "○";
  return words.status === "draft" || words.status === "returned" ? "◐" : "✓";
}

function wordsEn(words: AppealWords): string {
  return [
    words.explanation === null
      ? "Your agency accepts the appraised value."
      : `Explanation: ${clipped(words.explanation, 1200)}`,
    `${words.by} at ${instantEn(words.at)}, ${statusWords[words.status]}, receipt ${words.receipt}.`,
    ...(words.comment === null ? [] : [`The leader's comment: ${clipped(words.comment, 600)}`]),
  ].join("\n");
}

function secondEn(leaf: Leaf, value: ValueFacts, outcome: AppealOutcome | null): string {
  return [
    `Second appraisal: ${outcome === null ? "" : `${outcomeEn(outcome)}, `}${valueEn(leaf, value)}.`,
    ...(value.reason === null ? [] : [`Reason: ${quoted(value.reason, 600)}.`]),
  ].join("\n");
}
