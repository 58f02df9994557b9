import { describe, expect, it } from "vitest";
import { writeFigure } from "../rational.ts";
import { openCalendar } from "../round/calendar.ts";
import { readLocalInstant } from "../round/local-instant.ts";
import { paceOf } from "./pace.ts";

const plain = openCalendar({ daysOff: [], workingDays: [] });
const local = (text: string): string => readLocalInstant(text, "00:00") ?? "";
/** Twenty working days. */
const window = { opensAt: local("2026-01-05 08:00"), closesAt: local("2026-01-30 17:00") };

function pace(at: string, done: number, left: number, calendar = plain): string {
  const found = paceOf({ window, done, left, calendar, now: local(at) });
  if (found.kind !== "running") return found.kind;
  const { daysGone, daysLeft, soFar, needed, short, isAtRisk } = found;
  const rates = `${writeFigure(soFar)} of ${needed ? writeFigure(needed) : "–"}`;
  return `${daysGone}+${daysLeft}: ${rates}, ${writeFigure(short)}${isAtRisk ? " at risk" : ""}`;
}

describe("paceOf", () => {
  it.each([
    { at: "2026-01-05 07:59", done: 0, left: 60, is: "notStarted", because: "not open" },
    { at: "2026-01-05 08:00", done: 0, left: 60, is: "1+20: 0 of 3, 60 at risk", because: "day 1" },
    { at: "2026-01-05 16:00", done: 3, left: 57, is: "1+20: 3 of 2.85, -3", because: "at work" },
    { at: "2026-01-09 10:00", done: 10, left: 32, is: "5+16: 2 of 2, 0", because: "just enough" },
    {
      at: "2026-01-09 10:00",
      done: 10,
      left: 33,
      is: "5+16: 2 of 2.0625, 1 at risk",
      because: "1",
    },
    {
      at: "2026-01-10 10:00",
      done: 10,
      left: 31,
      is: "5+15: 2 of 31/15, 1 at risk",
      because: "Sat",
    },
    { at: "2026-01-30 16:00", done: 59, left: 1, is: "20+1: 2.95 of 1, -1.95", because: "last" },
    { at: "2026-01-30 17:00", done: 59, left: 1, is: "over", because: "closed" },
    { at: "2026-01-30 17:00", done: 60, left: 0, is: "done", because: "nothing is left" },
  ])("at $at, $done done and $left left: $is ($because)", ({ at, done, left, is }) => {
    expect(pace(at, done, left)).toBe(is);
  });

  it("is exact where a float is not: thirds that sum to the whole are no risk", () => {
    expect(pace("2026-01-07 10:00", 1, 6)).toBe("3+18: 1/3 of 1/3, 0");
  });

  it("counts no day off, and says so when no working day is left", () => {
    const days = ["2026-01-28", "2026-01-29", "2026-01-30"];
    const calendar = openCalendar({ daysOff: days, workingDays: [] });
    expect(pace("2026-01-29 10:00", 50, 1, calendar)).toBe("17+0: 50/17 of –, 1 at risk");
  });

  it("does not start on a day off", () => {
    const calendar = openCalendar({ daysOff: ["2026-01-05"], workingDays: [] });
    expect(pace("2026-01-05 10:00", 0, 60, calendar)).toBe("notStarted");
    expect(pace("2026-01-06 10:00", 0, 57, calendar)).toBe("1+19: 0 of 3, 57 at risk");
  });
});
