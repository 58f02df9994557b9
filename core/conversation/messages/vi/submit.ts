import type { LeafGap } from "../../self-score/leaf-status.ts";
import type { FieldTotal } from "../../submit/submit-facts.ts";
import type { SubmitMessages } from "../catalogue/evidence.ts";
import { clipped } from "../local-time.ts";
import { marksVi, instantVi, numberVi } from "./words.ts";

/** Handing the self-score in, in Vietnamese. */
export const submitVi: SubmitMessages = {
  blockedTitle: () => "Chưa trình được",
  blocked: ({ total, lines, page, pages, marks }) =>
    [
      ...marksVi(marks),
      `Còn ${total} tiêu chí thành phần chưa xong${pages > 1 ? ` (trang ${page}/${pages})` : ""}:`,
      ...lines.map(
        ({ leaf, gaps }) =>
          `${leaf.code} ${clipped(leaf.name, 100)}: ${gaps.map(gapVi).join("; ")}.`,
      ),
      "Anh/chị bấm nút để đến từng chỗ.",
    ].join("\n\n"),
  blockerButton: ({ leaf, gaps }) => `${leaf.code}: ${gaps[0] ? shortGapVi(gaps[0]) : ""}`,
  title: () => "Trình kết quả tự chấm",
  confirm: ({ agencyName, totals, marks }) =>
    [
      ...marksVi(marks),
      `${agencyName}, điểm tự chấm theo lĩnh vực (chỉ các tiêu chí đơn vị tự chấm):`,
      totals.map(totalVi).join("\n"),
      `Tổng cộng: ${sumVi(totals)} điểm.`,
      "Sau khi trình, bản tự chấm khóa lại để lãnh đạo xem và ký xác nhận; muốn sửa, lãnh đạo trả lại. Anh/chị đồng ý trình?",
    ].join("\n\n"),
  changedMeanwhile: () =>
    "Kết quả đã thay đổi từ lúc anh/chị xem bảng tổng hợp. Chưa trình; anh/chị xem lại dưới đây.",
  doneTitle: () => "Đã trình lãnh đạo ký xác nhận",
  done: ({ agencyName, roundTitle, receipt, at, whoSigns, marks }) =>
    [
      ...marksVi(marks),
      `Kết quả tự chấm của ${agencyName}, ${roundTitle}.\nThời điểm trình: ${instantVi(at)}.\nBiên nhận: ${receipt}`,
      whoSigns,
    ].join("\n\n"),
};

/** One field's points of its maximum, with what is not settled yet. */
export function totalVi({ field, points, max, waiting, ...out }: FieldTotal): string {
  const notes = [
    ...(waiting > 0 ? [`${waiting} tiêu chí tính điểm sau`] : []),
    ...(out.notApplicable > 0 ? [`${out.notApplicable} đề nghị không áp dụng`] : []),
    ...(out.leftOut > 0 ? [`${out.leftOut} tỉnh xác định không áp dụng`] : []),
  ];
  const note = notes.length > 0 ? ` (${notes.join(", ")})` : "";
  return `${field.code}. ${clipped(field.name, 80)}: ${numberVi(points)}/${numberVi(max)}${note}`;
}

/** The sum over the fields: "10,5/70". */
export function sumVi(totals: readonly FieldTotal[]): string {
  const points = totals.reduce((sum, total) => sum + total.points, 0);
  const max = totals.reduce((sum, total) => sum + total.max, 0);
  return `${numberVi(points)}/${numberVi(max)}`;
}

/** What a leaf lacks, in words. */
export function gapVi(gap: LeafGap): string {
  switch (gap.kind) {
    case "unanswered":
      return "chưa chấm";
    case "noProof":
      return "chưa có tài liệu kiểm chứng hoặc giải trình";
    case "missing":
      return `thiếu ${gap.names.join(", ")}`;
    case "file":
      return fileGapVi(gap);
  }
}

function fileGapVi({ status, name }: Extract<LeafGap, { readonly kind: "file" }>): string {
  const file = `tệp “${clipped(name, 60)}”`;
  switch (status) {
    case "fetching":
      return `${file} đang được kiểm tra, anh/chị đợi ít phút`;
    case "refused":
      return `${file} không được nhận, cần thay hoặc rút`;
    case "failed":
      return `${file} không tải được, cần gửi lại hoặc rút`;
  }
}

function shortGapVi(gap: LeafGap): string {
  switch (gap.kind) {
    case "unanswered":
      return "chấm";
    case "noProof":
      return "thêm tài liệu, giải trình";
    case "missing":
      return "bổ sung tài liệu";
    case "file":
      return "xem tệp";
  }
}
