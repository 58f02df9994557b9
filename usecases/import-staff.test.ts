import { describe, expect, it } from "vitest";
import type { AgencyRecord, SheetGrid, StaffRecord } from "../core/access/people.ts";
import { planStaffImport } from "./import-staff.ts";

const headings = [
  ...["Mã cán bộ", "Họ và tên", "Chức vụ", "Mã đơn vị"],
  ...["Vai trò", "Lĩnh vực thẩm định", "Ngôn ngữ", "Đang công tác"],
];
const agencies: readonly AgencyRecord[] = ["SNV", "STP", "CU"].map((code) => ({
  code,
  name: `Đơn vị ${code}`,
  group: "so",
  predecessorCode: null,
  isActive: code !== "CU",
}));
const lan: StaffRecord = {
  code: "snv-1",
  fullName: "Lê Thị Mẫu Lan",
  title: "Chuyên viên",
  agencyCode: "SNV",
  language: "vi",
  isActive: true,
  grants: [{ role: "officer", fields: null }],
};

describe("a file of staff", () => {
  it("reads duties in words or keys, and an appraiser's fields", () => {
    const plan = importing([
      ["SNV-2", "  Trần   Văn Thử ", "", "snv", "Thẩm định; leader", "5; 1;4;1", "Tiếng Anh", "x"],
    ]);
    expect(plan).toMatchObject({
      ok: true,
      value: {
        added: [
          {
            code: "snv-2",
            fullName: "Trần Văn Thử",
            agencyCode: "SNV",
            language: "en",
            grants: [
              { role: "leader", fields: null },
              { role: "appraiser", fields: ["1", "4", "5"] },
            ],
          },
        ],
      },
    });
  });

  it("finds nothing to do in a file that says what is known", () => {
    const plan = importing([cellsOf(lan)], [lan]);
    expect(plan).toMatchObject({ ok: true, value: { added: [], changed: [], unchanged: 1 } });
  });

  it.each([
    {
      change: { agencyCode: "STP" },
      shutOut: ["snv-1"],
      because: "who moves must be invited anew",
    },
    { change: { isActive: false }, shutOut: ["snv-1"], because: "who leaves loses access" },
    { change: { title: "Phó phòng" }, shutOut: [], because: "a new title changes no right" },
  ])("with $change ends the access of $shutOut: $because", ({ change, shutOut }) => {
    const plan = importing([cellsOf({ ...lan, ...change })], [lan]);
    expect(plan).toMatchObject({ ok: true, value: { changed: [{ before: lan }], shutOut } });
  });

  it("points at two people of one name in one agency", () => {
    const plan = importing([cellsOf({ ...lan, code: "snv-9" })], [lan]);
    expect(plan).toMatchObject({ ok: true, value: { namesakes: [["snv-9", "snv-1"]] } });
  });

  it("leaves alone what it has no column for", () => {
    const held: StaffRecord = {
      ...lan,
      language: "en",
      grants: [{ role: "appraiser", fields: ["2"] }],
    };
    const rows = [
      ["Mã cán bộ", "Họ tên", "Đơn vị", "Vai trò"],
      ["snv-1", lan.fullName, "SNV", "thẩm định"],
    ];
    const grid = { sheet: "T", rows: rows.map((cells, index) => ({ number: index + 1, cells })) };
    expect(planStaffImport(grid, { agencies, staff: [held] })).toMatchObject({
      ok: true,
      value: { unchanged: 1 },
    });
  });
});

describe("a faulty row of staff", () => {
  it.each([
    { at: { 0: "" }, column: "A", because: "the code is missing" },
    { at: { 0: "cán-bộ" }, column: "A", because: "the code has diacritics" },
    { at: { 0: "a b" }, column: "A", because: "the code has a space" },
    { at: { 0: "a".repeat(41) }, column: "A", because: "the code is too long" },
    { at: { 1: "" }, column: "B", because: "the name is missing" },
    { at: { 1: "12345" }, column: "B", because: "a number is no name" },
    { at: { 1: "Lan <b>" }, column: "B", because: "a name has no marks" },
    { at: { 1: "L".repeat(101) }, column: "B", because: "the name is too long" },
    { at: { 3: "" }, column: "D", because: "the agency is missing" },
    { at: { 3: "SXX" }, column: "D", because: "nobody knows the agency" },
    { at: { 3: "CU" }, column: "D", because: "the agency is not active any more" },
    { at: { 4: "" }, column: "E", because: "no duty is given" },
    { at: { 4: ";" }, column: "E", because: "no duty is given between the marks" },
    { at: { 4: "giám đốc" }, column: "E", because: "a title is no duty" },
    { at: { 4: "chuyên viên; bảo vệ" }, column: "E", because: "one of two duties is none" },
    { at: { 5: "1;2" }, column: "F", because: "an officer has no fields" },
    { at: { 4: "thẩm định", 5: "1.1" }, column: "F", because: "a criterion is no field" },
    { at: { 6: "tiếng Pháp" }, column: "G", because: "we do not speak it" },
    { at: { 7: "tạm nghỉ" }, column: "H", because: "that is neither yes nor no" },
  ])("is refused in column $column: $because", ({ at, column }) => {
    const cells: readonly string[] = Object.assign(cellsOf(lan), at);
    const plan = importing([cells]);
    const problems = plan.ok ? [] : plan.error;
    expect(problems.map((each) => [each.row, each.column?.charAt(0)])).toEqual([[2, column]]);
  });

  it("is told apart from its twin", () => {
    const plan = importing([cellsOf(lan), cellsOf(lan)]);
    expect(plan.ok ? [] : plan.error).toEqual([
      expect.objectContaining({
        row: 3,
        read: "snv-1",
        wanted: "mỗi mã một dòng; mã này đã có ở dòng 2",
      }),
    ]);
  });

  it("does not hide the others: 30 faulty rows are 30 problems", () => {
    const rows = Array.from({ length: 30 }, (_, index) =>
      cellsOf({ ...lan, code: `snv-${String(index)}`, agencyCode: "SXX" }),
    );
    const plan = importing(rows);
    expect(plan.ok ? [] : plan.error.map(({ row }) => row)).toEqual(rows.map((_, at) => at + 2));
  });

  it("may keep a person who has left in an agency that is gone", () => {
    expect(importing([cellsOf({ ...lan, agencyCode: "CU", isActive: false })]).ok).toBe(true);
  });
});

function importing(
  rows: readonly (readonly string[])[],
  staff: readonly StaffRecord[] = [],
): ReturnType<typeof planStaffImport> {
  const grid: SheetGrid = {
    sheet: "Cán bộ",
    rows: [headings, ...rows].map((cells, index) => ({ number: index + 1, cells })),
  };
  return planStaffImport(grid, { agencies, staff });
}

function cellsOf(person: StaffRecord): string[] {
  return [
    ...[person.code, person.fullName, person.title, person.agencyCode],
    person.grants.map(({ role }) => role).join("; "),
    ...["", person.language, person.isActive ? "có" : "không"],
  ];
}
