import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CouncilFacts, CouncilItem, CouncilVote } from "./council.ts";
import { itemsNeeding, itemsToDecide, itemsToVote, sealOf } from "./joint.ts";
import type { VoteChoice } from "./outcome.ts";
import { defaultRules } from "./rules.ts";
import { resultOf } from "./voting.ts";

const at = "2026-02-02T02:00:00.000Z";
const choice = fc.constantFrom<VoteChoice>("agree", "disagree", "other");
/** The choice of each member of a council; null for none yet. */
const choices = fc.array(fc.option(choice), { minLength: 1, maxLength: 9 });
const rules = fc.record({
  quorum: fc.constant(defaultRules.quorum),
  majority: fc.constantFrom(defaultRules.majority, { num: 2, den: 3, isMoreThan: false }),
  majorityOf: fc.constantFrom("members" as const, "votes" as const),
  hasCastingVote: fc.boolean(),
});

function aVote(memberId: string, given: VoteChoice): CouncilVote {
  return {
    ...{ memberId, name: memberId, agencyId: "agency-9", isChair: memberId === "0", choice: given },
    ...{ manner: "chat", opinion: null, enteredBy: null, at },
  };
}

function anItem(number: number, more: Partial<CouncilItem> = {}): CouncilItem {
  return {
    ...{ id: `item-${number}`, number, source: "tie", agencies: [], code: null, proposal: "?" },
    ...{ motion: { kind: "accept" }, status: "voting", version: 1, ballot: 1, votes: [] },
    ...{ interests: [], value: null, isDeclaration: false, decision: null },
    ...more,
  };
}

function aCouncil(memberCount: number, items: readonly CouncilItem[]): CouncilFacts {
  const members = Array.from({ length: memberCount }, (_, place) => ({
    ...{ staffId: String(place), name: String(place), agencyId: "agency-9", agencyName: "UBND" },
    isChair: place === 0,
  }));
  return {
    round: {
      ...({ id: "r", code: "2025", title: "2025", stage: "council", window: null } as const),
      ...{ isDemo: false, isTraining: false, agencyIds: [] },
    },
    ...{ rules: defaultRules, meeting: { at, by: "Hà" }, members, items },
    ...{ closing: null, approval: null, pending: 0 },
  };
}

function votesOf(given: readonly (VoteChoice | null)[]): readonly CouncilVote[] {
  return given.flatMap((each, place) => (each === null ? [] : [aVote(String(place), each)]));
}

describe("itemsToDecide", () => {
  it("takes only outcomes that stand however the rest vote", () => {
    fc.assert(
      fc.property(
        choices,
        fc.array(choice, { minLength: 9, maxLength: 9 }),
        rules,
        (given, rest, set) => {
          const item = anItem(1, { votes: votesOf(given) });
          const facts = { ...aCouncil(given.length, [item]), rules: set };
          const { ready } = itemsToDecide(facts);
          if (ready.length === 0) return;
          const full = given.map((each, place) => each ?? rest[place] ?? "other");
          const later = { ...item, votes: votesOf(full) };
          expect(resultOf(facts, later).outcome).toBe(resultOf(facts, item).outcome);
        },
      ),
    );
  });

  it("takes every item on which all have voted", () => {
    fc.assert(
      fc.property(fc.array(choice, { minLength: 1, maxLength: 9 }), (given) => {
        const facts = aCouncil(given.length, [anItem(1, { votes: votesOf(given) })]);
        expect(itemsToDecide(facts).ready).toHaveLength(1);
      }),
    );
  });
});

describe("itemsToVote", () => {
  const interest = { memberId: "1", name: "1", reason: "Người thân", at };
  const own = { id: "agency-9", code: "UBND", name: "UBND" };
  const items = [
    anItem(1),
    anItem(2, { votes: [aVote("1", "agree")] }),
    anItem(3, { interests: [interest] }),
    anItem(4, { agencies: [own] }),
    anItem(5, { motion: { kind: "refuse" } }),
    anItem(6, { source: "extension" }),
    anItem(7, { status: "waiting" }),
  ];
  const facts = aCouncil(3, items);
  const who = { staffId: "1", now: at } as const;

  it("leaves out what the member may not vote on, and other motions", () => {
    const { ready, leftOut } = itemsToVote(facts, { ...who, scope: "all" });
    expect(ready.map(({ number }) => number)).toEqual([1, 6]);
    expect(leftOut.map(({ item, why }) => [item.number, why.kind])).toEqual([
      [3, "declared"],
      [4, "ownAgency"],
      [5, "ownMotion"],
    ]);
  });

  it("asks for votes first, and the secretary for what is not put", () => {
    const both = { ...who, isMember: true, isSecretary: true };
    expect(itemsNeeding(facts, both).map(({ number }) => number)).toEqual([1, 5, 6, 7]);
  });
});

it("marks another list with another seal", () => {
  expect(sealOf(["item-1", 1])).not.toBe(sealOf(["item-1", 2]));
  expect(sealOf(["item-1", 1])).toMatch(/^[a-z0-9]{1,7}$/);
});
