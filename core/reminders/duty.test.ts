import { describe, expect, it } from "vitest";
import { dutiesOf } from "./duty.ts";

const agency = { code: "STP", name: "Sở Tư pháp", officers: ["o1", "o2"], leaders: ["l1"] };
const leaf = (code: string, worth: number) => ({ code, name: `Tiêu chí ${code}`, worth });

describe("self-scoring", () => {
  const facts = {
    ...({ kind: "selfScoring", agency, submittedAt: null, signedAt: null, reopened: [] } as const),
    openLeaves: [leaf("1.1.1", 5_000), leaf("2.3", 12_500)],
  };

  it("is owed by the officers with the open leaves by name, and signed by the leader", () => {
    expect(dutiesOf(facts)).toEqual([
      {
        ...{ key: "score/selfScoring/STP", phase: "selfScoring", isOwed: true },
        ...{ subject: "STP", subjectName: "Sở Tư pháp", owedBy: ["o1", "o2"] },
        owes: { kind: "score", leaves: facts.openLeaves, worth: 17_500 },
      },
      {
        ...{ key: "signOff/selfScoring/STP", phase: "selfScoring", isOwed: true },
        ...{ subject: "STP", subjectName: "Sở Tư pháp", owedBy: ["l1"] },
        owes: { kind: "signOff", openLeaves: 2, isSubmitted: false },
      },
    ]);
  });

  it("is owed until it is handed in, though nothing is open", () => {
    const [score] = dutiesOf({ ...facts, openLeaves: [] });
    expect(score).toMatchObject({ isOwed: true, owes: { leaves: [], worth: 0 } });
  });

  it("ends for the officers with handing in, for the leader with the signature", () => {
    const submittedAt = "2026-01-20T03:00:00.000Z";
    const owed = (signedAt: string | null) =>
      dutiesOf({ ...facts, submittedAt, signedAt }).map(({ isOwed }) => isOwed);
    expect(owed(null)).toEqual([false, true]);
    expect(owed("2026-01-20T04:00:00.000Z")).toEqual([false, false]);
  });
});

describe("appraisal", () => {
  const appraiser = { staffId: "a1", name: "Lê Văn An" };

  it("counts the leaves and agencies that wait for a person", () => {
    const open = [
      { agencyCode: "STP", code: "1.1" },
      { agencyCode: "STP", code: "1.2" },
      { agencyCode: "SYT", code: "1.1" },
    ];
    const [duty] = dutiesOf({ kind: "appraisal", phase: "secondAppraisal", appraiser, open });
    expect(duty).toMatchObject({
      ...{ key: "appraise/secondAppraisal/a1", owedBy: ["a1"], isOwed: true },
      owes: { kind: "appraise", leaves: 3, agencies: 2 },
    });
  });

  it("is not owed when nothing waits", () => {
    const [duty] = dutiesOf({ kind: "appraisal", phase: "appraisal", appraiser, open: [] });
    expect(duty?.isOwed).toBe(false);
  });
});

describe("explaining", () => {
  it("is answered by officers and signed by the leader, each while anything is left", () => {
    const unanswered = [leaf("3.1", 2_500)];
    const duties = dutiesOf({ kind: "explaining", agency, unanswered, unsigned: 2 });
    expect(duties.map(({ owedBy, isOwed, owes }) => [owes.kind, owedBy, isOwed])).toEqual([
      ["answer", ["o1", "o2"], true],
      ["signExplanations", ["l1"], true],
    ]);
    const none = dutiesOf({ kind: "explaining", agency, unanswered: [], unsigned: 0 });
    expect(none.map(({ isOwed }) => isOwed)).toEqual([false, false]);
  });
});

describe("the list for the survey", () => {
  const cbcc = { kind: "cbcc", name: "Công chức", wanted: 15 };
  const heads = { kind: "ldp", name: "Lãnh đạo phòng", wanted: 5 };
  const duties = (...given: readonly [number, number]) =>
    dutiesOf({
      ...{ kind: "survey", agency },
      asked: [
        { ...cbcc, given: given[0] },
        { ...heads, given: given[1] },
      ],
    });

  it("is owed by the officers while any group lacks people, which it names", () => {
    expect(duties(15, 3)).toEqual([
      {
        ...{ key: "supply/survey/STP", phase: "survey", isOwed: true },
        ...{ subject: "STP", subjectName: "Sở Tư pháp", owedBy: ["o1", "o2"] },
        owes: { kind: "supply", lacking: [{ ...heads, given: 3 }] },
      },
    ]);
  });

  it("is done with as many as wanted, or more", () => {
    expect(duties(20, 5)).toMatchObject([{ isOwed: false, owes: { lacking: [] } }]);
  });
});

describe("the council", () => {
  it("names the items a member has not voted on, in order", () => {
    const member = { staffId: "m1", name: "Trần Thị Bình" };
    const [duty] = dutiesOf({ kind: "council", member, items: [7, 2] });
    expect(duty).toMatchObject({ key: "vote/council/m1", owes: { kind: "vote", items: [2, 7] } });
  });
});
