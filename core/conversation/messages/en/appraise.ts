import type { AppraiseMessages } from "../catalogue/appraise.ts";
import { clipped, daysLeft, quoted } from "../local-time.ts";
import { traceEn } from "../trace-en.ts";
import { appraisedEn, refusalLineEn, scopeEn } from "./appraise-words.ts";
import { appraiseCardEn } from "./appraise-card.ts";
import { contentEn } from "./leaf.ts";
import { marksEn, instantEn, pointsEn, trimmedEn } from "./words.ts";

/** How many agencies that have not handed in are named. */
const mostCodes = 20;

/** Appraising what agencies have scored, in English. */
export const appraiseEn: AppraiseMessages = {
  noAppraiser: () =>
    "Appraisal is done by the staff assigned to it. If you are assigned and do not see your work, tell the coordinator of Sở Nội vụ.",
  noSuchLeaf: ({ agencyCode, code }) =>
    `There is no criterion ${clipped(code, 30)} to appraise at agency ${clipped(agencyCode, 30)}. Type for example: /thamdinh 2.1.3 STC.`,
  refused: refusalLineEn,
  file: ({ agencyName, code, item }) =>
    [
      `${clipped(item.fileName ?? item.receipt, 80)}${item.place === null ? "" : `; place: ${clipped(item.place, 80)}`}`,
      `Agency ${clipped(agencyName, 80)}, criterion ${code}, receipt ${item.receipt}.`,
      "This opening is recorded. A PDF carries your name on every page; please do not forward it.",
    ].join("\n"),
  noFilesInChat: () =>
    "This round sends no files into the chat. Open the document by the link on the criterion's card.",
  queueTitle: () => "Appraisal",
  queue: ({ round, now, window, all, left, second, spotChecks, notSubmitted }) =>
    [
      ...marksEn(round),
      round.title,
      timeEn(now, window),
      all === 0
        ? "Nothing is assigned to you in this round."
        : [
            `Assigned to you: ${all}, done ${all - left}, left ${left}.`,
            ...(second > 0 ? [`Of these, ${second} are second, independent appraisals.`] : []),
            ...(spotChecks > 0 ? [`${spotChecks} were drawn at random for a closer look.`] : []),
            ...(notSubmitted.length > 0 ? [notSubmittedEn(notSubmitted)] : []),
            "Choose how to go on:",
          ].join("\n"),
    ].join("\n\n"),
  scopes: ({ way, lines, page, pages }) =>
    [
      `${way === "byAgency" ? "Agency by agency" : "One criterion across the agencies"}${pages > 1 ? ` (page ${page}/${pages})` : ""}`,
      lines
        .map(
          ({ code, name, left, all, isSubmitted }) =>
            `${code} ${clipped(name, 80)}: ${left === 0 ? "done" : `${left}/${all} left`}${isSubmitted ? "" : " (not handed in)"}`,
        )
        .join("\n"),
    ].join("\n\n"),
  scopeDone: ({ scope, mine, onlyLeft }) => {
    if (onlyLeft)
      return `Only criterion ${onlyLeft.code} of ${onlyLeft.agencyCode} is left (/thamdinh ${onlyLeft.code} ${onlyLeft.agencyCode}).`;
    if (mine === 0 && scope.kind === "rest") return "There is nothing for you to appraise.";
    return mine === 0
      ? `${scopeEn(scope)}: nothing is assigned to you.`
      : `${scopeEn(scope)}: everything is appraised.`;
  },
  card: appraiseCardEn,
  askPoints: ({ leaf }) =>
    `Type the points, from 0 to ${trimmedEn(leaf.max)} (for example 0.75).${leaf.rule.kind === "appraiser" && leaf.rule.step !== undefined ? ` Points are a multiple of ${trimmedEn(leaf.rule.step)}.` : ""}`,
  misreadPoints: ({ leaf }) =>
    `Points are a number from 0 to ${trimmedEn(leaf.max)} with at most four decimals. Type it again, for example 0.75.`,
  pointsRead: (points) => `${pointsEn(points)}.`,
  askReason: ({ leaf, value, trace, said, shortest }) =>
    [
      ...(trace ? [`By your facts: ${appraisedEn(leaf, value)}.\n${traceEn(trace)}`] : []),
      ...(said === null ? [] : [said]),
      leaf.source === "self"
        ? `This differs from the agency's own score, so a reason is needed (at least ${shortest} characters). The agency will read it.`
        : `On what are the points based (at least ${shortest} characters)?`,
    ].join("\n\n"),
  reasonLength: ({ length, shortest, longest }) =>
    length < shortest
      ? `The reason has ${length} characters, at least ${shortest} are needed.`
      : `The reason has ${length} characters, at most ${longest} are taken.`,
  zeroReason: ({ isAnswered }) =>
    isAnswered ? "Không có tài liệu kiểm chứng và giải trình." : "Đơn vị không chấm tiêu chí này.",
  savedTitle: ({ leaf, value }) =>
    value.notApplicable !== null
      ? `${leaf.code} saved: not applicable`
      : value.points === null
        ? `${leaf.code} saved`
        : `${leaf.code} saved: ${pointsEn(value.points)}`,
  saved: ({ agency, leaf, said, value, receipt }) =>
    [
      `${agency.name} (${agency.code}).`,
      ...(leaf.source === "self"
        ? [`Agency: ${said ? contentEn(leaf, said) : "not scored"}.`]
        : []),
      `Appraisal: ${appraisedEn(leaf, value)}.`,
      ...(value.reason === null ? [] : [`Reason: ${clipped(value.reason, 400)}`]),
      `Receipt: ${receipt}`,
    ].join("\n"),
  changedByAgency: () =>
    "The agency has changed this criterion meanwhile (it was reopened). Nothing was saved; the new content follows.",
  conflict: ({ leaf, said, theirs, mine }) =>
    [
      "Somebody else has appraised this criterion meanwhile. Nothing more was saved.",
      `Agency: ${said ? contentEn(leaf, said) : "not scored"}.`,
      `${theirs.by} (${instantEn(theirs.at)}): ${appraisedEn(leaf, theirs)}.${theirs.reason === null ? "" : ` Reason: ${quoted(theirs.reason, 300)}.`}`,
      `You: ${appraisedEn(leaf, mine)}.${mine.reason === null ? "" : ` Reason: ${quoted(mine.reason, 300)}.`}`,
      "Which value?",
    ].join("\n"),
  keptTheirs: ({ by, code }) => `Kept what ${by} has decided for criterion ${code}.`,
  askQuestion: ({ agency, shortest }) =>
    `What is ${agency.name} to explain (at least ${shortest} characters)? The agency is told at once and answers when explaining opens; the criterion still waits for your decision.`,
  questionLength: ({ length, shortest, longest }) =>
    length < shortest
      ? `The question has ${length} characters, at least ${shortest} are needed.`
      : `The question has ${length} characters, at most ${longest} are taken.`,
  questionSent: ({ agency, leaf, receipt }) =>
    `${agency.name} was asked to explain criterion ${leaf.code}.\nReceipt: ${receipt}`,
  questionNoticeTitle: () => "Explanation requested",
  questionNotice: ({ code, leafName, question, isDemo, isTraining }) =>
    [
      ...marksEn({ isDemo, isTraining }),
      `The appraiser asks your agency to explain criterion ${code}. ${clipped(leafName, 200)}`,
      clipped(question, 1000),
      "Please prepare the text and documents; they are taken when the phase of explaining opens.",
    ].join("\n\n"),
  bulkTitle: () => "Agree in bulk",
  bulk: ({ scope, open, plain, drawn, percent, names }) =>
    [
      `${scopeEn(scope)}: ${open} left, ${plain} of them with nothing flagged.`,
      ...(plain > drawn
        ? [
            `${names.join(", ")}${plain > names.length ? ", …" : ""}`,
            `${drawn} of them (${percent} %) are drawn at random for you to look at one by one; the other ${plain - drawn} are agreed with. Flagged ones are not part of this.`,
          ]
        : ["Too few to agree in bulk; please appraise them one by one."]),
    ].join("\n\n"),
  bulkDone: ({ taken, sample, seed, receipt }) =>
    [
      `Agreed: ${taken}.`,
      `Drawn at random for a closer look: ${sample.join(", ")}.`,
      `Seed of the draw: ${seed}\nReceipt: ${receipt}`,
    ].join("\n\n"),
  buttons: {
    queue: () => "Appraisal work",
    byAgency: () => "Agency by agency",
    byLeaf: () => "One criterion across",
    rest: () => "Go on with what is left",
    scope: ({ code, name, left }) => `${code} ${clipped(name, 34)} (${left} left)`,
    goOn: () => "See what is left, one by one",
    agree: () => "Agree",
    acceptNotApplicable: () => "Accept: not applicable",
    refuseNotApplicable: () => "Refuse, enter facts",
    zeroNoProof: () => "0 points: no evidence, no explanation",
    zeroUnanswered: () => "0 points: not scored by the agency",
    fix: () => "Correct the facts",
    points: () => "Set points",
    ask: () => "Ask for an explanation",
    card: () => "Back to the criterion's card",
    file: (name) => `Get file ${clipped(name, 40)}`,
    openFile: () => "Open the file",
    skip: () => "Skip to the next",
    bulk: () => "Agree in bulk",
    bulkYes: (count) => `Agree with ${count}`,
  },
};

function timeEn(
  now: string,
  window: { readonly opensAt: string; readonly closesAt: string } | null,
): string {
  if (!window) return "This round has no time for appraisal yet.";
  if (Date.parse(now) < Date.parse(window.opensAt)) {
    return `Appraisal opens at ${instantEn(window.opensAt)}.`;
  }
  return Date.parse(now) < Date.parse(window.closesAt)
    ? `Appraisal is open until ${instantEn(window.closesAt)}, days left: ${daysLeft(now, window.closesAt)}.`
    : `Appraisal closed at ${instantEn(window.closesAt)}. The agencies' explanations: /thamdinh2.`;
}

/** Whole codes only: a code cut in two would be read as another agency. */
function notSubmittedEn(codes: readonly string[]): string {
  const more = codes.length - mostCodes;
  const shown = codes.slice(0, mostCodes).join(", ");
  if (more <= 0) return `Not handed in yet: ${shown}.`;
  return `Not handed in yet, ${codes.length} agencies: ${shown} and ${more} more.`;
}
