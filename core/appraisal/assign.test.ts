import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assign, uncovered } from "./assign.ts";
import { drawSample } from "./draw-sample.ts";
import type { Appraiser, MatrixRow, Roster } from "./roster.ts";

const agencyCodes = ["SNV", "STP", "STC", "VP", "SKHCN", "SYT"];
const codes = ["1.1", "1.2.1", "2.1", "2.2"];

const anAppraiser = (at: number): fc.Arbitrary<Appraiser> =>
  fc.record({
    staffId: fc.constant(`id-${at}`),
    code: fc.constant(`cb${at}`),
    agencyCode: fc.constantFrom(...agencyCodes),
    fields: fc.oneof(fc.constant(null), fc.subarray(["1", "2"])),
    seesResults: fc.boolean(),
  });

const aRoster: fc.Arbitrary<Roster> = fc
  .integer({ min: 0, max: 7 })
  .chain((people) => {
    const staffId = fc.integer({ min: 0, max: 8 }).map((at) => `id-${at}`);
    return fc.record({
      agencies: fc
        .subarray(agencyCodes)
        .map((some) =>
          some.map((code) => ({ code, group: code === "SYT" ? "xa" : "so", leftOut: [] })),
        ),
      leaves: fc.record({
        so: fc.constant(codes.map((code) => ({ code, lead: code < "2" ? "SNV" : "STP" }))),
        xa: fc.constant([{ code: "1.1", lead: "SNV" }]),
      }),
      appraisers: fc.tuple(...Array.from({ length: people }, (_, at) => anAppraiser(at))),
      rows: fc.array(
        fc.record({
          code: fc.constantFrom("1", "1.2", "1.2.1", "2", "2.2"),
          staffId,
          agencyCode: fc.option(fc.constantFrom(...agencyCodes)),
        }),
        { maxLength: 5 },
      ),
      substitutes: fc.uniqueArray(staffId, { maxLength: 3 }),
      secondCodes: fc.subarray(["1.2", "2"]),
    });
  })
  .map(({ leaves, ...roster }) => ({ ...roster, leaves: new Map(Object.entries(leaves)) }));

describe("who appraises", () => {
  it("is the same worked out agency by agency as for all at once", () => {
    fc.assert(
      fc.property(aRoster, (roster) => {
        // A row about nothing in the scheme, so that each agency is one that a row names.
        const apart = roster.agencies.map(({ code }) => ({
          ...{ code: "9", staffId: "id-0", agencyCode: code },
        }));
        expect(assign({ ...roster, rows: [...roster.rows, ...apart] })).toEqual(assign(roster));
      }),
    );
  });

  it("leaves out what does not apply to an agency, and nothing else", () => {
    const declared = fc.subarray(["1", "1.2", "1.2.1", "2.2", "3"]);
    fc.assert(
      fc.property(aRoster, declared, (roster, leftOut) => {
        const [first, ...others] = roster.agencies;
        if (!first) return;
        const all = assign(roster);
        const isOut = (code: string) => leftOut.some((above) => `${code}.`.startsWith(`${above}.`));
        const agencies = [{ ...first, leftOut }, ...others];
        expect(assign({ ...roster, agencies })).toEqual(
          all.filter(({ agencyCode, code }) => agencyCode !== first.code || !isOut(code)),
        );
      }),
    );
  });

  it("is never of the appraised agency, and the second never the first", () => {
    fc.assert(
      fc.property(aRoster, (roster) => {
        const home = new Map(roster.appraisers.map((each) => [each.staffId, each.agencyCode]));
        for (const { agencyCode, first, second } of assign(roster)) {
          if (first !== null) expect(home.get(first)).not.toBe(agencyCode);
          if (second === null) continue;
          expect(home.get(second)).not.toBe(agencyCode);
          expect(second).not.toBe(first);
          expect(roster.appraisers.find((each) => each.staffId === second)?.seesResults).toBe(
            false,
          );
        }
      }),
    );
  });

  it("is one person for every leaf, or the leaf is listed as uncovered", () => {
    fc.assert(
      fc.property(aRoster, (roster) => {
        const all = assign(roster);
        const keys = all.map(({ agencyCode, code }) => `${agencyCode}/${code}`);
        expect(new Set(keys).size).toBe(keys.length);
        const expected = roster.agencies.reduce(
          (sum, { group }) => sum + (roster.leaves.get(group)?.length ?? 0),
          0,
        );
        expect(all).toHaveLength(expected);
        const missing = uncovered(roster).filter(({ part }) => part === "first");
        expect(missing).toHaveLength(all.filter(({ first }) => first === null).length);
      }),
    );
  });

  it("does not depend on the order in which anything but the substitutes is given", () => {
    fc.assert(
      fc.property(aRoster, (roster) => {
        const turned: Roster = {
          ...roster,
          agencies: roster.agencies.toReversed(),
          appraisers: roster.appraisers.toReversed(),
          rows: roster.rows.toReversed(),
          secondCodes: roster.secondCodes.toReversed(),
        };
        expect(assign(turned)).toEqual(assign(roster));
      }),
    );
  });

  const snv = person("a1", "SNV", ["1"]);
  const snv2 = person("a2", "SNV", ["1"]);
  const stp = person("b1", "STP", ["2"]);
  const base: Roster = {
    agencies: ["SNV", "STP", "SYT", "VP"].map((code) => ({
      ...{ code, group: "so", leftOut: [] },
    })),
    leaves: new Map([["so", [{ code: "1.1", lead: "SNV" }]]]),
    appraisers: [snv, snv2, stp],
    rows: [],
    substitutes: ["b1"],
    secondCodes: [],
  };
  const row = (code: string, staffId: string, agencyCode: string | null = null): MatrixRow => ({
    ...{ code, staffId, agencyCode },
  });

  it.each([
    { change: {}, firsts: ["b1", "a2", "a1", "a2"], because: "two share by order of agencies" },
    { change: { substitutes: [] }, firsts: [null, "a2", "a1", "a2"], because: "no substitute" },
    {
      change: { rows: [row("1", "b1"), row("1.1", "a1")] },
      firsts: ["b1", "a1", "a1", "a1"],
      because: "the longest code names the person",
    },
    {
      change: { rows: [row("1.1", "a1"), row("1.1", "b1", "SYT")] },
      firsts: ["b1", "a1", "b1", "a1"],
      because: "a row for the agency comes first",
    },
    {
      change: { rows: [row("1.1", "gone")] },
      firsts: ["b1", "a2", "a1", "a2"],
      because: "a row names somebody who no longer appraises",
    },
    {
      change: { appraisers: [stp] },
      firsts: [null, null, null, null],
      because: "a substitute stands in for a conflict, not for a lead without appraisers",
    },
  ])("is $firsts: $because", ({ change, firsts }) => {
    expect(assign({ ...base, ...change }).map(({ first }) => first)).toEqual(firsts);
  });
});

describe("a sample for single judgement", () => {
  it("follows from seed and list, whatever their order, and is at least one", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 100 }),
        fc.string(),
        (keys, percent, seed) => {
          const drawn = drawSample(keys, percent, seed);
          expect(drawn).toEqual(drawSample(keys.toReversed(), percent, seed));
          expect(drawn).toHaveLength(Math.max(1, Math.ceil((keys.length * percent) / 100)));
          expect(drawn.every((key) => keys.includes(key))).toBe(true);
        },
      ),
    );
  });

  it("draws each leaf about as often as any other", () => {
    const keys = Array.from({ length: 20 }, (_, at) => `STC/1.${at}`);
    const times = new Map<string, number>();
    for (let at = 0; at < 4000; at += 1) {
      for (const key of drawSample(keys, 10, `BN${at}`)) times.set(key, (times.get(key) ?? 0) + 1);
    }
    for (const count of times.values()) expect(Math.abs(count - 400)).toBeLessThan(90);
    expect(times.size).toBe(20);
  });
});

function person(staffId: string, agencyCode: string, fields: readonly string[]): Appraiser {
  return { staffId, code: staffId, agencyCode, fields, seesResults: false };
}
