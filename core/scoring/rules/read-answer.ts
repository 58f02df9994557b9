import {
  type Rational,
  compare,
  dividedBy,
  isWhole,
  isZero,
  readDecimal,
  writeFigure,
} from "../../rational.ts";
import { readDate } from "../../round/calendar.ts";
import {
  type RawObject,
  type RawValue,
  isRawNumber,
  isRawObject,
  keyOf,
} from "../../scheme/raw-value.ts";
import type { RatioAnswer } from "../answer.ts";
import type { FoundProblems, ShareFacts } from "./rule-scorer.ts";

/** A text longer than this is no figure that anybody means. */
const longestNumber = 200;

/** An object inside an answer that is being read. */
export interface OpenObject {
  readonly object: RawObject;
  readonly at: string;
  readonly found: FoundProblems;
}

/** Joins the way to a figure inside an answer. */
export function within(at: string, key: string): string {
  return at === "" ? key : `${at}.${key}`;
}

/** Opens an object and names every key that it may not have. */
export function openObject(
  raw: RawValue,
  keys: readonly string[],
  at: string,
  found: FoundProblems,
): OpenObject | undefined {
  if (!isRawObject(raw)) {
    found.push(
      raw === undefined ? { kind: "missing", at } : { kind: "wrongShape", at, wanted: "object" },
    );
    return undefined;
  }
  for (const key of Object.keys(raw)) {
    if (!keys.includes(key)) found.push({ kind: "unknownKey", at: within(at, key) });
  }
  return { object: raw, at, found };
}

/** Opens the object under an answer's only key, and names every key that either may not have. */
export function openOnly(
  raw: RawValue,
  { key, keys }: { readonly key: string; readonly keys: readonly string[] },
  at: string,
  found: FoundProblems,
): OpenObject | undefined {
  const outer = openObject(raw, [key], at, found);
  return outer && openObject(keyOf(outer.object, key), keys, within(at, key), found);
}

/** Reads any decimal. */
export function numberAt({ object, at, found }: OpenObject, key: string): Rational | undefined {
  return readNumber(keyOf(object, key), within(at, key), found);
}

/** Reads a decimal that is not under 0. */
export function amountAt(place: OpenObject, key: string): Rational | undefined {
  return readAmount(keyOf(place.object, key), within(place.at, key), place.found);
}

/** Reads a whole number that is not under 0. */
export function countAt(place: OpenObject, key: string): Rational | undefined {
  return readCount(keyOf(place.object, key), within(place.at, key), place.found);
}

/** Reads true or false. */
export function yesAt({ object, at, found }: OpenObject, key: string): boolean | undefined {
  return readYes(keyOf(object, key), within(at, key), found);
}

/** Reads a text. */
export function textAt({ object, at, found }: OpenObject, key: string): string | undefined {
  const value = keyOf(object, key);
  if (typeof value === "string") return value;
  const here = within(at, key);
  found.push(
    value === undefined
      ? { kind: "missing", at: here }
      : { kind: "wrongShape", at: here, wanted: "text" },
  );
  return undefined;
}

/** Reads a date; the text itself is its canonical form. */
export function dateAt(place: OpenObject, key: string): string | undefined {
  const text = textAt(place, key);
  if (text === undefined || readDate(text) !== undefined) return text;
  place.found.push({ kind: "notADate", at: within(place.at, key), read: text });
  return undefined;
}

/** Reads true or false standing by itself. */
export function readYes(raw: RawValue, at: string, found: FoundProblems): boolean | undefined {
  if (typeof raw === "boolean") return raw;
  found.push(
    raw === undefined ? { kind: "missing", at } : { kind: "wrongShape", at, wanted: "yesOrNo" },
  );
  return undefined;
}

/** Reads a decimal that is not under 0, standing by itself. */
function readAmount(raw: RawValue, at: string, found: FoundProblems): Rational | undefined {
  const value = readNumber(raw, at, found);
  if (!value || value.num >= 0) return value;
  found.push({ kind: "negative", at, value: writeFigure(value) });
  return undefined;
}

/** Reads a whole number that is not under 0, standing by itself. */
export function readCount(raw: RawValue, at: string, found: FoundProblems): Rational | undefined {
  const value = readAmount(raw, at, found);
  if (!value || isWhole(value)) return value;
  found.push({ kind: "notAWholeNumber", at, value: writeFigure(value) });
  return undefined;
}

/** A share as it was read: in canonical form, and prepared. */
export interface CheckedShare {
  readonly answer: RatioAnswer;
  readonly facts: ShareFacts;
}

/** Reads done out of total; done may pass the total only where the rule says so. */
export function readShare(
  raw: RawValue,
  at: string,
  found: FoundProblems,
  mayExceed: boolean,
): CheckedShare | undefined {
  const place = openObject(raw, ["done", "total"], at, found);
  if (!place) return undefined;
  const done = amountAt(place, "done");
  const total = amountAt(place, "total");
  if (!done || !total) return undefined;

  const answer = { done: writeFigure(done), total: writeFigure(total) };
  if (mayExceed || compare(done, total) <= 0) return { answer, facts: shareFacts(done, total) };
  found.push({ kind: "doneAboveTotal", at, ...answer });
  return undefined;
}

/** Prepares a share. */
export function shareFacts(done: Rational, total: Rational): ShareFacts {
  return { kind: "share", done, total, share: isZero(total) ? null : dividedBy(done, total) };
}

function readNumber(raw: RawValue, at: string, found: FoundProblems): Rational | undefined {
  if (raw === undefined) {
    found.push({ kind: "missing", at });
    return undefined;
  }
  const text = isRawNumber(raw) ? raw.source : raw;
  if (typeof text !== "string") {
    found.push({ kind: "wrongShape", at, wanted: "number" });
    return undefined;
  }
  const value = text.length <= longestNumber ? readDecimal(text) : undefined;
  if (!value) found.push({ kind: "notANumber", at, read: text.slice(0, longestNumber) });
  return value;
}
