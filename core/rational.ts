/** A whole number: a plain one while it is safe (below 2^53), a BigInt beyond. */
export type Whole = number | bigint;

/**
 * An exact fraction. Both parts are plain numbers below 2^53, or both are BigInt; nothing is lost
 * in either form, the first is only faster. Not always in lowest terms: compare with `compare`,
 * never part by part.
 *
 * @see docs/adr/0003-scores-are-exact.md
 */
export interface Rational {
  /** Carries the sign. */
  readonly num: Whole;
  /** Always above zero. */
  readonly den: Whole;
}

/** Nothing. */
export const zero: Rational = { num: 0, den: 1 };

/** One whole. */
export const one: Rational = { num: 1, den: 1 };

/** A hundred, as in percent. */
export const hundred: Rational = { num: 100, den: 1 };

const safeLimit = 2 ** 53;
const decimalPattern = /^-?\d+(?:\.\d+)?$/;

/**
 * Makes a fraction from whole numbers.
 *
 * @throws {RangeError} When the denominator is zero (a bug in the caller).
 */
export function rational(num: Whole, den: Whole = 1): Rational {
  if (isSmall(num) && isSmall(den) && den > 0 && areExact(num, den)) return { num, den };
  const over = BigInt(num);
  const under = BigInt(den);
  if (under === 0n) throw new RangeError("A fraction needs a denominator other than zero");
  return under < 0n ? reduce(-over, -under) : reduce(over, under);
}

/** The same fraction in lowest terms: worth its cost where many others are made from it. */
export function lowestTerms({ num, den }: Rational): Rational {
  return reduce(BigInt(num), BigInt(den));
}

/**
 * Reads a decimal as files write it: an optional minus, digits, an optional point and digits.
 *
 * @returns The fraction in lowest terms, or undefined for anything else ("1e3", "1,5", ".5").
 */
export function readDecimal(text: string): Rational | undefined {
  if (!decimalPattern.test(text)) return undefined;
  const point = text.indexOf(".");
  if (point < 0) return reduce(BigInt(text), 1n);
  const digits = BigInt(text.slice(0, point) + text.slice(point + 1));
  return reduce(digits, 10n ** BigInt(text.length - point - 1));
}

/**
 * Reads a decimal that was checked before, such as one of a read scheme.
 *
 * @throws {RangeError} When it is not a decimal (a bug in the caller).
 */
export function decimal(text: string): Rational {
  const read = readDecimal(text);
  if (!read) throw new RangeError(`Not a decimal: ${text}`);
  return read;
}

/** Adds exactly. */
export function plus(a: Rational, b: Rational): Rational {
  const { num: an, den: ad } = a;
  const { num: bn, den: bd } = b;
  if (isSmall(an) && isSmall(ad) && isSmall(bn) && isSmall(bd)) {
    const small = ad === bd ? { num: an + bn, den: ad } : crossSum(an * bd, bn * ad, ad * bd);
    if (areExact(small.num, small.den)) return small;
  }
  return reduce(BigInt(an) * BigInt(bd) + BigInt(bn) * BigInt(ad), BigInt(ad) * BigInt(bd));
}

/** Subtracts exactly. */
export function minus(a: Rational, b: Rational): Rational {
  return plus(a, { num: -b.num, den: b.den });
}

/** Multiplies exactly. */
export function times(a: Rational, b: Rational): Rational {
  const { num: an, den: ad } = a;
  const { num: bn, den: bd } = b;
  if (isSmall(an) && isSmall(ad) && isSmall(bn) && isSmall(bd)) {
    const small = { num: an * bn, den: ad * bd };
    if (areExact(small.num, small.den)) return small;
  }
  return reduce(BigInt(an) * BigInt(bn), BigInt(ad) * BigInt(bd));
}

/**
 * Divides exactly.
 *
 * @throws {RangeError} When the divisor is zero: callers ask `isZero` first.
 */
export function dividedBy(a: Rational, b: Rational): Rational {
  const { num: an, den: ad } = a;
  const { num: bn, den: bd } = b;
  if (isSmall(an) && isSmall(ad) && isSmall(bn) && isSmall(bd) && bn > 0) {
    const small = { num: an * bd, den: ad * bn };
    if (areExact(small.num, small.den)) return small;
  }
  if (isZero(b)) throw new RangeError("Division by zero");
  const turned = b.num < 0 ? { num: -b.den, den: -b.num } : { num: b.den, den: b.num };
  return times(a, turned);
}

/** Tells the order of two fractions: negative when `a` is smaller, zero when they are equal. */
export function compare(a: Rational, b: Rational): number {
  const { num: an, den: ad } = a;
  const { num: bn, den: bd } = b;
  if (isSmall(an) && isSmall(ad) && isSmall(bn) && isSmall(bd)) {
    const [left, right] = [an * bd, bn * ad];
    if (areExact(left, right)) return left - right;
  }
  const difference = BigInt(an) * BigInt(bd) - BigInt(bn) * BigInt(ad);
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

/** Whether it is nothing at all. */
export function isZero(a: Rational): boolean {
  return a.num === 0 || a.num === 0n;
}

/** The smaller of two. */
export function least(a: Rational, b: Rational): Rational {
  return compare(b, a) < 0 ? b : a;
}

/** The greater of two. */
export function greatest(a: Rational, b: Rational): Rational {
  return compare(b, a) > 0 ? b : a;
}

/** Holds a fraction between two bounds. */
export function held(a: Rational, low: Rational, high: Rational): Rational {
  return least(greatest(a, low), high);
}

/** The greatest whole number not above it. */
export function floorOf(a: Rational): Rational {
  return reduce(divideDown(BigInt(a.num), BigInt(a.den)), 1n);
}

/** Whether it is a whole number. */
export function isWhole(a: Rational): boolean {
  return BigInt(a.num) % BigInt(a.den) === 0n;
}

/**
 * Counts how many units of `1 / unitsPerOne` a fraction is worth, a half counting up (towards plus
 * infinity, for negatives too): 2/3 in hundredths is 67, -0.5 in ones is 0.
 *
 * @throws {RangeError} When the count does not fit a safe whole number: schemes keep totals and
 *   adjustments far below that.
 */
export function roundHalfUp(a: Rational, unitsPerOne: number): number {
  const { num, den } = a;
  if (typeof num === "number" && typeof den === "number") {
    const over = 2 * num * unitsPerOne + den;
    const under = 2 * den;
    if (Math.abs(over) + under < safeLimit) return Math.floor(over / under);
  }
  const doubled = 2n * BigInt(num) * BigInt(unitsPerOne) + BigInt(den);
  const units = Number(divideDown(doubled, 2n * BigInt(den)));
  if (!Number.isSafeInteger(units)) throw new RangeError("Too large to be counted in units");
  return units;
}

/**
 * Writes it as a canonical decimal ("0.25", "-3"), or undefined when its digits never end (1/3).
 */
export function writeDecimal(a: Rational): string | undefined {
  const { num, den } = reduceBig(BigInt(a.num), BigInt(a.den));
  let places = 0;
  let scale = 1n;
  // A terminating decimal's denominator divides a power of ten no longer than its own bits.
  const longest = den.toString(2).length;
  while (scale % den !== 0n) {
    if (places === longest) return undefined;
    scale *= 10n;
    places += 1;
  }
  return writeUnits(num * (scale / den), places);
}

/** Writes it exactly: a canonical decimal, or "2/3" in lowest terms where digits never end. */
export function writeFigure(a: Rational): string {
  const text = writeDecimal(a);
  if (text !== undefined) return text;
  const { num, den } = reduceBig(BigInt(a.num), BigInt(a.den));
  return `${num.toString()}/${den.toString()}`;
}

/**
 * Reads what `writeFigure` wrote.
 *
 * @throws {RangeError} When it is neither a decimal nor a fraction (a bug in the caller).
 */
export function readFigure(text: string): Rational {
  const [over = "", under] = text.split("/");
  if (under === undefined) return decimal(over);
  return dividedBy(decimal(over), decimal(under));
}

/**
 * Writes a count of `1 / 10^places` units with a decimal point and exactly that many places:
 * 8500 in hundredths is "85.00".
 */
export function writeUnits(units: Whole, places: number): string {
  const negative = units < 0;
  const digits = (negative ? -units : units).toString().padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const text = places === 0 ? whole : `${whole}.${digits.slice(digits.length - places)}`;
  return negative ? `-${text}` : text;
}

function isSmall(whole: Whole): whole is number {
  return typeof whole === "number";
}

/** A sum whose parts overflowed is given an infinite part, so that it is done again in BigInt. */
function crossSum(left: number, right: number, den: number): { num: number; den: number } {
  return { num: areExact(left, right) ? left + right : Infinity, den };
}

function areExact(a: number, b: number): boolean {
  return a < safeLimit && a > -safeLimit && b < safeLimit && b > -safeLimit;
}

function divideDown(value: bigint, by: bigint): bigint {
  return value / by - (value % by < 0n ? 1n : 0n);
}

/** Lowest terms, as plain numbers again when both parts fit. */
function reduce(num: bigint, den: bigint): Rational {
  const lowest = reduceBig(num, den);
  const small = { num: Number(lowest.num), den: Number(lowest.den) };
  return areExact(small.num, small.den) ? small : lowest;
}

function reduceBig(num: bigint, den: bigint): { readonly num: bigint; readonly den: bigint } {
  let [a, b] = [num < 0n ? -num : num, den];
  while (b !== 0n) [a, b] = [b, a % b];
  return { num: num / a, den: den / a };
}
