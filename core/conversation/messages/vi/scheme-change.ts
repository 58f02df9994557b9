import type { SchemeChangeMessages } from "../catalogue/scheme-change.ts";
import { instantVi, marksVi } from "./words.ts";

/** A change of the scheme in mid-round, in Vietnamese. */
export const schemeChangeMessagesVi: SchemeChangeMessages = {
  title: ({ isUndo }) => (isUndo ? "Trở về bộ tiêu chí trước" : "Bộ tiêu chí có thay đổi"),
  changed: ({ round, agencyName, isUndo, decision, reason, asked, until, wasSigned, forLeader }) =>
    [
      ...marksVi(round),
      isUndo
        ? `${agencyName}, ${round.title}: việc đổi bộ tiêu chí theo ${decision} không còn hiệu lực. Bộ tiêu chí trước và các câu trả lời trước đó được khôi phục; câu trả lời cho tiêu chí không đổi vẫn giữ nguyên.`
        : `${agencyName}, ${round.title}: bộ tiêu chí được thay đổi theo ${decision}.`,
      `Lý do: ${reason}`,
      ...(isUndo ? [] : [askedVi(asked, until)]),
      ...(wasSigned ? [signedVi(forLeader)] : []),
    ].join("\n\n"),
  valuesSetAside: ({ round, decision, reason, values }) =>
    [
      ...marksVi(round),
      `${round.title}: bộ tiêu chí được thay đổi theo ${decision}. Điểm thẩm định của các tiêu chí sau không còn giá trị và cần thẩm định lại sau khi đơn vị trả lời:`,
      values.map(({ agencyCode, codes }) => `– ${agencyCode}: ${codes.join(", ")}`).join("\n"),
      `Lý do: ${reason}`,
    ].join("\n\n"),
  reasked: () =>
    "Tiêu chí này vừa thay đổi theo quyết định mới, nên nội dung anh/chị vừa gửi chưa được ghi. Mời anh/chị xem lại câu hỏi:",
};

function askedVi(asked: readonly string[], until: string | null): string {
  if (asked.length === 0) return "Đơn vị không phải trả lời lại tiêu chí nào.";
  const time = until === null ? "" : ` Các tiêu chí này được mở lại đến ${instantVi(until)}.`;
  return `Đơn vị chỉ cần trả lời lại ${asked.length} tiêu chí: ${asked.join(", ")}. Câu trả lời cho các tiêu chí khác vẫn giữ nguyên; câu trả lời trước đây xem tại /lichsu.${time}`;
}

function signedVi(forLeader: boolean): string {
  return forLeader
    ? "Chữ ký xác nhận trước đây không còn hiệu lực; đề nghị anh/chị xem phần thay đổi và ký lại."
    : "Chữ ký xác nhận của lãnh đạo không còn hiệu lực; lãnh đạo đã được báo để ký lại.";
}
