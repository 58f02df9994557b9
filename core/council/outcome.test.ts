import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GivenVote, type Voter, isQuorate, outcomeOf, tallyOf } from "./outcome.ts";
import { defaultRules, readCouncilRules } from "./rules.ts";

const choice = fc.constantFrom("agree", "disagree", "other");

/** A council of up to ten, some with an interest, and votes of some, also of people outside. */
const votes = fc
  .array(fc.record({ hasInterest: fc.boolean(), vote: fc.option(choice) }), { maxLength: 10 })
  .chain((people) => {
    const voters = people.map(({ hasInterest }, at): Voter => ({
      ...{ id: String(at), isChair: at === 0, hasInterest },
    }));
    const given = people.flatMap(({ vote }, at): readonly GivenVote[] =>
      vote === null ? [] : [{ memberId: String(at), choice: vote }],
    );
    const stranger = fc.array(fc.record({ memberId: fc.constant("x"), choice }), { maxLength: 3 });
    return stranger.map((others) => ({ voters, votes: [...given, ...others] }));
  });

/** `agree` for, `against` against and `absent` without a vote; the chair is the first. */
function aVote(agree: number, against: number, absent: number) {
  const choices = [
    ...Array<"agree">(agree).fill("agree"),
    ...Array<"disagree">(against).fill("disagree"),
  ];
  const voters = [...choices, ...Array<null>(absent).fill(null)].map((_, at): Voter => ({
    ...{ id: String(at), isChair: at === 0, hasInterest: false },
  }));
  return { voters, votes: choices.map((each, at) => ({ memberId: String(at), choice: each })) };
}

describe("outcomeOf", () => {
  it.each([
    {
      agree: 6,
      against: 4,
      absent: 0,
      outcome: "passed",
      because: "six of ten are more than half",
    },
    {
      agree: 5,
      against: 5,
      absent: 0,
      outcome: "notPassed",
      because: "half is not more than half",
    },
    {
      agree: 5,
      against: 0,
      absent: 4,
      outcome: "passed",
      because: "five of nine, present or in writing",
    },
    { agree: 5, against: 0, absent: 5, outcome: "notQuorate", because: "half of ten have voted" },
    {
      agree: 5,
      against: 1,
      absent: 4,
      outcome: "notPassed",
      because: "of all members, not of votes",
    },
    { agree: 0, against: 0, absent: 0, outcome: "notQuorate", because: "nobody may vote" },
  ])("$agree for, $against against, $absent absent: $outcome ($because)", (row) => {
    const { voters, votes: given } = aVote(row.agree, row.against, row.absent);
    expect(outcomeOf(given, voters, defaultRules)).toBe(row.outcome);
  });

  it("never passes with half or fewer of all members who may vote", () => {
    fc.assert(
      fc.property(votes, ({ voters, votes: given }) => {
        const tally = tallyOf(given, voters);
        const isMost = tally.agree * 2 > tally.members;
        expect(outcomeOf(given, voters, defaultRules) === "passed").toBe(isMost);
      }),
    );
  });

  it("counts a member with an interest neither among the votes nor among the members", () => {
    fc.assert(
      fc.property(votes, ({ voters, votes: given }) => {
        const able = voters.filter(({ hasInterest }) => !hasInterest);
        const { interested, ...tally } = tallyOf(given, voters);
        expect(tallyOf(given, able)).toEqual({ ...tally, interested: 0 });
        expect(interested).toBe(voters.length - able.length);
        expect(outcomeOf(given, able, defaultRules)).toBe(outcomeOf(given, voters, defaultRules));
      }),
    );
  });

  it("counts everybody once, by the last vote", () => {
    fc.assert(
      fc.property(votes, choice, ({ voters, votes: given }, last) => {
        const again = [...given, ...voters.map(({ id }) => ({ memberId: id, choice: last }))];
        const tally = tallyOf(again, voters);
        expect(tally[last]).toBe(tally.members);
        expect(isQuorate(tally, defaultRules)).toBe(tally.members > 0);
      }),
    );
  });

  it("lets the chair decide a tie only where the rules say so", () => {
    const { voters, votes: given } = aVote(2, 2, 0);
    const rules = { ...defaultRules, hasCastingVote: true };
    expect(outcomeOf(given, voters, rules)).toBe("passed");
    expect(outcomeOf([...given, { memberId: "0", choice: "other" }], voters, rules)).toBe(
      "notPassed",
    );
  });

  it("lets half never pass by the chair where more is asked for than more than half", () => {
    const majority = { num: 2, den: 3, isMoreThan: false };
    const rules = { ...defaultRules, majority, hasCastingVote: true };
    const { voters, votes: half } = aVote(4, 4, 0);
    expect(outcomeOf(half, voters, rules)).toBe("notPassed");
  });
});

describe("readCouncilRules", () => {
  it.each([
    { value: null, rules: defaultRules, because: "nothing set" },
    { value: {}, rules: defaultRules, because: "nothing named" },
    {
      value: { majority: { num: 2, den: 3, isMoreThan: false }, majorityOf: "votes" },
      rules: {
        ...defaultRules,
        majority: { num: 2, den: 3, isMoreThan: false },
        majorityOf: "votes",
      },
      because: "two thirds of the votes",
    },
    { value: "half", rules: null, because: "no object" },
    { value: { quorum: { num: 3, den: 2, isMoreThan: true } }, rules: null, because: "over 1" },
    { value: { majorityOf: "all" }, rules: null, because: "no such base" },
  ])("$because", ({ value, rules }) => {
    expect(readCouncilRules(value)).toEqual(rules);
  });
});
