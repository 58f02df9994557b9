import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addWorkingDays,
  isWorkingDay,
  nextWorkingDay,
  openCalendar,
  readDate,
  subtractWorkingDays,
  workingDaysBetween,
  writeDate,
} from "./calendar.ts";

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

describe("addWorkingDays", () => {
  const tet = openCalendar({
    daysOff: ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"],
    workingDays: ["2026-02-28"],
  });

  it.each([
    { from: "2026-02-13", count: 0, on: "2026-02-13", because: "no term, no days" },
    { from: "2026-02-13", count: 1, on: "2026-02-23", because: "Tết lies between" },
    { from: "2026-02-14", count: 1, on: "2026-02-23", because: "the term begins on a day off" },
    { from: "2026-02-27", count: 1, on: "2026-02-28", because: "that Saturday is worked" },
    { from: "2026-02-23", count: 5, on: "2026-02-28", because: "five days, Saturday included" },
  ])("$count after $from is $on: $because", ({ from, count, on }) => {
    expect(writeDate(addWorkingDays(tet, day(from), count))).toBe(on);
  });

  it("is undone by counting, and ends on a day that is worked", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20_480, max: 20_530 }),
        fc.integer({ min: 1, max: 40 }),
        (from, n) => {
          const end = addWorkingDays(tet, from, n);
          expect(workingDaysBetween(tet, from, end)).toBe(n);
          expect(nextWorkingDay(tet, end)).toBe(end);
        },
      ),
    );
  });
});

describe("nextWorkingDay", () => {
  it("stays on a working day and leaves a weekend", () => {
    expect(writeDate(nextWorkingDay(plain, day("2025-01-03")))).toBe("2025-01-03");
    expect(writeDate(nextWorkingDay(plain, day("2025-01-04")))).toBe("2025-01-06");
  });
});

describe("subtractWorkingDays", () => {
  it.each([
    { to: "2025-01-08", count: 0, on: "2025-01-08", because: "the day itself is worked" },
    { to: "2025-01-05", count: 0, on: "2025-01-03", because: "a Sunday gives the Friday before" },
    { to: "2025-01-06", count: 1, on: "2025-01-03", because: "the weekend is not counted" },
    { to: "2025-01-05", count: 1, on: "2025-01-03", because: "counted back from a Sunday" },
    { to: "2025-01-08", count: 5, on: "2025-01-01", because: "a week" },
  ])("$count before $to is $on: $because", ({ to, count, on }) => {
    expect(writeDate(subtractWorkingDays(plain, day(to), count))).toBe(on);
  });

  it("is undone by adding, from a day that is worked", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 20_480, max: 20_530 }),
        fc.integer({ min: 0, max: 40 }),
        (day, count) => {
          const to = nextWorkingDay(plain, day);
          expect(addWorkingDays(plain, subtractWorkingDays(plain, to, count), count)).toBe(to);
        },
      ),
    );
  });
});
