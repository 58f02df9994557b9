import ExcelJS from "exceljs";
import { beforeAll, describe, expect, it } from "vitest";
import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";
import { readWorkbookScheme } from "./read-workbook-scheme.ts";
import { writeTemplateWorkbook } from "./template-workbook.ts";
import { writeSchemeWorkbook } from "./write-scheme-workbook.ts";

let template: Buffer;

/** The template's scheme, written without its drop-down lists: quicker to open again and again. */
beforeAll(async () => {
  const scheme = await readWorkbookScheme(await writeTemplateWorkbook());
  if (!scheme.ok) throw new Error("The template is not valid");
  template = await writeSchemeWorkbook(scheme.value);
}, 20_000);

/** What the template holds: nodes rows 2-6 are 1, 1.1, 1.2, 2, 2.1; columns code … guidance are A-I. */
async function problemsAfter(
  spoil: (book: ExcelJS.Workbook) => void,
): Promise<readonly SchemeProblem[]> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(asArrayBuffer(template));
  spoil(book);
  return problemsIn(Buffer.from(await book.xlsx.writeBuffer()));
}

async function problemsIn(bytes: Uint8Array): Promise<readonly SchemeProblem[]> {
  const read = await readWorkbookScheme(bytes);
  return read.ok ? [] : read.error;
}

function asArrayBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}

function sheet(book: ExcelJS.Workbook, name: string): ExcelJS.Worksheet {
  const found = book.getWorksheet(name);
  if (!found) throw new Error(`The template has no sheet ${name}`);
  return found;
}

const set =
  (name: string, address: string, value: ExcelJS.CellValue) => (book: ExcelJS.Workbook) => {
    const cell = sheet(book, name).getCell(address);
    cell.value = value;
    if (value instanceof Date) cell.numFmt = "dd/mm/yyyy";
  };

/** The row of a key in the head sheet. */
function headRow(book: ExcelJS.Workbook, key: string): number {
  const head = sheet(book, "scheme");
  for (let row = 2; row <= head.rowCount; row += 1) {
    if (head.getCell(row, 1).value === key) return row;
  }
  throw new Error(`The template has no ${key}`);
}

const setHead = (key: string, value: ExcelJS.CellValue) => (book: ExcelJS.Workbook) => {
  sheet(book, "scheme").getCell(headRow(book, key), 2).value = value;
};

function hangBelow(code: string, levels: number) {
  return (book: ExcelJS.Workbook) => {
    for (let level = 1; level <= levels; level += 1) {
      sheet(book, "nodes").addRow([code + ".1".repeat(level), "Mục", 1]);
    }
  };
}

const renameSheet = (from: string, to: string) => (book: ExcelJS.Workbook) => {
  sheet(book, from).name = to;
};

interface Broken {
  readonly name: string;
  readonly spoil: (book: ExcelJS.Workbook) => void;
  readonly path: string | RegExp;
  readonly read: string;
  readonly wanted: string;
}

const broken: readonly Broken[] = [
  {
    name: "a code typed as a number",
    spoil: set("nodes", "A4", 1.2),
    path: "nodes!A4",
    read: "số 1.2",
    wanted: "Văn bản",
  },
  {
    name: "a code that Excel made a date",
    spoil: set("nodes", "A4", new Date(Date.UTC(2025, 1, 1))),
    path: "nodes!A4",
    read: "ngày 2025-02-01",
    wanted: "Văn bản",
  },
  {
    name: "a code twice",
    spoil: set("nodes", "A4", "1.1"),
    path: "nodes!A4",
    read: '"1.1"',
    wanted: "chưa dùng",
  },
  {
    name: "a code without its parent",
    spoil: set("nodes", "A4", "7.2"),
    path: "nodes!A4",
    read: '"7.2"',
    wanted: 'dòng cha "7"',
  },
  {
    name: "a missing code",
    spoil: set("nodes", "A4", null),
    path: "nodes!A4",
    read: "không có",
    wanted: "mã",
  },
  {
    name: "a missing name",
    spoil: set("nodes", "B3", null),
    path: "nodes!B3",
    read: "không có",
    wanted: "chữ",
  },
  {
    name: "a maximum in words",
    spoil: set("nodes", "C3", "hai mươi"),
    path: "nodes!C3",
    read: "hai mươi",
    wanted: "số thập phân",
  },
  {
    name: "a maximum that may be a thousand",
    spoil: set("nodes", "C3", "1,250"),
    path: "nodes!C3",
    read: "1,250",
    wanted: "1250 hay 1.250",
  },
  {
    name: "a maximum as a formula",
    spoil: set("nodes", "C2", { formula: "C3+C4", result: 60 }),
    path: "nodes!C2",
    read: "=C3+C4",
    wanted: "không phải công thức",
  },
  {
    name: "a formula that failed",
    spoil: set("nodes", "C3", { error: "#REF!" }),
    path: "nodes!C3",
    read: "#REF!",
    wanted: "số thập phân",
  },
  {
    name: "a maximum under 0",
    spoil: set("nodes", "C3", -20),
    path: "nodes!C3",
    read: "-20",
    wanted: "lớn hơn 0",
  },
  {
    name: "maxima that do not add up",
    spoil: set("nodes", "C3", 21),
    path: "nodes!C2",
    read: "61",
    wanted: "60",
  },
  {
    name: "a maximum finer than the rounding",
    spoil: set("nodes", "C3", 20.00001),
    path: "nodes!C3",
    read: "20.00001",
    wanted: "4 chữ số thập phân",
  },
  {
    name: "a leaf without a lead",
    spoil: set("nodes", "E3", null),
    path: "nodes!E3",
    read: "không có",
    wanted: "chữ",
  },
  {
    name: "an unknown source",
    spoil: set("nodes", "D3", "tự chấm"),
    path: "nodes!D3",
    read: "tự chấm",
    wanted: "self, appraiser, survey, external",
  },
  {
    name: "an unknown kind of rule",
    spoil: set("nodes", "G3", "yesno"),
    path: "nodes!G3",
    read: "yesno",
    wanted: "yesNo",
  },
  {
    name: "a leaf without a rule",
    spoil: set("nodes", "G3", null),
    path: "nodes!G3",
    read: "không có",
    wanted: "rule",
  },
  {
    name: "a rule's JSON that does not close",
    spoil: set("nodes", "H4", '{"floor": "80"'),
    path: "nodes!H4",
    read: '{"floor": "80"',
    wanted: "JSON",
  },
  {
    name: "curly quotes from a word processor",
    spoil: set("nodes", "H4", "{“floor”: “80”}"),
    path: "nodes!H4",
    read: "dấu nháy cong",
    wanted: "dấu nháy thẳng",
  },
  {
    name: "a rule's JSON that nests too deep",
    spoil: set("nodes", "H4", "[".repeat(30_000)),
    path: "nodes!H4",
    read: "lồng nhau hơn 100 cấp",
    wanted: "JSON",
  },
  {
    name: "rows that hang a hundred levels below one another",
    spoil: hangBelow("2.1", 100),
    path: /^nodes!A\d+$/,
    read: "cấp thứ 13",
    wanted: "nhiều nhất 12 cấp",
  },
  {
    name: "a rule's JSON that is a list",
    spoil: set("nodes", "H4", "[1]"),
    path: "nodes!H4",
    read: "nội dung khác",
    wanted: "{ … }",
  },
  {
    name: "the kind written in the JSON as well",
    spoil: set("nodes", "H4", '{"kind": "ratio", "whenTotalZero": "zero"}'),
    path: "nodes!H4",
    read: "nội dung khác",
    wanted: "cột riêng",
  },
  {
    name: "a parameter nobody knows",
    spoil: set("nodes", "H4", '{"sàn": "80", "whenTotalZero": "zero"}'),
    path: "nodes!H4 (sàn)",
    read: '"80"',
    wanted: "khoá không được biết",
  },
  {
    name: "a missing policy without default",
    spoil: set("nodes", "H4", '{"floor": "80"}'),
    path: "nodes!H4 (whenTotalZero)",
    read: "không có",
    wanted: "full, zero, notApplicable",
  },
  {
    name: "a figure with an exponent inside the JSON",
    spoil: set("nodes", "H4", '{"floor": 8e1, "whenTotalZero": "zero"}'),
    path: "nodes!H4 (floor)",
    read: "8e1",
    wanted: "không số mũ",
  },
  {
    name: "a rule on a row that has rows below it",
    spoil: set("nodes", "G2", "yesNo"),
    path: "nodes!A2",
    read: "cả children và rule",
    wanted: "một trong hai",
  },
  {
    name: "evidence for a code that does not exist",
    spoil: set("evidence", "A2", "9.9"),
    path: "evidence!A2",
    read: '"9.9"',
    wanted: "trang nodes",
  },
  {
    name: "evidence neither required nor not",
    spoil: set("evidence", "D2", "có"),
    path: "evidence!D2",
    read: '"có"',
    wanted: "TRUE hoặc FALSE",
  },
  {
    name: "merged cells",
    spoil: (book) => {
      sheet(book, "nodes").mergeCells("A3:A4");
    },
    path: "nodes!A3:A4",
    read: "ô gộp",
    wanted: "Unmerge",
  },
  {
    name: "a column missing",
    spoil: (book) => {
      sheet(book, "nodes").spliceColumns(3, 1);
    },
    path: "nodes!1:1",
    read: '"max"',
    wanted: "dòng 1",
  },
  {
    name: "a column nobody knows",
    spoil: set("nodes", "J1", "ghi chú"),
    path: "nodes!J1",
    read: "ghi chú",
    wanted: "tên cột",
  },
  {
    name: "a column twice",
    spoil: set("nodes", "J1", "max"),
    path: "nodes!J1",
    read: "max",
    wanted: "mỗi cột một lần",
  },
  {
    name: "words beside the table",
    spoil: set("nodes", "K3", "xem lại"),
    path: "nodes!K3",
    read: "có nội dung",
    wanted: "để trống",
  },
  {
    name: "a sheet missing",
    spoil: (book) => {
      book.removeWorksheet(sheet(book, "bands").id);
    },
    path: "bands",
    read: 'thiếu trang "bands"',
    wanted: "nodes",
  },
  {
    name: "a sheet under a wrong name",
    spoil: renameSheet("adjustments", "adjustment"),
    path: "adjustment",
    read: '"adjustment"',
    wanted: "adjustments",
  },
  {
    name: "an empty sheet of nodes",
    spoil: (book) => {
      for (let row = 2; row <= 6; row += 1) sheet(book, "nodes").getRow(row).values = [];
    },
    path: "nodes",
    read: "danh sách 0 mục",
    wanted: "ít nhất một mục|ít nhất 1 mục",
  },
  {
    name: "a head key nobody knows",
    spoil: (book) => {
      sheet(book, "scheme").getCell(headRow(book, "title"), 1).value = "tiêu đề";
    },
    path: /^scheme!A\d+$/,
    read: "tiêu đề",
    wanted: "title",
  },
  {
    name: "a head key twice",
    spoil: (book) => {
      sheet(book, "scheme").getCell(headRow(book, "ranking"), 1).value = "total";
    },
    path: /^scheme!A\d+$/,
    read: '"total"',
    wanted: "mỗi khoá một lần",
  },
  {
    name: "a period that ends before it starts",
    spoil: setHead("evaluationPeriod.to", "31/12/2024"),
    path: "scheme (evaluationPeriod)",
    read: "2024-12-31",
    wanted: "ngày đầu không sau ngày cuối",
  },
  {
    name: "a day that does not exist",
    spoil: setHead("evaluationPeriod.to", "31/02/2025"),
    path: /^scheme!B\d+$/,
    read: "2025-02-31",
    wanted: "ngày có thật",
  },
  {
    name: "a total that the fields do not reach",
    spoil: setHead("total", 90),
    path: "nodes",
    read: "100",
    wanted: "90",
  },
  {
    name: "two grades from the same figure",
    spoil: set("bands", "B3", 80),
    path: /^bands!/,
    read: "80",
    wanted: "không trùng",
  },
  {
    name: "a lowest grade above 0",
    spoil: set("bands", "B4", 5),
    path: /^bands/,
    read: "5",
    wanted: "thấp nhất bằng 0",
  },
  {
    name: "a knock-out that names no grade",
    spoil: set("knockouts", "C2", "Giỏi"),
    path: "knockouts!C2",
    read: "Giỏi",
    wanted: "Tốt, Khá, Yếu",
  },
  {
    name: "a penalty that gives points",
    spoil: set("adjustments", "B2", "phạt"),
    path: "adjustments!B2",
    read: "phạt",
    wanted: "bonus, penalty",
  },
  {
    name: "a survey weight above 1",
    spoil: set("survey", "E2", 100),
    path: "survey!E2",
    read: "100",
    wanted: "không lớn hơn 1",
  },
  {
    name: "one question with two wordings",
    spoil: set("survey", "B3", "Câu khác"),
    path: "survey!B3",
    read: "khác với dòng trên",
    wanted: "cùng nội dung",
  },
  {
    name: "an option without its question",
    spoil: set("survey", "A3", null),
    path: "survey!A3",
    read: "không có",
    wanted: "khoá câu hỏi",
  },
];

describe("a broken workbook", () => {
  it.each(broken)("names the cell of $name, what was read and what is wanted", async (each) => {
    const problems = await problemsAfter(each.spoil);
    const wanted = new RegExp(
      each.wanted.includes("|")
        ? each.wanted
        : each.wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"),
    );
    const fitting = problems.filter(
      ({ path, read, wanted: told }) =>
        (typeof each.path === "string" ? path === each.path : each.path.test(path)) &&
        read.includes(each.read) &&
        wanted.test(told),
    );
    expect(fitting, JSON.stringify(problems, null, 1)).toHaveLength(1);
  });

  it("tells all its problems at once, each cell once", async () => {
    const problems = await problemsAfter((book) => {
      set("nodes", "C3", "hai mươi")(book);
      set("nodes", "H4", "{")(book);
      set("bands", "B2", "tám mươi")(book);
      set("survey", "E2", "một")(book);
      setHead("year", "năm nay")(book);
    });
    expect(problems.map(({ path }) => path).toSorted()).toEqual([
      "bands!B2",
      "nodes!C3",
      "nodes!H4",
      expect.stringMatching(/^scheme!B\d+$/),
      "survey!E2",
    ]);
  });

  it.each([
    ["an empty file", Buffer.alloc(0), "tệp rỗng"],
    ["a PDF", Buffer.from("%PDF-1.7\n"), "PDF"],
    ["an old .xls or a workbook with a password", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0]), ".xls"],
    ["a text file", Buffer.from("code,name,max\n"), "không phải sổ tính"],
    ["half a workbook", Buffer.from("PK\u0003\u0004 cắt ngang"), "hỏng"],
  ])("says that %s is no workbook", async (_, bytes, read) => {
    const problems = await problemsIn(bytes);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.read).toContain(read);
    expect(problems[0]?.wanted).toContain("scheme template");
  });

  it("says that a Word file is no workbook", async () => {
    const book = new ExcelJS.Workbook();
    const problems = await problemsIn(Buffer.from(await book.xlsx.writeBuffer()));
    expect(problems.map(({ read }) => read)).toEqual([expect.stringContaining("Word")]);
  });
});

describe("a cell as a person types it", () => {
  it.each([
    ["a number", 20.5, "20.5"],
    ["a number that binary cannot hold", 0.1 + 0.2, "0.30000000000000004"],
    ["a decimal comma", "20,5", "20.5"],
    ["a decimal point", "20.50", "20.5"],
    ["a decimal with blanks around it", " 20.5 ", "20.5"],
    ["a comma after a zero, which is no thousand", "0,125", "0.125"],
    ["rich text", { richText: [{ text: "20" }, { text: ",5" }] }, "20.5"],
  ])("takes %s as a figure", async (_, value, figure) => {
    const problems = await problemsAfter((book) => {
      setHead("adjustments.bonusCap", value)(book);
      set("nodes", "C3", "sai")(book);
    });
    expect(problems.map(({ path }) => path)).toEqual(["nodes!C3"]);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(asArrayBuffer(template));
    setHead("adjustments.bonusCap", value)(book);
    const scheme = await readWorkbookScheme(Buffer.from(await book.xlsx.writeBuffer()));
    expect(scheme).toMatchObject({ ok: true, value: { adjustments: { bonusCap: figure } } });
  });

  it.each([
    ["a date cell", new Date(Date.UTC(2025, 11, 31))],
    ["a Vietnamese date", "31/12/2025"],
    ["an ISO date", "2025-12-31"],
  ])("takes %s as a date", async (_, value) => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(asArrayBuffer(template));
    const cell = sheet(book, "scheme").getCell(headRow(book, "evaluationPeriod.to"), 2);
    cell.value = value;
    if (value instanceof Date) cell.numFmt = "dd/mm/yyyy";
    const scheme = await readWorkbookScheme(Buffer.from(await book.xlsx.writeBuffer()));
    expect(scheme).toMatchObject({ ok: true, value: { evaluationPeriod: { to: "2025-12-31" } } });
  });

  it("takes the columns in any order and skips blank rows", async () => {
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(asArrayBuffer(template));
    const bands = sheet(book, "bands");
    const rows = [1, 2, 3, 4].map((row) =>
      [1, 2, 3].map((place) => bands.getCell(row, place).value),
    );
    for (const [place, [name, from, requires]] of rows.entries()) {
      for (const [column, value] of [from, requires, name].entries()) {
        bands.getCell(place === 0 ? 1 : place + 3, column + 1).value = value ?? null;
      }
    }
    for (const row of [2, 3]) for (const place of [1, 2, 3]) bands.getCell(row, place).value = null;
    const scheme = await readWorkbookScheme(Buffer.from(await book.xlsx.writeBuffer()));
    expect(scheme).toMatchObject({ ok: true, value: { bands: [{ name: "Tốt" }, {}, {}] } });
  });
});
