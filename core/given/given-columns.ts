import type { ColumnSpec } from "../access/sheet-table.ts";
import type { AdjustmentItem } from "../scheme/scheme.ts";
import type { GivenKind } from "./given.ts";

/** A column of the sheet of given figures. */
export type GivenColumn =
  "agency" | "kind" | "code" | "question" | "group" | "value" | "leaves" | "reason" | "about";

/** The columns as our template writes them. */
export const givenColumns: readonly ColumnSpec<GivenColumn>[] = [
  { key: "agency", title: "Mã đơn vị", aliases: ["Đơn vị"], isRequired: true },
  { key: "kind", title: "Loại", aliases: ["Loại số liệu"], isRequired: true },
  { key: "code", title: "Mã", aliases: ["Mã tiêu chí", "Mã khoản"], isRequired: true },
  { key: "question", title: "Câu hỏi", aliases: ["Mã câu hỏi"], isRequired: false },
  {
    ...{ key: "group", title: "Nhóm trả lời", isRequired: false },
    aliases: ["Nhóm người trả lời", "Mã nhóm trả lời"],
  },
  { key: "value", title: "Giá trị", aliases: ["Số liệu", "Số lần"], isRequired: true },
  {
    ...{ key: "leaves", title: "Tiêu chí về 0", isRequired: false },
    aliases: ["Tiêu chí bị về 0", "Tiêu chí tính 0 điểm"],
  },
  {
    ...{ key: "reason", title: "Lý do, căn cứ", isRequired: true },
    aliases: ["Lý do", "Căn cứ", "Lý do hoặc căn cứ"],
  },
  // Tells the reader what the codes mean; nothing is taken from it.
  { key: "about", title: "Diễn giải", aliases: [], isRequired: false },
];

/** What the column of sorts may say. */
export interface KindWord {
  readonly kind: GivenKind;
  /** When the word says which of the two an adjustment is. */
  readonly item?: AdjustmentItem["kind"];
}

/** The sorts by the words for them, without case and diacritics. */
export const kindWords: ReadonlyMap<string, KindWord> = new Map([
  ["ben ngoai", { kind: "external" }],
  ["so lieu ben ngoai", { kind: "external" }],
  ["khao sat", { kind: "survey" }],
  ["dieu tra", { kind: "survey" }],
  ["dieu tra xa hoi hoc", { kind: "survey" }],
  ["khong ap dung", { kind: "notApplicable" }],
  ["cong tru", { kind: "adjustment" }],
  ["diem cong tru", { kind: "adjustment" }],
  ["diem thuong diem tru", { kind: "adjustment" }],
  ["diem thuong", { kind: "adjustment", item: "bonus" }],
  ["diem cong", { kind: "adjustment", item: "bonus" }],
  ["diem tru", { kind: "adjustment", item: "penalty" }],
  ["khong che", { kind: "knockout" }],
]);

/** The sorts as they are asked for. */
export const kindsWanted =
  "một trong: bên ngoài, khảo sát, không áp dụng, điểm thưởng, điểm trừ, khống chế";
