import { describe, expect, it } from "vitest";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { mapLeaves } from "./map-leaves.ts";
import type { RawValue } from "./raw-value.ts";
import { readMappingFile } from "./read-mapping-file.ts";

const yes = { kind: "yesNo" } as const;

describe("which leaf of last year a leaf continues", () => {
  const previous = aScheme([
    aLeaf({ code: "1.1", name: "Mức độ hoàn thành kế hoạch" }),
    aLeaf({ code: "1.2", name: "Thực hiện báo cáo" }),
    aLeaf({ code: "1.3", name: "Sáng kiến", rule: yes }),
  ]);

  it.each([
    { leaf: aLeaf({ name: "Mức độ  hoàn thành KẾ HOẠCH" }), to: "1.1", because: "blanks and case" },
    { leaf: aLeaf({ code: "1.2", name: "Sáng kiến" }), to: null, because: "another name" },
    { leaf: aLeaf({ code: "1.3", name: "Sáng kiến" }), to: null, because: "another kind of rule" },
    {
      leaf: aLeaf({ code: "1.4", name: "Sáng kiến", rule: yes }),
      to: null,
      because: "another code",
    },
  ])("by default $leaf.code «$leaf.name» → $to: $because", ({ leaf, to }) => {
    expect(mapLeaves(aScheme([leaf]), previous, new Map()).get(leaf.code)?.code ?? null).toBe(to);
  });

  it("follows a mapping that names another leaf, or none, before all else", () => {
    const current = aScheme([
      aLeaf({ code: "1.1", name: "Mức độ hoàn thành kế hoạch" }),
      aLeaf({ code: "1.2", name: "Thực hiện báo cáo" }),
      aLeaf({ code: "1.4", name: "Sáng kiến cấp tỉnh", rule: yes }),
    ]);
    const mapping = new Map([
      ["1.1", null],
      ["1.4", "1.3"],
    ]);
    const found = [...mapLeaves(current, previous, mapping)].map(([code, leaf]) => [
      code,
      leaf.code,
    ]);
    expect(found).toEqual([
      ["1.2", "1.2"],
      ["1.4", "1.3"],
    ]);
  });

  it("gives an earlier leaf that a mapping has taken to no other leaf", () => {
    const current = aScheme([
      aLeaf({ code: "1.2", name: "Thực hiện báo cáo" }),
      aLeaf({ code: "1.5", name: "Chế độ báo cáo" }),
    ]);
    const found = mapLeaves(current, previous, new Map([["1.5", "1.2"]]));
    expect([...found.keys()]).toEqual(["1.5"]);
  });
});

describe("a mapping file", () => {
  it("names leaves one by one, and none where a leaf is new", () => {
    const leaves = [
      { code: "1.1", previous: "1.2" },
      { code: "1.4", previous: "none" },
    ];
    expect(readMappingFile({ scheme: "so-2025", previous: "so-2024", leaves })).toEqual({
      ok: true,
      value: {
        ...{ scheme: "so-2025", previous: "so-2024" },
        leaves: new Map([
          ["1.1", "1.2"],
          ["1.4", null],
        ]),
      },
    });
  });

  it("is refused with every problem at once", () => {
    const leaves: RawValue = [
      { code: "1.1", previous: "1.2", note: "x" },
      { code: "1.1", previous: "1.3" },
      { code: "1.4", previous: "1.2" },
      { code: "1.5" },
    ];
    const read = readMappingFile({ scheme: "so-2025", previous: "so-2025", leaves });
    expect(read.ok ? [] : read.error.map(({ path }) => path).toSorted()).toEqual([
      "leaves[0].note",
      "leaves[1].code",
      "leaves[2].previous",
      "leaves[3].previous",
      "previous",
    ]);
  });
});
