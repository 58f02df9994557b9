import type { StatusCounts } from "../../self-score/leaf-status.ts";
import type { ListMessages } from "../catalogue/leaf.ts";
import { clipped } from "../local-time.ts";
import { statusMarks } from "../status-marks.ts";
import { statusEn } from "./words.ts";

/** Choosing a leaf by field, in English. */
export const listEn: ListMessages = {
  fieldsTitle: () => "Criteria by field",
  fields: (lines) =>
    [
      ...lines.map(
        ({ field, counts }) => `${field.code}. ${clipped(field.name, 90)}: ${countsEn(counts)}`,
      ),
      "",
      "Choose a field, or type a criterion code, such as 1.1.1.",
    ].join("\n"),
  fieldButton: ({ field, counts }) => {
    const own = counts.done + counts.lacksProof + counts.open;
    const progress = own === 0 ? "–" : `${counts.done}/${own}`;
    return `${field.code}. ${clipped(field.name, 40)} (${progress})`;
  },
  fieldTitle: (field) => `${field.code}. ${field.name}`,
  field: ({ lines, page, pages }) =>
    [
      ...lines.map(
        ({ leaf, status }) => `${leaf.code} ${clipped(leaf.name, 120)}: ${statusEn(status)}`,
      ),
      "",
      ...(pages > 1 ? [`Page ${page} of ${pages}.`] : []),
      "Marks on the buttons: ✓ complete, ◐ evidence missing, ○ not scored, – not for self-scoring.",
    ].join("\n"),
  leafButton: ({ leaf, status }) => `${statusMarks[status]} ${leaf.code} ${clipped(leaf.name, 44)}`,
};

function countsEn({ done, lacksProof, open, notOurs }: StatusCounts): string {
  const parts = [
    ...(done > 0 ? [`${done} complete`] : []),
    ...(lacksProof > 0 ? [`${lacksProof} without all evidence`] : []),
    ...(open > 0 ? [`${open} not scored`] : []),
    ...(notOurs > 0 ? [`${notOurs} not for self-scoring`] : []),
  ];
  return parts.join(", ");
}
