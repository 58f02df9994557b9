import type { LeafGap } from "../../self-score/leaf-status.ts";
import type { FieldTotal } from "../../submit/submit-facts.ts";
import type { SubmitMessages } from "../catalogue/evidence.ts";
import { clipped } from "../local-time.ts";
import { criteriaEn, marksEn, instantEn, numberEn } from "./words.ts";

/** Handing the self-score in, in English. */
export const submitEn: SubmitMessages = {
  blockedTitle: () => "It cannot be submitted yet",
  blocked: ({ total, lines, page, pages, marks }) =>
    [
      ...marksEn(marks),
      `Not complete: ${criteriaEn(total)}${pages > 1 ? ` (page ${page} of ${pages})` : ""}:`,
      ...lines.map(
        ({ leaf, gaps }) =>
          `${leaf.code} ${clipped(leaf.name, 100)}: ${gaps.map(gapEn).join("; ")}.`,
      ),
      "Press a button to go to each place.",
    ].join("\n\n"),
  blockerButton: ({ leaf, gaps }) => `${leaf.code}: ${gaps[0] ? shortGapEn(gaps[0]) : ""}`,
  title: () => "Hand the self-score up",
  confirm: ({ agencyName, totals, marks }) =>
    [
      ...marksEn(marks),
      `${agencyName}, self-scored points by field (only the criteria your agency scores):`,
      totals.map(totalEn).join("\n"),
      `Total: ${sumEn(totals)} points.`,
      "It is then locked until the leader signs it or gives it back. Hand it up?",
    ].join("\n\n"),
  changedMeanwhile: () =>
    "The self-score has changed since you saw the totals. Nothing was handed up; please look again.",
  doneTitle: () => "Handed up for signature",
  done: ({ agencyName, roundTitle, receipt, at, whoSigns, marks }) =>
    [
      ...marksEn(marks),
      `The self-score of ${agencyName}, ${roundTitle}, was handed up at ${instantEn(at)}.\nReceipt: ${receipt}`,
      whoSigns,
    ].join("\n\n"),
};

/** One field's points of its maximum, with what is not settled yet. */
export function totalEn({ field, points, max, waiting, ...out }: FieldTotal): string {
  const notes = [
    ...(waiting > 0 ? [`${waiting} to be computed later`] : []),
    ...(out.notApplicable > 0 ? [`${out.notApplicable} asked not to apply`] : []),
    ...(out.leftOut > 0 ? [`${out.leftOut} left out by the province`] : []),
  ];
  const note = notes.length > 0 ? ` (${notes.join(", ")})` : "";
  return `${field.code}. ${clipped(field.name, 80)}: ${numberEn(points)}/${numberEn(max)}${note}`;
}

/** The sum over the fields: "10.5/70". */
export function sumEn(totals: readonly FieldTotal[]): string {
  const points = totals.reduce((sum, total) => sum + total.points, 0);
  const max = totals.reduce((sum, total) => sum + total.max, 0);
  return `${numberEn(points)}/${numberEn(max)}`;
}

/** What a leaf lacks, in words. */
export function gapEn(gap: LeafGap): string {
  switch (gap.kind) {
    case "unanswered":
      return "not scored";
    case "noProof":
      return "neither evidence nor explanation";
    case "missing":
      return `missing ${gap.names.join(", ")}`;
    case "file":
      return fileGapEn(gap);
  }
}

function fileGapEn({ status, name }: Extract<LeafGap, { readonly kind: "file" }>): string {
  const file = `“${clipped(name, 60)}”`;
  switch (status) {
    case "fetching":
      return `${file} is being checked, please wait a few minutes`;
    case "refused":
      return `${file} was not taken, replace or withdraw it`;
    case "failed":
      return `${file} could not be fetched, send it again or withdraw it`;
  }
}

function shortGapEn(gap: LeafGap): string {
  switch (gap.kind) {
    case "unanswered":
      return "score";
    case "noProof":
      return "add evidence, explain";
    case "missing":
      return "add evidence";
    case "file":
      return "see the file";
  }
}
