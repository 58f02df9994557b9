import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashScheme } from "../../adapters/scheme-files/hash-scheme.ts";
import { parseRawJson } from "../../adapters/scheme-files/parse-raw-json.ts";
import { type Draw, drawFrom } from "../../test/random-numbers.ts";
import { randomFiles } from "../../test/random-scheme.ts";
import { canonicalScheme } from "./canonical-scheme.ts";
import { readScheme } from "./check-scheme.ts";
import type { RawValue } from "./raw-value.ts";
import type { SchemeProblem } from "./scheme-problem.ts";

type Json = Record<string, unknown>;

const raw = (file: unknown): RawValue => parseRawJson(JSON.stringify(file));

function leaf(code: string, max: string, rule: Json, more: Json = {}): Json {
  return { code, name: `Tiêu chí ${code}`, max, source: "self", lead: "SNV", rule, ...more };
}

const yesNo = { kind: "yesNo" };
const question = {
  key: "q1",
  text: "Hỏi",
  options: [
    { key: "A", label: "Tốt", weight: "1" },
    { key: "B", label: "Kém", weight: "0" },
  ],
};
const survey = {
  combine: "pooled",
  groupWeights: { so: 1 },
  minBallots: 5,
  whenTooFew: "notApplicable",
  questions: [question],
};

/** A small valid scheme: field 1 with 1.1 (2 points) and 1.2 (3 points). */
function aScheme(more: Json = {}, first: Json = leaf("1.1", "2", yesNo)): Json {
  return {
    format: 1,
    scheme: "thu",
    title: "Thử",
    year: 2025,
    group: "so",
    basis: ["B", "A"],
    total: "5",
    evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
    bands: [
      { name: "Tốt", from: "80" },
      { name: "Yếu", from: "0" },
    ],
    fields: [{ code: "1", name: "Lĩnh vực", max: "5", children: [first, leaf("1.2", "3", yesNo)] }],
    ...more,
  };
}

const withRule = (rule: Json, more: Json = {}): Json => aScheme({}, leaf("1.1", "2", rule, more));

/** A leaf under as many branches as make so many levels. */
function chain(code: string, levels: number): Json {
  if (levels === 1) return leaf(code, "5", yesNo);
  return { code, name: "Mục", max: "5", children: [chain(`${code}.1`, levels - 1)] };
}

function problemsOf(file: unknown): readonly SchemeProblem[] {
  const scheme = readScheme(raw(file));
  return scheme.ok ? [] : scheme.error;
}

const pathsOf = (file: unknown): readonly string[] => problemsOf(file).map(({ path }) => path);
const rulePath = "fields[0].children[0] (1.1).rule";
const points = (more: string): Json => ({ key: "a", label: "a", points: more });

describe("readScheme", () => {
  it("takes a valid scheme, writes defaults out and numbers in canonical form", () => {
    const file = withRule({ kind: "ratio", floor: "080.50", whenTotalZero: "full" });
    expect(readScheme(raw(file))).toMatchObject({
      ok: true,
      value: {
        basis: ["A", "B"],
        rounding: { leafDecimals: 4, indexDecimals: 2 },
        ranking: "competition",
        tieBreakers: [],
        knockouts: [],
        adjustments: { items: [] },
        fields: [
          {
            children: [
              {
                notApplicable: "rebase",
                evidence: [],
                rule: {
                  floor: "80.5",
                  floorInclusive: true,
                  cap: "100",
                  from: "zero",
                  mayExceed: false,
                },
              },
              { code: "1.2" },
            ],
          },
        ],
      },
    });
  });

  it("lists every problem of a file at once, each by its node", () => {
    const broken = leaf("1.1", "2", { kind: "ratio", floor: "abc" }, { extra: 1, lead: "" });
    const file = aScheme({ year: "x", total: "6" }, broken);
    expect(pathsOf(file)).toEqual([
      "fields[0].children[0] (1.1).extra",
      `${rulePath}.floor`,
      `${rulePath}.whenTotalZero`,
      "fields[0].children[0] (1.1).lead",
      "fields",
      "year",
    ]);
  });

  it.each([
    { read: null, because: "nothing at all" },
    { read: [], because: "a list" },
    { read: "format: 1", because: "a text" },
    { read: {}, because: "an empty object" },
  ])("refuses $because", ({ read }) => {
    expect(readScheme(raw(read)).ok).toBe(false);
  });

  it.each([
    { more: { format: 2 }, path: "format", because: "another format" },
    { more: { year: "2025.5" }, path: "year", because: "half a year" },
    { more: { group: 5 }, path: "group", because: "a number where a text is wanted" },
    { more: { total: "1e1" }, path: "total", because: "an exponent" },
    { more: { total: "5,0" }, path: "total", because: "a comma" },
    { more: { total: "7" }, path: "fields", because: "fields do not add up" },
    { more: { basis: "văn bản" }, path: "basis", because: "no list" },
    {
      more: { evaluationPeriod: { from: "2025-01-01", to: "2025-02-30" } },
      path: "evaluationPeriod.to",
      because: "no such day",
    },
    {
      more: { evaluationPeriod: { from: "2025-02-01", to: "2025-01-01" } },
      path: "evaluationPeriod",
      because: "the period ends before it begins",
    },
    {
      more: { rounding: { leafDecimals: 5 } },
      path: "rounding.leafDecimals",
      because: "finer than a ten-thousandth",
    },
    {
      more: { rounding: { indexDecimals: "-1" } },
      path: "rounding.indexDecimals",
      because: "fewer than none",
    },
    { more: { ranking: "olympic" }, path: "ranking", because: "no such ranking" },
    { more: { tieBreakers: ["9"] }, path: "tieBreakers[0]", because: "no such node" },
    { more: { tieBreakers: ["survey"] }, path: "tieBreakers[0]", because: "no survey leaf" },
    { more: { tieBreakers: ["1", "1"] }, path: "tieBreakers[1]", because: "named twice" },
    { more: { unknown: 1 }, path: "unknown", because: "an unknown key" },
    {
      more: { bands: [{ name: "Tốt", from: "80" }] },
      path: "bands",
      because: "the lowest grade is not from 0",
    },
    {
      more: {
        bands: [
          { name: "A", from: 0 },
          { name: "B", from: "0.0" },
        ],
      },
      path: "bands[1].from",
      because: "equal thresholds",
    },
    {
      more: {
        bands: [
          { name: "A", from: 0 },
          { name: "A", from: 5 },
        ],
      },
      path: "bands[1].name",
      because: "a grade named twice",
    },
    { more: { bands: [] }, path: "bands", because: "no grades" },
    {
      more: { bands: [{ name: "A", from: 0, requires: [{ code: "1", minPercent: 1 }] }] },
      path: "bands[0].requires",
      because: "the lowest grade requires something",
    },
    {
      more: {
        bands: [
          { name: "A", from: 5, requires: [{ code: "7", minPercent: 1 }] },
          { name: "B", from: 0 },
        ],
      },
      path: "bands[0].requires[0].code",
      because: "requires no node of the scheme",
    },
    {
      more: { knockouts: [{ key: "k", label: "k", notAbove: "Giỏi" }] },
      path: "knockouts[0].notAbove",
      because: "no such grade",
    },
    {
      more: { adjustments: { items: [{ code: "T", kind: "bonus", name: "n", points: "-1" }] } },
      path: "adjustments.items[0].points",
      because: "negative points",
    },
    {
      more: {
        adjustments: {
          items: [{ code: "T", kind: "bonus", name: "n", points: 1, zeroesLeaves: true }],
        },
      },
      path: "adjustments.items[0].zeroesLeaves",
      because: "a bonus zeroes nothing",
    },
    {
      more: {
        adjustments: {
          items: [
            { code: "T", kind: "bonus", name: "n", points: 1 },
            { code: "T", kind: "penalty", name: "n", points: 1 },
          ],
        },
      },
      path: "adjustments.items[1].code",
      because: "an item twice",
    },
    {
      more: { adjustments: { bonusCap: -1 } },
      path: "adjustments.bonusCap",
      because: "a negative cap",
    },
    {
      more: { survey: { ...survey, minBallots: 0 } },
      path: "survey.minBallots",
      because: "no ballots wanted",
    },
    {
      more: { survey: { ...survey, groupWeights: { so: 0 } } },
      path: "survey.groupWeights.so",
      because: "a weight of 0",
    },
    {
      more: { survey: { ...survey, groupWeights: {} } },
      path: "survey.groupWeights",
      because: "no respondent group",
    },
    {
      more: { survey: { ...survey, questions: [question, question] } },
      path: "survey.questions[1].key",
      because: "a question twice",
    },
    {
      more: { survey: { ...survey, combine: "mean" } },
      path: "survey.combine",
      because: "no such way to combine",
    },
  ])("refuses a scheme: $because", ({ more, path }) => {
    expect(pathsOf(aScheme(more))).toContain(path);
  });

  it.each([
    { node: leaf("", "2", yesNo), path: "fields[0].children[0] ().code", because: "no code" },
    {
      node: { ...leaf("1.1", "2", yesNo), code: 1.1 },
      path: "fields[0].children[0].code",
      because: "a code that is a number",
    },
    {
      node: leaf("1.2", "2", yesNo),
      path: "fields[0].children[1] (1.2).code",
      because: "a code twice",
    },
    {
      node: leaf("2.1", "2", yesNo),
      path: "fields[0].children[0] (2.1).code",
      because: "not its parent's code",
    },
    {
      node: leaf("1.1.1", "2", yesNo),
      path: "fields[0].children[0] (1.1.1).code",
      because: "two segments more",
    },
    {
      node: leaf("11", "2", yesNo),
      path: "fields[0].children[0] (11).code",
      because: "no point after the parent's code",
    },
    {
      node: leaf("1.1", "2.5", yesNo),
      path: "fields[0] (1).children",
      because: "maxima do not add up",
    },
    {
      node: leaf("1.1", "0", yesNo),
      path: "fields[0].children[0] (1.1).max",
      because: "worth nothing",
    },
    {
      node: leaf("1.1", "2", yesNo, { source: "other" }),
      path: "fields[0].children[0] (1.1).source",
      because: "no such source",
    },
    {
      node: leaf("1.1", "2", yesNo, { source: "appraiser" }),
      path: `${rulePath}.kind`,
      because: "an appraiser leaf with another rule",
    },
    {
      node: leaf("1.1", "2", { kind: "external", label: "DTI" }),
      path: `${rulePath}.kind`,
      because: "external on a self leaf",
    },
    {
      node: leaf("1.1", "2", yesNo, { rule: undefined }),
      path: rulePath,
      because: "neither rule nor children",
    },
    {
      node: { ...leaf("1.1", "2", yesNo), lead: undefined },
      path: "fields[0].children[0] (1.1).lead",
      because: "no lead",
    },
    {
      node: { ...leaf("1.1", "2", yesNo), children: [leaf("1.1.1", "2", yesNo)] },
      path: "fields[0].children[0] (1.1)",
      because: "rule and children",
    },
    {
      node: { code: "1.1", name: "x", max: "2", children: [] },
      path: "fields[0].children[0] (1.1).children",
      because: "no children",
    },
    {
      node: leaf("1.1", "2", yesNo, { notApplicable: "maybe" }),
      path: "fields[0].children[0] (1.1).notApplicable",
      because: "no such policy",
    },
    {
      node: leaf("1.1", "2", yesNo, { evidence: [{ key: "a", name: "x" }] }),
      path: "fields[0].children[0] (1.1).evidence[0].required",
      because: "evidence does not say whether it must be",
    },
    {
      node: leaf("1.1", "2", yesNo, { guidance: "" }),
      path: "fields[0].children[0] (1.1).guidance",
      because: "an empty text",
    },
    {
      node: leaf("1.1", "2", { kind: "survey", questions: ["q1"] }, { source: "survey" }),
      path: "survey",
      because: "a survey leaf without a survey",
    },
  ])("refuses a node: $because", ({ node, path }) => {
    expect(pathsOf(aScheme({}, node))).toContain(path);
  });

  it("refuses a maximum that does not fit the leaf's decimals", () => {
    const file = aScheme(
      { rounding: { leafDecimals: 1 }, total: "5.05" },
      leaf("1.1", "2.05", yesNo),
    );
    expect(pathsOf(file)).toContain("fields[0].children[0] (1.1).max");
  });

  it.each([
    { rule: { kind: "magic" }, path: ".kind", because: "no such kind" },
    { rule: {}, path: ".kind", because: "no kind" },
    { rule: { kind: "yesNo", points: 1 }, path: ".points", because: "an unknown parameter" },
    {
      rule: { kind: "levels", levels: [points("3")] },
      path: ".levels[0].points",
      because: "more than the maximum",
    },
    {
      rule: { kind: "levels", levels: [points("-1")] },
      path: ".levels[0].points",
      because: "under 0",
    },
    {
      rule: { kind: "levels", levels: [points("1"), points("2")] },
      path: ".levels[1].key",
      because: "a level twice",
    },
    { rule: { kind: "levels", levels: [] }, path: ".levels", because: "no levels" },
    {
      rule: { kind: "countLevels", levels: [{ atLeast: 1, points: 1 }] },
      path: ".levels",
      because: "the lowest count is not 0",
    },
    {
      rule: {
        kind: "countLevels",
        levels: [
          { atLeast: 0, points: 1 },
          { atLeast: "0.00", points: 2 },
        ],
      },
      path: ".levels[1].atLeast",
      because: "equal counts",
    },
    {
      rule: { kind: "percentBands", bands: [{ from: 0, points: 1 }] },
      path: ".whenTotalZero",
      because: "no policy, which has no default",
    },
    {
      rule: { kind: "percentBands", bands: [{ from: 80, points: 1 }], whenTotalZero: "zero" },
      path: ".bands",
      because: "the lowest band is not from 0",
    },
    {
      rule: {
        kind: "percentBands",
        bands: [{ from: 0, points: 1, fromInclusive: "no" }],
        whenTotalZero: "zero",
      },
      path: ".bands[0].fromInclusive",
      because: "a text for true or false",
    },
    { rule: { kind: "ratio" }, path: ".whenTotalZero", because: "no policy" },
    {
      rule: { kind: "ratio", whenTotalZero: "skip" },
      path: ".whenTotalZero",
      because: "no such policy",
    },
    {
      rule: { kind: "ratio", from: "floor", whenTotalZero: "zero" },
      path: ".from",
      because: "from a floor that is not there",
    },
    {
      rule: { kind: "ratio", floor: 95, cap: 90, whenTotalZero: "zero" },
      path: ".floor",
      because: "the floor is above the cap",
    },
    {
      rule: { kind: "ratio", floor: 95, cap: 90, whenTotalZero: "zero" },
      path: ".floor",
      because: "no share could be under the floor and at the cap",
    },
    { rule: { kind: "ratio", cap: 0, whenTotalZero: "zero" }, path: ".cap", because: "a cap of 0" },
    {
      rule: { kind: "steps", start: 0, every: 0, points: 1 },
      path: ".every",
      because: "steps of nothing",
    },
    {
      rule: { kind: "steps", start: 0, every: 1, points: 1, base: 3 },
      path: ".base",
      because: "a base above the maximum",
    },
    { rule: { kind: "perItem", points: "-0.1" }, path: ".points", because: "negative points" },
    { rule: { kind: "sum", parts: [points("1")] }, path: ".parts", because: "parts do not add up" },
    {
      rule: {
        kind: "sum",
        parts: [
          { key: "a", label: "a", max: 2, rule: { kind: "ratio", whenTotalZero: "notApplicable" } },
        ],
      },
      path: ".parts[0].rule.whenTotalZero",
      because: "a part may not be without an answer",
    },
    {
      rule: {
        kind: "sum",
        parts: [
          { key: "a", label: "a", max: 2, rule: { kind: "levels", levels: [points("2.5")] } },
        ],
      },
      path: ".parts[0].rule.levels[0].points",
      because: "more than the part's maximum",
    },
    {
      rule: {
        kind: "sum",
        parts: [{ key: "a", label: "a", max: 2, rule: { kind: "sum", parts: [points("2")] } }],
      },
      path: ".parts[0].rule.kind",
      because: "a sum in a sum",
    },
    {
      rule: { kind: "sum", parts: [{ key: "a", label: "a", max: 2 }] },
      path: ".parts[0].rule",
      because: "a maximum without a rule",
    },
    { rule: { kind: "deduct", per: [] }, path: ".per", because: "nothing to deduct" },
    {
      rule: { kind: "deduct", per: [points("1")], zeroFrom: 0 },
      path: ".zeroFrom",
      because: "always 0",
    },
    {
      rule: { kind: "lateness", days: "calendar", levels: [{ maxDaysLate: 0, points: 1 }] },
      path: "",
      because: "no due date",
    },
    {
      rule: {
        kind: "lateness",
        due: "2025-01-01",
        dueFact: true,
        days: "calendar",
        levels: [{ maxDaysLate: 0, points: 1 }],
      },
      path: "",
      because: "two due dates",
    },
    {
      rule: {
        kind: "lateness",
        dueFact: false,
        days: "calendar",
        levels: [{ maxDaysLate: 0, points: 1 }],
      },
      path: ".dueFact",
      because: "dueFact is only ever true",
    },
    {
      rule: { kind: "lateness", due: "2025-01-01", levels: [{ maxDaysLate: 0, points: 1 }] },
      path: ".days",
      because: "no way to count days",
    },
    {
      rule: {
        kind: "lateness",
        due: "01/01/2025",
        days: "working",
        levels: [{ maxDaysLate: 0, points: 1 }],
      },
      path: ".due",
      because: "another form of date",
    },
    {
      rule: {
        kind: "lateness",
        due: "2025-01-01",
        days: "working",
        levels: [{ maxDaysLate: 5, points: 1 }],
      },
      path: ".levels",
      because: "no level for being on time",
    },
    {
      rule: {
        kind: "matrix",
        facts: [{ key: "p", label: "p", type: "percent" }],
        rows: [{ points: 1 }],
      },
      path: ".facts[0].whenTotalZero",
      because: "a percent fact without a policy",
    },
    {
      rule: {
        kind: "matrix",
        facts: [{ key: "p", label: "p", type: "percent", whenTotalZero: "notApplicable" }],
        rows: [{ points: 1 }],
      },
      path: ".facts[0].whenTotalZero",
      because: "a fact cannot be without an answer",
    },
    {
      rule: {
        kind: "matrix",
        facts: [{ key: "n", label: "n", type: "count" }],
        rows: [{ when: { n: { gte: 1 } }, points: 1 }],
      },
      path: ".rows[0]",
      because: "the last row has a condition",
    },
    {
      rule: {
        kind: "matrix",
        facts: [{ key: "n", label: "n", type: "count" }],
        rows: [{ when: { m: { gte: 1 } }, points: 1 }, { points: 0 }],
      },
      path: ".rows[0].when.m",
      because: "no such fact",
    },
    {
      rule: {
        kind: "matrix",
        facts: [{ key: "y", label: "y", type: "yesNo" }],
        rows: [{ when: { y: { gte: 1 } }, points: 1 }, { points: 0 }],
      },
      path: ".rows[0].when.y.gte",
      because: "yes is not above no",
    },
    {
      rule: {
        kind: "matrix",
        facts: [{ key: "n", label: "n", type: "count" }],
        rows: [{ when: { n: {} }, points: 1 }, { points: 0 }],
      },
      path: ".rows[0].when.n",
      because: "a condition that says nothing",
    },
    { rule: { kind: "gate" }, path: ".label", because: "no label" },
    {
      rule: { kind: "gate", label: "x", scope: "field" },
      path: ".scope",
      because: "no such scope",
    },
    {
      rule: { kind: "growth", bands: [{ from: 0, points: 1 }], whenNoBaseline: "zero" },
      path: ".bands",
      because: "the lowest band is not null",
    },
    {
      rule: {
        kind: "growth",
        bands: [
          { from: null, points: 1 },
          { from: null, points: 0 },
        ],
        whenNoBaseline: "zero",
      },
      path: ".bands[1].from",
      because: "two lowest bands",
    },
    {
      rule: { kind: "growth", bands: [{ from: null, points: 1 }] },
      path: ".whenNoBaseline",
      because: "no policy",
    },
    { rule: { kind: "relative", whenTotalZero: "zero" }, path: ".mode", because: "no mode" },
    { rule: { kind: "relative", mode: "leader" }, path: ".whenTotalZero", because: "no policy" },
    {
      rule: {
        kind: "alternatives",
        alternatives: [
          {
            key: "a",
            label: "a",
            rule: { kind: "relative", mode: "minMax", whenTotalZero: "zero" },
          },
        ],
      },
      path: ".alternatives[0].rule.kind",
      because: "a relative rule inside another",
    },
    {
      rule: {
        kind: "alternatives",
        alternatives: [
          { key: "a", label: "a", rule: { kind: "gate", label: "g", scope: "parent" } },
        ],
      },
      path: ".alternatives[0].rule.scope",
      because: "a gate inside has no parent",
    },
    {
      rule: {
        kind: "alternatives",
        alternatives: [{ key: "a", label: "a", rule: { kind: "levels", levels: [points("3")] } }],
      },
      path: ".alternatives[0].rule.levels[0].points",
      because: "more than the whole maximum",
    },
    {
      rule: { kind: "formula", variables: [], expression: "1 / x", whenTotalZero: "zero" },
      path: ".expression",
      because: "an unknown name",
    },
    {
      rule: {
        kind: "formula",
        variables: [{ key: "max", label: "m" }],
        expression: "1",
        whenTotalZero: "zero",
      },
      path: ".variables[0].key",
      because: "a name with another meaning",
    },
    {
      rule: {
        kind: "formula",
        variables: [{ key: "a b", label: "m" }],
        expression: "1",
        whenTotalZero: "zero",
      },
      path: ".variables[0].key",
      because: "no name at all",
    },
    {
      rule: { kind: "formula", variables: [], expression: "1" },
      path: ".whenTotalZero",
      because: "no policy",
    },
  ])("refuses a rule: $because", ({ rule, path }) => {
    expect(pathsOf(withRule(rule))).toContain(rulePath + path);
  });

  it.each([
    { rule: { kind: "ratio", whenTotalZero: "notApplicable" }, path: ".whenTotalZero" },
    {
      rule: { kind: "growth", bands: [{ from: null, points: 1 }], whenNoBaseline: "notApplicable" },
      path: ".whenNoBaseline",
    },
    {
      rule: {
        kind: "alternatives",
        alternatives: [
          { key: "a", label: "a", rule: { kind: "ratio", whenTotalZero: "notApplicable" } },
        ],
      },
      path: ".alternatives[0].rule.whenTotalZero",
    },
  ])(
    "refuses a rule that could say not applicable where that is forbidden: $path",
    ({ rule, path }) => {
      expect(pathsOf(withRule(rule, { notApplicable: "forbidden" }))).toEqual([rulePath + path]);
      expect(problemsOf(withRule(rule))).toEqual([]);
    },
  );

  it("refuses a survey leaf that must apply where too few ballots would mean not applicable", () => {
    const rule = { kind: "survey", questions: ["q1"] };
    const node = leaf("1.1", "2", rule, { source: "survey", notApplicable: "forbidden" });
    expect(pathsOf(aScheme({ survey }, node))).toEqual([rulePath]);
    expect(problemsOf(aScheme({ survey: { ...survey, whenTooFew: "zero" } }, node))).toEqual([]);
  });

  it("refuses a question that the survey does not ask, and one asked twice", () => {
    const rule = { kind: "survey", questions: ["q1", "q1", "q9"] };
    const node = leaf("1.1", "2", rule, { source: "survey" });
    expect(pathsOf(aScheme({ survey }, node))).toEqual([
      `${rulePath}.questions[2]`,
      `${rulePath}.questions[1]`,
    ]);
  });

  it("refuses a gate with scope parent on a field, which has no parent", () => {
    const field = leaf("1", "5", { kind: "gate", label: "g", scope: "parent" });
    expect(pathsOf(aScheme({ fields: [field] }))).toEqual(["fields[0] (1).rule.scope"]);
  });

  it("takes twelve levels and refuses each node of the thirteenth", () => {
    const withLevels = (levels: number) => aScheme({ fields: [chain("1", levels)] });
    expect(problemsOf(withLevels(12))).toEqual([]);
    expect(problemsOf(withLevels(40))).toEqual([
      {
        path: `fields[0]${".children[0]".repeat(12)} (${"1.".repeat(12)}1)`,
        read: "mục ở cấp thứ 13",
        wanted: "nhiều nhất 12 cấp, kể từ lĩnh vực",
      },
    ]);
  });

  it("says what was read and what is wanted", () => {
    const file = aScheme({ bands: [{ name: "Tốt", from: "8O" }] });
    expect(problemsOf(file)).toEqual([
      {
        path: "bands[0].from",
        read: '"8O"',
        wanted: 'số thập phân như 12 hoặc "0.25" (dấu chấm, không số mũ)',
      },
    ]);
  });

  it("is not fooled by names that every object inherits", () => {
    expect(pathsOf(withRule({ kind: "constructor" }))).toEqual([`${rulePath}.kind`]);
    const proto = parseRawJson('{"__proto__": {"format": 1}, "toString": 1}');
    const problems = readScheme(proto);
    expect(problems.ok ? [] : problems.error.map(({ path }) => path)).toContain("__proto__");
  });
});

describe("the canonical form", () => {
  it("holds no numbers", () => {
    const scheme = readScheme(raw(aScheme()));
    const text = JSON.stringify(scheme.ok ? canonicalScheme(scheme.value) : null);
    expect(text).toContain('"year":"2025"');
    expect(text).not.toMatch(/:\s*\d/);
  });

  it("is the same for files that say the same in another order or with defaults written out", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const { scheme } = randomFiles(seed);
        const other = reordered(scheme, drawFrom(seed + 1));
        expect(hashOf(other)).toBe(hashOf(scheme));
      }),
      { numRuns: 60 },
    );
  });

  it("is the same whether a default is written or left out, and however a number is written", () => {
    const written = aScheme({
      total: 5.0,
      rounding: { leafDecimals: "4", indexDecimals: 2 },
      knockouts: [],
      ranking: "competition",
      tieBreakers: [],
      adjustments: { items: [] },
    });
    expect(hashOf(written)).toBe(hashOf(aScheme({ total: "5.00" })));
  });

  it("differs when a number, a word or an order that has a meaning differs", () => {
    const matrix = (rows: Json[]): Json => ({
      kind: "matrix",
      facts: [{ key: "n", label: "n", type: "count" }],
      rows: [...rows, { points: 0 }],
    });
    const rows = [
      { when: { n: { gte: 1 } }, points: 1 },
      { when: { n: { gte: 2 } }, points: 2 },
    ];
    const files = [
      aScheme(),
      aScheme({ title: "Thử lại" }),
      aScheme({ rounding: { leafDecimals: 2 } }),
      withRule(matrix(rows)),
      withRule(matrix([...rows].reverse())),
      aScheme({ tieBreakers: ["1", "1.1"] }),
      aScheme({ tieBreakers: ["1.1", "1"] }),
    ];
    expect(new Set(files.map(hashOf)).size).toBe(files.length);
  });
});

function hashOf(file: unknown): string {
  const scheme = readScheme(raw(file));
  if (!scheme.ok) throw new Error(JSON.stringify(scheme.error));
  return hashScheme(scheme.value);
}

/** Lists whose order means something: the contract's one, and the breakers tried in order. */
const ordered = ["rows", "tieBreakers"];

function reordered(value: unknown, draw: Draw, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => reordered(item, draw));
    return ordered.includes(key) ? items : draw.shuffled(items);
  }
  if (typeof value !== "object" || value === null) return value;
  const entries = draw.shuffled(Object.entries(value));
  return Object.fromEntries(entries.map(([name, part]) => [name, reordered(part, draw, name)]));
}
