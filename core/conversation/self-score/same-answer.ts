import type { Answer } from "../../scoring/answer.ts";

/** Whether two answers give the same facts; the order of keys means nothing. */
export function sameAnswer(one: Answer, other: Answer): boolean {
  return isSame(one, other);
}

function isSame(one: unknown, other: unknown): boolean {
  if (!isRecord(one) || !isRecord(other)) return one === other;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
