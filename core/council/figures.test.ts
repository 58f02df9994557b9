import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AgencyFigures, type GroupFigures, figuresText, firstDifference } from "./figures.ts";

function anAgency(code: string, overrides: Partial<AgencyFigures> = {}): AgencyFigures {
  return {
    code,
    nodes: [
      { code: "1", points: 9000 },
      { code: "1.1", points: 9000 },
    ],
    sources: [{ code: "1.1", source: "appraised 1" }],
    declarations: [],
    ...{ achieved: 9000, applicableMax: 10_000, bonus: 0, penalty: 0 },
    ...{ index: "90.00", band: "Tốt", rank: 1 },
    ...overrides,
  };
}

function aGroup(...agencies: readonly AgencyFigures[]): GroupFigures {
  return { group: "so", schemeHash: "abc", agencies };
}

const text = (...agencies: readonly AgencyFigures[]): string =>
  figuresText("2025", [aGroup(...agencies)]);

describe("figuresText", () => {
  it("is the same in whatever order the figures were read", () => {
    const codes = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 4 }), { maxLength: 5 });
    fc.assert(
      fc.property(codes, (names) => {
        const agencies = names.map((name) => anAgency(name));
        expect(text(...[...agencies].reverse())).toBe(text(...agencies));
      }),
    );
  });

  it("reads as lines of name and value", () => {
    expect(text(anAgency("A1", { declarations: ["knockout:k:1:"] })).split("\n")).toEqual([
      ...["cham-figures-1", "2025", "so//scheme\tabc", "so/A1/1\t9000", "so/A1/1.1\t9000"],
      ...["so/A1/1.1@\tappraised 1", "so/A1/achieved\t9000", "so/A1/applicableMax\t10000"],
      ...["so/A1/band\tTốt", "so/A1/bonus\t0", "so/A1/declared\tknockout:k:1:"],
      ...["so/A1/index\t90.00", "so/A1/penalty\t0", "so/A1/rank\t1", ""],
    ]);
  });
});

describe("firstDifference", () => {
  const before = text(anAgency("A1"), anAgency("A2"));

  it.each<{ change: Partial<AgencyFigures>; what: string; from: string | null; to: string }>([
    {
      change: { sources: [{ code: "1.1", source: "council 1" }], rank: 2, index: "91.00" },
      ...{ what: "1.1@", from: "appraised 1", to: "council 1" },
    },
    { change: { declarations: ["x"], rank: 2 }, what: "declared", from: null, to: "x" },
    { change: { rank: 2 }, what: "rank", from: "1", to: "2" },
    { change: { band: "A/B\tC\n" }, what: "band", from: "Tốt", to: "A/B\tC\n" },
    { change: { index: null }, what: "index", from: "90.00", to: "-" },
  ])("names the cause before what follows from it: $what", ({ change, what, from, to }) => {
    const now = text(anAgency("A1"), anAgency("A2", change));
    expect(firstDifference(before, now)).toEqual({
      ...{ group: "so", agencyCode: "A2", what, before: from, now: to },
    });
  });

  it("finds none in the same figures", () => {
    expect(firstDifference(before, text(anAgency("A2"), anAgency("A1")))).toBeNull();
  });

  it("sees an agency that came or went, and another scheme", () => {
    expect(firstDifference(before, text(anAgency("A1")))).toMatchObject({
      agencyCode: "A2",
      now: null,
    });
    const other = figuresText("2025", [
      { ...aGroup(anAgency("A1"), anAgency("A2")), schemeHash: "d" },
    ]);
    expect(firstDifference(before, other)).toMatchObject({ agencyCode: null, what: "scheme" });
  });
});
