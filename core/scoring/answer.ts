import type { DecimalText } from "../scheme/scheme.ts";

/** A share as two figures: done out of total. */
export type RatioAnswer = Readonly<Record<"done" | "total", DecimalText>>;

/**
 * The facts given for one leaf, in the shapes of the answers file (scheme-format.md section 3):
 * plain JSON, every number a canonical decimal text. Its rule's kind tells which shape it is.
 */
export type Answer =
  | { readonly yes: boolean }
  | { readonly level: string }
  | { readonly count: DecimalText }
  | RatioAnswer
  | { readonly actual: DecimalText; readonly target: DecimalText }
  | { readonly value: DecimalText }
  | { readonly parts: Readonly<Record<string, boolean | Answer>> }
  | { readonly counts: Readonly<Record<string, DecimalText>> }
  | { readonly date: string | null; readonly due?: string }
  | { readonly facts: Readonly<Record<string, DecimalText | boolean | RatioAnswer>> }
  | { readonly breaches: DecimalText }
  | { readonly current: DecimalText; readonly baseline: DecimalText | null }
  | { readonly alternative: string; readonly answer: Answer }
  | { readonly points: DecimalText }
  | { readonly variables: Readonly<Record<string, DecimalText>> };
