import { foldWords } from "../access/sheet-table.ts";
import { readNumber } from "../conversation/reading/read-number.ts";
import { type Result, err, ok } from "../result.ts";
import { compare, decimal } from "../rational.ts";
import { noOpinionKey } from "../scheme/read-survey.ts";
import type { DecimalText, SurveyQuestion } from "../scheme/scheme.ts";
import type { Ballots } from "./given.ts";

/** Whether a cell says that what was given before counts no more. */
export function saysRemove(text: string): boolean {
  return ["bo", "xoa"].includes(foldWords(text));
}

/**
 * Reads a figure as people in Viet Nam write it: `85,5`, `85.5`, `85%`.
 *
 * @param scale - What the figure cannot exceed; it may settle whether `1.250` is a thousand.
 * @returns The figure, or what is wanted instead.
 */
export function readFigureCell(text: string, scale: DecimalText): Result<DecimalText, string> {
  const read = readNumber(text, false);
  switch (read.kind) {
    case "number":
      return ok(read.value);
    case "doubt":
      return text.includes(",") || isAbove(read.grouped, scale)
        ? ok(read.decimal)
        : err("số viết không có dấu phân cách hàng nghìn, phần thập phân sau dấu phẩy");
    case "none":
      return err("một số, ví dụ 85,5");
  }
}

function isAbove(value: DecimalText, bound: DecimalText): boolean {
  return compare(decimal(value), decimal(bound)) > 0;
}

/** Reads a whole number: `2`, `1 250`. */
export function readCountCell(text: string): Result<DecimalText, string> {
  const read = readNumber(text, true);
  return read.kind === "number" ? ok(read.value) : err("số lần, ví dụ 2");
}

/**
 * Reads the ballots of one question in one group of respondents: `A=30; B=12; C=0; không ý kiến=2`.
 * Every option must have its number, so that none is forgotten.
 *
 * @returns The ballots, undefined when no option has a number yet, or what is wanted instead.
 */
export function readBallotsCell(
  text: string,
  { options }: SurveyQuestion,
): Result<Ballots | undefined, string> {
  const keys = options.map(({ key }) => key);
  const wanted = `số phiếu của từng phương án: ${keys.map((key) => `${key}=…`).join("; ")}`;
  const parts = text.split(/[;\n]/).filter((each) => each.trim() !== "");
  const read = parts.map((part) => readPart(part, keys));
  const ballots = new Map<string, DecimalText>();
  for (const part of read) {
    if (!part || ballots.has(part.key)) return err(wanted);
    if (part.count !== null) ballots.set(part.key, part.count);
  }
  if (ballots.size === 0) return ok(undefined);
  return keys.every((key) => ballots.has(key)) ? ok(Object.fromEntries(ballots)) : err(wanted);
}

/** One option with its number; null where the number was left out. */
function readPart(
  text: string,
  keys: readonly string[],
): { readonly key: string; readonly count: DecimalText | null } | undefined {
  const [, name = "", figure = ""] = /^\s*(.*?)\s*[=:]\s*(.*?)\s*$/.exec(text) ?? [];
  const key = optionKey(name, keys);
  if (key === undefined) return undefined;
  if (figure === "") return { key, count: null };
  const read = readNumber(figure, true);
  return read.kind === "number" ? { key, count: read.value } : undefined;
}

/** The ballots of a question as a cell has them; null leaves the numbers to be filled in. */
export function ballotsText(keys: readonly string[], ballots: Ballots | null): string {
  const parts = keys.map((key) => `${key}=${ballots ? (ballots[key] ?? "0") : ""}`);
  const none = ballots?.[noOpinionKey];
  return [...parts, ...(none === undefined ? [] : [`không ý kiến=${none}`])].join("; ");
}

function optionKey(name: string, keys: readonly string[]): string | undefined {
  if (keys.includes(name)) return name;
  const words = foldWords(name);
  if (["khong y kien", "khong co y kien", foldWords(noOpinionKey)].includes(words)) {
    return noOpinionKey;
  }
  const alike = keys.filter((key) => foldWords(key) === words);
  return alike.length === 1 ? alike[0] : undefined;
}
