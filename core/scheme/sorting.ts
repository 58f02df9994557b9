import { compare, decimal } from "../rational.ts";
import type { Code, DecimalText } from "./scheme.ts";

/** Orders texts by their characters, the same on every machine. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders decimals from the lowest. */
export function compareDecimals(a: DecimalText, b: DecimalText): number {
  return compare(decimal(a), decimal(b));
}

/** Orders codes segment by segment, numbers as numbers: 1.2 before 1.10 before 2. */
export function compareCodes(a: Code, b: Code): number {
  const [left, right] = [a.split("."), b.split(".")];
  for (let place = 0; place < Math.min(left.length, right.length); place += 1) {
    const order = compareSegments(left[place] ?? "", right[place] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

/** Numbers come before words; "01" is told from "1" by its characters. */
function compareSegments(a: string, b: string): number {
  const [isNumber, isOtherNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumber && isOtherNumber) return compareDecimals(a, b) || compareTexts(a, b);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return compareTexts(a, b);
}

/** A copy in order; equal items keep theirs. */
export function sorted<T>(items: readonly T[], order: (a: T, b: T) => number): readonly T[] {
  return [...items].sort(order);
}

/** A copy in the order of the items' keys. */
export function sortedByKey<T extends { readonly key: string }>(items: readonly T[]): readonly T[] {
  return sorted(items, (a, b) => compareTexts(a.key, b.key));
}
