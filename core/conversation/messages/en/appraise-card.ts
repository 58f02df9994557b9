import type { AppraiseCard } from "../catalogue/appraise.ts";
import { clipped } from "../local-time.ts";
import { ruleSentenceEn } from "../rule-sentence-en.ts";
import { traceEn } from "../trace-en.ts";
import { appraisedEn, evidenceLineEn, flagEn, refusalLineEn, scopeEn } from "./appraise-words.ts";
import { lastYearEn } from "./last-year.ts";
import { contentEn } from "./leaf.ts";
import { marksEn, instantEn, trimmedEn } from "./words.ts";

/** A leaf as its appraiser looks at it, in English. */
export function appraiseCardEn(card: AppraiseCard): string {
  const { isDemo, isTraining, leaf, said, past, flags, askedAt, refusal } = card;
  return [
    ...marksEn({ isDemo, isTraining }),
    headEn(card),
    `At most ${trimmedEn(leaf.max)} points.\n${ruleSentenceEn(leaf)}`,
    ...(leaf.source === "self"
      ? [claimEn(card), evidenceEn(card)]
      : ["The appraiser gives the points of this criterion; agencies do not score it."]),
    ...(past ? [lastYearEn.line({ leaf, past })] : []),
    ...(said?.explanation ? [`Explanation: ${clipped(said.explanation, 800)}`] : []),
    ...(flags.length > 0 ? [`NOTE:\n${flags.map((flag) => `• ${flagEn(flag)}`).join("\n")}`] : []),
    ...(askedAt === null ? [] : [`An explanation was asked for at ${instantEn(askedAt)}.`]),
    ...decidedEn(card),
    ...(refusal ? [refusalLineEn(refusal)] : []),
  ].join("\n\n");
}

function headEn({ agency, part, isSpotCheck, ...facts }: AppraiseCard): string {
  const late = agency.submittedAt === null ? ", not handed in" : "";
  return [
    `${agency.name} (${agency.code})${late}.`,
    ...(facts.left > 0 ? [`${scopeEn(facts.scope)}: ${facts.left} left.`] : []),
    ...(part === "second"
      ? ["Second, independent appraisal: you do not see the first one's result."]
      : []),
    ...(isSpotCheck ? ["Drawn at random for a closer look."] : []),
  ].join("\n");
}

function claimEn({ leaf, said, trace }: AppraiseCard): string {
  const how = trace ? `\nHow the points came: ${traceEn(trace)}` : "";
  return `Agency: ${said ? contentEn(leaf, said) : "not scored"}.${how}`;
}

function evidenceEn({ evidence, moreEvidence }: AppraiseCard): string {
  if (evidence.length === 0) return "Evidence: none.";
  return [
    "Evidence (links work for 15 minutes and need the login; each opening is logged):",
    ...evidence.map(evidenceLineEn),
    ...(moreEvidence > 0 ? [`… and ${moreEvidence} more.`] : []),
  ].join("\n");
}

function decidedEn({ leaf, value }: AppraiseCard): readonly string[] {
  if (!value) return [];
  const reason = value.reason === null ? "" : `\nReason: ${clipped(value.reason, 400)}`;
  return [`Appraised: ${appraisedEn(leaf, value)}.\n${value.by}, ${instantEn(value.at)}.${reason}`];
}
