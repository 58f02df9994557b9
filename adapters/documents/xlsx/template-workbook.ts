import type ExcelJS from "exceljs";
import type { Leaf, Scheme } from "../../../core/scheme/scheme.ts";
import { guideSheet, headKeys, schemeSheets } from "./scheme-layout.ts";
import { rowsOf, schemeBook } from "./write-scheme-workbook.ts";

/** Rows below the example that carry the drop-down lists too. */
const rowsWithLists = 200;

/**
 * Writes a workbook to start from: a sheet of instructions and a small scheme that is valid as it
 * stands, with drop-down lists where only a few words are allowed.
 */
export async function writeTemplateWorkbook(): Promise<Buffer> {
  const book = schemeBook(rowsOf(exampleScheme));
  for (const list of lists) addList(book, list);
  addGuide(book);
  return Buffer.from(await book.xlsx.writeBuffer());
}

interface DropDown {
  readonly sheet: string;
  readonly column: string;
  readonly words: readonly string[];
}

const lists: readonly DropDown[] = [
  { sheet: "nodes", column: "D", words: ["self", "appraiser", "survey", "external"] },
  { sheet: "nodes", column: "F", words: ["rebase", "full", "forbidden"] },
  { sheet: "evidence", column: "D", words: ["TRUE", "FALSE"] },
  { sheet: "adjustments", column: "B", words: ["bonus", "penalty"] },
  { sheet: "adjustments", column: "F", words: ["TRUE", "FALSE"] },
];

function addList(book: ExcelJS.Workbook, { sheet, column, words }: DropDown): void {
  for (let row = 2; row <= rowsWithLists; row += 1) {
    const cell = book.getWorksheet(sheet)?.getCell(`${column}${String(row)}`);
    if (!cell) return;
    cell.dataValidation = {
      type: "list",
      allowBlank: true,
      formulae: [`"${words.join(",")}"`],
      showErrorMessage: true,
      error: `Chọn một trong: ${words.join(", ")}`,
    };
  }
}

function addGuide(book: ExcelJS.Workbook): void {
  const sheet = book.addWorksheet(guideSheet);
  sheet.getColumn(1).width = 26;
  sheet.getColumn(2).width = 110;
  sheet.getColumn(2).alignment = { wrapText: true, vertical: "top" };
  for (const [first, second] of guideRows()) sheet.addRow([first, second]);
  sheet.getRow(1).font = { bold: true, size: 14 };
}

function guideRows(): readonly (readonly [string, string])[] {
  return [
    ["SỔ TÍNH BỘ TIÊU CHÍ", ""],
    [
      "Cách dùng",
      "Sửa các trang theo bộ tiêu chí của tỉnh rồi kiểm tra bằng lệnh: cham scheme check TỆP.xlsx",
    ],
    [
      "",
      "Dòng 1 của mỗi trang là tên cột, không đổi tên. Trang này không được đọc; anh/chị ghi chú ở đây được.",
    ],
    ["", "Mã luôn là văn bản: ô đã định dạng Văn bản (Text). 1.10 và 1.1 là hai mã khác nhau."],
    ["", "Số gõ 0,25 hoặc 0.25 đều được. Không dùng công thức, không gộp ô."],
    [
      "",
      "Điểm tối đa của các mục con cộng lại phải đúng bằng mục cha; các lĩnh vực cộng lại bằng total.",
    ],
    ...schemeSheets.flatMap(({ name, columns }) => [
      [`Trang ${name}`, ""] as const,
      ...columns.map(({ key, note }) => [`    ${key}`, note] as const),
    ]),
    ["Khoá của trang scheme", ""],
    ...headKeys.map(({ key, note }) => [`    ${key}`, note] as const),
    [
      "    survey.groupWeights.X",
      "Trọng số của nhóm trả lời phiếu X; mỗi nhóm một dòng, lớn hơn 0.",
    ],
    ["Quy tắc (kind và rule)", ""],
    ...ruleExamples,
  ];
}

const ruleExamples: readonly (readonly [string, string])[] = [
  ["    yesNo", "đạt hoặc không đạt; cột rule để trống"],
  [
    "    levels",
    '{"levels": [{"key": "tot", "label": "Tốt", "points": "1"}, {"key": "kem", "label": "Kém", "points": "0"}]}',
  ],
  [
    "    countLevels",
    '{"levels": [{"atLeast": "2", "points": "1"}, {"atLeast": "0", "points": "0"}]}',
  ],
  [
    "    percentBands",
    '{"bands": [{"from": "80", "points": "1"}, {"from": "0", "points": "0"}], "whenTotalZero": "zero"}',
  ],
  [
    "    ratio",
    '{"floor": "80", "whenTotalZero": "full"}; thêm "cap": "95", "from": "floor", "mayExceed": true khi cần',
  ],
  ["    steps", '{"start": "50", "every": "10", "points": "0.1", "base": "0.5"}'],
  ["    perItem", '{"points": "0.05"}'],
  [
    "    sum",
    '{"parts": [{"key": "a", "label": "phần a", "points": "0.5"}, {"key": "b", "label": "phần b", "points": "0.5"}]}',
  ],
  [
    "    deduct",
    '{"per": [{"key": "cham", "label": "báo cáo chậm", "points": "0.25"}]}; thêm "zeroFrom": "4" khi cần',
  ],
  [
    "    lateness",
    '{"due": "2025-12-31", "days": "calendar", "levels": [{"maxDaysLate": "0", "points": "1"}]}; "dueFact": true thay cho due',
  ],
  [
    "    matrix",
    '{"facts": [{"key": "xong", "label": "tỷ lệ xong", "type": "percent", "whenTotalZero": "full"}], "rows": [{"when": {"xong": {"eq": "100"}}, "points": "1"}, {"points": "0"}]}',
  ],
  [
    "    gate",
    '{"label": "trường hợp sai quy định"}; thêm "scope": "parent" để cả tiêu chí cha bị 0',
  ],
  [
    "    growth",
    '{"against": "lastYear", "bands": [{"from": "0", "points": "1"}, {"from": null, "points": "0"}], "whenNoBaseline": "notApplicable"}',
  ],
  [
    "    relative",
    '{"mode": "ratioToBest", "whenTotalZero": "notApplicable"}; mode: ratioToBest, minMax, leader',
  ],
  [
    "    alternatives",
    '{"alternatives": [{"key": "a", "label": "Cách a", "rule": {"kind": "yesNo"}}, {"key": "b", "label": "Cách b", "rule": {"kind": "perItem", "points": "0.5"}}]}',
  ],
  ["    external", '{"label": "Chỉ số SIPAS", "scale": "100"}; source là external'],
  ["    survey", '{"questions": ["q1"]}; source là survey'],
  ["    appraiser", '{"step": "0.5"} hoặc để trống; source là appraiser'],
  [
    "    formula",
    '{"variables": [{"key": "a", "label": "số phải làm"}], "expression": "min(maxPoints, a * 0.1)", "whenTotalZero": "zero"}',
  ],
];

const self = { source: "self", lead: "SNV", notApplicable: "rebase" } as const;

const exampleLeaves: readonly Leaf[] = [
  {
    ...self,
    code: "1.1",
    name: "Ban hành kế hoạch CCHC năm",
    max: "20",
    guidance: "Lấy ngày ký ban hành kế hoạch.",
    evidence: [{ key: "ke-hoach", name: "Kế hoạch CCHC năm (số, ngày ký)", required: true }],
    rule: { kind: "yesNo" },
  },
  {
    ...self,
    code: "1.2",
    name: "Mức độ hoàn thành kế hoạch",
    max: "40",
    evidence: [{ key: "bao-cao", name: "Báo cáo CCHC năm", required: true }],
    rule: {
      kind: "ratio",
      floor: "80",
      floorInclusive: true,
      cap: "100",
      from: "zero",
      whenTotalZero: "zero",
      mayExceed: false,
    },
  },
];

const exampleScheme: Scheme = {
  format: 1,
  scheme: "mau-2025",
  title: "Bộ tiêu chí mẫu",
  year: 2025,
  group: "so",
  basis: ["Quyết định của UBND tỉnh (ghi số, ngày)"],
  total: "100",
  evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
  rounding: { leafDecimals: 4, indexDecimals: 2 },
  bands: [
    { name: "Tốt", from: "80", requires: [{ code: "1", minPercent: "60" }] },
    { name: "Khá", from: "50", requires: [] },
    { name: "Yếu", from: "0", requires: [] },
  ],
  knockouts: [{ key: "ky-luat", label: "Có công chức bị truy cứu hình sự", notAbove: "Khá" }],
  ranking: "competition",
  tieBreakers: [],
  adjustments: {
    bonusCap: "3",
    penaltyCap: "3",
    items: [
      {
        code: "P.1",
        kind: "penalty",
        name: "Nộp bộ tự chấm muộn (mỗi ngày làm việc)",
        points: "0.25",
        cap: "1",
        zeroesLeaves: false,
      },
    ],
  },
  survey: {
    combine: "groups",
    groupWeights: { dbhdnd: "1", so: "1" },
    minBallots: "5",
    whenTooFew: "notApplicable",
    questions: [
      {
        key: "q1",
        text: "Ông/bà đánh giá thế nào về thái độ phục vụ của cơ quan này?",
        options: [
          { key: "A", label: "Tốt", weight: "1" },
          { key: "B", label: "Bình thường", weight: "0.5" },
          { key: "C", label: "Chưa tốt", weight: "0" },
        ],
      },
    ],
  },
  fields: [
    { code: "1", name: "Chỉ đạo, điều hành", max: "60", children: exampleLeaves },
    {
      code: "2",
      name: "Tác động của CCHC",
      max: "40",
      children: [
        {
          code: "2.1",
          name: "Thái độ phục vụ",
          max: "40",
          source: "survey",
          lead: "SNV",
          evidence: [],
          notApplicable: "rebase",
          rule: { kind: "survey", questions: ["q1"] },
        },
      ],
    },
  ],
};
