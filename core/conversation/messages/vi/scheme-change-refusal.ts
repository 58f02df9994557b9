import type { SchemeChangeRefusal } from "../../../round/scheme-change.ts";
import { unappraisedText } from "../unappraised-text.ts";
import { unappraisedWordsVi } from "./round-refusal.ts";
import { instantVi, stageVi } from "./words.ts";

/** Says why a scheme is not changed in mid-round, with what to do, in Vietnamese. */
export function schemeChangeRefusalVi(refusal: SchemeChangeRefusal): string {
  // The table has, under each code, the writer of just that code.
  const write = writers[refusal.code] as (refusal: SchemeChangeRefusal) => string;
  return write(refusal);
}

type Writers = {
  readonly [Code in SchemeChangeRefusal["code"]]: (
    refusal: SchemeChangeRefusal & { readonly code: Code },
  ) => string;
};

const writers: Writers = {
  notChair: () =>
    "Chỉ Chủ tịch Hội đồng thẩm định được đổi bộ tiêu chí giữa kỳ hoặc thôi đổi; nêu mã của Chủ tịch ở --by.",
  noReason: () => "Cần nêu lý do ở --reason; lý do được lưu vào nhật ký và gửi tới các đơn vị.",
  noDecision: () => "Cần nêu số và ngày của quyết định ở --decision.",
  noSuchGroup: ({ group }) => `Kỳ đánh giá không có nhóm đơn vị ${group}.`,
  stageClosed: ({ stage }) =>
    stage === "draft"
      ? "Kỳ đánh giá còn là dự thảo; sửa tệp kỳ đánh giá và tạo lại bằng cham round create."
      : `Kỳ đánh giá đang ở bước ${stageVi(stage)}; bộ tiêu chí chỉ đổi được từ khi ban hành kế hoạch đến hết thẩm định lần 2.`,
  sameScheme: ({ version }) =>
    `Nội dung trùng với phiên bản ${String(version)} đang dùng; không có gì để đổi.`,
  otherGroup: ({ group, year }) =>
    `Bộ tiêu chí mới phải là của nhóm ${group}, năm ${String(year)}, như bộ đang dùng.`,
  rescoreOnly: ({ stage, codes }) =>
    `Ở bước ${stageVi(stage)} chỉ đổi được điểm và ngưỡng tính điểm, vì không còn thời gian trả lời và thẩm định lại; các tiêu chí sau sẽ phải làm lại: ${codes.join(", ")}.`,
  noUntil: ({ stage }) =>
    `Có đơn vị đã nộp hoặc đã hết hạn tự chấm (đang ở bước ${stageVi(stage)}) mà phải trả lời lại; nêu hạn trả lời ở --until.`,
  untilOutside: ({ until, closesAt }) =>
    `Hạn trả lời ${instantVi(until)} phải sau lúc này và không quá ${instantVi(closesAt)}, là lúc kết thúc bước hiện nay.`,
  doesNotFit: ({ problems }) =>
    [
      "Số liệu đã kê khai không khớp với bộ tiêu chí mới; sửa bộ tiêu chí hoặc nội dung kê khai:",
      ...problems.map((each) => `  ${each}`),
    ].join("\n"),
  unappraised: ({ leaves }) =>
    `Với bộ tiêu chí mới chưa có người thẩm định ${String(leaves.length)} lượt tiêu chí: ${unappraisedText(leaves, unappraisedWordsVi)}. Cần sửa cơ quan chủ trì trong bộ tiêu chí, hoặc giao người của cơ quan chủ trì (cham staff import) rồi chạy lại.`,
  nothingToUndo: ({ group }) =>
    `Nhóm ${group} không có lần đổi bộ tiêu chí nào đang có hiệu lực để thôi.`,
  frozen: ({ changedIn, stage }) =>
    changedIn === stage
      ? `Bước ${stageVi(stage)} đã hết hạn, nên không thôi đổi được nữa; nếu cần, đổi tiếp sang một phiên bản khác.`
      : `Bộ tiêu chí được đổi ở bước ${stageVi(changedIn)}, nay kỳ đánh giá đã sang bước ${stageVi(stage)}, nên không thôi đổi được nữa.`,
};
