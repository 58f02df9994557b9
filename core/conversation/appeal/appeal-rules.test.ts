import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCalendar } from "../../round/calendar.ts";
import type { PhaseException } from "../../round/round.ts";
import { clockLeft } from "./appeal-clock.ts";
import type { AppealFacts, ValueFacts } from "./appeal-facts.ts";
import {
  type Decision,
  atStake,
  boundsOf,
  decide,
  mayBeAppealed,
  selfPoints,
  valuePoints,
} from "./appeal-rules.ts";

const max = 20_000;

const self = (overrides: Partial<AppealFacts["self"]> = {}): AppealFacts["self"] => ({
  ...{ version: 1, answer: { yes: true }, points: 15_000, explanation: null, notApplicable: null },
  ...overrides,
});
const value = (overrides: Partial<ValueFacts> = {}): ValueFacts => ({
  ...{ version: 1, verdict: "corrected", answer: { yes: false }, setPoints: null, points: 7_500 },
  ...{ notApplicable: null, reason: "Thiếu", at: "2026-02-10T03:00:00.000Z" },
  ...overrides,
});
const facts = (own: AppealFacts["self"], theirs: ValueFacts): AppealFacts => ({
  ...{ code: "1.1", self: own, appraised: theirs, words: null, explained: null },
});

describe("what may be explained", () => {
  it.each([
    [self(), value(), true, "appraised lower"],
    [self(), value({ points: 15_000, verdict: "agreed" }), false, "the same"],
    [self(), value({ points: 16_000 }), false, "appraised higher"],
    [self(), value({ verdict: "set", setPoints: 0, points: 15_000 }), true, "set by hand counts"],
    [self({ answer: null, points: null }), value({ points: 0 }), false, "nothing was claimed"],
    [self({ points: null }), value({ points: null }), true, "the group decides; facts changed"],
    [self({ points: null }), value({ points: null, verdict: "agreed" }), false, "nothing changed"],
    [
      self({ notApplicable: "không có TTHC" }),
      value(),
      true,
      "said not to apply, scored all the same",
    ],
    [self(), value({ notApplicable: "không có", verdict: "corrected" }), true, "taken out"],
  ])("%# is %s: %s", (own, theirs, may) => {
    expect(mayBeAppealed(own, theirs)).toBe(may);
  });

  it("is never a leaf appraised at or above the self-score", () => {
    const points = fc.integer({ min: 0, max });
    const verdict = fc.constantFrom("agreed", "corrected", "set");
    fc.assert(
      fc.property(points, points, verdict, (own, theirs, as) => {
        const appraised = value({
          points: theirs,
          verdict: as,
          ...(as === "set" && { setPoints: theirs }),
        });
        expect(mayBeAppealed(self({ points: own }), appraised)).toBe(theirs < own);
        expect(atStake(facts(self({ points: own }), appraised))).toBe(Math.max(0, own - theirs));
      }),
    );
  });
});

describe("the second appraisal", () => {
  const decisions: fc.Arbitrary<Decision> = fc.oneof(
    fc.record({ outcome: fc.constantFrom("accepted", "rejected"), reason: fc.constant("vì") }),
    fc.record({
      outcome: fc.constant("partly" as const),
      reason: fc.constant("vì"),
      change: fc.oneof(
        fc.record({ kind: fc.constant("points" as const), points: fc.integer({ min: 0, max }) }),
        fc.record({
          kind: fc.constant("facts" as const),
          answer: fc.constant({ yes: true }),
          points: fc.integer({ min: 0, max }),
        }),
      ),
    }),
  );

  it("always gives points between the appraised and the self-scored ones, or nothing", () => {
    const points = fc.integer({ min: 0, max });
    fc.assert(
      fc.property(points, points, fc.boolean(), decisions, (a, b, isSet, decision) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b) + 1];
        const theirs = value(
          isSet ? { verdict: "set", setPoints: low, points: low } : { points: low },
        );
        const appeal = facts(self({ points: high }), theirs);
        const decided = decide(appeal, decision, max);
        if (!decided.ok) {
          expect(decision.outcome).toBe("partly");
          expect(decided.error.points <= low || decided.error.points >= high).toBe(true);
          return;
        }
        const now = decided.value.setPoints ?? decided.value.points ?? -1;
        expect(now).toBeGreaterThanOrEqual(low);
        expect(now).toBeLessThanOrEqual(high);
        if (decision.outcome === "accepted") expect(now).toBe(high);
        if (decision.outcome === "rejected") expect(now).toBe(low);
        const isSetNow = decided.value.verdict === "set";
        expect(isSetNow).toBe(decided.value.setPoints !== null);
      }),
    );
  });

  it("takes the maximum as the upper end where the claim cannot be told in points", () => {
    const appeal = facts(self({ points: null }), value({ points: null }));
    expect(boundsOf(appeal, max)).toEqual({ low: 0, high: max });
    expect([selfPoints(appeal.self), valuePoints(appeal.appraised)]).toEqual([null, null]);
  });
});

describe("the own clock", () => {
  const calendar = openCalendar({ daysOff: ["2026-03-05"], workingDays: [] });
  const left = (exceptions: readonly PhaseException[], code: string | null, now: string) =>
    clockLeft(
      {
        ...{ id: "r", code: "r", title: "", year: 2025, stage: "explaining" },
        ...{ isDemo: false, isTraining: false, exceptions },
        phases: {
          explaining: { opensAt: "2026-03-02T01:00:00.000Z", closesAt: "2026-03-06T10:00:00.000Z" },
        },
      },
      calendar,
      { now, code },
    );
  const extension = {
    phase: "explaining",
    codes: null,
    closesAt: "2026-03-10T10:00:00.000Z",
  } as const;
  const reopening = { ...extension, codes: ["1.1"], closesAt: "2026-03-12T10:00:00.000Z" } as const;

  it.each([
    [[], null, "2026-03-02T02:00:00.000Z", 3, "Tuesday, Wednesday, Friday; Thursday is off"],
    [[], null, "2026-03-05T20:00:00.000Z", 0, "already Friday in Vietnam"],
    [[extension], null, "2026-03-06T02:00:00.000Z", 2, "put off over a weekend"],
    [[extension, reopening], "1.1", "2026-03-06T02:00:00.000Z", 4, "given back by name"],
    [[extension, reopening], "1.2", "2026-03-06T02:00:00.000Z", 2, "another leaf"],
  ] as const)("%# counts working days", (...[exceptions, code, now, days, because]) => {
    expect(left(exceptions, code, now).workingDays, because).toBe(days);
  });
});
