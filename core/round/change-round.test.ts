import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCourse, aReadyCourse, anAgencyCourse } from "../../test/courses.ts";
import { openCalendar } from "./calendar.ts";
import { type ChangeFacts, planChange } from "./change-round.ts";
import type { RoundChange } from "./round-change.ts";
import { phases } from "./round.ts";
import { phasesOutOfOrder } from "./transition-checks.ts";

const now = "2026-01-28T02:00:00.000Z";
const calendar = openCalendar({ daysOff: ["2026-02-16"], workingDays: [] });
const facts = (overrides: Partial<ChangeFacts> = {}): ChangeFacts => ({
  ...{ course: aCourse(), agency: anAgencyCourse(), calendar, now },
  ...{ who: { kind: "person", rights: ["manageRound"] } },
  ...overrides,
});
const extend = (overrides: object = {}): RoundChange => ({
  ...{ kind: "extend", agency: "STP", phase: "selfScoring", until: "2026-02-04T10:00:00.000Z" },
  ...{ reason: "Chờ số liệu quyết toán", letter: "15/STP-VP" },
  ...overrides,
});
const reopen = (overrides: object = {}): RoundChange => ({
  ...{ kind: "reopen", agency: "STP", codes: ["1.1.1"], until: "2026-02-04T10:00:00.000Z" },
  ...{ reason: "Nhập nhầm số liệu", letter: "16/STP-VP" },
  ...overrides,
});
const move = (overrides: object = {}): RoundChange => ({
  ...{ kind: "move", phase: "selfScoring", until: "2026-02-06T10:00:00.000Z", reason: "Bão số 3" },
  ...overrides,
});
const codesOf = (change: RoundChange, given = facts()) => {
  const planned = planChange(change, given);
  return planned.ok ? [] : planned.error.map(({ code }) => code);
};
const submitted = { agency: anAgencyCourse({ isSubmitted: true }) };

describe("what is granted to one agency", () => {
  it.each([
    [extend(), {}, [], "a few days more"],
    [extend({ until: "2026-01-20T10:00:00Z" }), {}, ["inThePast", "notLater"], "already over"],
    [extend({ until: "2026-01-30T10:00:00Z" }), {}, ["notLater"], "that is the end already"],
    [extend({ until: "2026-03-20T10:00:00Z" }), {}, ["beyondRound"], "nobody would look at it"],
    [extend({ phase: "council" }), {}, ["noSuchPhase"], "the council's, not the agency's"],
    [extend({ reason: " ", letter: "" }), {}, ["noReason", "noLetter"], "no trail"],
    [extend(), { agency: null }, ["unknownAgency"], "not in the round"],
    [extend(), submitted, ["alreadySubmitted"], "the draft is frozen"],
    [extend(), { course: aCourse({ stage: "council" }) }, ["noExceptionsNow"], "too late"],
    [extend(), { course: aCourse({ stage: "draft" }) }, ["noExceptionsNow"], "not begun"],
    [extend(), { who: { kind: "person", rights: [] } }, ["noRight"], "not the coordinator"],
    [reopen(), {}, ["stillOpen"], "the agency can still write everything"],
    [reopen(), submitted, [], "it has handed in"],
    [reopen(), { now: "2026-01-30T10:00:00.000Z" }, [], "self-scoring has closed"],
    [reopen({ codes: [] }), submitted, ["noLeaves"], "what is to be opened"],
    [reopen({ codes: ["1.1.1", "9.9"] }), submitted, ["unknownLeaves"], "no such leaf"],
  ] as const)("%#: %o", (change, overrides, codes, because) => {
    expect(codesOf(change, facts(overrides as Partial<ChangeFacts>)), because).toEqual(codes);
  });

  it("moves a deadline on a day off to the next working day and says so", () => {
    const planned = planChange(extend({ until: "2026-02-14T10:00:00.000Z" }), facts());
    expect(planned).toMatchObject({
      ok: true,
      value: { kind: "grant", until: "2026-02-17T10:00:00.000Z", movedFrom: "2026-02-14" },
    });
  });

  it("adds to an extension that was granted before", () => {
    const closesAt = "2026-02-10T10:00:00.000Z";
    const exceptions = [{ phase: "selfScoring", codes: null, closesAt }] as const;
    const agency = anAgencyCourse({ exceptions });
    expect(codesOf(extend(), facts({ agency }))).toEqual(["notLater"]);
    expect(codesOf(extend({ until: "2026-02-11T10:00:00.000Z" }), facts({ agency }))).toEqual([]);
  });
});

describe("another end of a phase", () => {
  it("takes the next phase along when it was laid right behind", () => {
    expect(planChange(move(), facts())).toMatchObject({
      value: {
        ...{ kind: "move", former: "2026-01-30T10:00:00.000Z", until: "2026-02-06T10:00:00.000Z" },
        next: { phase: "appraisal", opensAt: "2026-02-06T10:00:00.000Z" },
      },
    });
    const gap = move({ phase: "appraisal", until: "2026-02-26T10:00:00.000Z" });
    expect(planChange(gap, facts())).toMatchObject({ ok: true, value: { next: null } });
  });

  it.each([
    [move({ until: "2026-01-27T10:00:00Z" }), {}, ["inThePast"], "yesterday"],
    [move({ until: "2026-01-30T10:00:00Z" }), {}, ["unchanged"], "the end it has"],
    [move({ until: "2026-02-27T10:00:00Z" }), {}, ["breaksOrder"], "nothing left of appraisal"],
    [
      move({ phase: "appraisal", until: "2026-01-30T09:00:00Z" }),
      {},
      ["notLater"],
      "no phase left",
    ],
    [move(), { course: aCourse({ stage: "appraisal" }) }, ["phaseOver"], "it has closed"],
    [move(), { now: "2026-01-30T10:00:00.000Z" }, ["phaseOver"], "closed this moment"],
    [move(), { course: aCourse({ phases: {} }) }, ["noSuchPhase"], "no such phase"],
  ] as const)("%#: %o", (change, overrides, codes, because) => {
    expect(codesOf(change, facts(overrides as Partial<ChangeFacts>)), because).toEqual(codes);
  });

  it.each([
    [{ phase: "survey", until: "2026-02-27T10:00:00Z" }, [], "some days more"],
    [{ phase: "survey", until: "2026-03-20T10:00:00Z" }, ["beyondRound"], "figures are made up"],
    [{ phase: "secondAppraisal", until: "2026-02-19T10:00:00Z" }, ["beforeSurvey"], "too early"],
  ] as const)("lays the survey's list beside the stages: %o", (change, codes, because) => {
    const { phases: laid } = aReadyCourse("appraisal");
    const secondAppraisal = { opensAt: now, closesAt: "2026-03-13T10:00:00.000Z" };
    const course = aCourse({ phases: { ...laid, secondAppraisal } });
    expect(codesOf(move(change), facts({ course })), because).toEqual(codes);
  });

  it("grants one agency more time for it", () => {
    const course = aReadyCourse("announced");
    const more = { phase: "survey", until: "2026-02-27T10:00:00Z" };
    expect(codesOf(extend(more), facts({ course }))).toEqual([]);
    expect(codesOf(extend(more))).toEqual(["noSuchPhase"]);
  });

  it("keeps all phases in order, whatever is moved", () => {
    const moves = fc.array(
      fc.record({ phase: fc.constantFrom(...phases), days: fc.integer({ min: -5, max: 70 }) }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(moves, (all) => {
        let course = aReadyCourse("selfScoring");
        for (const { phase, days } of all) {
          const until = new Date(Date.parse(now) + days * 86_400_000).toISOString();
          const planned = planChange(move({ phase, until }), facts({ course }));
          if (!planned.ok || planned.value.kind !== "move") continue;
          const { next } = planned.value;
          const laid = { ...course.phases };
          const window = laid[phase];
          if (window) laid[phase] = { ...window, closesAt: planned.value.until };
          const following = next && laid[next.phase];
          if (next && following) laid[next.phase] = { ...following, opensAt: next.opensAt };
          course = { ...course, phases: laid };
          expect(phasesOutOfOrder(course.phases)).toEqual([]);
        }
      }),
    );
  });
});
