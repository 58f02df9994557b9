import ExcelJS from "exceljs";
import { type Result, err, ok } from "../../../core/result.ts";
import type { SchemeProblem } from "../../../core/scheme/scheme-problem.ts";

/** Larger than any scheme by far. */
const mostBytes = 20 * 1024 * 1024;

const startOfZip = [0x50, 0x4b];
const startOfCompoundFile = [0xd0, 0xcf, 0x11, 0xe0];
const startOfPdf = [0x25, 0x50, 0x44, 0x46];

/** Opens a workbook, or says what the file is instead. */
export async function openWorkbook(
  bytes: Uint8Array,
): Promise<Result<ExcelJS.Workbook, SchemeProblem>> {
  const wrong = wrongFile(bytes);
  if (wrong !== undefined) return err(problem(wrong));
  const book = new ExcelJS.Workbook();
  try {
    await book.xlsx.load(copyOf(bytes));
  } catch (cause) {
    // ExcelJS and the zip reader below it throw plain errors of many kinds for a broken file.
    if (!(cause instanceof Error)) throw cause;
    return err(problem("tệp nén bị hỏng hoặc không phải sổ tính Excel"));
  }
  if (book.worksheets.length === 0) {
    return err(problem("tệp nén không có trang tính nào (có thể là tệp Word hoặc tệp nén khác)"));
  }
  return ok(book);
}

function problem(read: string): SchemeProblem {
  return { path: "", read, wanted: "sổ tính Excel (.xlsx) theo mẫu của lệnh scheme template" };
}

function wrongFile(bytes: Uint8Array): string | undefined {
  if (bytes.length === 0) return "tệp rỗng";
  if (bytes.length > mostBytes) return `tệp quá lớn (${String(bytes.length)} byte)`;
  if (startsWith(bytes, startOfCompoundFile)) {
    return "tệp Excel đời cũ (.xls) hoặc tệp có mật khẩu; hãy mở ra và lưu lại dạng .xlsx, bỏ mật khẩu";
  }
  if (startsWith(bytes, startOfPdf)) return "tệp PDF";
  return startsWith(bytes, startOfZip) ? undefined : "tệp không phải sổ tính Excel";
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, place) => bytes[place] === byte);
}

/** ExcelJS takes an ArrayBuffer of just these bytes. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
