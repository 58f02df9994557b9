import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  floorOf,
  held,
  isWhole,
  isZero,
  lowestTerms,
  minus,
  one,
  plus,
  rational,
  readDecimal,
  readFigure,
  roundHalfUp,
  times,
  writeDecimal,
  writeFigure,
  writeUnits,
  zero,
} from "./rational.ts";

/** Small and huge numbers, so that both forms and the step between them are met. */
const wholes = fc.oneof(
  fc.bigInt({ min: -20n, max: 20n }),
  fc.bigInt({ min: -(2n ** 54n), max: 2n ** 54n }),
  fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }),
);
const dens = wholes.map((value) => (value === 0n ? 1n : value < 0n ? -value : value));
const fractions = fc.tuple(wholes, dens).map(([num, den]) => ({ num, den }));

const made = ({ num, den }: { num: bigint; den: bigint }): Rational => rational(num, den);
const isEqual = (a: Rational, num: bigint, den: bigint): boolean =>
  BigInt(a.num) * den === num * BigInt(a.den) && BigInt(a.den) > 0n;

describe("exact arithmetic", () => {
  it("equals arithmetic on BigInt alone, whatever the size", () => {
    fc.assert(
      fc.property(fractions, fractions, (a, b) => {
        const [x, y] = [made(a), made(b)];
        expect(isEqual(plus(x, y), a.num * b.den + b.num * a.den, a.den * b.den)).toBe(true);
        expect(isEqual(minus(x, y), a.num * b.den - b.num * a.den, a.den * b.den)).toBe(true);
        expect(isEqual(times(x, y), a.num * b.num, a.den * b.den)).toBe(true);
        expect(Math.sign(compare(x, y))).toBe(
          Number(a.num * b.den > b.num * a.den) - Number(a.num * b.den < b.num * a.den),
        );
        if (b.num !== 0n) {
          const sign = b.num < 0n ? -1n : 1n;
          const [num, den] = [sign * a.num * b.den, sign * a.den * b.num];
          expect(isEqual(dividedBy(x, y), num, den)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("stays exact over a long chain of operations without reducing", () => {
    let sum = zero;
    for (let den = 1; den <= 60; den += 1) sum = plus(sum, rational(1, den));
    for (let den = 1; den <= 60; den += 1) sum = minus(sum, rational(1, den));
    expect(isZero(sum)).toBe(true);
  });

  it("uses plain numbers again when a fraction in BigInt becomes small", () => {
    const huge = rational(10n ** 30n, 3n);
    expect(typeof huge.num).toBe("bigint");
    expect(times(huge, rational(3n, 10n ** 30n))).toEqual({ num: 1, den: 1 });
  });

  it("refuses a division by zero", () => {
    expect(() => dividedBy(one, zero)).toThrow(RangeError);
    expect(() => rational(1, 0)).toThrow(RangeError);
  });

  it("holds a value between two bounds", () => {
    expect(held(rational(-1), zero, one)).toEqual(zero);
    expect(held(rational(7), zero, one)).toEqual(one);
    expect(writeFigure(held(rational(1, 3), zero, one))).toBe("1/3");
  });
});

describe("roundHalfUp", () => {
  it.each([
    { num: 2, den: 3, units: 10_000, rounded: 6667, because: "nearer above" },
    { num: 1, den: 3, units: 10_000, rounded: 3333, because: "nearer below" },
    { num: 5, den: 2, units: 1, rounded: 3, because: "a half goes up" },
    { num: -5, den: 2, units: 1, rounded: -2, because: "up is towards plus infinity" },
    { num: -1, den: 2, units: 1, rounded: 0, because: "minus a half goes up to 0" },
    { num: -51, den: 20, units: 1, rounded: -3, because: "-2.55 is nearer to -3" },
  ])("$num/$den in 1/$units is $rounded: $because", ({ num, den, units, rounded }) => {
    expect(roundHalfUp(rational(num, den), units) + 0).toBe(rounded);
  });

  it("is the only whole number within half a unit, a half below included", () => {
    const inRange = fc.tuple(fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }), dens);
    fc.assert(
      fc.property(inRange, fc.constantFrom(1, 100, 10_000), ([num, den], units) => {
        fc.pre(den > 0n);
        const rounded = BigInt(roundHalfUp(rational(num, den), units));
        const doubled = 2n * num * BigInt(units);
        expect(2n * rounded * den - den <= doubled && doubled < 2n * rounded * den + den).toBe(
          true,
        );
      }),
      { numRuns: 500 },
    );
  });

  it("refuses what no safe whole number can count", () => {
    expect(() => roundHalfUp(rational(10n ** 30n), 1)).toThrow(RangeError);
  });
});

describe("floorOf", () => {
  it.each([
    [7, 2, 3],
    [-7, 2, -4],
    [6, 2, 3],
    [0, 5, 0],
  ])("of %i/%i is %i", (num, den, floor) => {
    expect(compare(floorOf(rational(num, den)), rational(floor))).toBe(0);
  });
});

describe("decimals", () => {
  it.each(["1e3", "1,5", ".5", "5.", "+1", "0x1F", "1_000", " 1", "1 ", "", "-", "NaN", "١"])(
    "refuses %j",
    (text) => {
      expect(readDecimal(text)).toBeUndefined();
    },
  );

  it.each([
    ["0.50", "0.5"],
    ["007", "7"],
    ["-0", "0"],
    ["-0.250", "-0.25"],
    ["100", "100"],
    ["123456789012345678901234567890.5", "123456789012345678901234567890.5"],
  ])("reads %s and writes it as %s", (text, canonical) => {
    expect(writeFigure(decimal(text))).toBe(canonical);
  });

  it("writes what never ends as a fraction in lowest terms, and reads it back", () => {
    expect(writeDecimal(rational(2, 6))).toBeUndefined();
    expect(writeFigure(rational(-2, 6))).toBe("-1/3");
    expect(compare(readFigure("-1/3"), rational(-1, 3))).toBe(0);
    expect(compare(readFigure("0.125"), rational(1, 8))).toBe(0);
  });

  it("reads back every figure it writes", () => {
    fc.assert(
      fc.property(fractions, (value) => {
        expect(compare(readFigure(writeFigure(made(value))), made(value))).toBe(0);
      }),
    );
  });

  it.each([
    [8500, 2, "85.00"],
    [-5, 2, "-0.05"],
    [7, 0, "7"],
    [0, 4, "0.0000"],
  ])("writes %i units with %i places as %s", (units, places, text) => {
    expect(writeUnits(units, places)).toBe(text);
  });

  it("knows whole numbers, also those not in lowest terms", () => {
    expect(isWhole({ num: 10, den: 5 })).toBe(true);
    expect(isWhole({ num: 10, den: 4 })).toBe(false);
    expect(lowestTerms({ num: 10, den: 4 })).toEqual({ num: 5, den: 2 });
  });
});
