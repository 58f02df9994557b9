import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyScheme } from "../../../test/any-scheme.ts";
import { aLeaf, aScheme } from "../../../test/schemes.ts";
import { schemeChangeVi } from "./scheme-change-vi.ts";
import { compareSchemes } from "../../scheme/compare-schemes.ts";
import type { Scheme } from "../../scheme/scheme.ts";

const plan = aLeaf({ code: "1.1", name: "Kế hoạch", max: "1" });
const report = aLeaf({ code: "1.2", name: "Báo cáo", max: "1" });
const before = aScheme([plan, report]);

function words(after: Scheme, from: Scheme = before): readonly string[] {
  return compareSchemes(from, after).map(schemeChangeVi);
}

describe("two schemes", () => {
  it("that are the same differ in nothing", () => {
    expect(compareSchemes(before, aScheme([plan, report]))).toEqual([]);
  });

  it("are compared by what they say, not by how their objects were built", () => {
    const reordered = Object.fromEntries(Object.entries(plan.rule).toReversed());
    const rule = reordered as typeof plan.rule;
    expect(compareSchemes(before, aScheme([{ ...plan, rule }, report]))).toEqual([]);
  });

  it("tell a criterion that was added with its rule, and the new total", () => {
    const added = aLeaf({ code: "1.3", name: "Sáng kiến", max: "1", rule: { kind: "yesNo" } });
    expect(words(aScheme([plan, report, added]))).toEqual([
      "Đổi tổng điểm: 2 thành 3",
      "Đổi điểm tối đa 1 Lĩnh vực thử: 2 thành 3",
      "Thêm 1.3 Sáng kiến (1 điểm)\n  cách tính: Đạt yêu cầu: 1; không đạt: 0",
    ]);
  });

  it("tell a criterion that was dropped", () => {
    expect(words(aScheme([plan]))).toContain("Bỏ 1.2 Báo cáo (1 điểm)");
  });

  it("tell a new name under the same code", () => {
    expect(words(aScheme([plan, { ...report, name: "Chế độ báo cáo" }]))).toEqual([
      "Đổi tên 1.2: “Báo cáo” thành “Chế độ báo cáo”",
    ]);
  });

  it("follow criteria that moved on when one was put in front of them", () => {
    const first = aLeaf({ code: "1.1", name: "Chỉ đạo", max: "1" });
    const after = aScheme([first, { ...plan, code: "1.2" }, { ...report, code: "1.3" }]);
    const told = words(after);
    expect(told).toContain("Đổi mã 1.1 thành 1.2: Kế hoạch");
    expect(told).toContain("Đổi mã 1.2 thành 1.3: Báo cáo");
    expect(told.filter((line) => line.startsWith("Thêm"))).toHaveLength(1);
    expect(told.filter((line) => line.startsWith("Đổi tên"))).toEqual([]);
  });

  it("do not take one of two criteria of the same name for the other", () => {
    const twins = aScheme([plan, { ...report, name: "Kế hoạch" }]);
    const after = aScheme([
      { ...plan, code: "1.3" },
      { ...report, code: "1.4", name: "Kế hoạch" },
    ]);
    expect(words(after, twins).some((line) => line.startsWith("Đổi mã"))).toBe(false);
  });

  it("tell a rule that changed in both sentences", () => {
    const stricter = { ...plan.rule, floor: "80" } as typeof plan.rule;
    expect(words(aScheme([{ ...plan, rule: stricter }, report]))).toEqual([
      [
        "Đổi cách tính 1.1 Kế hoạch:",
        "  cũ: 1 × tỷ lệ (số đã thực hiện/tổng số); không phát sinh (tổng số bằng 0): 1",
        "  mới: Từ 80% trở lên: 1 × tỷ lệ; dưới 80%: 0; không phát sinh (tổng số bằng 0): 1",
      ].join("\n"),
    ]);
  });

  it("tell another weight, lead, policy, guidance and other evidence", () => {
    const after = aScheme([
      { ...plan, max: "1.5", lead: "STP", notApplicable: "forbidden", guidance: "Lấy ngày ký." },
      { ...report, max: "0.5", evidence: [{ key: "bc", name: "Báo cáo năm", required: true }] },
    ]);
    expect(words(after)).toEqual([
      "Đổi điểm tối đa 1.1 Kế hoạch: 1 thành 1,5",
      "Đổi cơ quan thẩm định 1.1 Kế hoạch: SNV thành STP",
      "Đổi xử lý khi không áp dụng 1.1 Kế hoạch: bớt khỏi điểm tối đa thành không được phép",
      "Đổi lời hướng dẫn 1.1 Kế hoạch",
      "Đổi điểm tối đa 1.2 Báo cáo: 1 thành 0,5",
      "Đổi tài liệu kiểm chứng 1.2 Báo cáo:\n  thêm: Báo cáo năm (bắt buộc)",
    ]);
  });

  it("tell evidence that was dropped and evidence that became required", () => {
    const old = aScheme([
      {
        ...plan,
        evidence: [
          { key: "a", name: "Kế hoạch", required: false },
          { key: "b", name: "Dự toán", required: false },
        ],
      },
      report,
    ]);
    const after = aScheme([
      { ...plan, evidence: [{ key: "a", name: "Kế hoạch", required: true }] },
      report,
    ]);
    expect(words(after, old)).toEqual([
      [
        "Đổi tài liệu kiểm chứng 1.1 Kế hoạch:",
        "  bỏ: Dự toán (không bắt buộc)",
        "  sửa: Kế hoạch (không bắt buộc) thành Kế hoạch (bắt buộc)",
      ].join("\n"),
    ]);
  });

  it("tell a leaf that was split", () => {
    const split = { code: "1.1", name: "Kế hoạch", max: "1", children: [aLeaf({ code: "1.1.1" })] };
    const after: Scheme = {
      ...before,
      fields: [{ code: "1", name: "Lĩnh vực thử", max: "2", children: [split, report] }],
    };
    expect(words(after)).toContain("1.1 Kế hoạch: tách thành nhiều tiêu chí thành phần");
  });

  it("tell other grades, knock-outs and bonus items", () => {
    const after: Scheme = {
      ...before,
      ranking: "dense",
      bands: [
        { name: "Tốt", from: "85", requires: [] },
        { name: "Yếu", from: "0", requires: [] },
      ],
      knockouts: [{ key: "ky-luat", label: "Có kỷ luật", notAbove: "Yếu" }],
      adjustments: { bonusCap: "3", items: [] },
    };
    expect(words(after)).toEqual([
      "Đổi cách xếp hạng: competition thành dense",
      "Đổi mức trần điểm thưởng: không có thành 3",
      "Sửa mức xếp loại: Tốt",
      "Thêm điều kiện hạ mức xếp loại: ky-luat",
    ]);
  });

  it("say something exactly when they are not the same", () => {
    fc.assert(
      fc.property(anyScheme, anyScheme, (one, other) => {
        expect(compareSchemes(one, structuredClone(one))).toEqual([]);
        expect(compareSchemes(one, other).map(schemeChangeVi).length > 0).toBe(
          JSON.stringify(one) !== JSON.stringify(other),
        );
      }),
      { numRuns: 40 },
    );
  });
});
