import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import type { Leaf, Rule } from "../scheme/scheme.ts";
import { compileLeaf } from "./compile-scheme.ts";
import { traceLeaf } from "./trace-leaf.ts";

const calendar = openCalendar({ daysOff: [], workingDays: [] });
const rounding = { leafDecimals: 4, indexDecimals: 2 };

function aLeaf(rule: Rule): Leaf {
  return {
    code: "1.1.3",
    name: "Mức độ hoàn thành kế hoạch",
    max: "1.5",
    source: "self",
    lead: "SNV",
    evidence: [],
    notApplicable: "rebase",
    rule,
  };
}

const over80 = {
  kind: "ratio",
  floor: "80",
  floorInclusive: true,
  cap: "100",
  from: "zero",
  whenTotalZero: "notApplicable",
  mayExceed: false,
} as const;

describe("traceLeaf", () => {
  it("tells a ratio with every figure of 18/20 = 90 % → 0.9 × 1.5 = 1.35", () => {
    const trace = traceLeaf(
      compileLeaf(aLeaf(over80), rounding),
      { done: "18", total: "20" },
      calendar,
    );
    expect(trace).toEqual({
      ok: true,
      value: {
        code: "1.1.3",
        max: "1.5",
        points: "1.35",
        steps: [
          {
            kind: "ratio",
            share: { done: "18", total: "20", percent: "90" },
            floor: "80",
            floorInclusive: true,
            cap: "100",
            from: "zero",
            reached: "between",
            factor: "0.9",
            max: "1.5",
            points: "1.35",
          },
        ],
      },
    });
  });

  it("adds the rounding where digits never end", () => {
    const trace = traceLeaf(
      compileLeaf(aLeaf(over80), rounding),
      { done: "5", total: "6" },
      calendar,
    );
    expect(trace).toMatchObject({
      value: {
        points: "1.25",
        steps: [{ share: { percent: "250/3" }, factor: "5/6", points: "1.25" }],
      },
    });
    const seventh = traceLeaf(
      compileLeaf(aLeaf(over80), rounding),
      { done: "6", total: "7" },
      calendar,
    );
    expect(seventh).toMatchObject({
      value: {
        points: "1.2857",
        steps: [
          { points: "9/7" },
          { kind: "rounded", before: "9/7", decimals: 4, points: "1.2857" },
        ],
      },
    });
  });

  it("tells that a leaf does not apply, and what its policy makes of it", () => {
    const trace = traceLeaf(
      compileLeaf(aLeaf(over80), rounding),
      { done: "0", total: "0" },
      calendar,
    );
    expect(trace).toMatchObject({
      value: {
        points: null,
        steps: [{ kind: "notApplicable", why: "totalZero", policy: "rebase" }],
      },
    });
  });

  it("says that a relative leaf awaits its group", () => {
    const rule = { kind: "relative", mode: "minMax", whenTotalZero: "zero" } as const;
    const leaf = compileLeaf(aLeaf(rule), rounding);
    expect(traceLeaf(leaf, { done: "1", total: "4" }, calendar)).toMatchObject({
      value: { points: null, steps: [{ kind: "awaitsGroup", share: { percent: "25" } }] },
    });
  });

  it("refuses what scoring refuses", () => {
    const leaf = compileLeaf(aLeaf(over80), rounding);
    expect(traceLeaf(leaf, { done: "9", total: "4" }, calendar)).toMatchObject({
      ok: false,
      error: [{ kind: "doneAboveTotal", done: "9", total: "4" }],
    });
  });
});
