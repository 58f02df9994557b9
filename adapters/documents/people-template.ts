import { open, type FileHandle } from "node:fs/promises";
import ExcelJS from "exceljs";

/** A file of headings and example rows that people fill in. */
export interface PeopleTemplate {
  readonly sheet: string;
  readonly columns: readonly {
    readonly title: string;
    /** In characters. */
    readonly width: number;
    readonly note: string;
  }[];
  readonly examples: readonly (readonly string[])[];
  /** What is said of the rows; absent when they are only examples. */
  readonly remark?: string;
}

/**
 * Writes a template as CSV (with byte-order mark, so that Excel reads it) when the name ends in
 * .csv, else as a workbook with a sheet of instructions.
 *
 * @returns "exists" when there is a file of that name already; it is left alone.
 */
export async function writePeopleTemplate(
  file: string,
  template: PeopleTemplate,
): Promise<"written" | "exists"> {
  const handle = await openNew(file);
  if (handle === undefined) return "exists";
  try {
    const isCsv = file.toLowerCase().endsWith(".csv");
    await handle.writeFile(isCsv ? asCsv(template) : await asWorkbook(template));
    return "written";
  } finally {
    await handle.close();
  }
}

async function openNew(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, "wx");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return undefined;
    throw error;
  }
}

function asCsv({ columns, examples }: PeopleTemplate): string {
  const lines = [columns.map(({ title }) => title), ...examples];
  return `\uFEFF${lines.map((line) => line.map(quoted).join(",")).join("\r\n")}\r\n`;
}

function quoted(text: string): string {
  return /[",;\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

async function asWorkbook(template: PeopleTemplate): Promise<Buffer> {
  const { sheet, columns, examples, remark = ofExamples } = template;
  const workbook = new ExcelJS.Workbook();
  const page = workbook.addWorksheet(sheet, { views: [{ state: "frozen", ySplit: 1 }] });
  page.columns = columns.map(({ title, width }) => ({
    header: title,
    width,
    style: { numFmt: "@" },
  }));
  page.getRow(1).font = { bold: true };
  for (const example of examples) page.addRow([...example]);

  const guide = workbook.addWorksheet("Hướng dẫn");
  guide.columns = [
    { header: "Cột", width: 24 },
    { header: "Cách ghi", width: 100, style: { alignment: { wrapText: true } } },
  ];
  guide.getRow(1).font = { bold: true };
  for (const { title, note } of columns) guide.addRow([title, note]);
  guide.addRow(["Lưu ý", remark]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

const ofExamples = "Các dòng mẫu chỉ để minh họa: xóa trước khi nhập danh sách thật.";
