import type { StatusCounts } from "../../self-score/leaf-status.ts";
import type { ListMessages } from "../catalogue/leaf.ts";
import { clipped } from "../local-time.ts";
import { statusMarks } from "../status-marks.ts";
import { statusVi } from "./words.ts";

/** Choosing a leaf by field, in Vietnamese. */
export const listVi: ListMessages = {
  fieldsTitle: () => "Danh sách tiêu chí theo lĩnh vực",
  fields: (lines) =>
    [
      ...lines.map(
        ({ field, counts }) => `${field.code}. ${clipped(field.name, 90)}: ${countsVi(counts)}`,
      ),
      "",
      "Anh/chị chọn lĩnh vực, hoặc nhập mã tiêu chí, ví dụ 1.1.1.",
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
        ({ leaf, status }) => `${leaf.code} ${clipped(leaf.name, 120)}: ${statusVi(status)}`,
      ),
      "",
      ...(pages > 1 ? [`Trang ${page}/${pages}.`] : []),
      "Dấu trên nút: ✓ đủ, ◐ còn thiếu tài liệu, ○ chưa chấm, – không thuộc phần tự chấm.",
    ].join("\n"),
  leafButton: ({ leaf, status }) => `${statusMarks[status]} ${leaf.code} ${clipped(leaf.name, 44)}`,
};

function countsVi({ done, lacksProof, open, notOurs }: StatusCounts): string {
  const parts = [
    ...(done > 0 ? [`${done} đủ`] : []),
    ...(lacksProof > 0 ? [`${lacksProof} thiếu tài liệu`] : []),
    ...(open > 0 ? [`${open} chưa chấm`] : []),
    ...(notOurs > 0 ? [`${notOurs} không thuộc phần tự chấm`] : []),
  ];
  return parts.join(", ");
}
