import type { ExplainedChild } from "../../commands/explained.ts";
import type { AgencyResult } from "../../facts.ts";
import type { WhyMessages } from "../catalogue/commands.ts";
import { clipped } from "../local-time.ts";
import { ruleSentenceEn } from "../rule-sentence-en.ts";
import { traceEn } from "../trace-en.ts";
import { indexEn, resultStampEn } from "./commands.ts";
import { itemsEn } from "./evidence.ts";
import { contentEn, leafEn } from "./leaf.ts";
import { marksEn, instantEn, nodeKindEn, trimmedEn } from "./words.ts";

/** Explaining a number, in English. */
export const whyEn: WhyMessages = {
  nodeTitle: ({ code, name }) => `${code}. ${name}`,
  agencyTitle: (agencyName) => `Why ${agencyName} has this index`,
  leaf: ({ agencyName, leaf, facts, trace, evidence, result, counted, marks }) =>
    [
      ...marksEn(marks),
      `${agencyName}. At most ${trimmedEn(leaf.max)} points.\nRule: ${ruleSentenceEn(leaf)}`,
      ...(leaf.source === "self"
        ? [
            facts
              ? `Facts: ${contentEn(leaf, facts)}.\nStored by ${facts.by} at ${instantEn(facts.at)}, receipt ${facts.receipt}.`
              : "The agency has not scored this, so it counts 0.",
          ]
        : [leafEn.notOurs({ source: leaf.source, lead: leaf.lead })]),
      ...(trace ? [`Computed: ${traceEn(trace)}`] : []),
      ...(facts?.explanation ? [`Explanation: ${clipped(facts.explanation, 600)}`] : []),
      ...(evidence === null
        ? []
        : [
            evidence.length === 0
              ? "Evidence: none."
              : `Evidence:\n${itemsEn(evidence.slice(0, 10)).join("\n")}`,
          ]),
      ...(result ? [countedEn(counted, result)] : []),
    ].join("\n\n"),
  branch: ({ agencyName, node, total, children, result }) =>
    [
      ...marksEn(result),
      `${agencyName}, ${nodeKindEn(node)} ${node.code}.\n${resultStampEn(result)}`,
      children.map(childEn).join("\n"),
      total === null ? "There is no result of this yet." : `Sum: ${valueEn(total)}.`,
    ].join("\n\n"),
  agency: ({ result, children, showsRank }) =>
    [
      ...marksEn(result),
      `${result.roundTitle}\n${resultStampEn(result)}`,
      children.map(childEn).join("\n"),
      `Sum: ${trimmedEn(result.achieved)}/${trimmedEn(result.applicableMax)} points.`,
      indexLineEn(result),
      ...(result.row.band === null ? [] : [`Grade: ${result.row.band}.`]),
      ...(showsRank && result.row.rank !== null
        ? [`Rank in the group: ${result.row.rank} of ${result.groupSize}.`]
        : []),
      `Hash of the scheme: ${result.schemeHash.slice(0, 16)}…`,
    ].join("\n\n"),
};

function indexLineEn({ achieved, applicableMax, bonus, penalty, row }: AgencyResult): string {
  if (row.index === null) return "No criterion applies, so there is no index.";
  return `Index: ${trimmedEn(achieved)} / ${trimmedEn(applicableMax)} × 100 + ${trimmedEn(bonus)} − ${trimmedEn(penalty)} = ${row.index} (rounded once).`;
}

function childEn({ node, value }: ExplainedChild): string {
  return `${node.code} ${clipped(node.name, 100)}: ${value === null ? "none yet" : valueEn(value)}`;
}

function valueEn({ points, max }: NonNullable<ExplainedChild["value"]>): string {
  return points === null ? "does not apply" : `${trimmedEn(points)}/${trimmedEn(max)}`;
}

function countedEn(counted: ExplainedChild["value"], result: AgencyResult): string {
  const value = counted === null ? "none yet" : valueEn(counted);
  return `Counted: ${value}. ${resultStampEn(result)} Index of the agency: ${indexEn(result.row)}.`;
}
