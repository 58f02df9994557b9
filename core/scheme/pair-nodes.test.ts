import { describe, expect, it } from "vitest";
import { aLeaf } from "../../test/schemes.ts";
import { pairNodes } from "./pair-nodes.ts";

const plan = aLeaf({ code: "1.1", name: "Kế hoạch" });
const report = aLeaf({ code: "1.2", name: "Báo cáo" });

describe("pairing the criteria of two schemes", () => {
  it.each([
    ["under the same code and name", report, "1.2"],
    [
      "under the same name, however it is spaced and cased",
      { ...report, name: "BÁO  CÁO " },
      "1.2",
    ],
    ["under another code with the same name", { ...report, code: "1.7" }, "1.7"],
    ["under the same code with another name", { ...report, name: "Thống kê" }, "1.2"],
  ])("finds one again %s", (_, after, code) => {
    const { pairs, added, removed } = pairNodes([plan, report], [plan, after]);
    expect(pairs.map(({ before, after: now }) => [before.code, now.code])).toEqual([
      ["1.1", "1.1"],
      ["1.2", code],
    ]);
    expect([...added, ...removed]).toEqual([]);
  });

  it("leaves what stands on one side only", () => {
    const { pairs, added, removed } = pairNodes([plan], [report]);
    expect(pairs).toEqual([]);
    expect(added).toEqual([report]);
    expect(removed).toEqual([plan]);
  });
});
