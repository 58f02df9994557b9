import { describe, expect, it } from "vitest";
import type { AgencyRecord, SheetGrid } from "../core/access/people.ts";
import { importAgencies, planAgencyImport, type AgencyDesk } from "./import-agencies.ts";

const headings = ["Mã đơn vị", "Tên đơn vị", "Khối", "Đơn vị tiền thân", "Đang hoạt động"];
const snv: AgencyRecord = {
  code: "SNV",
  name: "Sở Nội vụ",
  group: "so",
  predecessorCode: null,
  isActive: true,
};

describe("a file of agencies", () => {
  it("tells what is new, what changes, what stays and what it does not name", () => {
    const stp = { ...snv, code: "STP", name: "Sở Tư pháp" };
    const stc = { ...snv, code: "STC", name: "Sở Tài chánh" };
    const plan = planAgencyImport(
      grid([
        ["SNV", "Sở Nội vụ", "so", "", "có"],
        ["STC", "Sở Tài chính", "Sở, ban, ngành", "", ""],
        ["X-01", "UBND xã Mẫu", "Cấp xã", "", ""],
      ]),
      [snv, stp, stc],
    );
    expect(plan).toEqual({
      ok: true,
      value: {
        added: [{ ...snv, code: "X-01", name: "UBND xã Mẫu", group: "xa" }],
        changed: [{ before: stc, after: { ...stc, name: "Sở Tài chính" } }],
        unchanged: 1,
        absent: ["STP"],
        ignored: [],
      },
    });
  });

  it("may have a title above the headings, columns in any order and others beside", () => {
    const plan = planAgencyImport(
      {
        sheet: "Trang 1",
        rows: [
          { number: 1, cells: ["DANH SÁCH ĐƠN VỊ"] },
          { number: 3, cells: ["STT", "KHOI", "TEN DON VI", "ma don vi"] },
          { number: 4, cells: ["1", "so", "Sở Nội vụ", "snv"] },
          { number: 5, cells: ["", "", "", ""] },
        ],
      },
      [],
    );
    expect(plan).toMatchObject({ ok: true, value: { added: [snv], ignored: ["STT"] } });
  });

  it("leaves alone what it has no column for", () => {
    const closed = { ...snv, isActive: false, predecessorCode: "CU" };
    const old = { ...snv, code: "CU", name: "Sở cũ" };
    const plan = planAgencyImport(
      { sheet: "T", rows: [row(1, headings.slice(0, 3)), row(2, ["SNV", "Sở Nội vụ", "so"])] },
      [closed, old],
    );
    expect(plan).toMatchObject({ ok: true, value: { unchanged: 1, changed: [] } });
  });

  it("may name a predecessor that stands further down", () => {
    const plan = planAgencyImport(
      grid([
        ["MOI", "Sở Mới", "so", "CU", ""],
        ["CU", "Sở Cũ", "so", "", "không"],
      ]),
      [],
    );
    expect(plan).toMatchObject({ ok: true, value: { unchanged: 0 } });
  });
});

describe("a file that names an agency merged into another", () => {
  const ended = { ...snv, code: "CU", isActive: false, mergedInto: "SNV" };

  it.each(["có", ""])("may not have it work again: “%s”", (active) => {
    const plan = planAgencyImport(grid([["CU", "Sở Nội vụ", "so", "", active]]), [snv, ended]);
    const problems = plan.ok ? [] : plan.error;
    expect(problems).toMatchObject([{ row: 2, column: "A, Mã đơn vị", read: "CU" }]);
    expect(problems[0]?.wanted).toContain("mã SNV của Sở Nội vụ");
  });

  it("may list it as one that has ended, and as a predecessor", () => {
    const rows = [
      ["CU", "Sở Nội vụ", "so", "", "không"],
      ["SNV", "Sở Nội vụ", "so", "CU", "có"],
    ];
    expect(planAgencyImport(grid(rows), [snv, ended])).toMatchObject({ ok: true });
  });
});

describe("a faulty file of agencies", () => {
  it.each([
    { cells: ["", "Sở Mẫu", "so"], column: "A, Mã đơn vị", because: "the code is missing" },
    { cells: ["SỞ-1", "Sở Mẫu", "so"], column: "A, Mã đơn vị", because: "the code has diacritics" },
    { cells: ["A B", "Sở Mẫu", "so"], column: "A, Mã đơn vị", because: "the code has a space" },
    { cells: ["-A", "Sở Mẫu", "so"], column: "A, Mã đơn vị", because: "it begins with a dash" },
    { cells: ["A".repeat(21), "Sở Mẫu", "so"], column: "A, Mã đơn vị", because: "it is too long" },
    { cells: ["M1", "", "so"], column: "B, Tên đơn vị", because: "the name is missing" },
    { cells: ["M1", "S", "so"], column: "B, Tên đơn vị", because: "the name is one letter" },
    { cells: ["M1", "S".repeat(201), "so"], column: "B, Tên đơn vị", because: "it is too long" },
    { cells: ["M1", "Sở Mẫu", ""], column: "C, Khối", because: "the group is missing" },
    { cells: ["M1", "Sở Mẫu", "Khối 1"], column: "C, Khối", because: "no group is called that" },
    {
      cells: ["M1", "Sở Mẫu", "so", "KHONG-CO"],
      column: "D, Đơn vị tiền thân",
      because: "nobody knows the predecessor",
    },
    {
      cells: ["M1", "Sở Mẫu", "so", "M1"],
      column: "D, Đơn vị tiền thân",
      because: "it would come from itself",
    },
    {
      cells: ["M1", "Sở Mẫu", "so", "", "có lẽ"],
      column: "E, Đang hoạt động",
      because: "that is neither yes nor no",
    },
  ])("is refused at $column: $because", ({ cells, column }) => {
    const plan = planAgencyImport(grid([cells]), []);
    expect(plan.ok).toBe(false);
    const problems = plan.ok ? [] : plan.error;
    expect(problems).toEqual([expect.objectContaining({ sheet: "Đơn vị", row: 2, column })]);
    expect(problems[0]?.wanted.length).toBeGreaterThan(5);
  });

  it("is told every problem at once, in the order of the rows", () => {
    const plan = planAgencyImport(
      grid([
        ["M1", "Sở Mẫu", "so", "M2"],
        ["M2", "Sở Hai", "so", "M1"],
        ["M1", "", "Khối 1"],
      ]),
      [],
    );
    const places = plan.ok ? [] : plan.error.map(({ row: at, column }) => [at, column?.charAt(0)]);
    expect(places).toEqual([
      [2, "D"],
      [3, "D"],
      [4, "B"],
      [4, "C"],
      [4, "A"],
    ]);
  });

  it.each([
    { rows: [], because: "it is empty" },
    { rows: [row(1, ["a", "b"]), row(2, ["c", "d"])], because: "there are no headings" },
    { rows: [row(1, ["Mã đơn vị", "Tên đơn vị"]), row(2, ["A", "B"])], because: "no group column" },
    { rows: [row(1, [...headings, "Khối"]), row(2, ["A", "Bcd", "so"])], because: "two of a kind" },
    { rows: [row(1, headings)], because: "nothing stands below the headings" },
  ])("is refused as a whole: $because", ({ rows }) => {
    const plan = planAgencyImport({ sheet: "T", rows }, []);
    expect(plan.ok ? [] : plan.error).toHaveLength(1);
  });
});

describe("importing agencies", () => {
  it.each([
    { apply: false, saved: 0, because: "a dry run writes nothing" },
    { apply: true, saved: 1, because: "applied, it is written once" },
  ])("with apply $apply saves $saved times: $because", async ({ apply, saved }) => {
    let saves = 0;
    const desk: AgencyDesk = {
      list: () => Promise.resolve([]),
      save: () => Promise.resolve(void (saves += 1)),
    };
    const sheet = grid([["SNV", "Sở Nội vụ", "so"]]);
    await importAgencies({ alone: (work) => work(desk) }, sheet, { apply });
    expect(saves).toBe(saved);
  });

  it("writes nothing of a faulty file", async () => {
    let saves = 0;
    const desk: AgencyDesk = {
      list: () => Promise.resolve([]),
      save: () => Promise.resolve(void (saves += 1)),
    };
    const sheet = grid([
      ["SNV", "Sở Nội vụ", "so"],
      ["STP", "", "so"],
    ]);
    await importAgencies({ alone: (work) => work(desk) }, sheet, { apply: true });
    expect(saves).toBe(0);
  });
});

function grid(cells: readonly (readonly string[])[]): SheetGrid {
  return { sheet: "Đơn vị", rows: [headings, ...cells].map((each, index) => row(index + 1, each)) };
}

function row(number: number, cells: readonly string[]): SheetGrid["rows"][number] {
  return { number, cells };
}
