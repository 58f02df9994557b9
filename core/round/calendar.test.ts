import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWorkingDay, openCalendar, readDate, workingDaysBetween, writeDate } from "./calendar.ts";

const plain = openCalendar({ daysOff: [], workingDays: [] });
const day = (text: string): number => readDate(text) ?? Number.NaN;

describe("readDate", () => {
  it("agrees with the platform's own calendar on every day of four centuries", () => {
    const wrong: number[] = [];
    for (let number = -80_000; number < 80_000; number += 1) {
      const text = new Date(number * 86_400_000).toISOString().slice(0, 10);
      if (readDate(text) !== number || writeDate(number) !== text) wrong.push(number);
    }
    expect(wrong).toEqual([]);
  });

  it.each(["2025-02-29", "2025-13-01", "2025-00-10", "2025-04-31", "2025-1-1", "01/02/2025", ""])(
    "refuses %j",
    (text) => {
      expect(readDate(text)).toBeUndefined();
    },
  );
});

describe("workingDaysBetween", () => {
  it.each([
    { from: "2025-01-03", to: "2025-01-06", days: 1, because: "Friday to Monday" },
    { from: "2025-01-03", to: "2025-01-05", days: 0, because: "only the weekend" },
    { from: "2025-01-06", to: "2025-01-06", days: 0, because: "on time" },
    { from: "2025-01-06", to: "2025-01-03", days: 0, because: "early" },
    { from: "2025-01-04", to: "2025-01-06", days: 1, because: "due on a Saturday" },
  ])("counts $days from $from to $to: $because", ({ from, to, days }) => {
    expect(workingDaysBetween(plain, day(from), day(to))).toBe(days);
  });

  it("counts a worked Saturday and leaves out a holiday", () => {
    const calendar = openCalendar({ daysOff: ["2025-01-06"], workingDays: ["2025-01-04"] });
    expect(workingDaysBetween(calendar, day("2025-01-03"), day("2025-01-07"))).toBe(2);
  });

  it("equals counting day by day", () => {
    const anyDay = fc.integer({ min: 18_000, max: 18_200 });
    const dates = fc.array(
      anyDay.map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10)),
    );
    fc.assert(
      fc.property(anyDay, anyDay, dates, dates, (from, to, daysOff, workingDays) => {
        const calendar = openCalendar({ daysOff, workingDays });
        let counted = 0;
        for (let each = from + 1; each <= to; each += 1)
          if (isWorkingDay(calendar, each)) counted += 1;
        expect(workingDaysBetween(calendar, from, to)).toBe(counted);
      }),
    );
  });
});
