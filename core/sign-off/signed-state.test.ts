import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changesSince } from "./changes-since.ts";
import { type SignedState, readSignedText, signedText } from "./signed-state.ts";

const code = fc.constantFrom("1.1", "1.2", "2.1.3");
const words = fc.option(fc.string({ unit: "grapheme", maxLength: 12 }), { nil: null });

const leaf = fc.record({
  code,
  answer: fc.option(fc.record({ done: fc.nat(99).map(String), total: fc.nat(99).map(String) }), {
    nil: null,
  }),
  points: fc.option(fc.nat(20_000), { nil: null }),
  explanation: words,
  notApplicable: words,
});

const item = fc.record({
  code,
  receipt: fc.stringMatching(/^[A-Z0-9]{4}$/),
  wanted: words,
  sha256: fc.option(fc.stringMatching(/^[0-9a-f]{8}$/), { nil: null }),
  document: fc.option(
    fc.record({ number: fc.string(), date: fc.constant("2025-01-10"), issuer: fc.string() }),
    { nil: null },
  ),
  place: words,
});

const state: fc.Arbitrary<SignedState> = fc.record({
  schemeHash: fc.stringMatching(/^[0-9a-f]{8}$/),
  draftVersion: fc.nat(500),
  leaves: fc.uniqueArray(leaf, { selector: (each) => each.code }),
  evidence: fc.uniqueArray(item, { selector: (each) => each.receipt, maxLength: 4 }),
});

describe("the text that is signed", () => {
  it("is the same whatever the order of leaves, evidence and keys", () => {
    fc.assert(
      fc.property(state, (one) => {
        const turned: SignedState = {
          evidence: [...one.evidence].reverse(),
          leaves: [...one.leaves].reverse().map((each) => reversed(each)),
          draftVersion: one.draftVersion,
          schemeHash: one.schemeHash,
        };
        expect(signedText(turned)).toBe(signedText(one));
      }),
    );
  });

  it("tells two states apart exactly when they say something else", () => {
    fc.assert(
      fc.property(state, state, (one, other) => {
        const isSame = signedText(one) === signedText(other);
        const isEqual = JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
        expect(isSame).toBe(isEqual);
      }),
    );
  });

  it("is read back as what was signed", () => {
    fc.assert(
      fc.property(state, (one) => {
        const read = readSignedText(signedText(one));
        expect(read && sorted(read)).toEqual(sorted(one));
      }),
    );
  });

  it.each<[string, (signed: SignedState) => SignedState]>([
    ["another answer", withLeaf({ answer: { done: "19", total: "20" } })],
    ["other points", withLeaf({ points: 9_500 })],
    ["an explanation", withLeaf({ explanation: "Vì sao" })],
    ["a request not to apply", withLeaf({ notApplicable: "Không có" })],
    ["a file kept", withItem({ sha256: "ab".repeat(32) })],
    ["another document", withItem({ document: { number: "2", date: "2025-01-10", issuer: "A" } })],
    ["another place in it", withItem({ place: "trang 3" })],
    ["evidence withdrawn", (signed) => ({ ...signed, evidence: [] })],
    ["a new version of the draft", (signed) => ({ ...signed, draftVersion: 8 })],
    ["another scheme", (signed) => ({ ...signed, schemeHash: "other" })],
  ])("changes with %s", (_what, change) => {
    expect(signedText(change(signed))).not.toBe(signedText(signed));
  });
});

describe("changes since the last signature", () => {
  it("are the leaves whose content or evidence differs, and no others", () => {
    fc.assert(
      fc.property(state, (one) => {
        const later = { ...one, draftVersion: one.draftVersion + 1, schemeHash: "later" };
        expect(changesSince(one, later)).toEqual([]);
        expect(changesSince(null, one).map((each) => each.code)).toEqual(
          one.leaves.map((each) => each.code),
        );
      }),
    );
  });

  it("tell old and new points, and whether the evidence changed", () => {
    const better = withLeaf({ points: 9_500 })(signed);
    expect(changesSince(signed, better)).toMatchObject([
      { code: "1.1", before: { points: 9_000 }, after: { points: 9_500 }, isProofChanged: false },
    ]);
    const bare = { ...signed, evidence: [] };
    expect(changesSince(signed, bare)).toMatchObject([{ code: "1.1", isProofChanged: true }]);
    expect(changesSince(signed, { ...signed, leaves: [] })).toMatchObject([{ after: null }]);
  });
});

const signed: SignedState = {
  schemeHash: "scheme",
  draftVersion: 7,
  leaves: [
    {
      ...{ code: "1.1", answer: { done: "18", total: "20" } as const, points: 9_000 },
      ...{ explanation: null, notApplicable: null },
    },
  ],
  evidence: [
    {
      ...{ code: "1.1", receipt: "R1", wanted: null, sha256: null, place: null },
      document: { number: "1", date: "2025-01-10", issuer: "A" },
    },
  ],
};

function withLeaf(change: Partial<SignedState["leaves"][number]>) {
  return (from: SignedState): SignedState => ({
    ...from,
    leaves: from.leaves.map((each) => ({ ...each, ...change })),
  });
}

function withItem(change: Partial<SignedState["evidence"][number]>) {
  return (from: SignedState): SignedState => ({
    ...from,
    evidence: from.evidence.map((each) => ({ ...each, ...change })),
  });
}

function reversed<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).reverse()) as T;
}

function sorted({ schemeHash, draftVersion, leaves, evidence }: SignedState): SignedState {
  return {
    ...{ schemeHash, draftVersion },
    leaves: [...leaves]
      .sort((a, b) => (a.code < b.code ? -1 : 1))
      .map(({ code, answer, points, explanation, notApplicable }) => {
        return { code, answer, points, explanation, notApplicable };
      }),
    evidence: [...evidence]
      .sort((a, b) => (a.receipt < b.receipt ? -1 : 1))
      .map(({ code, receipt, wanted, sha256, document, place }) => {
        const { number = "", date = "", issuer = "" } = document ?? {};
        const named = document && { number, date, issuer };
        return { code, receipt, wanted, sha256, document: named, place };
      }),
  };
}
