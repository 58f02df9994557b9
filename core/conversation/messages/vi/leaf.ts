import { assertNever } from "../../../result.ts";
import { leafStanding } from "../../self-score/leaf-standing.ts";
import type { LeafContent } from "../../effect.ts";
import type { LeafMessages } from "../catalogue/leaf.ts";
import { clipped, quoted } from "../local-time.ts";
import { ruleSentenceVi } from "../rule-sentence-vi.ts";
import { traceVi } from "../trace-vi.ts";
import type { Leaf } from "../../../scheme/scheme.ts";
import { answerVi } from "./answer.ts";
import { misreadVi, problemVi, readingVi } from "./misread.ts";
import { questionVi } from "./question.ts";
import { instantVi, numberVi, pointsVi, trimmedVi } from "./words.ts";

/** Asking for a leaf's facts and telling what they are worth, in Vietnamese. */
export const leafVi: LeafMessages = {
  title: ({ code, name }) => `${code}. ${name}`,
  intro: ({ leaf, place }) =>
    `Tiêu chí ${place.n}/${place.of}, tối đa ${trimmedVi(leaf.max)} điểm.\n${ruleSentenceVi(leaf)}`,
  facts: (leaf) => `Tối đa ${trimmedVi(leaf.max)} điểm.\n${ruleSentenceVi(leaf)}`,
  standing: ({ leaf, facts }) => {
    if (!facts || (facts.answer === null && facts.notApplicable === null)) return "Chưa chấm.";
    const who = `${facts.by} ghi lúc ${instantVi(facts.at)}, biên nhận ${facts.receipt}.`;
    const explained =
      facts.explanation === null ? "" : `\nGiải trình: ${clipped(facts.explanation, 300)}`;
    return `Đang ghi: ${contentVi(leaf, facts)}.\n${who}${explained}\nTài liệu kiểm chứng: ${facts.evidenceCount}.`;
  },
  notOurs: ({ source, lead }) => {
    switch (source) {
      case "survey":
        return "Đơn vị không cần tự chấm: điểm tiêu chí này lấy từ kết quả điều tra xã hội học.";
      case "external":
        return `Đơn vị không cần tự chấm: điểm tiêu chí này do ${lead} nhập từ kết quả đánh giá khác.`;
      case "appraiser":
        return `Đơn vị không cần tự chấm: điểm tiêu chí này do ${lead} chấm.`;
      case "self":
        return `Đơn vị tự chấm; ${lead} thẩm định.`;
    }
  },
  guidance: (leaf) => {
    const documents = leaf.evidence.map(
      ({ name, required }) => `• ${name}${required ? "" : " (nếu có)"}`,
    );
    return [
      leaf.guidance ?? "Bộ tiêu chí không có hướng dẫn riêng cho tiêu chí này.",
      `Cách tính điểm: ${ruleSentenceVi(leaf)}`,
      ...(documents.length > 0 ? [`Tài liệu kiểm chứng:\n${documents.join("\n")}`] : []),
      `Cơ quan thẩm định: ${leaf.lead}.`,
    ].join("\n\n");
  },
  question: questionVi,
  misread: misreadVi,
  whichReading: (readings) => `Anh/chị muốn nhập ${readings.map(readingVi).join(" hay ")}?`,
  reading: readingVi,
  problem: problemVi,
  savedTitle: ({ leaf, points }) =>
    points === null ? `Đã ghi ${leaf.code}` : `Đã ghi ${leaf.code}: ${pointsVi(points)}`,
  saved: ({ leaf, answer, trace, receipt, old }) =>
    [
      ...(old
        ? [`Trước: ${contentVi(leaf, old)}, ${old.by} ghi.\nNay: ${answerVi(leaf, answer)}.`]
        : [`${clipped(leaf.name, 200)}: ${answerVi(leaf, answer)}.`]),
      traceVi(trace),
      `Biên nhận: ${receipt}`,
    ].join("\n"),
  conflict: ({ leaf, theirs, mine }) =>
    [
      "Trong lúc anh/chị trả lời, tiêu chí này đã được ghi nội dung khác. Chưa ghi gì thêm.",
      `${theirs.by} (${instantVi(theirs.at)}): ${contentVi(leaf, theirs)}.`,
      `Anh/chị: ${contentVi(leaf, { ...mine, explanation: null, notApplicable: null })}.`,
      "Lấy giá trị nào?",
    ].join("\n"),
  keptTheirs: ({ code, by }) => `Giữ nguyên giá trị ${by} đã ghi ở tiêu chí ${code}.`,
  changedByOther: ({ leaf, facts, typed }) =>
    [
      `Trong lúc anh/chị trả lời, ${facts.by} đã ghi (${instantVi(facts.at)}): ${contentVi(leaf, facts)}.`,
      "Chưa ghi gì thêm. Nếu vẫn muốn thay, anh/chị gửi lại nội dung:",
      clipped(typed, 1000),
    ].join("\n"),
  allAnswered: (total) =>
    `Đã chấm đủ ${total} tiêu chí thành phần của đơn vị. Anh/chị có thể trình lãnh đạo, hoặc xem tiến độ để bổ sung tài liệu còn thiếu.`,
  onlyOneLeft: (code) => `Chỉ còn tiêu chí ${code} chưa chấm.`,
  mustApply: (code) =>
    `Tiêu chí ${code} áp dụng cho mọi đơn vị theo bộ tiêu chí nên không thể đề nghị không áp dụng. Nếu đơn vị chưa thực hiện, anh/chị trả lời đúng thực tế và giải trình.`,
  askReason: ({ shortest, policy }) =>
    `Vì sao tiêu chí này không áp dụng cho đơn vị? Anh/chị nêu lý do, ít nhất ${shortest} ký tự (ví dụ: đơn vị không có thủ tục hành chính). ${
      policy === "rebase"
        ? "Nếu được chấp nhận, điểm tối đa của tiêu chí không tính vào tổng điểm."
        : "Nếu được chấp nhận, tiêu chí được tính điểm tối đa."
    }`,
  reasonLength: ({ length, shortest, longest }) =>
    length < shortest
      ? `Lý do mới có ${length} ký tự, cần ít nhất ${shortest}. Anh/chị viết rõ hơn giúp.`
      : `Lý do có ${length} ký tự, nhiều nhất là ${longest}. Anh/chị viết gọn lại giúp.`,
  reasonSaved: ({ leaf, receipt, old }) =>
    [
      `Đã ghi đề nghị không áp dụng tiêu chí ${leaf.code}. Sở Nội vụ sẽ xem xét.`,
      ...(old ? [`Trước: ${contentVi(leaf, old)}.`] : []),
      `Biên nhận: ${receipt}`,
    ].join("\n"),
  nothingToUndo: () => "Không có bước nào trong cuộc trò chuyện này để hoàn tác.",
  undoTooLate: ({ leaf, facts }) =>
    `Không hoàn tác được: tiêu chí ${leaf.code} đã được ${facts.by} ghi lại lúc ${instantVi(facts.at)} (${contentVi(leaf, facts)}). Nếu cần, anh/chị dùng /sua ${leaf.code}.`,
  undone: ({ leaf, from, to, receipt }) =>
    `Đã hoàn tác.\nTừ: ${contentVi(leaf, from)}.\nVề: ${contentVi(leaf, to)}.\nBiên nhận: ${receipt}`,
};

/** What a leaf holds, in a few words. */
export function contentVi(leaf: Leaf, content: LeafContent): string {
  if (content.notApplicable !== null) {
    return `đề nghị không áp dụng (${quoted(content.notApplicable, 200)})`;
  }
  if (content.answer === null) return "chưa chấm";
  const facts = answerVi(leaf, content.answer);
  const standing = leafStanding(leaf, content);
  switch (standing.kind) {
    case "points":
      return `${facts} (${numberVi(standing.points)} điểm)`;
    case "waits":
      return `${facts} (điểm tính sau)`;
    case "notApplicable":
      return `${facts} (không áp dụng)`;
    default:
      return assertNever(standing);
  }
}
