import type { DecimalText } from "../../scheme/scheme.ts";
import { readNumber } from "./read-number.ts";

/** Two figures typed together, "18/20"; or only the first of them. */
export interface Pair {
  readonly first: DecimalText;
  readonly second: DecimalText | null;
}

/** What a typed pair may mean. */
export type PairReading =
  | { readonly kind: "pair"; readonly pair: Pair }
  | { readonly kind: "doubt"; readonly grouped: Pair; readonly decimal: Pair }
  /** A share was typed where the two figures are wanted. */
  | { readonly kind: "percentOnly" }
  | { readonly kind: "none" };

const between = /\s*[/:]\s*|\s+(?:trên|tren|trong(?: tổng số| tong so)?|của|of|out of|over)\s+/iu;

/** Reads `18/20`, `18 / 20`, `18 trên 20`, or a lone first figure `18`. */
export function readPair(text: string): PairReading {
  const parts = text.normalize("NFC").trim().split(between);
  const [left = "", right] = parts;
  if (parts.length > 2) return { kind: "none" };
  if (right === undefined && left.trim().endsWith("%")) return { kind: "percentOnly" };
  const first = readNumber(left, false);
  const second = right === undefined ? null : readNumber(right, false);
  if (first.kind === "none" || second?.kind === "none") return { kind: "none" };
  return combine(first, second);
}

function combine(first: Read, second: Read | null): PairReading {
  const grouped = { first: asGrouped(first), second: second && asGrouped(second) };
  const isSure = first.kind === "number" && second?.kind !== "doubt";
  if (isSure) return { kind: "pair", pair: grouped };
  const decimal = { first: asDecimal(first), second: second && asDecimal(second) };
  return { kind: "doubt", grouped, decimal };
}

type Read = Exclude<ReturnType<typeof readNumber>, { readonly kind: "none" }>;

function asGrouped(reading: Read): DecimalText {
  return reading.kind === "number" ? reading.value : reading.grouped;
}

function asDecimal(reading: Read): DecimalText {
  return reading.kind === "number" ? reading.value : reading.decimal;
}
