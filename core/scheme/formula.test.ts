import { describe, expect, it } from "vitest";
import { parseFormula } from "./formula.ts";

const known = ["x", "y", "tỷ_lệ"];

describe("parseFormula", () => {
  it.each([
    "1",
    "x",
    "-x",
    "x * -2",
    "(x + y) / 2",
    "min(x, y, 3) - max(1)",
    "if(x > y, maxPoints, 0)",
    "(x >= y) * maxPoints",
    "tỷ_lệ / 100",
    "x<=y",
  ])("reads %s", (text) => {
    expect(parseFormula(text, known).ok).toBe(true);
  });

  it.each([
    { text: "", at: 1, wanted: "number", because: "nothing stands there" },
    { text: "x +", at: 4, wanted: "number", because: "the sum breaks off" },
    { text: "x y", at: 3, wanted: "end", because: "no operator between them" },
    { text: "--x", at: 2, wanted: "number", because: "one minus only" },
    { text: "x < y < 1", at: 7, wanted: "end", because: "comparisons do not chain" },
    { text: "(x", at: 3, wanted: "closing", because: "the bracket stays open" },
    { text: "min x", at: 5, wanted: "opening", because: "min wants brackets" },
    { text: "if(x, y)", at: 8, wanted: "comma", because: "if wants three" },
    { text: "if(x, 1, 2, 3)", at: 11, wanted: "closing", because: "if wants only three" },
    { text: "x + z", at: 5, wanted: "known", because: "z is no variable" },
    { text: "1,5 * x", at: 2, wanted: "end", because: "a decimal has a point" },
    { text: "x ** 2", at: 4, wanted: "number", because: "there is no power" },
    { text: "2e3", at: 2, wanted: "end", because: "no exponent" },
    { text: "x != y", at: 3, wanted: "end", because: "no such comparison" },
    { text: "min()", at: 5, wanted: "number", because: "min of nothing" },
    { text: "constructor", at: 1, wanted: "known", because: "only the given names count" },
  ])("refuses $text at character $at: $because", ({ text, at, wanted }) => {
    expect(parseFormula(text, known)).toMatchObject({ ok: false, error: { at, wanted } });
  });

  it("refuses nesting that is too deep instead of running out of stack", () => {
    const deep = `${"(".repeat(1500)}1${")".repeat(1500)}`;
    expect(parseFormula(deep, known)).toMatchObject({ ok: false, error: { wanted: "shorter" } });
    expect(parseFormula("1+".repeat(5000), known)).toMatchObject({ error: { wanted: "shorter" } });
  });

  it("multiplies before it adds, from left to right", () => {
    const parsed = parseFormula("1 - 2 * 3 - 4", known);
    expect(parsed).toMatchObject({
      ok: true,
      value: { operator: "-", left: { operator: "-", right: { operator: "*" } } },
    });
  });
});
