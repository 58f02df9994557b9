import { readFigure } from "../../rational.ts";
import type { Figure } from "../../scoring/trace.ts";

/** How a language marks its numbers: Vietnamese "1.250,5", English "1,250.5". */
export type NumberMarks = "vi" | "en";

/** A figure as a person reads it; `exact` is false where its digits had to be cut. */
interface FigureText {
  readonly text: string;
  readonly exact: boolean;
}

const mostDecimals = 6;

/**
 * Writes a figure in a language's own marks, with up to six decimals, the last one rounded half
 * up; a minus is the typographic one.
 */
function figureText(figure: Figure, marks: NumberMarks): FigureText {
  const { num, den } = readFigure(figure);
  const scale = 10n ** BigInt(mostDecimals);
  const scaled = BigInt(num) * scale;
  const exact = scaled % BigInt(den) === 0n;
  const units = exact ? scaled / BigInt(den) : roundedQuotient(scaled, BigInt(den));
  return { text: writeUnits(units, marks), exact };
}

/** Writes a canonical decimal in a language's own marks; digits beyond the sixth are rounded. */
export function decimalText(decimal: Figure, marks: NumberMarks): string {
  return figureText(decimal, marks).text;
}

/** Writes "= 1,35", or "≈ 0,666667" where the digits had to be cut. */
export function equalsText(figure: Figure, marks: NumberMarks): string {
  const { text, exact } = figureText(figure, marks);
  return exact ? `= ${text}` : `≈ ${text}`;
}

/** Writes a figure exactly: a decimal where six digits hold it, otherwise the fraction "19/29". */
export function exactText(figure: Figure, marks: NumberMarks): string {
  const { text, exact } = figureText(figure, marks);
  if (exact) return text;
  const { num, den } = readFigure(figure);
  const sign = BigInt(num) < 0n ? "−" : "";
  return `${sign}${grouped(absolute(BigInt(num)), marks)}/${grouped(BigInt(den), marks)}`;
}

/** Writes the first letter of a sentence as a capital. */
export function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function writeUnits(units: bigint, marks: NumberMarks): string {
  const sign = units < 0n ? "−" : "";
  const digits = absolute(units)
    .toString()
    .padStart(mostDecimals + 1, "0");
  const whole = grouped(BigInt(digits.slice(0, -mostDecimals)), marks);
  const fraction = digits.slice(-mostDecimals).replace(/0+$/, "");
  const point = marks === "vi" ? "," : ".";
  return fraction === "" ? `${sign}${whole}` : `${sign}${whole}${point}${fraction}`;
}

function grouped(whole: bigint, marks: NumberMarks): string {
  return whole.toString().replaceAll(/\B(?=(\d{3})+$)/g, marks === "vi" ? "." : ",");
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** Half up, towards plus infinity. */
function roundedQuotient(a: bigint, b: bigint): bigint {
  const doubled = 2n * a + b;
  const quotient = doubled / (2n * b);
  return doubled < 0n && doubled % (2n * b) !== 0n ? quotient - 1n : quotient;
}
