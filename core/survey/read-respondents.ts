import { foldWords } from "../access/sheet-table.ts";
import { type Result, err, ok } from "../result.ts";

/** A person who may be asked in the survey, as an agency writes them down. */
export interface Respondent {
  readonly name: string;
  readonly position: string;
  /** A phone number (0912345678) or an e-mail address in lower case. */
  readonly contact: string;
}

/** What is wrong with one line. */
export type LineProblem =
  | { readonly kind: "parts" | "name" | "position" | "contact" }
  /** Its contact is in the list already, or in an earlier line of the same paste. */
  | { readonly kind: "doubled"; readonly of: DoubledOf };

/** Whose contact it is: who is in the list, or a line. */
export type DoubledOf =
  | { readonly kind: "listed"; readonly number: number; readonly name: string }
  | { readonly kind: "line"; readonly line: number };

/** A line that is not taken. */
export interface RefusedLine {
  readonly line: number;
  readonly text: string;
  readonly problem: LineProblem;
}

/** What a paste comes to. */
export interface ReadRespondents {
  readonly taken: readonly Respondent[];
  readonly refused: readonly RefusedLine[];
}

/** Somebody who is in the list already. */
export interface Listed extends Respondent {
  /** Its place in the list of its kind; a person goes by it in the chat. */
  readonly number: number;
}

/** A line with the number that people know it by. */
export interface NumberedLine {
  readonly line: number;
  readonly text: string;
}

const longestName = 80;
const longestPosition = 150;
const longestContact = 100;

/** Reads pasted lines, one person each; empty lines and a line of headings are passed over. */
export function readRespondents(text: string, listed: readonly Listed[]): ReadRespondents {
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter((each) => each.text !== "" && !isHeading(each.text));
  return readLines(lines, listed);
}

/** Reads numbered lines against who is in the list and against each other. */
export function readLines(
  lines: readonly NumberedLine[],
  listed: readonly Listed[],
): ReadRespondents {
  const seen = new Map<string, DoubledOf>(
    listed.map(({ contact, number, name }) => [
      contactKey(contact),
      { kind: "listed", number, name },
    ]),
  );
  const taken: Respondent[] = [];
  const refused: RefusedLine[] = [];
  for (const { line, text } of lines) {
    const read = readLine(text);
    const of = read.ok ? seen.get(contactKey(read.value.contact)) : undefined;
    if (!read.ok) refused.push({ line, text, problem: { kind: read.error } });
    else if (of) refused.push({ line, text, problem: { kind: "doubled", of } });
    else {
      taken.push(read.value);
      seen.set(contactKey(read.value.contact), { kind: "line", line });
    }
  }
  return { taken, refused };
}

/** Tells two contacts apart: without case, and without the signs that people put into numbers. */
export function contactKey(contact: string): string {
  return contact.toLowerCase().replace(/\s/g, "");
}

function readLine(text: string): Result<Respondent, Exclude<LineProblem["kind"], "doubled">> {
  const parts = partsOf(text);
  const [name = "", position = "", rawContact = ""] = parts;
  if (parts.length !== 3) return err("parts");
  const contact = readContact(rawContact);
  if (!isFullName(name)) return err("name");
  if (position.length > longestPosition || !/\p{L}/u.test(position)) return err("position");
  return contact === null ? err("contact") : ok({ name, position, contact });
}

function isFullName(name: string): boolean {
  return name.length <= longestName && /\p{L}.*\s.*\p{L}/u.test(name) && !/[\d@]/.test(name);
}

/** Tabs or semicolons part a line; commas only where there is neither and just two of them. */
function partsOf(text: string): readonly string[] {
  const sign = ["\t", ";", ","].find((each) => text.includes(each)) ?? ";";
  const parts = text.split(sign).map((part) => part.replace(/\s+/g, " ").trim());
  while (parts.at(-1) === "" && parts.length > 3) parts.pop();
  const [first = "", ...others] = parts;
  if (/^\d+[.)]?$/.test(first)) return others;
  return [first.replace(/^\d+\s*[.)]\s*/, ""), ...others];
}

/**
 * A phone number with its leading zero, which spreadsheets drop, or an e-mail address; null when
 * it is neither.
 */
function readContact(text: string): string | null {
  const digits = text.replace(/[\s().-]/g, "").replace(/^\+84/, "0");
  if (/^0\d{9,10}$/.test(digits)) return digits;
  if (/^[1-9]\d{8}$/.test(digits)) return `0${digits}`;
  const address = text.toLowerCase();
  const isAddress = /^[^\s@,;<>]+@[^\s@,;<>]+\.[a-z]{2,}$/.test(address);
  return isAddress && address.length <= longestContact ? address : null;
}

function isHeading(text: string): boolean {
  return /^(?:(?:stt|tt|so thu tu) )?(?:ho va ten|ho ten|full name)\b/.test(foldWords(text));
}
