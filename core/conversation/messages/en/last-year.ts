import type { LastYearMessages } from "../catalogue/last-year.ts";
import { answerEn } from "./answer.ts";
import { evidenceLineEn } from "./appraise-words.ts";
import { numberEn } from "./words.ts";

/** Last year's value, points and evidence, in English. */
export const lastYearEn: LastYearMessages = {
  line: ({ leaf, past }) => {
    const where = past.leaf.code === leaf.code ? "" : ` (criterion ${past.leaf.code})`;
    const facts = past.answer === null ? "not scored" : answerEn(past.leaf, past.answer);
    const came =
      past.points === null ? "not applicable" : `${facts} → ${numberEn(past.points)} points`;
    return `In ${past.year}${where}: ${came}; evidence: ${past.evidenceCount}.`;
  },
  button: (year) => `Evidence of ${year}`,
  whichCode: () => "Please name the criterion, for example: /namtruoc 2.1.3.",
  notAllowed: () =>
    "You see last year's evidence of your own agency only, or of criteria you appraise once appraisal has begun.",
  none: (code) =>
    `Criterion ${code} has no evidence of last year: it is new, or the last round is not in the system.`,
  listTitle: ({ year, leaf }) => `Evidence of ${year}: ${leaf.code}`,
  list: ({ facts: { agencyName, items }, lines }) =>
    [
      `${agencyName}, ${items.length} in all:`,
      ...lines.map(evidenceLineEn),
      ...(items.length > lines.length ? [`… and ${items.length - lines.length} more.`] : []),
      "Last year's documents are for reference; this year's evidence is to be sent anew.",
    ].join("\n"),
};
