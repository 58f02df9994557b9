import { readFile } from "node:fs/promises";
import path from "node:path";
import { CsvError, parse } from "csv-parse/sync";
import ExcelJS from "exceljs";
import type { SheetGrid, SheetProblem } from "../../core/access/people.ts";
import { err, ok, type Result } from "../../core/result.ts";

type Read = Result<SheetGrid, readonly SheetProblem[]>;

/**
 * Reads a file of people as rows of text: an Excel workbook (.xlsx) or CSV in UTF-8, with or
 * without a byte-order mark, with comma, semicolon or tab.
 *
 * @param sheetName The sheet to read of a workbook; its first sheet when none has that name.
 */
export async function readPeopleSheet(file: string, sheetName: string): Promise<Read> {
  const name = path.basename(file);
  const content = await readContent(file);
  if (content === undefined) return refuse(name, "không mở được tệp", "một tệp có thật, đọc được");
  if (content.length === 0) return refuse(name, "tệp trống", "tệp .xlsx hoặc .csv có dữ liệu");
  if (content.length > mostBytes) {
    return refuse(name, `${String(Math.ceil(content.length / 1e6))} MB`, "tệp không quá 20 MB");
  }
  const isZip = content.subarray(0, 2).toString("latin1") === "PK";
  if (isZip) return readWorkbook(name, content, sheetName);
  if (content.subarray(0, 4).equals(oldOffice)) {
    return refuse(name, "tệp Excel đời cũ (.xls) hoặc tệp đặt mật khẩu", saveAs);
  }
  return readCsv(name, content);
}

const mostBytes = 20_000_000;
const oldOffice = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const saveAs = "lưu lại dạng .xlsx không mật khẩu, hoặc CSV UTF-8";

async function readContent(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (error instanceof Error && "code" in error) return undefined;
    throw error;
  }
}

async function readWorkbook(name: string, content: Buffer, sheetName: string): Promise<Read> {
  const workbook = await loadWorkbook(content);
  if (workbook === undefined) {
    return refuse(name, "không phải sổ Excel, hoặc sổ bị hỏng", saveAs);
  }
  const sheets = workbook.worksheets.filter(({ state }) => state === "visible");
  const sheet = sheets.find((each) => isSameName(each.name, sheetName)) ?? sheets[0];
  if (sheet === undefined) return refuse(name, "sổ Excel không có trang tính nào", saveAs);

  const problems: SheetProblem[] = [];
  const rows: { number: number; cells: string[] }[] = [];
  sheet.eachRow((row, number) => {
    const cells = Array.from({ length: row.cellCount }, () => "");
    row.eachCell((cell, column) => {
      const text = cellText(cell);
      cells[column - 1] = text ?? "";
      if (text === undefined) problems.push(unreadable(sheet.name, cell));
    });
    rows.push({ number, cells });
  });
  return problems.length > 0 ? err(problems) : ok({ sheet: sheet.name, rows });
}

async function loadWorkbook(content: Buffer): Promise<ExcelJS.Workbook | undefined> {
  const workbook = new ExcelJS.Workbook();
  try {
    // exceljs declares a Buffer of its own that Node's does not match; at run time it is this one.
    await workbook.xlsx.load(content as unknown as ExcelJS.Buffer);
  } catch (error) {
    // A broken workbook makes exceljs throw whatever it stumbled on.
    if (error instanceof Error) return undefined;
    throw error;
  }
  return workbook.worksheets.length > 0 ? workbook : undefined;
}

function isSameName(a: string, b: string): boolean {
  return tidy(a).toLowerCase() === tidy(b).toLowerCase();
}

/** The text a person sees in a cell; undefined when the cell shows an error. */
function cellText(cell: ExcelJS.Cell): string | undefined {
  if (cell.isMerged && cell.master !== cell) return "";
  return valueText(cell.value);
}

function valueText(value: ExcelJS.CellValue): string | undefined {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value !== "object") return tidy(String(value));
  if ("richText" in value) return tidy(value.richText.map(({ text }) => text).join(""));
  if ("error" in value) return undefined;
  if ("hyperlink" in value) return linkText(value.text);
  if ("formula" in value || "sharedFormula" in value) return valueText(value.result);
  return undefined;
}

/** exceljs declares the text of a link as a string, but hands out rich text too. */
function linkText(text: unknown): string | undefined {
  if (typeof text === "string") return tidy(text);
  return valueText(text as ExcelJS.CellValue);
}

function unreadable(sheet: string, cell: ExcelJS.Cell): SheetProblem {
  return {
    sheet,
    row: Number(cell.row),
    column: cell.address.replace(/\d+$/, ""),
    read: cell.text || "ô báo lỗi",
    wanted: "chữ hoặc số, không phải công thức báo lỗi",
  };
}

function readCsv(name: string, content: Buffer): Read {
  const text = decode(content);
  if (text === undefined) {
    return refuse(name, "không phải chữ UTF-8", "tệp .xlsx hoặc CSV mã hóa UTF-8");
  }
  try {
    const records: readonly (readonly string[])[] = parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
    });
    const rows = records.map((record, index) => ({ number: index + 1, cells: record.map(tidy) }));
    return ok({ sheet: name, rows });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line: unknown = error["lines"];
    return err([
      {
        sheet: name,
        row: typeof line === "number" ? line : null,
        column: null,
        read: "dấu ngoặc kép mở mà không đóng, hoặc đặt sai chỗ",
        wanted: "CSV có ngoặc kép đủ đôi",
      },
    ]);
  }
}

function decode(content: Buffer): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
    return text.includes("\0") ? undefined : text;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The mark that parts the cells: it stands in most of the first lines. */
function delimiterOf(text: string): string {
  const lines = text.split(/\r?\n/, 10).map((line) => line.replace(/"[^"]*"/g, ""));
  const weight = (mark: string): number => lines.filter((line) => line.includes(mark)).length;
  return [",", ";", "\t"].reduce((best, mark) => (weight(mark) > weight(best) ? mark : best));
}

function tidy(text: string): string {
  return text
    .normalize("NFC")
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, "")
    .replace(/[\u00A0\u2000-\u200A\u202F\u3000]/g, " ")
    .trim();
}

function refuse(sheet: string, read: string, wanted: string): Read {
  return err([{ sheet, row: null, column: null, read, wanted }]);
}
