import { describe, expect, it } from "vitest";
import { aLeaf } from "../../../test/schemes.ts";
import { shippedScheme } from "../../../test/shipped-schemes.ts";
import { type Leaf, type RatioRule, type Rule, leavesOf } from "../../scheme/scheme.ts";
import { ruleSentenceEn } from "./rule-sentence-en.ts";
import { ruleSentenceVi } from "./rule-sentence-vi.ts";

const ratio: RatioRule = {
  kind: "ratio",
  floorInclusive: true,
  cap: "100",
  from: "zero",
  whenTotalZero: "full",
  mayExceed: false,
};

interface Told {
  readonly why: string;
  readonly rule: Rule;
  readonly vi: string;
  readonly en: string;
  readonly leaf?: Partial<Leaf>;
}

const told: readonly Told[] = [
  {
    why: "a plain share",
    rule: ratio,
    vi: "1,5 × tỷ lệ (số đã thực hiện/tổng số); không phát sinh (tổng số bằng 0): 1,5",
    en: "1.5 × ratio (done/total); nothing arose (a total of 0): 1.5",
  },
  {
    why: "a share over a floor that counts itself",
    rule: { ...ratio, floor: "80", whenTotalZero: "zero" },
    vi: "Từ 80% trở lên: 1,5 × tỷ lệ; dưới 80%: 0; tổng số bằng 0: 0",
    en: "80% or more: 1.5 × ratio; under 80%: 0; a total of 0: 0",
  },
  {
    why: "a floor that must be passed",
    rule: { ...ratio, floor: "80", floorInclusive: false, whenTotalZero: "notApplicable" },
    vi: "Trên 80%: 1,5 × tỷ lệ; từ 80% trở xuống: 0; không phát sinh (tổng số bằng 0): không áp dụng, bớt khỏi điểm tối đa",
    en: "Above 80%: 1.5 × ratio; 80% or less: 0; nothing arose (a total of 0): not applicable, taken out of the maximum",
  },
  {
    why: "a floor of 0 that changes nothing",
    rule: { ...ratio, floor: "0", whenTotalZero: "zero" },
    vi: "1,5 × tỷ lệ (số đã thực hiện/tổng số); tổng số bằng 0: 0",
    en: "1.5 × ratio (done/total); a total of 0: 0",
  },
  {
    why: "floor and cap, counted from zero",
    rule: { ...ratio, floor: "70", cap: "95" },
    vi: "Từ 95% trở lên: 1,5; từ 70% đến dưới 95%: 1,5 × tỷ lệ/95%; dưới 70%: 0; không phát sinh (tổng số bằng 0): 1,5",
    en: "95% or more: 1.5; from 70% to under 95%: 1.5 × ratio/95%; under 70%: 0; nothing arose (a total of 0): 1.5",
  },
  {
    why: "counted from the floor",
    rule: { ...ratio, floor: "90", floorInclusive: false, from: "floor" },
    vi: "Đạt 100%: 1,5; trên 90% đến dưới 100%: 1,5 × (tỷ lệ − 90%)/(100% − 90%); từ 90% trở xuống: 0; không phát sinh (tổng số bằng 0): 1,5",
    en: "100%: 1.5; above 90% to under 100%: 1.5 × (ratio − 90%)/(100% − 90%); 90% or less: 0; nothing arose (a total of 0): 1.5",
  },
  {
    why: "a floor at the cap: all or nothing",
    rule: { ...ratio, floor: "60", cap: "60" },
    vi: "Từ 60% trở lên: 1,5; dưới 60%: 0; không phát sinh (tổng số bằng 0): 1,5",
    en: "60% or more: 1.5; under 60%: 0; nothing arose (a total of 0): 1.5",
  },
  {
    why: "done may pass the total",
    rule: { ...ratio, mayExceed: true },
    vi: "Từ 100% trở lên: 1,5; dưới 100%: 1,5 × tỷ lệ; số thực hiện được vượt tổng số; không phát sinh (tổng số bằng 0): 1,5",
    en: "100% or more: 1.5; under 100%: 1.5 × ratio; what is done may exceed the total; nothing arose (a total of 0): 1.5",
  },
  {
    why: "not applicable on a leaf that then counts in full",
    rule: { ...ratio, whenTotalZero: "notApplicable" },
    leaf: { notApplicable: "full" },
    vi: "1,5 × tỷ lệ (số đã thực hiện/tổng số); không phát sinh (tổng số bằng 0): không áp dụng, được tính đủ 1,5",
    en: "1.5 × ratio (done/total); nothing arose (a total of 0): not applicable, counted in full (1.5)",
  },
  {
    why: "yes or no",
    rule: { kind: "yesNo" },
    vi: "Đạt yêu cầu: 1,5; không đạt: 0",
    en: "Met: 1.5; not met: 0",
  },
  {
    why: "levels, the best first",
    rule: {
      kind: "levels",
      levels: [
        { key: "a", label: "Chưa có", points: "0" },
        { key: "b", label: "Đủ", points: "1.5" },
      ],
    },
    vi: "Đủ: 1,5; Chưa có: 0",
    en: "Đủ: 1.5; Chưa có: 0",
  },
  {
    why: "levels by a count",
    rule: {
      kind: "countLevels",
      levels: [
        { atLeast: "5", points: "1.5" },
        { atLeast: "2", points: "1" },
        { atLeast: "1", points: "0.5" },
        { atLeast: "0", points: "0" },
      ],
    },
    vi: "Từ 5 trở lên: 1,5; từ 2 đến 4: 1; chỉ có 1: 0,5; không có: 0",
    en: "5 or more: 1.5; 2 to 4: 1; exactly 1: 0.5; none: 0",
  },
  {
    why: "bands whose upper edge belongs to the lower one",
    rule: {
      kind: "percentBands",
      bands: [
        { from: "90", fromInclusive: false, points: "1.5" },
        { from: "70", fromInclusive: true, points: "1" },
        { from: "0", fromInclusive: true, points: "0" },
      ],
      whenTotalZero: "zero",
    },
    vi: "Trên 90%: 1,5; từ 70% đến 90%: 1; dưới 70%: 0; tổng số bằng 0: 0",
    en: "Above 90%: 1.5; from 70% to 90%: 1; under 70%: 0; a total of 0: 0",
  },
  {
    why: "steps over a start",
    rule: { kind: "steps", start: "50", every: "10", points: "0.1", base: "0.5" },
    vi: "Dưới 50: 0; từ 50 trở lên: 0,5, cứ thêm đủ 10 được cộng 0,1, tối đa 1,5",
    en: "Under 50: 0; 50 or more: 0.5, plus 0.1 for each full 10 above, at most 1.5",
  },
  {
    why: "points for each item",
    rule: { kind: "perItem", points: "0.05" },
    vi: "0,05 cho mỗi trường hợp, tối đa 1,5",
    en: "0.05 for each case, at most 1.5",
  },
  {
    why: "parts with a rule of their own are numbered",
    rule: {
      kind: "sum",
      parts: [
        {
          key: "a",
          label: "nhân sự",
          max: "1",
          rule: { ...ratio, floor: "70", whenTotalZero: "zero" },
        },
        { key: "b", label: "trang thiết bị", points: "0.5" },
      ],
    },
    vi: "Cộng điểm các phần: (1) nhân sự, tối đa 1: từ 70% trở lên: 1 × tỷ lệ; dưới 70%: 0; tổng số bằng 0: 0. (2) trang thiết bị: 0,5",
    en: "The parts added: (1) nhân sự, at most 1: 70% or more: 1 × ratio; under 70%: 0; a total of 0: 0. (2) trang thiết bị: 0.5",
  },
  {
    why: "deductions that may take all",
    rule: {
      kind: "deduct",
      per: [
        { key: "a", label: "báo cáo chậm", points: "0.25" },
        { key: "b", label: "báo cáo thiếu", points: "0.5" },
      ],
      zeroFrom: "4",
    },
    vi: "1,5 trừ 0,25 cho mỗi báo cáo chậm, trừ 0,5 cho mỗi báo cáo thiếu; từ 4 trường hợp trở lên (tính chung): 0; thấp nhất là 0",
    en: "1.5 minus 0.25 for each báo cáo chậm, minus 0.5 for each báo cáo thiếu; 4 cases or more together: 0; never under 0",
  },
  {
    why: "lateness in calendar days",
    rule: {
      kind: "lateness",
      due: "2024-12-31",
      days: "calendar",
      levels: [
        { maxDaysLate: "0", points: "1.5" },
        { maxDaysLate: "15", points: "0.75" },
      ],
    },
    vi: "Đúng hạn (chậm nhất ngày 31/12/2024): 1,5; chậm từ 1 đến 15 ngày: 0,75; chậm quá 15 ngày hoặc không thực hiện: 0",
    en: "On time (due 2024-12-31): 1.5; 1 to 15 days late: 0.75; more than 15 days late or never: 0",
  },
  {
    why: "lateness against the agency's own due date, in working days, without mercy",
    rule: {
      kind: "lateness",
      due: null,
      days: "working",
      levels: [{ maxDaysLate: "0", points: "1.5" }],
    },
    vi: "Đúng hạn (hạn theo căn cứ đơn vị nêu): 1,5; chậm hoặc không thực hiện: 0",
    en: "On time (due date as the agency proves it): 1.5; late or never: 0",
  },
  {
    why: "a table over facts",
    rule: {
      kind: "matrix",
      facts: [
        { key: "1", label: "tỷ lệ xong", type: "percent", whenTotalZero: "full" },
        { key: "2", label: "số lần trễ", type: "count" },
        { key: "3", label: "bị phê bình", type: "yesNo" },
      ],
      rows: [
        { when: { "3": { eq: true } }, points: "0" },
        { when: { "1": { eq: "100" }, "2": { lte: "2" } }, points: "1.5" },
        { when: { "1": { gte: "90", lt: "100" } }, points: "1" },
        { when: { "1": { gte: "80" } }, points: "0.5" },
        { points: "0" },
      ],
    },
    vi: "Xét lần lượt: nếu bị phê bình (có): 0; nếu tỷ lệ xong bằng 100% và số lần trễ không quá 2: 1,5; nếu tỷ lệ xong từ 90% đến dưới 100%: 1; nếu tỷ lệ xong từ 80% trở lên: 0,5; còn lại: 0; tỷ lệ xong tính là 100% khi tổng số bằng 0",
    en: "The first that holds: if bị phê bình (yes): 0; if tỷ lệ xong = 100% and số lần trễ ≤ 2: 1.5; if tỷ lệ xong ≥ 90%, < 100%: 1; if tỷ lệ xong ≥ 80%: 0.5; otherwise: 0; tỷ lệ xong counts as 100% when the total is 0",
  },
  {
    why: "a gate that closes its parent",
    rule: { kind: "gate", label: "trường hợp bổ nhiệm sai", scope: "parent" },
    vi: "Không có trường hợp bổ nhiệm sai: 1,5; từ 1 trường hợp trở lên: 0, đồng thời mọi tiêu chí thành phần thuộc 1 bị 0",
    en: "No trường hợp bổ nhiệm sai: 1.5; one case or more: 0, and every criterion under 1 becomes 0",
  },
  {
    why: "growth against last year",
    rule: {
      kind: "growth",
      against: "lastYear",
      bands: [
        { from: "0", points: "1.5" },
        { from: "-5", points: "1" },
        { from: null, points: "0" },
      ],
      whenNoBaseline: "full",
    },
    vi: "Chênh lệch so với năm trước từ 0 trở lên: 1,5; từ −5 đến dưới 0: 1; dưới −5: 0; không có số năm trước: 1,5",
    en: "Change against last year 0 or more: 1.5; from −5 to under 0: 1; under −5: 0; no figure of last year: 1.5",
  },
  {
    why: "against the best of the group",
    rule: { kind: "relative", mode: "ratioToBest", whenTotalZero: "zero" },
    vi: "1,5 × tỷ lệ của đơn vị/tỷ lệ cao nhất trong nhóm; tính khi mọi đơn vị trong nhóm đã chốt số liệu; tổng số bằng 0: 0",
    en: "1.5 × the agency's ratio/the group's best ratio; computed when all agencies of the group have closed their figures; a total of 0: 0",
  },
  {
    why: "between the worst and the best",
    rule: { kind: "relative", mode: "minMax", whenTotalZero: "full" },
    vi: "1,5 × (tỷ lệ của đơn vị − tỷ lệ thấp nhất)/(tỷ lệ cao nhất − tỷ lệ thấp nhất trong nhóm); mọi đơn vị bằng nhau: 1,5; tính khi mọi đơn vị trong nhóm đã chốt số liệu; không phát sinh (tổng số bằng 0): 1,5",
    en: "1.5 × (the agency's ratio − the lowest)/(the group's best − the lowest); all equal: 1.5; computed when all agencies of the group have closed their figures; nothing arose (a total of 0): 1.5",
  },
  {
    why: "the leader formula",
    rule: { kind: "relative", mode: "leader", whenTotalZero: "zero" },
    vi: "Chưa đạt chỉ tiêu: 0,75 × thực hiện/chỉ tiêu; đạt đúng chỉ tiêu: 0,75; vượt chỉ tiêu và cao nhất nhóm: 1,5; vượt nhưng không cao nhất: 0,75 + 0,75 × mức vượt của đơn vị/mức vượt cao nhất trong nhóm; tính khi mọi đơn vị trong nhóm đã chốt số liệu",
    en: "Under target: 0.75 × actual/target; exactly on target: 0.75; above target and best of the group: 1.5; above target but not the best: 0.75 + 0.75 × own excess/the group's best excess; computed when all agencies of the group have closed their figures",
  },
  {
    why: "a choice of rules",
    rule: {
      kind: "alternatives",
      alternatives: [
        { key: "a", label: "Có trụ sở dôi dư", rule: { ...ratio, whenTotalZero: "zero" } },
        { key: "b", label: "Không có", rule: { kind: "yesNo" } },
      ],
    },
    vi: "Chọn một cách tính: (1) Có trụ sở dôi dư: 1,5 × tỷ lệ (số đã thực hiện/tổng số); tổng số bằng 0: 0. (2) Không có: đạt yêu cầu: 1,5; không đạt: 0",
    en: "Choose one way to compute: (1) Có trụ sở dôi dư: 1.5 × ratio (done/total); a total of 0: 0. (2) Không có: met: 1.5; not met: 0",
  },
  {
    why: "an outside index on a scale above a thousand",
    rule: { kind: "external", label: "DTI cấp xã", scale: "1000" },
    vi: "DTI cấp xã: 1,5 × giá trị/1.000; số liệu nhập từ nguồn ngoài, đơn vị không tự chấm",
    en: "DTI cấp xã: 1.5 × value/1,000; taken from outside, not self-scored",
  },
  {
    why: "several survey questions",
    rule: { kind: "survey", questions: ["q1", "q2"] },
    vi: "1,5 × điểm trung bình có trọng số của 2 câu hỏi điều tra xã hội học; đơn vị không tự chấm",
    en: "1.5 × the weighted mean of 2 survey questions; not self-scored",
  },
  {
    why: "the appraiser gives points in steps",
    rule: { kind: "appraiser", step: "0.5" },
    vi: "Cơ quan thẩm định cho điểm từ 0 đến 1,5, theo bước 0,5; đơn vị không tự chấm",
    en: "The appraiser gives 0 to 1.5 points, in steps of 0.5; not self-scored",
  },
  {
    why: "a formula, its arguments apart from its decimal commas",
    rule: {
      kind: "formula",
      variables: [
        { key: "x1", label: "số hồ sơ" },
        { key: "y", label: "số ngày" },
      ],
      expression: "if(x1 <= 0.5, min(maxPoints, y * 1.25), x1 - 10)",
      whenTotalZero: "zero",
    },
    vi: "Tính theo công thức if(x1 ≤ 0,5; min(1,5; y × 1,25); x1 − 10), trong đó x1 là số hồ sơ; y là số ngày; thấp nhất là 0, cao nhất là 1,5; mẫu số bằng 0: 0",
    en: "Computed as if(x1 ≤ 0.5, min(1.5, y × 1.25), x1 − 10), where x1 is số hồ sơ; y is số ngày; at least 0, at most 1.5; a denominator of 0: 0",
  },
];

describe("a rule's sentence", () => {
  it.each(told)("says $why", ({ rule, vi, en, leaf }) => {
    const whole = aLeaf({ max: "1.5", rule, ...leaf });
    expect(ruleSentenceVi(whole)).toBe(vi);
    expect(ruleSentenceEn(whole)).toBe(en);
  });

  it.each(["so-2025", "xa-2025", "nganh-doc-2025", "huyen-2018"])(
    "reads as it was proof-read, for every leaf of %s",
    async (name) => {
      const scheme = await shippedScheme(name);
      const lines = leavesOf(scheme.fields).flatMap((leaf) => [
        `${leaf.code} [${leaf.max}] ${leaf.name}`,
        `  ${ruleSentenceVi(leaf)}`,
        `  ${ruleSentenceEn(leaf)}`,
      ]);
      await expect(`${lines.join("\n")}\n`).toMatchFileSnapshot(
        `transcripts/rule-sentences-${name}.txt`,
      );
    },
  );
});
