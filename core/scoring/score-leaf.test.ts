import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRawJson } from "../../adapters/scheme-files/parse-raw-json.ts";
import { openCalendar } from "../round/calendar.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import { readRule } from "../scheme/read-rule.ts";
import type { Leaf, NotApplicablePolicy } from "../scheme/scheme.ts";
import type { SchemeProblem } from "../scheme/scheme-problem.ts";
import { type CompiledLeaf, compileLeaf } from "./compile-scheme.ts";
import { checkAnswer, scoreLeaf } from "./score-leaf.ts";

type Json = Record<string, unknown>;

const raw = (value: unknown): RawValue => parseRawJson(JSON.stringify(value));
const calendar = openCalendar({ daysOff: ["2025-01-01"], workingDays: ["2025-01-04"] });

interface LeafLimits {
  readonly max?: string;
  readonly decimals?: number;
  readonly policy?: NotApplicablePolicy;
}

function aLeaf(
  rule: Json,
  { max = "2", decimals = 4, policy = "rebase" }: LeafLimits = {},
): CompiledLeaf {
  const problems: SchemeProblem[] = [];
  const read = readRule(
    raw(rule),
    { path: "rule", problems },
    {
      max,
      stands: "leaf",
      mustApply: null,
      hasParent: true,
      questions: new Set(),
      whenTooFew: null,
    },
  );
  if (!read) throw new Error(JSON.stringify(problems));
  const leaf: Leaf = {
    code: "1.1",
    name: "Tiêu chí",
    max,
    source: "self",
    lead: "SNV",
    evidence: [],
    notApplicable: policy,
    rule: read,
  };
  return compileLeaf(leaf, { leafDecimals: decimals, indexDecimals: 2 });
}

/** Ten-thousandths, or what else came of it. */
function outcome(leaf: CompiledLeaf, answer: unknown): unknown {
  const scored = scoreLeaf(leaf, raw(answer), calendar);
  if (!scored.ok) return scored.error.map(({ kind, at }) => `${kind} ${at}`);
  return scored.value.kind === "points" ? scored.value.points : scored.value;
}

const points = (key: string, worth: unknown): Json => ({ key, label: key, points: worth });
const share = (done: unknown, total: unknown): Json => ({ done, total });

const over80 = { kind: "ratio", floor: 80, whenTotalZero: "full" };
const bands = {
  kind: "percentBands",
  bands: [
    { from: 90, fromInclusive: false, points: 2 },
    { from: 70, points: 1 },
    { from: 0, points: 0 },
  ],
  whenTotalZero: "zero",
};
const fullBand = {
  kind: "percentBands",
  bands: [
    { from: 100, points: 2 },
    { from: 80, points: 1 },
    { from: 0, points: 0 },
  ],
  whenTotalZero: "zero",
};
const fromFloor = { kind: "ratio", floor: 50, cap: 90, from: "floor", whenTotalZero: "zero" };
const deduct = { kind: "deduct", per: [points("late", "0.25"), points("missing", "0.5")] };
const late = {
  kind: "lateness",
  due: "2025-01-03",
  days: "calendar",
  levels: [
    { maxDaysLate: 0, points: 2 },
    { maxDaysLate: 15, points: 1 },
  ],
};
const steps = { kind: "steps", start: 50, every: 5, points: "0.5" };
const growth = {
  kind: "growth",
  bands: [
    { from: "2.5", points: 2 },
    { from: 0, points: 1 },
    { from: null, points: 0 },
  ],
  whenNoBaseline: "notApplicable",
};
const matrix = {
  kind: "matrix",
  facts: [
    { key: "done", label: "done", type: "percent", whenTotalZero: "full" },
    { key: "onTime", label: "onTime", type: "yesNo" },
    { key: "errors", label: "errors", type: "count" },
  ],
  rows: [
    { when: { done: { gte: 100 }, onTime: { eq: true } }, points: 2 },
    { when: { errors: { gt: 2, lt: 5 } }, points: "0.5" },
    { points: 1 },
  ],
};
const facts = (done: Json, onTime: boolean, errors: number): Json => ({
  facts: { done, onTime, errors },
});
const sum = {
  kind: "sum",
  parts: [
    points("a", "0.5"),
    { key: "b", label: "b", max: "1.5", rule: { kind: "perItem", points: 1 } },
  ],
};
const either = {
  kind: "alternatives",
  alternatives: [
    { key: "new", label: "new", rule: { kind: "ratio", whenTotalZero: "notApplicable" } },
    { key: "none", label: "none", rule: { kind: "yesNo" } },
  ],
};
const formula = (expression: string, whenTotalZero = "zero"): Json => ({
  kind: "formula",
  variables: [
    { key: "x", label: "x" },
    { key: "y", label: "y" },
  ],
  expression,
  whenTotalZero,
});
const variables = (x: unknown, y: unknown): Json => ({ variables: { x, y } });

describe("scoreLeaf", () => {
  it.each([
    { rule: { kind: "yesNo" }, answer: { yes: true }, is: 20_000, because: "yes is everything" },
    { rule: { kind: "yesNo" }, answer: { yes: false }, is: 0, because: "no is nothing" },
    {
      rule: over80,
      answer: share(80, 100),
      is: 16_000,
      because: "golden 1: exactly on the floor still scores",
    },
    {
      rule: { ...over80, floorInclusive: false },
      answer: share(80, 100),
      is: 0,
      because: "unless the floor is left out",
    },
    {
      rule: over80,
      answer: share("79.995", 100),
      is: 0,
      because: "nothing is rounded before the floor",
    },
    { rule: over80, answer: share(0, 0), is: 20_000, because: "golden 2: FULL gives the maximum" },
    {
      rule: { ...over80, whenTotalZero: "zero" },
      answer: share(0, 0),
      is: 0,
      because: "golden 2: ZERO gives 0",
    },
    {
      rule: { ...over80, whenTotalZero: "notApplicable" },
      answer: share(0, 0),
      is: { kind: "notApplicable", policy: "rebase" },
      because: "golden 2: NA leaves the maximum",
    },
    {
      rule: fullBand,
      answer: share("99.995", "100"),
      is: 10_000,
      because: "golden 3: 99.995 % is under 100 %",
    },
    {
      rule: fullBand,
      answer: share("9999999999999999999999999", "10000000000000000000000000"),
      is: 10_000,
      because: "however near",
    },
    {
      rule: bands,
      answer: share(9, 10),
      is: 10_000,
      because: "golden 4: above 90 % does not hold at 90 %",
    },
    { rule: bands, answer: share(901, 1000), is: 20_000, because: "just above" },
    { rule: bands, answer: share(0, 7), is: 0, because: "the lowest band is always reached" },
    {
      rule: deduct,
      answer: { counts: { late: 3, missing: 9 } },
      is: 0,
      because: "golden 5: never under 0",
    },
    {
      rule: deduct,
      answer: { counts: { late: 1 } },
      is: 17_500,
      because: "what is not named is 0",
    },
    {
      rule: { ...deduct, zeroFrom: 3 },
      answer: { counts: { late: 2, missing: 1 } },
      is: 0,
      because: "all is lost from the third on, whatever its kind",
    },
    {
      rule: { ...deduct, zeroFrom: 3 },
      answer: { counts: { late: 2 } },
      is: 15_000,
      because: "but not before",
    },
    {
      rule: sum,
      answer: { parts: { a: true, b: { count: 9 } } },
      is: 20_000,
      because: "golden 5: a part never passes its own maximum",
    },
    {
      rule: sum,
      answer: { parts: { a: false, b: { count: 1 } } },
      is: 10_000,
      because: "parts add up",
    },
    { rule: over80, answer: share(5, 6), is: 16_667, because: "1.66666… is rounded once, half up" },
    {
      rule: fromFloor,
      answer: share(50, 100),
      is: 0,
      because: "from the floor the line begins at 0",
    },
    { rule: fromFloor, answer: share(70, 100), is: 10_000, because: "half way is half the points" },
    { rule: fromFloor, answer: share(90, 100), is: 20_000, because: "the cap is everything" },
    {
      rule: { kind: "ratio", cap: 90, whenTotalZero: "zero" },
      answer: share(45, 100),
      is: 10_000,
      because: "a cap stretches the line from zero",
    },
    {
      rule: { kind: "ratio", cap: 150, mayExceed: true, whenTotalZero: "zero" },
      answer: share(120, 100),
      is: 16_000,
      because: "more than planned may count",
    },
    { rule: steps, answer: { value: "49.99" }, is: 0, because: "under the start" },
    { rule: steps, answer: { value: "64.99" }, is: 10_000, because: "two whole steps" },
    {
      rule: { ...steps, base: 1 },
      answer: { value: 50 },
      is: 10_000,
      because: "the base at the start",
    },
    { rule: steps, answer: { value: 1000 }, is: 20_000, because: "never above the maximum" },
    {
      rule: { kind: "perItem", points: "0.05" },
      answer: { count: 7 },
      is: 3500,
      because: "the same for each",
    },
    { rule: late, answer: { date: "2025-01-01" }, is: 20_000, because: "early" },
    { rule: late, answer: { date: "2025-01-18" }, is: 10_000, because: "15 days late" },
    { rule: late, answer: { date: "2025-01-19" }, is: 0, because: "beyond the last level" },
    { rule: late, answer: { date: null }, is: 0, because: "never" },
    {
      rule: {
        ...late,
        days: "working",
        levels: [
          { maxDaysLate: 0, points: 2 },
          { maxDaysLate: 1, points: 1 },
        ],
      },
      answer: { date: "2025-01-05" },
      is: 10_000,
      because: "the Saturday is worked, the Sunday is not",
    },
    {
      rule: { ...late, days: "working", due: "2024-12-31" },
      answer: { date: "2025-01-01" },
      is: 20_000,
      because: "a day off is no day late",
    },
    { rule: { kind: "gate", label: "g" }, answer: { breaches: 0 }, is: 20_000, because: "clean" },
    {
      rule: { kind: "gate", label: "g" },
      answer: { breaches: 1 },
      is: 0,
      because: "one is enough",
    },
    {
      rule: growth,
      answer: { current: "-1", baseline: "-3.5" },
      is: 20_000,
      because: "2.5 more, both under 0",
    },
    { rule: growth, answer: { current: 3, baseline: 3 }, is: 10_000, because: "no change" },
    { rule: growth, answer: { current: 2, baseline: 3 }, is: 0, because: "less" },
    {
      rule: growth,
      answer: { current: 2, baseline: null },
      is: { kind: "notApplicable", policy: "rebase" },
      because: "a new agency has no figure of last year",
    },
    {
      rule: matrix,
      answer: facts(share(3, 3), true, 9),
      is: 20_000,
      because: "the first row that holds wins",
    },
    {
      rule: matrix,
      answer: facts(share(0, 0), true, 0),
      is: 20_000,
      because: "without a total the fact is full",
    },
    { rule: matrix, answer: facts(share(2, 3), true, 3), is: 5000, because: "both bounds hold" },
    {
      rule: matrix,
      answer: facts(share(2, 3), true, 5),
      is: 10_000,
      because: "the last row takes the rest",
    },
    {
      rule: either,
      answer: { alternative: "none", answer: { yes: true } },
      is: 20_000,
      because: "the chosen rule counts",
    },
    {
      rule: either,
      answer: { alternative: "new", answer: share(0, 0) },
      is: { kind: "notApplicable", policy: "rebase" },
      because: "also when it does not apply",
    },
    {
      rule: formula("maxPoints * x / y"),
      answer: variables(1, 3),
      is: 6667,
      because: "exact until the end",
    },
    {
      rule: formula("maxPoints * x / y"),
      answer: variables(1, 0),
      is: 0,
      because: "a division by zero follows the policy",
    },
    {
      rule: formula("if(y = 0, 1, x / y)"),
      answer: variables(1, 0),
      is: 10_000,
      because: "the other branch is not computed",
    },
    {
      rule: formula("if(x / y > 0, 1, 2)", "full"),
      answer: variables(1, 0),
      is: 20_000,
      because: "the condition is",
    },
    { rule: formula("x - y"), answer: variables(1, 5), is: 0, because: "held at 0" },
    {
      rule: formula("1 + (x > y) * 0.5"),
      answer: variables(2, 1),
      is: 15_000,
      because: "a comparison is 1 or 0",
    },
    {
      rule: { kind: "relative", mode: "minMax", whenTotalZero: "zero" },
      answer: share(1, 2),
      is: { kind: "awaitsGroup" },
      because: "only the group can tell",
    },
    {
      rule: { kind: "relative", mode: "minMax", whenTotalZero: "full" },
      answer: share(0, 0),
      is: 20_000,
      because: "without a total it is not compared",
    },
  ])("$is for $answer: $because", ({ rule, answer, is }) => {
    expect(outcome(aLeaf(rule), answer)).toEqual(is);
  });

  it("rounds a half up at the leaf's own decimals", () => {
    const leaf = aLeaf({ kind: "ratio", whenTotalZero: "zero" }, { max: "1", decimals: 1 });
    expect(outcome(leaf, share(25, 100))).toBe(3000);
    expect(outcome(leaf, share(24, 100))).toBe(2000);
  });

  it("keeps a leaf that does not apply in full where its policy says so", () => {
    const rule = { kind: "ratio", whenTotalZero: "notApplicable" };
    expect(outcome(aLeaf(rule, { policy: "full" }), share(0, 0))).toEqual({
      kind: "notApplicable",
      policy: "full",
    });
  });

  it.each([
    { rule: { kind: "yesNo" }, answer: { yes: "true" }, is: ["wrongShape yes"] },
    { rule: { kind: "yesNo" }, answer: {}, is: ["missing yes"] },
    { rule: { kind: "yesNo" }, answer: { yes: true, no: false }, is: ["unknownKey no"] },
    { rule: { kind: "yesNo" }, answer: null, is: ["wrongShape "] },
    { rule: { kind: "yesNo" }, answer: [true], is: ["wrongShape "] },
    { rule: over80, answer: share(21, 20), is: ["doneAboveTotal "] },
    { rule: over80, answer: share(-1, "x"), is: ["negative done", "notANumber total"] },
    { rule: over80, answer: share("1e2", 200), is: ["notANumber done"] },
    { rule: over80, answer: share("1,5", 200), is: ["notANumber done"] },
    { rule: over80, answer: { done: 1 }, is: ["missing total"] },
    {
      rule: { kind: "perItem", points: 1 },
      answer: { count: "1.5" },
      is: ["notAWholeNumber count"],
    },
    { rule: { kind: "perItem", points: 1 }, answer: { count: -1 }, is: ["negative count"] },
    {
      rule: { kind: "levels", levels: [points("a", 1)] },
      answer: { level: "b" },
      is: ["unknownLevel level"],
    },
    { rule: deduct, answer: { counts: { other: 1 } }, is: ["unknownKey counts.other"] },
    { rule: deduct, answer: {}, is: ["missing counts"] },
    { rule: late, answer: { date: "2025-02-30" }, is: ["notADate date"] },
    { rule: late, answer: { date: "2025-01-01", due: "2025-01-01" }, is: ["unknownKey due"] },
    {
      rule: { ...late, due: undefined, dueFact: true },
      answer: { date: null },
      is: ["missingDue due"],
    },
    {
      rule: { ...late, due: undefined, dueFact: true },
      answer: { date: "2025-01-01", due: "2025-01-01" },
      is: 20_000,
    },
    { rule: sum, answer: { parts: { a: true } }, is: ["missing parts.b"] },
    {
      rule: sum,
      answer: { parts: { a: 1, b: { count: -2 } } },
      is: ["wrongShape parts.a", "negative parts.b.count"],
    },
    { rule: matrix, answer: facts(share(4, 3), true, 0), is: ["doneAboveTotal facts.done"] },
    {
      rule: matrix,
      answer: { facts: { done: share(1, 1), onTime: true } },
      is: ["missing facts.errors"],
    },
    {
      rule: either,
      answer: { alternative: "old", answer: {} },
      is: ["unknownAlternative alternative"],
    },
    { rule: either, answer: { alternative: "none" }, is: ["missing answer"] },
    {
      rule: either,
      answer: { alternative: "new", answer: share(2, 1) },
      is: ["doneAboveTotal answer"],
    },
    { rule: growth, answer: { current: 1 }, is: ["missing baseline"] },
    {
      rule: { kind: "relative", mode: "leader", whenTotalZero: "zero" },
      answer: { actual: 1, target: 0 },
      is: ["targetNotAboveZero target"],
    },
    {
      rule: { kind: "relative", mode: "minMax", whenTotalZero: "zero" },
      answer: share(3, 2),
      is: ["doneAboveTotal "],
    },
    { rule: formula("x"), answer: { variables: { x: 1 } }, is: ["missing variables.y"] },
  ])("refuses $answer: $is", ({ rule, answer, is }) => {
    expect(outcome(aLeaf(rule), answer)).toEqual(is);
  });

  it.each([
    { rule: { kind: "external", label: "DTI", scale: 80 }, answer: { value: 60 }, is: 15_000 },
    {
      rule: { kind: "external", label: "DTI" },
      answer: { value: "100.01" },
      is: ["valueAboveScale value"],
    },
    { rule: { kind: "appraiser", step: "0.25" }, answer: { points: "1.75" }, is: 17_500 },
    {
      rule: { kind: "appraiser", step: "0.3" },
      answer: { points: "1" },
      is: ["notAMultipleOfStep points"],
    },
    { rule: { kind: "appraiser" }, answer: { points: "2.0001" }, is: ["pointsAboveMax points"] },
  ])("$rule.kind: $answer is $is", ({ rule, answer, is }) => {
    expect(outcome(aLeaf(rule), answer)).toEqual(is);
  });
});

describe("checkAnswer", () => {
  it("writes numbers in canonical form and what was left out", () => {
    expect(checkAnswer(aLeaf(over80), raw(share("018.50", 20)))).toEqual({
      ok: true,
      value: { done: "18.5", total: "20" },
    });
    expect(checkAnswer(aLeaf(deduct), raw({ counts: { late: "2.0" } }))).toEqual({
      ok: true,
      value: { counts: { late: "2", missing: "0" } },
    });
  });

  it("takes its own canonical form again, unchanged", () => {
    for (const [rule, answer] of [
      [matrix, facts(share("1.50", 3), false, 2)],
      [sum, { parts: { a: true, b: { count: "3" } } }],
      [either, { alternative: "new", answer: share(1, 2) }],
      [growth, { current: "-1.0", baseline: null }],
    ] as const) {
      const first = checkAnswer(aLeaf(rule), raw(answer));
      if (!first.ok) throw new Error(JSON.stringify(first.error));
      expect(checkAnswer(aLeaf(rule), first.value)).toEqual(first);
    }
  });
});

describe("a ratio's points", () => {
  const rules = fc.record({
    floor: fc.integer({ min: 0, max: 80 }),
    cap: fc.integer({ min: 81, max: 120 }),
    from: fc.constantFrom("zero", "floor"),
    floorInclusive: fc.boolean(),
  });

  it("never fall when more is done, and stay between 0 and the maximum", () => {
    fc.assert(
      fc.property(
        rules,
        fc.nat(1000),
        fc.nat(1000),
        fc.integer({ min: 1, max: 1000 }),
        (rule, a, b, total) => {
          const leaf = aLeaf({ kind: "ratio", ...rule, mayExceed: true, whenTotalZero: "zero" });
          const [less, more] = [Math.min(a, b), Math.max(a, b)].map((done) =>
            Number(outcome(leaf, share(done, total))),
          );
          expect(less).toBeLessThanOrEqual(Number(more));
          expect(less).toBeGreaterThanOrEqual(0);
          expect(more).toBeLessThanOrEqual(20_000);
        },
      ),
    );
  });

  it("are the same for the same share, however large the figures", () => {
    fc.assert(
      fc.property(
        rules,
        fc.nat(100),
        fc.bigInt({ min: 1n, max: 10n ** 20n }),
        (rule, done, times) => {
          const leaf = aLeaf({ kind: "ratio", ...rule, whenTotalZero: "zero" });
          const large = share((BigInt(done) * times).toString(), (100n * times).toString());
          expect(outcome(leaf, large)).toEqual(outcome(leaf, share(done, 100)));
        },
      ),
    );
  });
});
