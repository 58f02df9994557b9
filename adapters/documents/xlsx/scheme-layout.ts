import type { RawObject } from "../../../core/scheme/raw-value.ts";

/** How a column's cells are read. */
export type ColumnType = "text" | "number" | "flag" | "date" | "json";

/** One column of a sheet: its key stands in the first row. */
export interface Column {
  readonly key: string;
  readonly type: ColumnType;
  readonly width: number;
  /** What belongs there, in Vietnamese; the note on the heading. */
  readonly note: string;
  readonly required?: boolean;
}

/** One sheet of a scheme workbook. */
export interface SheetLayout {
  readonly name: string;
  /** The workbook is refused without it. */
  readonly required: boolean;
  readonly columns: readonly Column[];
  /** Tells another type for a cell, from the cells of the columns before it. */
  readonly typeOf?: (column: Column, before: RawObject) => ColumnType;
}

/** A sheet of instructions for people; never read. */
export const guideSheet = "huong-dan";

const text = (key: string, width: number, note: string, required = true): Column => ({
  key,
  type: "text",
  width,
  note,
  required,
});

/** The scheme's head: one value a row, by its key. */
export const headSheet: SheetLayout = {
  name: "scheme",
  required: true,
  columns: [
    text(
      "key",
      32,
      "Khoá, viết đúng như mẫu. basis và tieBreakers được lặp lại, mỗi dòng một giá trị.",
    ),
    { key: "value", type: "text", width: 70, note: "Giá trị của khoá.", required: true },
  ],
  typeOf: ({ key, type }, before) =>
    key === "value" && typeof before["key"] === "string"
      ? (headKeyOf(before["key"].trim())?.type ?? type)
      : type,
};

/** The tree: one row a node, parents before or after their children, by code. */
export const nodesSheet: SheetLayout = {
  name: "nodes",
  required: true,
  columns: [
    text("code", 10, "Mã, định dạng văn bản: 1, 1.1, 1.1.1. Mã con nối tiếp mã cha."),
    text("name", 50, "Tên lĩnh vực, tiêu chí hoặc tiêu chí thành phần."),
    { key: "max", type: "number", width: 8, note: "Điểm tối đa.", required: true },
    text(
      "source",
      11,
      "Nguồn điểm: self, appraiser, survey hoặc external. Dòng cha để trống.",
      false,
    ),
    text("lead", 10, "Mã cơ quan thẩm định. Dòng cha để trống.", false),
    text("notApplicable", 14, "rebase (mặc định), full hoặc forbidden.", false),
    text("kind", 14, "Loại quy tắc. Dòng cha để trống.", false),
    {
      key: "rule",
      type: "json",
      width: 60,
      note: 'Các tham số của quy tắc, viết dạng JSON, ví dụ {"floor": "80", "whenTotalZero": "full"}.',
    },
    text("guidance", 60, "Lời hướng dẫn, hiện khi được hỏi.", false),
  ],
};

/** What each leaf asks to be proved with: one row a document. */
export const evidenceSheet: SheetLayout = {
  name: "evidence",
  required: false,
  columns: [
    text("code", 10, "Mã tiêu chí thành phần, định dạng văn bản."),
    text("key", 16, "Khoá ngắn, không dấu, không trùng trong cùng tiêu chí."),
    text("name", 60, "Tên tài liệu kiểm chứng."),
    { key: "required", type: "flag", width: 10, note: "TRUE: bắt buộc; FALSE: không bắt buộc." },
  ],
};

/** The grades. */
export const bandsSheet: SheetLayout = {
  name: "bands",
  required: true,
  columns: [
    text("name", 20, "Tên mức xếp loại."),
    { key: "from", type: "number", width: 8, note: "Chỉ số từ mức này trở lên.", required: true },
    {
      key: "requires",
      type: "json",
      width: 50,
      note: 'Điều kiện kèm theo, dạng JSON, ví dụ [{"code": "3", "minPercent": "60"}]; có thể để trống.',
    },
  ],
};

/** What forbids the better grades. */
export const knockoutsSheet: SheetLayout = {
  name: "knockouts",
  required: false,
  columns: [
    text("key", 16, "Khoá ngắn, không dấu."),
    text("label", 70, "Nội dung điều kiện."),
    text("notAbove", 16, "Không được xếp trên mức này (tên trong trang bands)."),
  ],
};

/** Bonus and penalty items. */
export const adjustmentsSheet: SheetLayout = {
  name: "adjustments",
  required: false,
  columns: [
    text("code", 10, "Mã mục, ví dụ T.1, P.1."),
    text("kind", 10, "bonus (điểm thưởng) hoặc penalty (điểm trừ)."),
    text("name", 70, "Nội dung."),
    { key: "points", type: "number", width: 8, note: "Điểm cho mỗi lần.", required: true },
    { key: "cap", type: "number", width: 8, note: "Tối đa của mục; để trống là không giới hạn." },
    {
      key: "zeroesLeaves",
      type: "flag",
      width: 14,
      note: "TRUE: tiêu chí thành phần bị nêu tên còn bị 0 điểm (chỉ dùng cho điểm trừ).",
    },
  ],
};

/** The questions of the sociological survey: one row an option. */
export const surveySheet: SheetLayout = {
  name: "survey",
  required: false,
  columns: [
    text("question", 12, "Khoá câu hỏi, lặp lại ở mỗi phương án của câu."),
    text("text", 70, "Câu hỏi; ghi ở dòng đầu của câu, các dòng sau có thể để trống.", false),
    text("option", 10, "Khoá phương án, ví dụ A, B, C, D."),
    text("label", 24, "Phương án trả lời."),
    { key: "weight", type: "number", width: 8, note: "Trọng số từ 0 đến 1.", required: true },
  ],
};

/** Every sheet, in the order they are written. */
export const schemeSheets: readonly SheetLayout[] = [
  headSheet,
  nodesSheet,
  evidenceSheet,
  bandsSheet,
  knockoutsSheet,
  adjustmentsSheet,
  surveySheet,
];

/** How a key of the head sheet is read, and whether it may stand there more than once. */
export interface HeadKey {
  readonly key: string;
  readonly type: ColumnType;
  readonly repeats?: boolean;
  readonly note: string;
}

/** The keys of the head sheet; the respondent groups come as `survey.groupWeights.` and a code. */
export const headKeys: readonly HeadKey[] = [
  { key: "format", type: "number", note: "Luôn là 1." },
  { key: "scheme", type: "text", note: "Mã bộ tiêu chí, không dấu, ví dụ so-2025." },
  { key: "title", type: "text", note: "Tên bộ tiêu chí." },
  { key: "year", type: "number", note: "Năm đánh giá." },
  { key: "group", type: "text", note: "Nhóm đơn vị: so, xa, huyen, nganh-doc." },
  { key: "basis", type: "text", repeats: true, note: "Căn cứ ban hành; mỗi văn bản một dòng." },
  { key: "total", type: "number", note: "Tổng điểm, bằng tổng các lĩnh vực." },
  { key: "evaluationPeriod.from", type: "date", note: "Ngày đầu của thời gian đánh giá." },
  { key: "evaluationPeriod.to", type: "date", note: "Ngày cuối của thời gian đánh giá." },
  { key: "rounding.leafDecimals", type: "number", note: "Số chữ số thập phân của điểm: 0 đến 4." },
  {
    key: "rounding.indexDecimals",
    type: "number",
    note: "Số chữ số thập phân của Chỉ số: 0 đến 4.",
  },
  { key: "ranking", type: "text", note: "competition (1, 1, 3) hoặc dense (1, 1, 2)." },
  {
    key: "tieBreakers",
    type: "text",
    repeats: true,
    note: "Thứ tự phân định khi bằng Chỉ số: survey hoặc mã lĩnh vực; mỗi dòng một giá trị.",
  },
  {
    key: "adjustments.bonusCap",
    type: "number",
    note: "Tối đa điểm thưởng; để trống là không giới hạn.",
  },
  {
    key: "adjustments.penaltyCap",
    type: "number",
    note: "Tối đa điểm trừ; để trống là không giới hạn.",
  },
  { key: "survey.combine", type: "text", note: "pooled (gộp phiếu) hoặc groups (bình quân nhóm)." },
  { key: "survey.minBallots", type: "number", note: "Số phiếu hợp lệ tối thiểu." },
  { key: "survey.whenTooFew", type: "text", note: "notApplicable, groupMean hoặc zero." },
];

/** What the keys of the respondent groups' weights begin with. */
export const groupWeightPrefix = "survey.groupWeights.";

/** The key of the head sheet with this name, or undefined when there is none. */
export function headKeyOf(key: string): HeadKey | undefined {
  if (key.startsWith(groupWeightPrefix) && key.length > groupWeightPrefix.length) {
    return { key, type: "number", note: "Trọng số của một nhóm trả lời phiếu." };
  }
  return headKeys.find((head) => head.key === key);
}
