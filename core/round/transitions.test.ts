import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aCourse, aGroupCourse, aReadyCourse } from "../../test/courses.ts";
import type { RoundCourse } from "./course.ts";
import { phaseState } from "./phase-window.ts";
import { type Stage, stagePhases, stages } from "./round.ts";
import { type RoundMover, advanceRound, dueByClock, transitions } from "./transitions.ts";

const coordinator: RoundMover = { kind: "person", rights: ["manageRound"] };
const official: RoundMover = { kind: "person", rights: ["approveResults"] };
const everybody: RoundMover = { kind: "person", rights: ["manageRound", "approveResults"] };
const clock: RoundMover = { kind: "clock" };
const late = "2027-01-01T00:00:00.000Z";

const refusals = (course: RoundCourse, to: Stage, now: string, who = everybody) => {
  const judged = advanceRound(to, who, { course, now, reason: null });
  return judged.ok ? [] : judged.error.map(({ code }) => code);
};

describe("the table of steps", () => {
  it("leads through every stage and skips none", () => {
    const forward = transitions.filter(({ from, to }) => stages.indexOf(to) > stages.indexOf(from));
    expect(forward.map(({ from, to }) => [from, to])).toEqual(
      stages.slice(0, -1).map((stage, at) => [stage, stages[at + 1]]),
    );
    const back = transitions.filter((each) => !forward.includes(each));
    expect(back.map(({ from, to }) => [from, to])).toEqual([["submission", "council"]]);
  });

  it("lets the clock move only what closes by the clock", () => {
    const moved = transitions.filter(({ by }) => by.includes("clock")).map(({ from }) => from);
    expect(moved).toEqual([
      ...(["announced", "selfScoring", "appraisal", "explaining", "secondAppraisal"] as const),
    ]);
  });
});

describe("advanceRound", () => {
  const movers = fc.constantFrom(clock, coordinator, official, everybody);

  it("never skips a stage on any path, whoever moves and whenever", () => {
    const tries = fc.array(
      fc.record({
        to: fc.constantFrom(...stages),
        who: movers,
        hours: fc.integer({ min: 0, max: 2_500 }),
        reason: fc.option(fc.constantFrom("", "Thiếu biên bản")),
      }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(tries, (all) => {
        let stage: Stage = "draft";
        let now = Date.parse("2026-01-01T00:00:00Z");
        const furthest = new Set<Stage>([stage]);
        for (const { to, who, hours, reason } of all) {
          now += hours * 360_000;
          const course = aReadyCourse(stage);
          const facts = { course, now: new Date(now).toISOString(), reason };
          const judged = advanceRound(to, who, facts);
          if (!judged.ok) {
            expect(judged.error.length).toBeGreaterThan(0);
            continue;
          }
          const steps = stages.indexOf(to) - stages.indexOf(stage);
          expect(steps === 1 || (stage === "submission" && to === "council")).toBe(true);
          stage = to;
          furthest.add(stage);
        }
        const reached = stages.filter((each) => furthest.has(each));
        expect(reached).toEqual(stages.slice(0, reached.length));
      }),
    );
  });

  it("never leaves anybody writing in a phase that is closed", () => {
    const instants = fc.integer({ min: 0, max: 100 * 24 }).map((hours) => {
      return new Date(Date.parse("2026-01-01T00:00:00Z") + hours * 3_600_000).toISOString();
    });
    fc.assert(
      fc.property(instants, fc.constantFrom(...stages), (now, stage) => {
        const course = { ...aReadyCourse(stage), exceptions: [] };
        const open = stagePhases.filter(
          (phase) => phaseState(course, phase, { now, code: null }) === "open",
        );
        expect(open.every((phase) => phase === stage)).toBe(true);
        // What the clock would close now takes no writing any more, moved or not.
        const due = dueByClock(course, now);
        if (due && due.from !== "announced") expect(open).toEqual([]);
      }),
    );
  });

  it("refuses every pair that is not in the table, with a reason and what is possible", () => {
    const pairs = stages.flatMap((from) => stages.map((to) => ({ from, to })));
    const wrong = pairs.filter(
      ({ from, to }) => !transitions.some((each) => each.from === from && each.to === to),
    );
    expect(wrong).toHaveLength(pairs.length - transitions.length);
    for (const { from, to } of wrong) {
      const judged = advanceRound(to, everybody, {
        ...{ course: aReadyCourse(from), now: late, reason: "Lý do" },
      });
      expect(judged).toMatchObject({ ok: false, error: [{ code: "noSuchStep", from, to }] });
    }
  });

  it("refuses each step to everybody whom it does not name", () => {
    for (const { from, to, by } of transitions) {
      for (const who of [clock, coordinator, official, { kind: "person", rights: [] } as const]) {
        const facts = { course: aReadyCourse(from), now: late, reason: "Lý do" };
        const isNamed =
          who.kind === "clock" ? by.includes("clock") : who.rights.some((one) => by.includes(one));
        const judged = advanceRound(to, who, facts);
        const codes = judged.ok ? [] : judged.error.map(({ code }) => code);
        expect(codes.includes("noRight"), `${from} → ${to}`).toBe(!isNamed);
      }
    }
  });
});

describe("what a step needs", () => {
  const early = "2026-01-02T00:00:00.000Z";
  const draft = (overrides: Partial<RoundCourse>) => aCourse({ stage: "draft", ...overrides });

  it.each([
    [draft({}), "announced", early, [], "nothing is missing"],
    [draft({ basis: [] }), "announced", early, ["noLegalBasis"], "no decision is named"],
    [draft({ groups: [] }), "announced", early, ["noGroup"], "nobody is assessed"],
    [
      draft({ groups: [aGroupCourse({ isFrozen: false, agencies: 0 })] }),
      ...(["announced", early, ["schemeNotFrozen", "noAgency"], "all reasons at once"] as const),
    ],
    [draft({ phases: {} }), "announced", early, stagePhases.map(() => "phaseMissing"), "no phases"],
    [draft({}), "announced", late, ["beginsInThePast"], "self-scoring would be over"],
    [
      draft({ substitutes: [{ name: "Một mình", agencyCode: "SNV" }] }),
      ...(["announced", early, ["noSubstitute"], "SNV would appraise itself"] as const),
    ],
    [
      aCourse({
        stage: "draft",
        unappraised: [{ agencyCode: "STP", code: "2.1.3", part: "first" }],
      }),
      ...(["announced", early, ["nobodyAppraises"], "nobody leads a leaf"] as const),
    ],
    [aCourse({ stage: "announced" }), "selfScoring", early, ["notYetOpen"], "too early"],
    [aCourse({}), "appraisal", "2026-01-30T09:59:59.999Z", ["notYetClosed"], "a moment early"],
    [aCourse({}), "appraisal", "2026-01-30T10:00:00.000Z", [], "on the dot"],
    [
      aCourse({ stage: "consolidation", groups: [aGroupCourse({ isComputed: false })] }),
      ...(["council", late, ["notComputed"], "results are not there"] as const),
    ],
    [
      aCourse({ stage: "council" }),
      ...([
        "submission",
        late,
        ["agendaUndecided", "noClosingDecision"],
        "nothing decided",
      ] as const),
    ],
    [
      aCourse({ stage: "submission" }),
      ...(["council", late, ["noReason"], "sent back without a word"] as const),
    ],
    [
      aReadyCourse("submission"),
      ...([
        "council",
        late,
        ["noReason", "alreadyFinal"],
        "approved, and no figure changed",
      ] as const),
    ],
    [
      aCourse({ stage: "submission" }),
      ...(["published", late, ["noClosingDecision", "noApproval"], "not approved"] as const),
    ],
  ] as const)("%#: %o", (...[course, to, now, codes, because]) => {
    expect(refusals(course, to, now), because).toEqual(codes);
  });

  it("names a phase that overlaps the one before it", () => {
    const { phases: laid } = aCourse();
    const overlapping = { opensAt: "2026-02-20T01:00:00Z", closesAt: "2026-02-19T10:00:00Z" };
    const course = draft({ phases: { ...laid, explaining: overlapping } });
    const judged = advanceRound("announced", coordinator, { course, now: early, reason: null });
    expect(judged).toEqual({
      ok: false,
      error: [
        { code: "phaseOrder", phase: "explaining", before: null },
        { code: "phaseOrder", phase: "explaining", before: "appraisal" },
      ],
    });
  });
});
