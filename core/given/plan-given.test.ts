import { describe, expect, it } from "vitest";
import type { SheetGrid } from "../access/people.ts";
import { type Stage, stages } from "../round/round.ts";
import type { Scheme } from "../scheme/scheme.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import type { GivenAgency, StoredGiven } from "./given.ts";
import { givenRefusal, planGiven } from "./plan-given.ts";

const scheme: Scheme = aScheme(
  [
    aLeaf(),
    aLeaf({
      ...{ code: "1.2", source: "external", max: "5" },
      rule: { kind: "external", label: "DTI", scale: "100" },
    }),
    aLeaf({ code: "1.3", source: "survey", rule: { kind: "survey", questions: ["q1", "q2"] } }),
  ],
  {
    survey: {
      ...{ combine: "groups", groupWeights: { dan: "1", xa: "2" } },
      ...{ minBallots: "1", whenTooFew: "zero" },
      questions: ["q1", "q2"].map((key) => ({
        ...{ key, text: key },
        options: [
          { key: "A", label: "Tốt", weight: "1" },
          { key: "B", label: "Kém", weight: "0" },
        ],
      })),
    },
    adjustments: {
      items: [{ code: "P.1", kind: "penalty", name: "Sai số", points: "1", zeroesLeaves: true }],
    },
  },
);

describe("a sheet of given figures", () => {
  it("adds ballots to those of other questions and groups", () => {
    const before = { q1: { dan: { A: "1", B: "2" } } };
    const plan = planGiven(
      sheet(
        ["A1", "khảo sát", "1.3", "q1", "xa", "A=3; B=4", "", ""],
        [...["A1", "Điều tra xã hội học", "1.3", "q2", "dan", "A=5; B=6", "", ""]],
      ),
      [anAgency([{ code: "1.3", given: { kind: "survey", tallies: before } }])],
    );
    const after = {
      ...before,
      q1: { ...before.q1, xa: { A: "3", B: "4" } },
      q2: { dan: { A: "5", B: "6" } },
    };
    expect(plan).toMatchObject({
      ok: true,
      value: { changes: [{ code: "1.3", before: { tallies: before }, after: { tallies: after } }] },
    });
  });

  it("says nothing of what it does not name, nor of rows left empty", () => {
    const stored: StoredGiven = {
      code: "1.2",
      given: { kind: "external", value: "50" },
    };
    const rows = sheet(
      ["A1", "bên ngoài", "1.2", "", "", "", "", ""],
      ["A1", "khảo sát", "1.3", "q1", "dan", "A=; B=", "", ""],
    );
    const plan = planGiven(rows, [anAgency([stored])]);
    expect(plan).toMatchObject({ ok: true, value: { changes: [], unchanged: 0, empty: 2 } });
  });

  it("takes the leaves that a penalty makes 0, in any order", () => {
    const row = ["A1", "điểm trừ", "P.1", "", "", "1", "1.2; 1.1", "Báo cáo sai"];
    const plan = planGiven(sheet(row), [anAgency([])]);
    const after = { kind: "adjustment", count: 1, leaves: ["1.1", "1.2"], reason: "Báo cáo sai" };
    expect(plan).toMatchObject({ ok: true, value: { changes: [{ before: null, after }] } });
  });

  it("is as it was when a thing that is not there is taken away", () => {
    const row = ["A1", "bên ngoài", "1.2", "", "", "bỏ", "", "Ghi nhầm"];
    expect(planGiven(sheet(row), [anAgency([])])).toMatchObject({
      value: { changes: [], unchanged: 1 },
    });
  });

  it.each([
    {
      row: ["A1", "điểm trừ", "P.1", "", "", "0", "1.1", "Báo cáo sai"],
      read: "danh sách 1 mục",
      column: "Tiêu chí về 0",
      because: "nothing was wrong",
    },
    {
      row: ["A1", "điểm trừ", "P.1", "", "", "1", "9.9", "Báo cáo sai"],
      read: "9.9",
      column: "Tiêu chí về 0",
      because: "there is no such leaf",
    },
    {
      row: ["A1", "khảo sát", "1.3", "q1", "dan", "A=1,5; B=2", "", ""],
      read: "1.5",
      column: "Giá trị",
      because: "ballots are whole",
    },
    {
      row: ["A1", "khảo sát", "1.3", "q1", "so", "A=1; B=2", "", ""],
      read: "so",
      column: "Nhóm trả lời",
      because: "nobody of this group is asked",
    },
    {
      row: ["A1", "không áp dụng", "7", "", "", "", "", "Không có"],
      read: "7",
      column: "Mã",
      because: "there is no such node",
    },
  ])("is refused: $because", ({ row, read, column }) => {
    const plan = planGiven(sheet(row), [anAgency([])]);
    expect(plan).toMatchObject({
      ok: false,
      error: [{ row: 2, read, column: expect.stringContaining(column) as string }],
    });
  });

  it("does not choose between two declarations of one code", () => {
    const declared: StoredGiven = {
      code: "P.1",
      given: { kind: "adjustment", count: 1, leaves: [], reason: "Muộn" },
    };
    const row = ["A1", "điểm trừ", "P.1", "", "", "2", "", "Muộn"];
    const plan = planGiven(sheet(row), [anAgency([declared, declared])]);
    expect(plan).toMatchObject({ ok: false, error: [{ read: "P.1, đang có 2 khai báo" }] });
  });
});

it("are taken from the announcement until the council has closed", () => {
  const taken = (isClosed: boolean): readonly Stage[] =>
    stages.filter((stage) => givenRefusal({ code: "2025", stage, isClosed }) === null);
  expect(taken(false)).toEqual([
    ...["announced", "selfScoring", "appraisal", "explaining", "secondAppraisal"],
    ...["consolidation", "council"],
  ]);
  expect(givenRefusal({ code: "2025", stage: "council", isClosed: true })).toBe("closed");
});

function anAgency(stored: readonly StoredGiven[]): GivenAgency {
  return { id: "a", code: "A1", name: "Sở Thử", scheme, stored, valued: [], atCouncil: [] };
}

function sheet(...rows: readonly (readonly string[])[]): SheetGrid {
  const heading = ["Mã đơn vị", "Loại", "Mã", "Câu hỏi", "Nhóm trả lời", "Giá trị"];
  const all = [[...heading, "Tiêu chí về 0", "Lý do, căn cứ"], ...rows];
  return { sheet: "s", rows: all.map((cells, index) => ({ number: index + 1, cells })) };
}
