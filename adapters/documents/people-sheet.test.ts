import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { readPeopleSheet } from "./people-sheet.ts";
import { writePeopleTemplate, type PeopleTemplate } from "./people-template.ts";

const inFolder = test.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-people-"));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const template: PeopleTemplate = {
  sheet: "Đơn vị",
  columns: [
    { title: "Mã", width: 10, note: "" },
    { title: "Tên", width: 20, note: "" },
  ],
  examples: [["001", 'Sở "Mẫu"; A, B']],
};

describe("reading CSV", () => {
  const wanted = [
    ["Mã", "Tên"],
    ["001", "Sở Mẫu, hợp nhất"],
  ];
  inFolder.for([
    { text: '\uFEFFMã,Tên\r\n001,"Sở Mẫu, hợp nhất"\r\n', because: "as Excel saves it" },
    { text: 'Mã,Tên\n001,"Sở Mẫu, hợp nhất"', because: "without a byte-order mark" },
    { text: "Mã;Tên\n001;Sở Mẫu, hợp nhất", because: "as Vietnamese Excel separates" },
    { text: "Mã\tTên\n001\tSở Mẫu, hợp nhất", because: "with tabs" },
    {
      text: 'Mã,Tên\n001,"Sở Mẫu, hợp nhất"\n'.normalize("NFD"),
      because: "with letters taken apart, as a Mac writes them",
    },
  ])("$because", async ({ text }, { folder }) => {
    const file = path.join(folder, "a.csv");
    await writeFile(file, text);
    const read = await readPeopleSheet(file, "Đơn vị");
    expect(read.ok && read.value.rows.map(({ cells }) => cells)).toEqual(wanted);
  });
});

describe("reading a workbook", () => {
  inFolder("takes the sheet of the name, else the first that is not hidden", async ({ folder }) => {
    const file = await aWorkbook(folder, (workbook) => {
      workbook.addWorksheet("Ẩn", { state: "hidden" }).addRow(["hidden"]);
      workbook.addWorksheet("Một").addRow(["first"]);
      workbook.addWorksheet("Đơn vị").addRow(["named"]);
    });
    expect(await cellsOf(file, "ĐƠN VỊ")).toEqual([["named"]]);
    expect(await cellsOf(file, "Cán bộ")).toEqual([["first"]]);
  });

  inFolder(
    "reads numbers, dates, formulas, links and rich text as people see them",
    async ({ folder }) => {
      const file = await aWorkbook(folder, (workbook) => {
        workbook
          .addWorksheet("T")
          .addRow([
            12.5,
            new Date("2025-12-31T00:00:00Z"),
            { formula: "1+1", result: 2 },
            { text: "liên kết", hyperlink: "mailto:x" },
            { richText: [{ text: "Sở " }, { text: "Mẫu" }] },
            true,
            "\u00A0có khoảng trắng lạ\u200B",
          ]);
      });
      expect(await cellsOf(file, "T")).toEqual([
        ["12.5", "2025-12-31", "2", "liên kết", "Sở Mẫu", "true", "có khoảng trắng lạ"],
      ]);
    },
  );

  inFolder("names each cell that shows an error", async ({ folder }) => {
    const file = await aWorkbook(folder, (workbook) => {
      const sheet = workbook.addWorksheet("T");
      sheet.addRow(["Mã", { error: "#N/A" }]);
      sheet.addRow([{ formula: "A1/0", result: { error: "#DIV/0!" } }]);
    });
    const read = await readPeopleSheet(file, "T");
    expect(read.ok ? [] : read.error.map(({ row, column }) => [row, column])).toEqual([
      [1, "B"],
      [2, "A"],
    ]);
  });
});

describe("a file that cannot be read", () => {
  inFolder.for([
    { content: "", because: "it is empty" },
    { content: Buffer.from([0xff, 0xfe, 0x41, 0x00]), because: "it is UTF-16" },
    { content: Buffer.from([0x4d, 0xe3, 0x2c]), because: "it is in an old Vietnamese code page" },
    { content: "PK not a workbook", because: "it only looks like a workbook" },
    { content: Buffer.from("d0cf11e0a1b11ae1", "hex"), because: "it is an old .xls" },
    { content: 'Mã,"Tên\n001', because: "a quotation mark is not closed" },
  ])("is refused in one sentence: $because", async ({ content }, { folder }) => {
    const file = path.join(folder, "a.xlsx");
    await writeFile(file, content);
    const read = await readPeopleSheet(file, "T");
    expect(read.ok ? [] : read.error).toEqual([
      expect.objectContaining({ sheet: "a.xlsx", column: null }),
    ]);
  });

  inFolder("is named when it is not there", async ({ folder }) => {
    const read = await readPeopleSheet(path.join(folder, "none.xlsx"), "T");
    expect(read).toMatchObject({ ok: false, error: [{ read: "không mở được tệp" }] });
  });
});

describe("a template", () => {
  inFolder.for(["a.xlsx", "a.csv"])("%s reads back as it was written", async (name, { folder }) => {
    const file = path.join(folder, name);
    expect(await writePeopleTemplate(file, template)).toBe("written");
    expect(await cellsOf(file, template.sheet)).toEqual([["Mã", "Tên"], template.examples[0]]);
  });

  inFolder("never takes the place of a file", async ({ folder }) => {
    const file = path.join(folder, "a.csv");
    await writeFile(file, "kept");
    expect(await writePeopleTemplate(file, template)).toBe("exists");
    expect(await cellsOf(file, "T")).toEqual([["kept"]]);
  });
});

async function aWorkbook(
  folder: string,
  fill: (workbook: ExcelJS.Workbook) => void,
): Promise<string> {
  const workbook = new ExcelJS.Workbook();
  fill(workbook);
  const file = path.join(folder, "a.xlsx");
  await workbook.xlsx.writeFile(file);
  return file;
}

async function cellsOf(file: string, sheet: string): Promise<readonly (readonly string[])[]> {
  const read = await readPeopleSheet(file, sheet);
  return read.ok ? read.value.rows.map(({ cells }) => cells) : [];
}
