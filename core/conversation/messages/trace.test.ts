import { describe, expect, it } from "vitest";
import { aLeaf } from "../../../test/schemes.ts";
import { openCalendar } from "../../round/calendar.ts";
import type { RawValue } from "../../scheme/raw-value.ts";
import type { Leaf, RatioRule, Rule } from "../../scheme/scheme.ts";
import { compileLeaf } from "../../scoring/compile-scheme.ts";
import { traceLeaf } from "../../scoring/trace-leaf.ts";
import type { LeafTrace, TraceStep } from "../../scoring/trace.ts";
import { traceEn } from "./trace-en.ts";
import { traceVi } from "./trace-vi.ts";

const ratio: RatioRule = {
  kind: "ratio",
  floorInclusive: true,
  cap: "100",
  from: "zero",
  whenTotalZero: "full",
  mayExceed: false,
};
const calendar = openCalendar({ daysOff: [], workingDays: [] });

function traced(rule: Rule, answer: RawValue, leaf: Partial<Leaf> = {}): LeafTrace {
  const whole = aLeaf({ max: "1.5", rule, ...leaf });
  const trace = traceLeaf(
    compileLeaf(whole, { leafDecimals: 4, indexDecimals: 2 }),
    answer,
    calendar,
  );
  if (!trace.ok) throw new Error(JSON.stringify(trace.error));
  return trace.value;
}

interface Told {
  readonly why: string;
  readonly rule: Rule;
  readonly answer: RawValue;
  readonly vi: string;
  readonly en: string;
}

const lateness: Rule = {
  kind: "lateness",
  due: "2024-12-31",
  days: "calendar",
  levels: [
    { maxDaysLate: "0", points: "1.5" },
    { maxDaysLate: "15", points: "0.75" },
  ],
};
const bands: Rule = {
  kind: "percentBands",
  bands: [
    { from: "100", fromInclusive: true, points: "1.5" },
    { from: "80", fromInclusive: true, points: "0.5" },
    { from: "0", fromInclusive: true, points: "0" },
  ],
  whenTotalZero: "zero",
};
const deduct: Rule = {
  kind: "deduct",
  per: [
    { key: "1-cham", label: "báo cáo chậm", points: "0.25" },
    { key: "2-thieu", label: "báo cáo thiếu", points: "0.5" },
  ],
  zeroFrom: "4",
};

const told: readonly Told[] = [
  {
    why: "a share over its floor",
    rule: { ...ratio, floor: "80" },
    answer: { done: "18", total: "20" },
    vi: "18/20 = 90% ≥ 80% → 0,9 × 1,5 = 1,35 điểm",
    en: "18/20 = 90% ≥ 80% → 0.9 × 1.5 = 1.35 points",
  },
  {
    why: "a share under its floor",
    rule: { ...ratio, floor: "80" },
    answer: { done: "15", total: "20" },
    vi: "15/20 = 75% < 80% → 0 điểm",
    en: "15/20 = 75% < 80% → 0 points",
  },
  {
    why: "a floor that must be passed",
    rule: { ...ratio, floor: "80", floorInclusive: false },
    answer: { done: "16", total: "20" },
    vi: "16/20 = 80% ≤ 80% → 0 điểm",
    en: "16/20 = 80% ≤ 80% → 0 points",
  },
  {
    why: "digits that never end: a fraction, ≈ and the rounding",
    rule: { ...ratio, floor: "80" },
    answer: { done: "19", total: "21" },
    vi: "19/21 ≈ 90,47619% ≥ 80% → 19/21 × 1,5 ≈ 1,357143 → làm tròn 4 chữ số thập phân: 1,3571 điểm",
    en: "19/21 ≈ 90.47619% ≥ 80% → 19/21 × 1.5 ≈ 1.357143 → rounded to 4 decimals: 1.3571 points",
  },
  {
    why: "a share of the cap",
    rule: { ...ratio, floor: "30", cap: "80" },
    answer: { done: "40", total: "100" },
    vi: "40/100 = 40% ≥ 30% và < 80% → 40%/80% × 1,5 = 0,75 điểm",
    en: "40/100 = 40% ≥ 30% and < 80% → 40%/80% × 1.5 = 0.75 points",
  },
  {
    why: "a share counted from the floor",
    rule: { ...ratio, floor: "90", from: "floor" },
    answer: { done: "96", total: "100" },
    vi: "96/100 = 96% ≥ 90% → (96% − 90%)/(100% − 90%) × 1,5 = 0,9 điểm",
    en: "96/100 = 96% ≥ 90% → (96% − 90%)/(100% − 90%) × 1.5 = 0.9 points",
  },
  {
    why: "beyond the cap",
    rule: { ...ratio, mayExceed: true },
    answer: { done: "1250000", total: "1000000" },
    vi: "1.250.000/1.000.000 = 125% ≥ 100% → 1,5 điểm",
    en: "1,250,000/1,000,000 = 125% ≥ 100% → 1.5 points",
  },
  {
    why: "a total of 0 that counts in full",
    rule: ratio,
    answer: { done: "0", total: "0" },
    vi: "Tổng số bằng 0 → được tính điểm tối đa 1,5 điểm",
    en: "A total of 0 → the maximum, 1.5 points",
  },
  {
    why: "a total of 0 that is not applicable",
    rule: { ...ratio, whenTotalZero: "notApplicable" },
    answer: { done: "0", total: "0" },
    vi: "Không áp dụng (tổng số bằng 0), bớt 1,5 khỏi điểm tối đa",
    en: "Not applicable (a total of 0), 1.5 taken out of the maximum",
  },
  {
    why: "yes",
    rule: { kind: "yesNo" },
    answer: { yes: true },
    vi: "Đạt yêu cầu → 1,5 điểm",
    en: "Met → 1.5 points",
  },
  {
    why: "a level",
    rule: { kind: "levels", levels: [{ key: "a", label: "Đủ", points: "1" }] },
    answer: { level: "a" },
    vi: "Đủ → 1 điểm",
    en: "Đủ → 1 point",
  },
  {
    why: "a count",
    rule: {
      kind: "countLevels",
      levels: [
        { atLeast: "2", points: "1.5" },
        { atLeast: "0", points: "0" },
      ],
    },
    answer: { count: "3" },
    vi: "3 ≥ 2 → 1,5 điểm",
    en: "3 ≥ 2 → 1.5 points",
  },
  {
    why: "just under a band, never rounded up to it",
    rule: bands,
    answer: { done: "19999", total: "20000" },
    vi: "19.999/20.000 = 99,995% ≥ 80% và < 100% → 0,5 điểm",
    en: "19,999/20,000 = 99.995% ≥ 80% and < 100% → 0.5 points",
  },
  {
    why: "the lowest band",
    rule: bands,
    answer: { done: "1", total: "3" },
    vi: "1/3 ≈ 33,333333% < 80% → 0 điểm",
    en: "1/3 ≈ 33.333333% < 80% → 0 points",
  },
  {
    why: "steps",
    rule: { kind: "steps", start: "50", every: "10", points: "0.1", base: "0.5" },
    answer: { value: "72.5" },
    vi: "(72,5 − 50)/10 được 2 bước đủ → 0,5 + 2 × 0,1 = 0,7 điểm",
    en: "(72.5 − 50)/10 makes 2 full steps → 0.5 + 2 × 0.1 = 0.7 points",
  },
  {
    why: "more items than count",
    rule: { kind: "perItem", points: "0.05" },
    answer: { count: "40" },
    vi: "40 × 0,05 = 2 → giữ trong khoảng 0 đến 1,5: 1,5 điểm",
    en: "40 × 0.05 = 2 → held between 0 and 1.5: 1.5 points",
  },
  {
    why: "the parts of a sum",
    rule: {
      kind: "sum",
      parts: [
        { key: "a", label: "đủ nhiệm vụ", points: "0.5" },
        { key: "b", label: "có kinh phí", points: "0.25" },
        { key: "c", label: "tỷ lệ xong", max: "0.75", rule: ratio },
      ],
    },
    answer: { parts: { a: true, b: false, c: { done: "4", total: "5" } } },
    vi: "Đủ nhiệm vụ: có, 0,5; có kinh phí: không, 0; tỷ lệ xong: 4/5 = 80% → 0,8 × 0,75 = 0,6 → 0,5 + 0 + 0,6 = 1,1 điểm",
    en: "Đủ nhiệm vụ: yes, 0.5; có kinh phí: no, 0; tỷ lệ xong: 4/5 = 80% → 0.8 × 0.75 = 0.6 → 0.5 + 0 + 0.6 = 1.1 points",
  },
  {
    why: "deductions",
    rule: deduct,
    answer: { counts: { "1-cham": "2" } },
    vi: "Báo cáo chậm: 2 → 1,5 − 2 × 0,25 = 1 điểm",
    en: "Báo cáo chậm: 2 → 1.5 − 2 × 0.25 = 1 point",
  },
  {
    why: "nothing to deduct",
    rule: deduct,
    answer: { counts: {} },
    vi: "Không có trường hợp nào bị trừ → 1,5 điểm",
    en: "Nothing to deduct → 1.5 points",
  },
  {
    why: "so many that all is lost",
    rule: deduct,
    answer: { counts: { "1-cham": "3", "2-thieu": "1" } },
    vi: "Tổng cộng 4 trường hợp ≥ 4 → 0 điểm",
    en: "4 cases together ≥ 4 → 0 points",
  },
  {
    why: "on time",
    rule: lateness,
    answer: { date: "2024-12-30" },
    vi: "30/12/2024 đúng hạn 31/12/2024 → 1,5 điểm",
    en: "2024-12-30, on time for 2024-12-31 → 1.5 points",
  },
  {
    why: "late",
    rule: lateness,
    answer: { date: "2025-01-10" },
    vi: "10/01/2025 chậm 10 ngày so với hạn 31/12/2024 ≤ 15 → 0,75 điểm",
    en: "2025-01-10 is 10 days after 2024-12-31 ≤ 15 → 0.75 points",
  },
  {
    why: "too late, counted in working days",
    rule: { ...lateness, days: "working" },
    answer: { date: "2025-01-31" },
    vi: "31/01/2025 chậm 23 ngày làm việc so với hạn 31/12/2024, quá mức chậm cuối cùng → 0 điểm",
    en: "2025-01-31 is 23 working days after 2024-12-31, beyond the last level → 0 points",
  },
  {
    why: "never handed in",
    rule: lateness,
    answer: { date: null },
    vi: "Không thực hiện → 0 điểm",
    en: "Never handed in → 0 points",
  },
  {
    why: "a table",
    rule: {
      kind: "matrix",
      facts: [
        { key: "1", label: "tỷ lệ xong", type: "percent", whenTotalZero: "full" },
        { key: "2", label: "số lần trễ", type: "count" },
        { key: "3", label: "bị phê bình", type: "yesNo" },
      ],
      rows: [{ when: { "1": { eq: "100" } }, points: "1.5" }, { points: "0" }],
    },
    answer: { facts: { "1": { done: "20", total: "20" }, "2": "1", "3": false } },
    vi: "Tỷ lệ xong: 20/20 = 100%; số lần trễ: 1; bị phê bình: không → dòng 1 của bảng → 1,5 điểm",
    en: "Tỷ lệ xong: 20/20 = 100%; số lần trễ: 1; bị phê bình: no → row 1 of the table → 1.5 points",
  },
  {
    why: "a gate",
    rule: { kind: "gate", label: "trường hợp sai quy định", scope: "leaf" },
    answer: { breaches: "2" },
    vi: "Trường hợp sai quy định: 2 → 0 điểm",
    en: "Trường hợp sai quy định: 2 → 0 points",
  },
  {
    why: "growth from a figure under 0",
    rule: {
      kind: "growth",
      against: "lastYear",
      bands: [
        { from: "0", points: "1.5" },
        { from: null, points: "0" },
      ],
      whenNoBaseline: "zero",
    },
    answer: { current: "92", baseline: "-3.5" },
    vi: "92 − (−3,5) = 95,5 ≥ 0 → 1,5 điểm",
    en: "92 − (−3.5) = 95.5 ≥ 0 → 1.5 points",
  },
  {
    why: "a leaf that waits for its group",
    rule: { kind: "relative", mode: "ratioToBest", whenTotalZero: "zero" },
    answer: { done: "18", total: "20" },
    vi: "18/20 = 90%; chờ số liệu của cả nhóm để tính điểm",
    en: "18/20 = 90%; the points wait for the whole group",
  },
  {
    why: "a chosen rule",
    rule: {
      kind: "alternatives",
      alternatives: [{ key: "a", label: "Có trụ sở", rule: ratio }],
    },
    answer: { alternative: "a", answer: { done: "1", total: "2" } },
    vi: "Có trụ sở: 1/2 = 50% → 0,5 × 1,5 = 0,75 điểm",
    en: "Có trụ sở: 1/2 = 50% → 0.5 × 1.5 = 0.75 points",
  },
  {
    why: "an outside index",
    rule: { kind: "external", label: "SIPAS", scale: "100" },
    answer: { value: "86.5" },
    vi: "86,5/100 × 1,5 = 1,2975 điểm",
    en: "86.5/100 × 1.5 = 1.2975 points",
  },
  {
    why: "an appraiser's points",
    rule: { kind: "appraiser" },
    answer: { points: "1.25" },
    vi: "Cơ quan thẩm định cho 1,25 điểm",
    en: "The appraiser gives 1.25 points",
  },
  {
    why: "a formula",
    rule: {
      kind: "formula",
      variables: [
        { key: "a", label: "quy định" },
        { key: "b", label: "thực tế" },
      ],
      expression: "min(maxPoints, (a - b) / a * 5)",
      whenTotalZero: "zero",
    },
    answer: { variables: { a: "100", b: "80" } },
    vi: "Với a = 100; b = 80 → min(1,5; (a − b) / a × 5) = 1 điểm",
    en: "With a = 100; b = 80 → min(1.5, (a − b) / a × 5) = 1 point",
  },
];

const steps: readonly (readonly [string, TraceStep, string, string])[] = [
  [
    "the best of the group",
    {
      kind: "ratioToBest",
      share: { done: "18", total: "20", percent: "90" },
      best: "95",
      max: "1.5",
      points: "27/19",
    },
    "18/20 = 90%; cao nhất nhóm 95% → 90%/95% × 1,5 ≈ 1,421053",
    "18/20 = 90%; best of the group 95% → 90%/95% × 1.5 ≈ 1.421053",
  ],
  [
    "a group between two shares whose digits never end",
    {
      kind: "minMax",
      share: { done: "1", total: "2", percent: "50" },
      best: "200/3",
      worst: "100/3",
      max: "1.5",
      points: "0.75",
    },
    "1/2 = 50%; nhóm từ 33,333333% đến 66,666667% → (50% − (1/3))/((2/3) − (1/3)) × 1,5 = 0,75",
    "1/2 = 50%; the group lies between 33.333333% and 66.666667% → (50% − (1/3))/((2/3) − (1/3)) × 1.5 = 0.75",
  ],
  [
    "an agency above its target",
    {
      kind: "leader",
      actual: "110",
      target: "100",
      q: "1.1",
      best: "1.2",
      place: "above",
      max: "1.5",
      points: "1.125",
    },
    "110/100 = 1,1, vượt chỉ tiêu; cao nhất nhóm 1,2 → 0,5 × 1,5 + 0,5 × 1,5 × 0,5 = 1,125",
    "110/100 = 1.1, above target; best of the group 1.2 → 0.5 × 1.5 + 0.5 × 1.5 × 0.5 = 1.125",
  ],
  [
    "a survey share",
    {
      kind: "survey",
      questions: [{ key: "q01", ballots: "29", mean: "19/29" }],
      borrowed: false,
      share: "19/29",
      max: "2",
      points: "38/29",
    },
    "câu q01: 29 phiếu, trung bình 0,655172 → 19/29 × 2 ≈ 1,310345",
    "question q01: 29 ballots, mean 0.655172 → 19/29 × 2 ≈ 1.310345",
  ],
  [
    "a gate elsewhere",
    { kind: "zeroedByGate", gate: "5.2.1" },
    "có vi phạm ở tiêu chí 5.2.1: 0",
    "a breach at 5.2.1: 0",
  ],
  [
    "a penalty",
    { kind: "zeroedByPenalty", item: "P.2" },
    "bị trừ theo mục P.2: 0",
    "penalty P.2: 0",
  ],
  ["no answer", { kind: "unanswered" }, "chưa có câu trả lời → 0", "no answer yet → 0"],
  [
    "what was declared not applicable",
    { kind: "notApplicable", why: "declared", policy: "full" },
    "không áp dụng (theo khai báo) → được tính đủ 1,5",
    "not applicable (as declared) → counted in full, 1.5",
  ],
];

describe("a trace", () => {
  it.each(told)("tells $why", ({ rule, answer, vi, en }) => {
    expect(traceVi(traced(rule, answer))).toBe(vi);
    expect(traceEn(traced(rule, answer))).toBe(en);
  });

  it.each(steps)("tells %s", (_, step, vi, en) => {
    const trace: LeafTrace = { code: "1.1", max: "1.5", points: null, steps: [step] };
    const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
    expect(traceVi(trace)).toBe(capital(vi));
    expect(traceEn(trace)).toBe(capital(en));
  });
});
