import type ExcelJS from "exceljs";
import { type Result, err, ok } from "../../../core/result.ts";
import type { RawValue } from "../../../core/scheme/raw-value.ts";
import { parseRawJson } from "../../scheme-files/parse-raw-json.ts";
import type { ColumnType } from "./scheme-layout.ts";

/** Why a cell is not taken. */
export interface CellProblem {
  readonly read: string;
  readonly wanted: string;
}

type CellReading = Result<RawValue, CellProblem>;

type Plain = string | number | boolean | Date | null | undefined;

const wantedOf: Readonly<Record<ColumnType, string>> = {
  text: "chữ; định dạng ô là Văn bản (Text) rồi gõ lại",
  number: "số thập phân như 0.25 hoặc 0,25",
  flag: "TRUE hoặc FALSE",
  date: "ngày như 2025-12-31 hoặc 31/12/2025",
  json: 'JSON với dấu nháy thẳng, ví dụ {"floor": "80"}',
};

/**
 * Reads a cell as its column wants it; an empty one is undefined. A figure that a person typed as
 * a number is taken by its shortest decimal text, so 0.25 stays 0.25.
 */
export function readCell(value: ExcelJS.CellValue, type: ColumnType): CellReading {
  if (value === null || value === undefined) return ok(undefined);
  if (typeof value === "string") return readTextCell(value, type);
  if (typeof value === "number") return readNumberCell(value, type);
  if (typeof value === "boolean") return readFlagCell(value, type);
  return value instanceof Date ? readDateCell(value, type) : readRichCell(value, type);
}

function readFlagCell(value: boolean, type: ColumnType): CellReading {
  return type === "flag" ? ok(value) : refuse(value ? "TRUE" : "FALSE", type);
}

function readDateCell(value: Date, type: ColumnType): CellReading {
  if (Number.isNaN(value.getTime())) return refuse("ngày không có thật", type);
  const day = value.toISOString().slice(0, 10);
  return type === "date" ? ok(day) : refuse(`ngày ${day} (Excel đã đổi thành ngày)`, type);
}

function readRichCell(value: Exclude<ExcelJS.CellValue, Plain>, type: ColumnType): CellReading {
  if ("error" in value) return refuse(`lỗi ${value.error}`, type);
  if ("richText" in value) {
    return readTextCell(value.richText.map(({ text }) => text).join(""), type);
  }
  if ("hyperlink" in value) return readTextCell(textOf(value.text), type);
  return err({
    read: "formula" in value ? `công thức =${value.formula ?? ""}` : "công thức",
    wanted: "giá trị, không phải công thức; chép ô rồi dán dạng giá trị",
  });
}

function refuse(read: string, type: ColumnType): CellReading {
  return err({ read, wanted: wantedOf[type] });
}

/** A hyperlink's text may be rich text, whatever its type says. */
function textOf(text: unknown): string {
  if (typeof text === "string") return text;
  if (typeof text !== "object" || text === null || !("richText" in text)) return "";
  const { richText } = text as ExcelJS.CellRichTextValue;
  return richText.map((part) => part.text).join("");
}

function readNumberCell(value: number, type: ColumnType): CellReading {
  const text = decimalOf(value);
  if (type === "number") return ok(text);
  return refuse(type === "text" ? `số ${text}` : text, type);
}

/** The shortest decimal that is this number, without an exponent. */
function decimalOf(value: number): string {
  const [mantissa = "", exponent] = String(value).split("e");
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith("-") ? "-" : "";
  const [whole = "", fraction = ""] = mantissa.replace("-", "").split(".");
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${"0".repeat(-point)}${digits}`;
  return sign + digits.padEnd(point, "0");
}

function readTextCell(text: string, type: ColumnType): CellReading {
  const trimmed = text.trim();
  if (trimmed === "") return ok(undefined);
  switch (type) {
    case "text":
      return ok(text);
    case "number":
      return readDecimalText(trimmed);
    case "flag":
      return /^(true|false)$/i.test(trimmed)
        ? ok(trimmed.toLowerCase() === "true")
        : refuse(`"${text}"`, type);
    case "date":
      return readDateText(trimmed);
    case "json":
      return readJson(trimmed);
  }
}

function readDecimalText(text: string): CellReading {
  if (/^-?\d+(\.\d+)?$/.test(text)) return ok(text);
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(text)) {
    return err({
      read: `"${text}"`,
      wanted: `số không gây nhầm: ${text.replace(",", "")} hay ${text.replace(",", ".")}`,
    });
  }
  if (/^-?\d+,\d+$/.test(text)) return ok(text.replace(",", "."));
  return refuse(`"${text}"`, "number");
}

function readDateText(text: string): CellReading {
  const [, day = "", month = "", year = ""] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  if (year !== "") return ok(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? ok(text) : refuse(`"${text}"`, "date");
}

function readJson(text: string): CellReading {
  if (text.includes('"__proto__"')) return refuse('khoá "__proto__"', "json");
  try {
    return ok(parseRawJson(text));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const curly = /[“”‘’]/.test(text) ? "; có dấu nháy cong “ ”" : "";
    return refuse(`${cut(text)} (${cause.message}${curly})`, "json");
  }
}

function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 60)}…`;
}
