import { compare, decimal, readDecimal, writeFigure } from "../rational.ts";
import { readDate } from "../round/calendar.ts";
import {
  type RawObject,
  type RawValue,
  isRawList,
  isRawNumber,
  isRawObject,
  keyOf,
} from "./raw-value.ts";
import type { DecimalText } from "./scheme.ts";
import type { SchemeProblem } from "./scheme-problem.ts";

/** A spot of a file that is being read, and where problems are gathered. */
export interface Place {
  readonly path: string;
  readonly problems: SchemeProblem[];
}

/** An object of a file that is being read. */
export interface OpenNode extends Place {
  readonly object: RawObject;
}

/** A text longer than this is no number that anybody means. */
const longestNumber = 200;
const longestShown = 60;

/** Notes a problem. */
export function refuse({ path, problems }: Place, read: string, wanted: string): void {
  problems.push({ path, read, wanted });
}

/** The spot of a key or an item. */
export function at({ path, problems }: Place, key: string | number): Place {
  const step = typeof key === "number" ? `[${key}]` : key;
  return { path: path && typeof key === "string" ? `${path}.${step}` : path + step, problems };
}

/** Says in a few characters what was read. */
export function shown(raw: RawValue): string {
  if (raw === undefined) return "không có";
  if (isRawNumber(raw)) return cut(raw.source);
  if (typeof raw === "string") return `"${cut(raw)}"`;
  if (isRawList(raw)) return `danh sách ${raw.length} mục`;
  if (isRawObject(raw)) return cut(`{${Object.keys(raw).join(", ")}}`);
  return String(raw);
}

function cut(text: string): string {
  return text.length <= longestShown ? text : `${text.slice(0, longestShown)}…`;
}

/** Opens an object and names each key it may not have. */
export function openNode(
  raw: RawValue,
  place: Place,
  keys: readonly string[],
): OpenNode | undefined {
  if (!isRawObject(raw)) {
    refuse(place, shown(raw), `nhóm khoá: ${keys.join(", ")}`);
    return undefined;
  }
  for (const key of Object.keys(raw)) {
    if (keys.includes(key)) continue;
    refuse(at(place, key), shown(raw[key]), `khoá không được biết; chỉ dùng: ${keys.join(", ")}`);
  }
  return { ...place, object: raw };
}

/** Whether an object has a key (a key without a value in YAML counts as absent). */
export function has({ object }: OpenNode, key: string): boolean {
  const raw = keyOf(object, key);
  return raw !== undefined && raw !== null;
}

/** Reads a text that is not blank. Codes and keys are texts even when they look like numbers. */
export function text(node: OpenNode, key: string): string | undefined {
  return readText(keyOf(node.object, key), at(node, key));
}

/** Reads a text standing by itself. */
export function readText(raw: RawValue, place: Place): string | undefined {
  if (typeof raw === "string" && raw.trim() !== "") return raw;
  const wanted = isRawNumber(raw)
    ? `chữ, phải đặt trong dấu nháy: "${cut(raw.source)}"`
    : "chữ, không để trống";
  refuse(place, shown(raw), wanted);
  return undefined;
}

/** Reads a text that other places name: no blanks around it. */
export function readKey(raw: RawValue, place: Place): string | undefined {
  const key = readText(raw, place);
  if (key === undefined || (key === key.trim() && key !== "__proto__")) return key;
  refuse(place, shown(raw), "khoá không có dấu cách ở hai đầu");
  return undefined;
}

/** Reads one of a few words; an absent one is `fallback` where there is one. */
export function oneOf<T extends string>(
  node: OpenNode,
  key: string,
  words: readonly T[],
  fallback?: T,
): T | undefined {
  if (fallback !== undefined && !has(node, key)) return fallback;
  const raw = keyOf(node.object, key);
  const word = words.find((each) => each === raw);
  if (word === undefined) refuse(at(node, key), shown(raw), `một trong: ${words.join(", ")}`);
  return word;
}

/** Reads true or false; an absent one is `fallback` where there is one. */
export function flag(node: OpenNode, key: string, fallback?: boolean): boolean | undefined {
  if (fallback !== undefined && !has(node, key)) return fallback;
  const raw = keyOf(node.object, key);
  if (typeof raw === "boolean") return raw;
  refuse(at(node, key), shown(raw), "true hoặc false");
  return undefined;
}

/** What a number must keep. */
export interface Bounds {
  readonly above?: string;
  readonly min?: string;
  readonly max?: string;
  readonly whole?: boolean;
}

/** Reads a decimal in canonical form. */
export function figure(node: OpenNode, key: string, bounds: Bounds = {}): DecimalText | undefined {
  return readNumber(keyOf(node.object, key), at(node, key), bounds);
}

/** Reads a decimal that may be left out. */
export function figureOr(
  node: OpenNode,
  key: string,
  fallback: DecimalText,
  bounds: Bounds = {},
): DecimalText | undefined {
  return has(node, key) ? figure(node, key, bounds) : fallback;
}

/** Reads a decimal that may be absent: null then, undefined when something else stands there. */
export function optionalFigure(
  node: OpenNode,
  key: string,
  bounds: Bounds = {},
): DecimalText | null | undefined {
  return has(node, key) ? figure(node, key, bounds) : null;
}

/** Reads a decimal standing by itself. */
export function readNumber(raw: RawValue, place: Place, bounds: Bounds): DecimalText | undefined {
  const source = isRawNumber(raw) ? raw.source : raw;
  const isShort = typeof source === "string" && source.length <= longestNumber;
  const value = isShort ? readDecimal(source) : undefined;
  if (!value) {
    refuse(place, shown(raw), 'số thập phân như 12 hoặc "0.25" (dấu chấm, không số mũ)');
    return undefined;
  }
  const canonical = writeFigure(value);
  const broken = brokenBound(canonical, bounds);
  if (broken === undefined) return canonical;
  refuse(place, shown(raw), broken);
  return undefined;
}

function brokenBound(value: DecimalText, bounds: Bounds): string | undefined {
  const { above, min, max, whole } = bounds;
  const order = (bound: string): number => compare(decimal(value), decimal(bound));
  if (whole && value.includes(".")) return "số nguyên";
  if (above !== undefined && order(above) <= 0) return `số lớn hơn ${above}`;
  if (min !== undefined && order(min) < 0) return `số không nhỏ hơn ${min}`;
  if (max !== undefined && order(max) > 0) return `số không lớn hơn ${max}`;
  return undefined;
}

/** Reads a date YYYY-MM-DD. */
export function date(node: OpenNode, key: string): string | undefined {
  return readDateText(keyOf(node.object, key), at(node, key));
}

/** Reads a date standing by itself. */
export function readDateText(raw: RawValue, place: Place): string | undefined {
  if (typeof raw === "string" && readDate(raw) !== undefined) return raw;
  refuse(place, shown(raw), "ngày có thật, dạng 2025-12-31");
  return undefined;
}

/**
 * Reads a list item by item.
 *
 * @param least - Fewer items than this are refused.
 * @returns Undefined when the list or any item was refused.
 */
export function list<T>(
  node: OpenNode,
  key: string,
  readItem: (raw: RawValue, place: Place) => T | undefined,
  least = 1,
): readonly T[] | undefined {
  const raw = keyOf(node.object, key);
  const place = at(node, key);
  if (!isRawList(raw) || raw.length < least) {
    refuse(place, shown(raw), least === 0 ? "danh sách" : `danh sách có ít nhất ${least} mục`);
    return undefined;
  }
  const items = raw.map((item, index) => readItem(item, at(place, index)));
  return items.every((item) => item !== undefined) ? items : undefined;
}

/** Reads a list that may be left out: empty then. */
export function listOr<T>(
  node: OpenNode,
  key: string,
  readItem: (raw: RawValue, place: Place) => T | undefined,
): readonly T[] | undefined {
  return has(node, key) ? list(node, key, readItem, 0) : [];
}

/** An object none of whose parts is undefined, or undefined when one is. */
export function complete<T extends object>(parts: T): Complete<T> | undefined {
  const isComplete = Object.values(parts).every((part) => part !== undefined);
  return isComplete ? (parts as Complete<T>) : undefined;
}

type Complete<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out the parts that are null: what an optional key is in memory. */
export function present<K extends string, T>(
  key: K,
  value: T | null,
): Readonly<Partial<Record<K, T>>> {
  return (value === null ? {} : { [key]: value }) as Readonly<Partial<Record<K, T>>>;
}

/** A list's items as they stand in the file, readable or not; empty when there is no list. */
export function rawItems({ object }: OpenNode, key: string): readonly RawValue[] {
  const raw = keyOf(object, key);
  return isRawList(raw) ? raw : [];
}

/** A text inside an item, without complaint; undefined when it is none. */
export function silentText(raw: RawValue, key: string): string | undefined {
  const value = isRawObject(raw) ? keyOf(raw, key) : undefined;
  return typeof value === "string" ? value : undefined;
}

/** A decimal inside an item in canonical form, without complaint; undefined when it is none. */
export function silentFigure(raw: RawValue, key: string): DecimalText | undefined {
  const value = isRawObject(raw) ? keyOf(raw, key) : undefined;
  return value === undefined ? undefined : readNumber(value, { path: "", problems: [] }, {});
}

/**
 * Refuses each item of a list whose name an earlier one has, whatever else is wrong with it.
 *
 * @param nameKey - The key that holds the name; without it the items are the names.
 */
export function refuseDoubles(node: OpenNode, key: string, nameKey?: string): void {
  const seen = new Set<string>();
  for (const [index, item] of rawItems(node, key).entries()) {
    const itself = typeof item === "string" ? item : undefined;
    const name = nameKey === undefined ? itself : silentText(item, nameKey);
    if (name === undefined) continue;
    const place = at(at(node, key), index);
    if (seen.has(name)) {
      refuse(
        nameKey === undefined ? place : at(place, nameKey),
        `"${name}"`,
        "không lặp lại trong danh sách",
      );
    }
    seen.add(name);
  }
}
