import { describe, expect, it } from "vitest";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { changedLeaves } from "./changed-leaves.ts";
import { leafFates } from "./leaf-fates.ts";
import type { Leaf, Rule } from "./scheme.ts";

const ratio = aLeaf().rule;
const yesNo: Rule = { kind: "yesNo" };
const bands: Rule = {
  ...{ kind: "percentBands", whenTotalZero: "full" },
  bands: [{ from: "0", fromInclusive: true, points: "1" }],
};
const levels = (label: string, points: string): Rule => ({
  kind: "levels",
  levels: [
    { key: "a", label, points },
    { key: "b", label: "Không", points: "0" },
  ],
});
const due = (day: string | null): Rule => ({
  ...{ kind: "lateness", due: day, days: "calendar" },
  levels: [{ maxDaysLate: "0", points: "1" }],
});

describe("leafFates", () => {
  it.each<{ was: Partial<Leaf>; is: Partial<Leaf>; fate: string; because: string }>([
    { was: {}, is: { max: "2" }, fate: "kept", because: "points are not facts" },
    { was: {}, is: { guidance: "Mới" }, fate: "kept", because: "guidance asks nothing" },
    { was: {}, is: { lead: "STC" }, fate: "kept", because: "who appraises asks nothing" },
    {
      was: {},
      is: { name: "  mức độ  hoàn thành kế hoạch" },
      fate: "kept",
      because: "case and blanks make no other question",
    },
    {
      was: {},
      is: { name: "Mức độ khác" },
      fate: "renamed",
      because: "the words are the question",
    },
    { was: { rule: ratio }, is: { rule: bands }, fate: "kept", because: "both ask a share" },
    { was: { rule: ratio }, is: { rule: yesNo }, fate: "facts", because: "a share is no yes" },
    {
      was: { rule: levels("Có", "1") },
      is: { rule: levels("Có", "0.5") },
      fate: "kept",
      because: "the list offers the same",
    },
    {
      was: { rule: levels("Có", "1") },
      is: { rule: levels("Có đủ", "1") },
      fate: "facts",
      because: "the list offers something else",
    },
    {
      was: { rule: due("2025-01-31") },
      is: { rule: due("2025-02-28") },
      fate: "kept",
      because: "the day it was done stays the day",
    },
    {
      was: { rule: due("2025-01-31") },
      is: { rule: due(null) },
      fate: "facts",
      because: "the due date is asked too",
    },
    { was: {}, is: { source: "external" }, fate: "source", because: "somebody else answers" },
  ])("is $fate: $because", ({ was, is, fate }) => {
    const [found] = leafFates(aScheme([aLeaf(was)]), aScheme([aLeaf({ ...was, ...is })]));
    expect(found?.kind === "asked" ? found.why : found?.kind).toBe(fate);
  });

  it("finds a leaf again under another code, so that one put in between asks only itself", () => {
    const [a, b] = [aLeaf({ name: "A" }), aLeaf({ code: "1.2", name: "B" })];
    const later = [aLeaf({ name: "Mới" }), { ...a, code: "1.2" }, { ...b, code: "1.3" }];
    expect(
      leafFates(aScheme([a, b]), aScheme(later)).map((fate) =>
        fate.kind === "dropped" ? null : [fate.kind, fate.from, fate.to.code],
      ),
    ).toEqual([
      ["asked", null, "1.1"],
      ["kept", "1.1", "1.2"],
      ["kept", "1.2", "1.3"],
    ]);
  });

  it("names what is gone", () => {
    const fates = leafFates(aScheme([aLeaf(), aLeaf({ code: "1.2", name: "B" })]), aScheme());
    expect(fates.at(-1)).toEqual({ kind: "dropped", from: "1.2" });
  });
});

describe("changedLeaves", () => {
  it("names the leaves that differ in anything, whatever the order of their keys", () => {
    const turned = Object.fromEntries(Object.entries(aLeaf()).toReversed()) as unknown as Leaf;
    expect(changedLeaves(aScheme(), aScheme([turned]))).toEqual([]);
    expect(changedLeaves(aScheme(), aScheme([aLeaf({ guidance: "Mới" })]))).toEqual(["1.1"]);
  });
});
