import type { Leaf, Rule, Scheme } from "../core/scheme/scheme.ts";
import { aLeaf, aScheme } from "./schemes.ts";

const ratio: Rule = {
  kind: "ratio",
  floor: "80",
  floorInclusive: true,
  cap: "100",
  from: "zero",
  whenTotalZero: "full",
  mayExceed: false,
};

/** Every kind of rule that an agency answers itself, one leaf each, nested ones included. */
export const everyKind: Readonly<Record<string, Rule>> = {
  yesNo: { kind: "yesNo" },
  levels: {
    kind: "levels",
    levels: [
      { key: "2", label: "Mức cao", points: "2" },
      { key: "1", label: "Mức vừa", points: "1" },
      { key: "0", label: "Chưa đạt", points: "0" },
    ],
  },
  countLevels: {
    kind: "countLevels",
    levels: [
      { atLeast: "2", points: "2" },
      { atLeast: "0", points: "0" },
    ],
  },
  percentBands: {
    kind: "percentBands",
    whenTotalZero: "zero",
    bands: [
      { from: "90", fromInclusive: false, points: "2" },
      { from: "0", fromInclusive: true, points: "0" },
    ],
  },
  ratio,
  ratioMayExceed: { ...ratio, mayExceed: true, whenTotalZero: "notApplicable" },
  steps: { kind: "steps", start: "50", every: "5", points: "0.5", base: "0" },
  perItem: { kind: "perItem", points: "0.5" },
  sumOfMarks: {
    kind: "sum",
    parts: [
      { key: "a", label: "có kế hoạch", points: "1" },
      { key: "b", label: "có báo cáo", points: "1" },
    ],
  },
  sumOfRules: {
    kind: "sum",
    parts: [
      { key: "a", label: "tỷ lệ đúng hạn", max: "1", rule: ratio },
      { key: "b", label: "có báo cáo", points: "0.5" },
      { key: "c", label: "nộp đúng hạn", max: "0.5", rule: { kind: "yesNo" } },
    ],
  },
  deduct: {
    kind: "deduct",
    per: [
      { key: "late", label: "báo cáo chậm", points: "0.25" },
      { key: "missing", label: "báo cáo thiếu", points: "0.5" },
    ],
    zeroFrom: "5",
  },
  lateness: {
    kind: "lateness",
    due: "2025-12-31",
    days: "calendar",
    levels: [
      { maxDaysLate: "0", points: "2" },
      { maxDaysLate: "15", points: "1" },
    ],
  },
  latenessWithDue: {
    kind: "lateness",
    due: null,
    days: "working",
    levels: [{ maxDaysLate: "0", points: "2" }],
  },
  matrix: {
    kind: "matrix",
    facts: [
      { key: "done", label: "tỷ lệ hoàn thành", type: "percent", whenTotalZero: "full" },
      { key: "late", label: "số lần chậm", type: "count" },
      { key: "ok", label: "được phê duyệt", type: "yesNo" },
    ],
    rows: [
      { when: { done: { gte: "100" }, late: { eq: "0" }, ok: { eq: true } }, points: "2" },
      { when: { done: { gte: "80" } }, points: "1" },
      { points: "0" },
    ],
  },
  gate: { kind: "gate", label: "vi phạm công vụ", scope: "leaf" },
  growth: {
    kind: "growth",
    against: "lastYear",
    whenNoBaseline: "zero",
    bands: [
      { from: "0", points: "2" },
      { from: null, points: "0" },
    ],
  },
  relative: { kind: "relative", mode: "ratioToBest", whenTotalZero: "zero" },
  leader: { kind: "relative", mode: "leader", whenTotalZero: "zero" },
  alternatives: {
    kind: "alternatives",
    alternatives: [
      { key: "with", label: "có thủ tục hành chính", rule: ratio },
      { key: "without", label: "không có thủ tục hành chính", rule: { kind: "yesNo" } },
    ],
  },
  formula: {
    kind: "formula",
    whenTotalZero: "zero",
    variables: [
      { key: "a", label: "số đã thu" },
      { key: "b", label: "số phải thu" },
    ],
    expression: "if(a >= b, maxPoints, maxPoints * a / b)",
  },
};

/** A scheme with one leaf of every kind, worth two points each, with and without wanted evidence. */
export const everyKindScheme: Scheme = aScheme(
  Object.entries(everyKind).map(([name, rule], i): Leaf => {
    const evidence = [
      { key: "plan", name: "Kế hoạch", required: true },
      { key: "report", name: "Báo cáo", required: i % 2 === 0 },
    ];
    return aLeaf({
      code: `1.${i + 1}`,
      name: `Tiêu chí ${name}`,
      max: "2",
      rule,
      evidence: i % 3 === 0 ? [] : evidence,
      notApplicable: i % 4 === 1 ? "full" : "rebase",
    });
  }),
);
