import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import { dutiesOf } from "./duty.ts";
import { standingOf } from "./round-standing.ts";

const calendar = openCalendar({ daysOff: [], workingDays: [] });
const window = { opensAt: "2026-01-05T01:00:00.000Z", closesAt: "2026-01-16T10:00:00.000Z" };
const round = {
  ...{ code: "2025", title: "Kỳ thử", isDemo: false, isTraining: false },
  stage: "selfScoring",
  phases: { selfScoring: window },
} as const;

const agencies = ["A", "B", "C"].map((code) => ({
  ...{ code, name: `Sở ${code}`, group: "so", leaves: 10 },
  submittedAt: code === "C" ? "2026-01-08T01:00:00.000Z" : null,
  signedAt: null,
}));

function standing(now: string, left: Readonly<Record<string, number>>, closesAt = window.closesAt) {
  const duties = agencies.flatMap(({ code, name, submittedAt }) =>
    dutiesOf({
      ...{ kind: "selfScoring", submittedAt, signedAt: null, reopened: [] },
      agency: { code, name, officers: [], leaders: [] },
      openLeaves: Array.from({ length: left[code] ?? 0 }, (_, at) => ({
        ...{ code: `1.${at}`, name: "x", worth: 1 },
      })),
    }).map((duty) => ({ roundId: "r", duty, deadline: closesAt, steps: [] })),
  );
  return standingOf({ round, agencies, duties, calendar, now });
}

describe("standingOf", () => {
  it("shows by the pace who will be late, with the sum", () => {
    // Wednesday of the first week: three working days gone, eight left with today.
    const { atRisk, onTheWay, late, daysLeft } = standing("2026-01-07T03:00:00Z", { A: 9, B: 2 });
    expect(late).toEqual([]);
    expect([onTheWay, daysLeft]).toEqual([1, 7]);
    expect(atRisk.map(({ code }) => code)).toEqual(["A"]);
    // 1 in 3 days, 8 days: 8/3 more, so 9 − 8/3 = 19/3 are missing.
    expect(atRisk[0]?.pace).toMatchObject({ done: 1, left: 9, daysGone: 3, daysLeft: 8 });
    expect(atRisk[0]?.pace.short).toEqual({ num: 19, den: 3 });
  });

  it("judges nobody by the first morning", () => {
    expect(standing("2026-01-05T03:00:00Z", { A: 10, B: 10 }).atRisk).toEqual([]);
  });

  it("counts who is late once the time is over, and who was on time", () => {
    const over = standing("2026-01-20T03:00:00Z", { A: 4, B: 0 });
    expect(over.late).toEqual([
      expect.objectContaining({ code: "A", left: 4, total: 10, daysOver: 2 }),
      expect.objectContaining({ code: "B", left: 0, total: 10, daysOver: 2 }),
    ]);
    expect(over.handedIn).toEqual([
      { group: "so", agencies: 3, submitted: 1, onTime: 1, signed: 0 },
    ]);
    expect(
      standing("2026-01-20T03:00:00Z", {}, "2026-01-07T01:00:00.000Z").handedIn[0],
    ).toMatchObject({ submitted: 1, onTime: 0 });
  });
});
