import { describe, expect, it } from "vitest";
import { messagesIn } from "../messages/messages-in.ts";
import type { RankingFacts, RankingRow } from "../facts.ts";
import { type Panel, paginate, rowsPerPicture } from "./picture.ts";
import type { GroupProgress } from "./progress-facts.ts";
import { progressPictures } from "./progress-pictures.ts";
import { rankingPictures } from "./ranking-pictures.ts";
import { percentOf } from "./share-of.ts";
import { shortName } from "./short-name.ts";

const say = messagesIn("vi");
const round = {
  roundTitle: "Kỳ đánh giá năm 2025",
  stage: "selfScoring",
  isDemo: false,
  isTraining: false,
} as const;

function aRanking(group: string, indexes: readonly (string | null)[]): RankingFacts {
  return {
    ...{ ...round, group, computedAt: "2026-01-15T00:30:00.000Z", snapshot: 7 },
    bands: ["Xuất sắc", "Tốt"],
    rows: indexes.map((index, at): RankingRow => ({
      ...{ rank: index === null ? null : at + 1, agencyCode: `A${at}` },
      ...{ agencyName: `UBND xã Số ${at}`, index, band: index === null ? null : "Tốt" },
      ...{ answered: 1, toAnswer: 2, submitted: false },
    })),
  };
}

describe("the ranking as pictures", () => {
  it("has a bar for every agency, those without an index too", () => {
    const [picture, ...others] = rankingPictures([aRanking("xa", ["84.05", null])], say);
    expect(others).toEqual([]);
    expect(picture?.panels).toEqual([
      {
        ...{ kind: "bars", title: "UBND cấp xã (2 đơn vị)", grades: ["Xuất sắc", "Tốt"] },
        bars: [
          { label: "1. Xã Số 0", text: "84,05  Tốt", value: 84.05, level: 1 },
          { label: "– Xã Số 1", text: "chưa có", value: null, level: null },
        ],
      },
    ]);
  });

  it("says that it is provisional until the results are published", () => {
    const standing = (stage: RankingFacts["stage"]) =>
      rankingPictures([{ ...aRanking("so", ["84.05"]), stage }], say)[0]?.standing;
    expect(standing("council")).toMatchObject({ isOfficial: false });
    expect(standing("published")).toEqual({ text: "CHÍNH THỨC", isOfficial: true });
  });

  it("is nothing before the first computation", () => {
    expect(rankingPictures([aRanking("so", [null])], say)).toEqual([]);
  });
});

describe("the progress as pictures", () => {
  const slow = { done: 1, total: 4 };
  const none = { done: 0, total: 0 };
  const group: GroupProgress = {
    ...{ ...round, group: "so", window: null, leads: [] },
    fields: [
      { code: "1", name: "Chỉ đạo" },
      { code: "2", name: "Thể chế" },
      { code: "3", name: "Điều tra xã hội học" },
    ],
    agencies: [
      aProgress("Sở Nội vụ", { done: 4, total: 4 }, [
        { done: 3, total: 3 },
        { done: 1, total: 1 },
        none,
      ]),
      aProgress("Sở Tư pháp", slow, [slow, none, none]),
    ],
  };

  it("puts the slowest on top and leaves out fields in which nobody has anything to do", () => {
    const [picture] = progressPictures([group], say, "2026-01-15T01:00:00.000Z");
    expect(picture?.panels).toMatchObject([
      {
        columns: ["1", "2", "Tổng"],
        notes: ["1: Chỉ đạo", "2: Thể chế"],
        rows: [
          { label: "Sở Tư pháp", cells: [{ text: "25%" }, { text: "–", share: null }, {}] },
          { label: "Sở Nội vụ", cells: [{ text: "100%", share: 1 }, {}, { text: "100%" }] },
        ],
      },
    ]);
    expect(picture?.alt).toContain("Sở Tư pháp 25%");
  });

  it("is nothing in a stage without leaves to do", () => {
    const idle = { ...group, agencies: [aProgress("Sở Nội vụ", none, [none, none, none])] };
    expect(progressPictures([idle], say, "2026-01-15T01:00:00.000Z")).toEqual([]);
  });
});

describe("pages", () => {
  const panelOf = (title: string, rows: number): Panel => ({
    ...{ kind: "bars", title, grades: [] },
    bars: Array.from({ length: rows }, () => ({ label: "", text: "", value: 1, level: 0 })),
  });
  const rowsOf = (pages: readonly (readonly Panel[])[]) =>
    pages.map((page) => page.map((panel) => (panel.kind === "bars" ? panel.bars.length : 0)));

  it.each([
    { rows: [20, 10], pages: [[20, 10]], because: "small groups stand together" },
    { rows: [20, 60, 10], pages: [[20], [30], [30], [10]], because: "sixty are two halves" },
    { rows: [31], pages: [[16], [15]], because: "parts are about equal" },
  ])("lay $rows out as $pages: $because", ({ rows, pages }) => {
    const panels = rows.map((count, at) => panelOf(String(at), count));
    expect(rowsOf(paginate(panels))).toEqual(pages);
    const sums = pages.map((page) => page.reduce((sum, one) => sum + one, 0));
    expect(Math.max(...sums)).toBeLessThanOrEqual(rowsPerPicture);
  });

  it("number the parts of a group", () => {
    const titles = paginate([panelOf("Xã", 60)]).flatMap((page) => page.map(({ title }) => title));
    expect(titles).toEqual(["Xã – 1/2", "Xã – 2/2"]);
  });
});

it.each([
  { name: "UBND phường Bến Sương", short: "Phường Bến Sương" },
  { name: "Ban Quản lý Khu kinh tế và các khu công nghiệp", short: "BQL KKT và các KCN" },
  { name: "Văn phòng Đoàn đại biểu Quốc hội và HĐND tỉnh", short: "VP Đoàn ĐBQH và HĐND tỉnh" },
  { name: "Sở Có Một Cái Tên Dài Hơn Mọi Tên Khác", short: "Sở Có Một Cái Tên Dài Hơn M…" },
])("writes $name as $short", ({ name, short }) => {
  expect(shortName(name)).toBe(short);
});

it.each([
  { done: 0, total: 3, percent: 0, because: "nothing is done" },
  { done: 1, total: 200, percent: 1, because: "something is" },
  { done: 199, total: 200, percent: 99, because: "all is not" },
  { done: 3, total: 3, percent: 100, because: "all is" },
  { done: 0, total: 0, percent: 100, because: "nothing was to be done" },
])("calls $done of $total $percent %: $because", ({ percent, ...done }) => {
  expect(percentOf(done)).toBe(percent);
});

function aProgress(
  name: string,
  whole: GroupProgress["agencies"][number]["whole"],
  fields: GroupProgress["agencies"][number]["fields"],
): GroupProgress["agencies"][number] {
  return { code: name, name, whole, fields, unproved: 0, window: null, standing: "open" };
}
