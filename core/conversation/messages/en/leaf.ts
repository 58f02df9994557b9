import { assertNever } from "../../../result.ts";
import { leafStanding } from "../../self-score/leaf-standing.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import type { LeafContent } from "../../effect.ts";
import type { LeafMessages } from "../catalogue/leaf.ts";
import { clipped, quoted } from "../local-time.ts";
import { ruleSentenceEn } from "../rule-sentence-en.ts";
import { traceEn } from "../trace-en.ts";
import { answerEn } from "./answer.ts";
import { misreadEn, problemEn, readingEn } from "./misread.ts";
import { questionEn } from "./question.ts";
import { criteriaEn, instantEn, pointsEn, trimmedEn } from "./words.ts";

/** Asking for a leaf's facts and telling what they are worth, in English. */
export const leafEn: LeafMessages = {
  title: ({ code, name }) => `${code}. ${name}`,
  intro: ({ leaf, place }) =>
    `Criterion ${place.n} of ${place.of}, at most ${trimmedEn(leaf.max)} points.\n${ruleSentenceEn(leaf)}`,
  facts: (leaf) => `At most ${trimmedEn(leaf.max)} points.\n${ruleSentenceEn(leaf)}`,
  standing: ({ leaf, facts }) => {
    if (!facts || (facts.answer === null && facts.notApplicable === null)) return "Not scored.";
    const who = `Stored by ${facts.by} at ${instantEn(facts.at)}, receipt ${facts.receipt}.`;
    const explained =
      facts.explanation === null ? "" : `\nExplanation: ${clipped(facts.explanation, 300)}`;
    return `Now: ${contentEn(leaf, facts)}.\n${who}${explained}\nPieces of evidence: ${facts.evidenceCount}.`;
  },
  notOurs: ({ source, lead }) => {
    switch (source) {
      case "survey":
        return "Your agency need not score this: its points come from the sociological survey.";
      case "external":
        return `Your agency need not score this: ${lead} takes its points from another assessment.`;
      case "appraiser":
        return `Your agency need not score this: ${lead} gives its points.`;
      case "self":
        return `Your agency scores this; ${lead} appraises it.`;
    }
  },
  guidance: (leaf) => {
    const documents = leaf.evidence.map(
      ({ name, required }) => `• ${name}${required ? "" : " (if any)"}`,
    );
    return [
      leaf.guidance ?? "The criteria give no guidance of their own here.",
      `How points are computed: ${ruleSentenceEn(leaf)}`,
      ...(documents.length > 0 ? [`Evidence:\n${documents.join("\n")}`] : []),
      `Appraised by: ${leaf.lead}.`,
    ].join("\n\n");
  },
  question: questionEn,
  misread: misreadEn,
  whichReading: (readings) => `Did you mean ${readings.map(readingEn).join(" or ")}?`,
  reading: readingEn,
  problem: problemEn,
  savedTitle: ({ leaf, points }) =>
    points === null ? `Stored ${leaf.code}` : `Stored ${leaf.code}: ${pointsEn(points)}`,
  saved: ({ leaf, answer, trace, receipt, old }) =>
    [
      ...(old
        ? [`Before: ${contentEn(leaf, old)}, by ${old.by}.\nNow: ${answerEn(leaf, answer)}.`]
        : [`${clipped(leaf.name, 200)}: ${answerEn(leaf, answer)}.`]),
      traceEn(trace),
      `Receipt: ${receipt}`,
    ].join("\n"),
  conflict: ({ leaf, theirs, mine }) =>
    [
      "While you were answering, something else was stored for this criterion. Nothing more was stored.",
      `${theirs.by} (${instantEn(theirs.at)}): ${contentEn(leaf, theirs)}.`,
      `You: ${contentEn(leaf, { ...mine, explanation: null, notApplicable: null })}.`,
      "Which one counts?",
    ].join("\n"),
  keptTheirs: ({ code, by }) => `What ${by} stored for criterion ${code} stays.`,
  changedByOther: ({ leaf, facts, typed }) =>
    [
      `While you were answering, ${facts.by} stored (${instantEn(facts.at)}): ${contentEn(leaf, facts)}.`,
      "Nothing more was stored. To replace it all the same, send your text again:",
      clipped(typed, 1000),
    ].join("\n"),
  allAnswered: (total) =>
    `Your agency has scored all ${criteriaEn(total)}. You can submit, or see the progress to add missing evidence.`,
  onlyOneLeft: (code) => `Only criterion ${code} is not scored yet.`,
  mustApply: (code) =>
    `Criterion ${code} applies to every agency by the scheme, so it cannot be left out. If your agency has not done it, answer as things are and explain.`,
  askReason: ({ shortest, policy }) =>
    policy === "rebase"
      ? `Why does this criterion not apply to your agency? Give the reason, at least ${shortest} characters. If it is accepted, the criterion's maximum leaves the total.`
      : `Why does this criterion not apply to your agency? Give the reason, at least ${shortest} characters. If it is accepted, the criterion counts full.`,
  reasonLength: ({ length, shortest, longest }) =>
    length < shortest
      ? `The reason has ${length} characters, at least ${shortest} are needed. Please write more.`
      : `The reason has ${length} characters, at most ${longest} are taken. Please write less.`,
  reasonSaved: ({ leaf, receipt, old }) =>
    [
      `The request that ${leaf.code} does not apply is stored. The Department of Home Affairs will decide.`,
      ...(old ? [`Before: ${contentEn(leaf, old)}.`] : []),
      `Receipt: ${receipt}`,
    ].join("\n"),
  nothingToUndo: () => "There is no step of this chat to undo.",
  undoTooLate: ({ leaf, facts }) =>
    `It cannot be undone: ${facts.by} has stored criterion ${leaf.code} again at ${instantEn(facts.at)} (${contentEn(leaf, facts)}). If needed, use /change ${leaf.code}.`,
  undone: ({ leaf, from, to, receipt }) =>
    `Undone.\nFrom: ${contentEn(leaf, from)}.\nBack to: ${contentEn(leaf, to)}.\nReceipt: ${receipt}`,
};

/** What a leaf holds, in a few words. */
export function contentEn(leaf: Leaf, content: LeafContent): string {
  if (content.notApplicable !== null) {
    return `asked not to apply (${quoted(content.notApplicable, 200)})`;
  }
  if (content.answer === null) return "not scored";
  const facts = answerEn(leaf, content.answer);
  const standing = leafStanding(leaf, content);
  switch (standing.kind) {
    case "points":
      return `${facts} (${pointsEn(standing.points)})`;
    case "waits":
      return `${facts} (points follow later)`;
    case "notApplicable":
      return `${facts} (does not apply)`;
    default:
      return assertNever(standing);
  }
}
