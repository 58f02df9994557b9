import type { CouncilItem } from "../../../council/council.ts";
import type { DecideAlone, JointScope, PutAlone, VoteAlone } from "../../../council/joint.ts";
import type { JointMessages, OutcomeItem } from "../catalogue/joint.ts";
import { capitalised } from "../figure-text.ts";
import { clipped, quoted } from "../local-time.ts";
import { numberRanges } from "../number-ranges.ts";
import { choiceVi, outcomeVi } from "./council-words.ts";

/** Several items of the council at once, in Vietnamese. */
export const jointVi: JointMessages = {
  button: (name) => buttons[name],
  title: (kind) =>
    ({
      put: "Đưa nhiều nội dung ra biểu quyết",
      vote: "Biểu quyết chung",
      decide: "Kết luận nhiều nội dung",
    })[kind],
  scope: ({ scope, count }) => `${capitalised(scopeVi(scope))} (${count})`,
  putting: ({ count, leftOut }) =>
    paragraphs(
      `${count} nội dung chưa xem xét có thể biểu quyết ngay theo đề nghị đã nêu. Anh/chị chọn nhóm nội dung đưa ra biểu quyết cùng một lần.`,
      alonePutVi(leftOut),
    ),
  nothingToPut: (leftOut) =>
    paragraphs("Không còn nội dung nào để đưa ra biểu quyết chung.", alonePutVi(leftOut)),
  confirmPut: ({ scope, items, leftOut, members }) =>
    paragraphs(
      `Sẽ đưa ra biểu quyết ${items.length} nội dung (${scopeVi(scope)}), mỗi nội dung theo đề nghị đã nêu:`,
      listVi(items),
      alonePutVi(leftOut),
      `Mỗi thành viên nhận một tin nhắn chung (Hội đồng có ${members} thành viên); phiếu vẫn được ghi riêng cho từng nội dung. Anh/chị xác nhận?`,
    ),
  put: ({ items, leftOut, members }) =>
    paragraphs(
      `Đã đưa ${items.length} nội dung ra biểu quyết: ${numbersVi(items)}. Hội đồng có ${members} thành viên, mỗi người được báo một lần; người có lợi ích liên quan không biểu quyết nội dung đó.`,
      alonePutVi(leftOut),
    ),
  ballot: ({ ready, leftOut, lines, page, pages }) =>
    paragraphs(
      `Đề nghị anh/chị biểu quyết ${ready.length} nội dung, mỗi nội dung theo đề nghị đã nêu.${pages > 1 ? ` Trang ${page + 1}/${pages}.` : ""}`,
      lines.map(lineVi).join("\n"),
      outsVi(leftOut),
      "Anh/chị có thể biểu quyết chung cho tất cả, hoặc bấm số của nội dung để xem đầy đủ và biểu quyết riêng; nội dung đã biểu quyết riêng không thuộc phiếu chung nữa.",
    ),
  alone: (number) => `Nội dung ${number}`,
  nothingToVote: (leftOut) =>
    paragraphs("Không còn nội dung nào để anh/chị biểu quyết chung.", outsVi(leftOut)),
  confirmVote: ({ choice, items, leftOut }) =>
    paragraphs(
      `Sẽ ghi ${items.length} phiếu “${choiceVi(choice)}” của anh/chị: nội dung ${numbersVi(items)}.`,
      outsVi(leftOut),
      "Anh/chị xác nhận? Muốn biểu quyết khác ở nội dung nào, anh/chị mở nội dung đó và biểu quyết riêng trước.",
    ),
  anew: () =>
    "Anh/chị đã biểu quyết các nội dung dưới đây. Phiếu chung mới thay các phiếu đã bỏ; phiếu cũ vẫn được lưu.",
  givenAlready: (items) =>
    `Phiếu này đã được ghi ở các nội dung ${numbersVi(items)}; không ghi lại lần nữa.`,
  askOpinion: ({ items, leftOut }) =>
    paragraphs(
      `Anh/chị nhập ý kiến khác. Ý kiến này được ghi chung cho ${items.length} nội dung: ${numbersVi(items)}. Gõ /huy để dừng.`,
      outsVi(leftOut),
    ),
  changed: (typed) =>
    `Danh sách hoặc phiếu đã thay đổi từ lúc anh/chị xem; chưa ghi nhận. Anh/chị xem lại rồi xác nhận.${typed === null ? "" : ` Nội dung anh/chị vừa nhập: “${quoted(typed, 800)}”.`}`,
  voted: ({ choice, opinion, items, leftOut, receipt }) =>
    paragraphs(
      `Đã ghi ${items.length} phiếu: ${choiceVi(choice)}${opinion === null ? "" : `, “${quoted(opinion, 300)}”`} (nội dung ${numbersVi(items)}).\nBiên nhận: ${receipt}`,
      outsVi(leftOut),
      "Phiếu đổi được, ở từng nội dung hoặc chung các nội dung, cho đến khi được kết luận.",
    ),
  nothingToDecide: (leftOut) =>
    paragraphs("Chưa có nội dung nào đã rõ kết quả biểu quyết để kết luận.", undecidedVi(leftOut)),
  confirmDecision: ({ ready, leftOut, reason }) =>
    paragraphs(
      `Sẽ ghi kết luận ${ready.length} nội dung theo kết quả biểu quyết:`,
      outcomesVi(ready),
      undecidedVi(leftOut),
      `Bấm xác nhận để ghi lý do chung: “${reason}”; hoặc nhập lý do khác, cũng ghi chung cho các nội dung này.`,
    ),
  decided: ({ ready, leftOut, reason, receipt }) =>
    paragraphs(
      `Đã ghi kết luận ${ready.length} nội dung.`,
      outcomesVi(ready),
      undecidedVi(leftOut),
      ...(ready.some(changesFigures) ? ["Kết quả đang được tính lại."] : []),
      `Lý do: ${quoted(reason, 800)}.\nBiên nhận: ${receipt}`,
    ),
  left: (count) =>
    count === 0 ? "Hiện không còn nội dung nào chờ anh/chị." : `Còn ${count} nội dung chờ anh/chị.`,
};

const buttons: Readonly<Record<Parameters<JointMessages["button"]>[0], string>> = {
  putting: "Đưa nhiều nội dung ra biểu quyết",
  confirmPut: "Xác nhận đưa ra biểu quyết",
  joint: "Xem từng nội dung",
  agreeAll: "Tán thành tất cả",
  disagreeAll: "Không tán thành tất cả",
  otherAll: "Ý kiến khác với tất cả",
  confirmVote: "Xác nhận bỏ phiếu",
  anew: "Đổi phiếu chung",
  deciding: "Kết luận các nội dung đã rõ kết quả",
  confirmDecision: "Xác nhận kết luận",
};

function scopeVi(scope: JointScope): string {
  const words: Readonly<Record<JointScope, string>> = {
    all: "tất cả",
    explanation: "giải trình chưa được chấp nhận đầy đủ",
    blindDifference: "chênh lệch thẩm định vượt ngưỡng",
    spotCheck: "kiểm tra ngẫu nhiên",
    bulkAgreement: "thẩm định hàng loạt",
    notApplicable: "đề nghị không áp dụng",
    bonus: "điểm thưởng",
    penalty: "điểm trừ",
    knockout: "khống chế xếp loại",
    extension: "gia hạn",
    reopening: "mở lại tiêu chí",
    signedAlone: "ký duyệt số liệu tự nhập",
    tie: "đồng hạng",
  };
  return words[scope];
}

function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

const longestList = 10;

function listVi(items: readonly CouncilItem[]): string {
  const lines = items.slice(0, longestList).map(lineVi);
  return [...lines, ...moreVi(items.length - longestList)].join("\n");
}

function lineVi({ number, proposal }: CouncilItem): string {
  return `${number}. ${clipped(proposal, 160)}`;
}

function moreVi(count: number): readonly string[] {
  return count > 0 ? [`và ${count} nội dung khác.`] : [];
}

function numbersVi(items: readonly CouncilItem[]): string {
  return numberRanges(items.map(({ number }) => number));
}

function alonePutVi(
  leftOut: readonly { readonly item: CouncilItem; readonly why: PutAlone }[],
): string {
  return reasonsVi("Phải đưa ra biểu quyết riêng", leftOut, {
    ownMotion: "nội dung biểu quyết khác với đề nghị ban đầu",
    interest: "có thành viên khai báo lợi ích liên quan",
  });
}

function outsVi(
  leftOut: readonly { readonly item: CouncilItem; readonly why: VoteAlone }[],
): string {
  const kinds = leftOut.map(({ item, why }) => ({ item, why: why.kind }));
  return reasonsVi("Không thuộc phiếu chung", kinds, {
    ownMotion: "nội dung biểu quyết khác với đề nghị ban đầu, anh/chị biểu quyết riêng",
    ownAgency: "liên quan đến đơn vị của anh/chị, anh/chị không biểu quyết",
    declared: "anh/chị đã khai báo lợi ích liên quan, anh/chị không biểu quyết",
  });
}

function undecidedVi(
  leftOut: readonly { readonly item: CouncilItem; readonly why: DecideAlone }[],
): string {
  return reasonsVi("Chưa kết luận", leftOut, {
    notQuorate: "chưa đủ số thành viên cho ý kiến",
    mayTurn: "phiếu còn thiếu có thể làm thay đổi kết quả",
  });
}

/** The items that stay out, under the reason they have in common. */
function reasonsVi<Why extends string>(
  head: string,
  leftOut: readonly { readonly item: CouncilItem; readonly why: Why }[],
  words: Readonly<Record<Why, string>>,
): string {
  const whys = [...new Set(leftOut.map(({ why }) => why))];
  const lines = whys.map((why) => {
    const items = leftOut.filter((each) => each.why === why).map(({ item }) => item);
    return `• nội dung ${numbersVi(items)}: ${words[why]}`;
  });
  return lines.length > 0 ? `${head}:\n${lines.join("\n")}` : "";
}

function outcomesVi(items: readonly OutcomeItem[]): string {
  const outcomes = [...new Set(items.map(({ outcome }) => outcome))];
  return outcomes
    .map((outcome) => {
      const those = items.filter((item) => item.outcome === outcome);
      return `• ${outcomeVi(outcome)} (${those.length}): nội dung ${numbersVi(those)}`;
    })
    .join("\n");
}

function changesFigures({ outcome, motion }: OutcomeItem): boolean {
  return outcome === "passed" && motion.kind !== "accept";
}
