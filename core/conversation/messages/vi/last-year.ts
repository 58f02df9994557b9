import type { LastYearMessages } from "../catalogue/last-year.ts";
import { answerVi } from "./answer.ts";
import { evidenceLineVi } from "./appraise-words.ts";
import { numberVi } from "./words.ts";

/** Last year's value, points and evidence, in Vietnamese. */
export const lastYearVi: LastYearMessages = {
  line: ({ leaf, past }) => {
    const where = past.leaf.code === leaf.code ? "" : ` (tiêu chí ${past.leaf.code})`;
    const facts = past.answer === null ? "chưa chấm" : answerVi(past.leaf, past.answer);
    const came =
      past.points === null ? "không áp dụng" : `${facts} → ${numberVi(past.points)} điểm`;
    return `Năm ${past.year}${where}: ${came}; ${past.evidenceCount === 0 ? "không có" : past.evidenceCount} minh chứng.`;
  },
  button: (year) => `Minh chứng năm ${year}`,
  whichCode: () => "Anh/chị nhập kèm mã tiêu chí, ví dụ: /namtruoc 2.1.3.",
  notAllowed: () =>
    "Anh/chị chỉ xem được minh chứng năm trước của đơn vị mình, hoặc của tiêu chí mình thẩm định khi đã vào giai đoạn thẩm định.",
  none: (code) =>
    `Tiêu chí ${code} không có minh chứng của năm trước: tiêu chí mới, hoặc kỳ trước chưa có trong hệ thống.`,
  listTitle: ({ year, leaf }) => `Minh chứng năm ${year}: ${leaf.code}`,
  list: ({ facts: { agencyName, items }, lines }) =>
    [
      `${agencyName}, ${items.length} tài liệu:`,
      ...lines.map(evidenceLineVi),
      ...(items.length > lines.length
        ? [`… và ${items.length - lines.length} tài liệu khác.`]
        : []),
      "Tài liệu năm trước chỉ để tham khảo; minh chứng năm nay phải gửi mới.",
    ].join("\n"),
};
