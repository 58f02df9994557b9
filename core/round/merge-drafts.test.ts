import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MergeableDraft, MergeableLeaf } from "./agency-change.ts";
import { mergeDrafts } from "./merge-drafts.ts";

function aLeaf(code: string, more: Partial<MergeableLeaf> = {}): MergeableLeaf {
  return {
    ...{ code, origin: "own", hasValue: true, points: 5000, hasExplanation: false, evidence: 0 },
    ...more,
  };
}

describe("mergeDrafts", () => {
  it("takes over what only the other has, and sets aside the other of two values", () => {
    const kept = { agencyId: "b", leaves: [aLeaf("1.1")] };
    const other = { agencyId: "a", leaves: [aLeaf("1.1", { points: 9000 }), aLeaf("1.2")] };
    expect(mergeDrafts([kept, other], "b")).toEqual({
      carried: [{ leaf: aLeaf("1.2"), fromId: "a" }],
      setAside: [{ leaf: aLeaf("1.1", { points: 9000 }), agencyId: "a" }],
    });
  });

  it("lets the kept draft of another replace the agency's own", () => {
    const kept = { agencyId: "a", leaves: [aLeaf("1.1", { points: 9000 })] };
    const own = { agencyId: "b", leaves: [aLeaf("1.1")] };
    expect(mergeDrafts([kept, own], "b")).toEqual({
      carried: [{ leaf: aLeaf("1.1", { points: 9000 }), fromId: "a" }],
      setAside: [{ leaf: aLeaf("1.1"), agencyId: "b" }],
    });
  });

  it("prefers a value to mere words, and passes over a leaf on which nothing is said", () => {
    const words = aLeaf("1.1", { hasValue: false, points: null, hasExplanation: true });
    const nothing = aLeaf("1.2", { hasValue: false, points: null });
    const own = { agencyId: "b", leaves: [words, nothing] };
    const other = { agencyId: "a", leaves: [aLeaf("1.1")] };
    expect(mergeDrafts([own, other], "b")).toEqual({
      carried: [{ leaf: aLeaf("1.1"), fromId: "a" }],
      setAside: [{ leaf: words, agencyId: "b" }],
    });
  });

  it("loses nothing: each said leaf goes on or is set aside, and each code has one draft", () => {
    fc.assert(
      fc.property(someDrafts, fc.nat(4), (drafts, place) => {
        const into = drafts[place]?.agencyId ?? null;
        const { carried, setAside } = mergeDrafts(drafts, into);
        const moved = new Set(carried.map(({ leaf, fromId }) => keyOf(leaf, fromId)));
        const aside = new Set(setAside.map(({ leaf, agencyId }) => keyOf(leaf, agencyId)));
        const replaced = new Set(carried.map(({ leaf }) => `${leaf.origin} ${leaf.code}`));
        for (const { agencyId, leaves } of drafts) {
          for (const leaf of leaves.filter(isSaid)) {
            const key = keyOf(leaf, agencyId);
            const stays = agencyId === into && !replaced.has(`${leaf.origin} ${leaf.code}`);
            expect([stays, moved.has(key), aside.has(key)].filter(Boolean)).toHaveLength(1);
          }
        }
        expect(replaced.size).toBe(carried.length);
      }),
    );
  });
});

const someLeaves = fc.uniqueArray(
  fc.record({
    code: fc.constantFrom("1.1", "1.2", "2.1", "2.2"),
    origin: fc.constantFrom("own" as const, "given" as const),
    hasValue: fc.boolean(),
    points: fc.option(fc.nat(10_000)),
    hasExplanation: fc.boolean(),
    evidence: fc.nat(2),
  }),
  { selector: ({ code, origin }) => `${origin} ${code}` },
);

const someDrafts: fc.Arbitrary<readonly MergeableDraft[]> = fc
  .array(someLeaves, { minLength: 1, maxLength: 4 })
  .map((all) => all.map((leaves, place) => ({ agencyId: String(place), leaves })));

function isSaid({ hasValue, hasExplanation, evidence }: MergeableLeaf): boolean {
  return hasValue || hasExplanation || evidence > 0;
}

function keyOf({ origin, code }: MergeableLeaf, agencyId: string): string {
  return `${agencyId} ${origin} ${code}`;
}
