import type { DecimalText } from "../../scheme/scheme.ts";
import { type NumberMarks, decimalText } from "./figure-text.ts";

/**
 * Prints a formula as people write it: × and ≤, the leaf's maximum as a figure, and in Vietnamese
 * the decimal comma with semicolons between arguments.
 */
export function formulaText(expression: string, max: DecimalText, marks: NumberMarks): string {
  return expression
    .replaceAll(/\s*,\s*/g, marks === "vi" ? "; " : ", ")
    .replaceAll(/(?<![\p{L}\d_.])\d+(\.\d+)?/gu, (number) => decimalText(number, marks))
    .replaceAll("<=", "≤")
    .replaceAll(">=", "≥")
    .replaceAll("*", "×")
    .replaceAll("-", "−")
    .replaceAll(/(?<![\p{L}\d_])maxPoints(?![\p{L}\d_])/gu, decimalText(max, marks));
}
