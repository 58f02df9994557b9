import { type CompiledGroup, compileGroup } from "../../core/ranking/compile-group.ts";
import { type RawObject, rawNumber } from "../../core/scheme/raw-value.ts";
import { readScheme } from "../../core/scheme/check-scheme.ts";
import type { CompiledLeaf } from "../../core/scoring/compile-scheme.ts";
import type { PreparedAgency } from "../../core/scoring/prepared-agency.ts";
import type { Facts } from "../../core/scoring/rules/rule-scorer.ts";
import { prepareAnswer } from "../../core/scoring/score-leaf.ts";

/** How many leaves each scheme of the measurement has. */
export const leafCount = 100;

/** Draws whole numbers, the same in every run. */
export type DrawWhole = (below: number) => number;

/** A fixed source of draws (mulberry32). */
export function drawFrom(seed: number): DrawWhole {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** A kind of leaf: its rule and source, and how an agency answers it. */
interface LeafKind {
  readonly source?: string;
  readonly rule: RawObject;
  answer(draw: DrawWhole): RawObject;
}

const share = (draw: DrawWhole): RawObject => {
  const total = 1 + draw(400);
  return { done: String(draw(total + 1)), total: String(total) };
};
const level = (key: string, points: string): RawObject => ({ key, label: key, points });

/** The rule that the spreadsheet computes too. */
export const ratioKind: LeafKind = {
  rule: { kind: "ratio", floor: "80", whenTotalZero: "full" },
  answer: share,
};

/** One leaf of every kind; a scheme repeats them. */
export const allKinds: readonly LeafKind[] = [
  ratioKind,
  { rule: { kind: "yesNo" }, answer: (draw) => ({ yes: draw(2) === 0 }) },
  {
    rule: { kind: "levels", levels: [level("a", "1"), level("b", "0.5"), level("c", "0")] },
    answer: (draw) => ({ level: ["a", "b", "c"][draw(3)] }),
  },
  {
    rule: {
      kind: "countLevels",
      levels: [
        { atLeast: "2", points: "1" },
        { atLeast: "1", points: "0.5" },
        { atLeast: "0", points: "0" },
      ],
    },
    answer: (draw) => ({ count: String(draw(4)) }),
  },
  {
    rule: {
      kind: "percentBands",
      bands: [
        { from: "90", fromInclusive: false, points: "1" },
        { from: "70", points: "0.5" },
        { from: "0", points: "0" },
      ],
      whenTotalZero: "notApplicable",
    },
    answer: share,
  },
  {
    rule: { kind: "ratio", floor: "50", cap: "95", from: "floor", whenTotalZero: "zero" },
    answer: share,
  },
  {
    rule: { kind: "steps", start: "50", every: "5", points: "0.1", base: "0.2" },
    answer: (draw) => ({ value: `${draw(100)}.${draw(10)}` }),
  },
  { rule: { kind: "perItem", points: "0.05" }, answer: (draw) => ({ count: String(draw(25)) }) },
  {
    rule: {
      kind: "sum",
      parts: [level("a", "0.5"), { key: "b", label: "b", max: "0.5", rule: ratioKind.rule }],
    },
    answer: (draw) => ({ parts: { a: draw(2) === 0, b: share(draw) } }),
  },
  {
    rule: { kind: "deduct", per: [level("a", "0.25"), level("b", "0.5")], zeroFrom: "4" },
    answer: (draw) => ({ counts: { a: String(draw(3)), b: String(draw(2)) } }),
  },
  {
    rule: {
      kind: "lateness",
      due: "2025-03-31",
      days: "working",
      levels: [
        { maxDaysLate: "0", points: "1" },
        { maxDaysLate: "15", points: "0.5" },
      ],
    },
    answer: (draw) => ({ date: `2025-0${1 + draw(9)}-${10 + draw(19)}` }),
  },
  {
    rule: {
      kind: "matrix",
      facts: [
        { key: "p", label: "p", type: "percent", whenTotalZero: "full" },
        { key: "y", label: "y", type: "yesNo" },
      ],
      rows: [
        { when: { p: { gte: "100" }, y: { eq: true } }, points: "1" },
        { when: { p: { gte: "70" } }, points: "0.5" },
        { points: "0" },
      ],
    },
    answer: (draw) => ({ facts: { p: share(draw), y: draw(2) === 0 } }),
  },
  {
    rule: { kind: "gate", label: "g", scope: "parent" },
    answer: (draw) => ({ breaches: draw(20) === 0 ? "1" : "0" }),
  },
  {
    rule: {
      kind: "growth",
      bands: [
        { from: "2.5", points: "1" },
        { from: "0", points: "0.5" },
        { from: null, points: "0" },
      ],
      whenNoBaseline: "notApplicable",
    },
    answer: (draw) => ({
      current: `${draw(99)}.5`,
      baseline: draw(9) === 0 ? null : `${draw(99)}`,
    }),
  },
  { rule: { kind: "relative", mode: "ratioToBest", whenTotalZero: "zero" }, answer: share },
  { rule: { kind: "relative", mode: "minMax", whenTotalZero: "zero" }, answer: share },
  {
    rule: { kind: "relative", mode: "leader", whenTotalZero: "zero" },
    answer: (draw) => ({ actual: String(draw(150)), target: String(90 + draw(20)) }),
  },
  {
    rule: {
      kind: "alternatives",
      alternatives: [
        { key: "a", label: "a", rule: { kind: "ratio", cap: "90", whenTotalZero: "zero" } },
        { key: "b", label: "b", rule: { kind: "yesNo" } },
      ],
    },
    answer: (draw) =>
      draw(2) === 0
        ? { alternative: "a", answer: share(draw) }
        : { alternative: "b", answer: { yes: draw(2) === 0 } },
  },
  {
    source: "external",
    rule: { kind: "external", label: "DTI" },
    answer: (draw) => ({ value: `${draw(100)}.${draw(10)}` }),
  },
  {
    source: "appraiser",
    rule: { kind: "appraiser", step: "0.25" },
    answer: (draw) => ({ points: ["0", "0.25", "0.5", "0.75", "1"][draw(5)] }),
  },
  {
    rule: {
      kind: "formula",
      variables: [
        { key: "x", label: "x" },
        { key: "y", label: "y" },
      ],
      expression: "min(maxPoints, if(y > 100, 1, 0.8) * maxPoints * x / y)",
      whenTotalZero: "zero",
    },
    answer: (draw) => ({ variables: { x: String(draw(200)), y: String(draw(200)) } }),
  },
  { source: "survey", rule: { kind: "survey", questions: ["q"] }, answer: () => ({}) },
];

/** Compiles a scheme of a hundred leaves worth a point each, in ten fields. */
export function benchGroup(kinds: readonly LeafKind[]): CompiledGroup {
  const read = readScheme({
    format: rawNumber("1"),
    scheme: "bench",
    title: "Đo tốc độ",
    year: rawNumber("2025"),
    group: "so",
    basis: [],
    total: String(leafCount),
    evaluationPeriod: { from: "2025-01-01", to: "2025-12-31" },
    bands: [
      { name: "Tốt", from: "80", requires: [{ code: "3", minPercent: "60" }] },
      { name: "Khá", from: "60" },
      { name: "Yếu", from: "0" },
    ],
    survey: {
      combine: "groups",
      groupWeights: { dbhdnd: "1", so: "1", xa: "2" },
      minBallots: "5",
      whenTooFew: "groupMean",
      questions: [{ key: "q", text: "q", options: surveyOptions() }],
    },
    fields: Array.from({ length: 10 }, (_, field) => ({
      code: String(field + 1),
      name: `Lĩnh vực ${field + 1}`,
      max: "10",
      children: Array.from({ length: 10 }, (__, at) => benchLeaf(kinds, field, at)),
    })),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return compileGroup(read.value);
}

function surveyOptions(): readonly RawObject[] {
  const weights = { A: "1", B: "0.6", C: "0.2", D: "0" };
  return Object.entries(weights).map(([key, weight]) => ({ key, label: key, weight }));
}

function benchLeaf(kinds: readonly LeafKind[], field: number, at: number): RawObject {
  const { source = "self", rule } = kindAt(kinds, field * 10 + at);
  const code = `${field + 1}.${at + 1}`;
  return { code, name: code, max: "1", source, lead: "SNV", rule };
}

function kindAt(kinds: readonly LeafKind[], place: number): LeafKind {
  const kind = kinds[place % kinds.length];
  if (!kind) throw new Error("No kinds");
  return kind;
}

/** Draws an agency that answers every leaf. */
export function benchAgency(
  { compiled }: CompiledGroup,
  kinds: readonly LeafKind[],
  code: string,
  draw: DrawWhole,
): PreparedAgency {
  return {
    code,
    facts: compiled.leaves.map((leaf) => benchFacts(leaf, kinds, draw)),
    setPoints: new Map(),
    notApplicable: new Set(),
    adjustments: [],
    knockouts: [],
  };
}

/** Draws a leaf's answer, checked and prepared. */
export function benchFacts(leaf: CompiledLeaf, kinds: readonly LeafKind[], draw: DrawWhole): Facts {
  if (leaf.leaf.source === "survey") {
    const counts = (): readonly number[] => [draw(9), draw(9), draw(6), draw(4)];
    return {
      kind: "ballots",
      questions: [[0, 1, 2].map((group) => ({ group, counts: counts() }))],
    };
  }
  const answer = prepareAnswer(leaf, kindAt(kinds, leaf.place).answer(draw));
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value.facts;
}
