import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isWorkingDay, openCalendar, writeDate } from "../round/calendar.ts";
import { localDayOf, readLocalInstant, writeLocalInstant } from "../round/local-instant.ts";
import { type RawValue, rawNumber } from "../scheme/raw-value.ts";
import { type ReminderPlan, defaultPlan, plannedSteps, readReminderPlan } from "./reminder-plan.ts";

const plain = openCalendar({ daysOff: [], workingDays: [] });
const local = (text: string): string => readLocalInstant(text, "00:00") ?? "";
const window = (opensAt: string, closesAt: string) => ({
  ...{ opensAt: local(opensAt), closesAt: local(closesAt) },
});

function laid(from: string, to: string, calendar = plain, plan: ReminderPlan = defaultPlan) {
  return plannedSteps(plan, window(from, to), calendar).map(
    ({ days, instant }) => `${days} ${writeLocalInstant(instant)}`,
  );
}

describe("plannedSteps", () => {
  it("counts working days before and after a Friday", () => {
    expect(laid("2026-01-05 08:00", "2026-01-30 17:00")).toEqual([
      "-10 2026-01-16T08:00",
      "-5 2026-01-23T08:00",
      "-2 2026-01-28T08:00",
      "-1 2026-01-29T08:00",
      "0 2026-01-30T08:00",
      "1 2026-02-02T08:00",
    ]);
  });

  it("passes over Tết and uses a worked Saturday", () => {
    const tet = openCalendar({
      daysOff: ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"],
      workingDays: ["2026-02-28"],
    });
    expect(laid("2026-02-02 08:00", "2026-02-27 17:00", tet)).toEqual([
      "-10 2026-02-06T08:00",
      "-5 2026-02-13T08:00",
      "-2 2026-02-25T08:00",
      "-1 2026-02-26T08:00",
      "0 2026-02-27T08:00",
      "1 2026-02-28T08:00",
    ]);
  });

  it("moves the last day's step before a deadline on a Sunday; the more urgent of two stays", () => {
    expect(laid("2026-01-05 08:00", "2026-01-18 17:00").slice(-3)).toEqual([
      "-2 2026-01-15T08:00",
      "0 2026-01-16T08:00",
      "1 2026-01-19T08:00",
    ]);
  });

  it.each([
    { to: "2026-01-30 08:00", last: "0 2026-01-29T08:00", because: "at the hour of the step" },
    { to: "2026-01-30 08:01", last: "0 2026-01-30T08:00", because: "a minute is left" },
    { to: "2026-01-31 00:00", last: "0 2026-01-30T08:00", because: "midnight ends the Friday" },
  ])("ends in time for $to: $because", ({ to, last }) => {
    expect(laid("2026-01-05 08:00", to).at(-2)).toBe(last);
  });

  it("leaves out what lies before the opening, and waits for it on the opening day", () => {
    expect(laid("2026-01-28 10:00", "2026-01-30 17:00")).toEqual([
      "-2 2026-01-28T10:00",
      "-1 2026-01-29T08:00",
      "0 2026-01-30T08:00",
      "1 2026-02-02T08:00",
    ]);
    expect(laid("2026-01-29 17:30", "2026-01-30 07:45")).toEqual(["1 2026-02-02T08:00"]);
  });

  it("names a step with the day of its deadline", () => {
    const steps = plannedSteps(defaultPlan, window("2026-01-26", "2026-01-30 17:00"), plain);
    expect(steps.map(({ key }) => key)).toEqual([
      ...[
        "-2@2026-01-30T17:00",
        "-1@2026-01-30T17:00",
        "0@2026-01-30T17:00",
        "+1@2026-01-30T17:00",
      ],
    ]);
  });
});

describe("any plan on any calendar", () => {
  const offset = fc.integer({ min: 20_454, max: 20_490 });
  const dates = fc.array(offset.map(writeDate), { maxLength: 12 });
  const minutes = fc.integer({ min: 20_454 * 1_440, max: 20_490 * 1_440 });
  const any = fc.record({ off: dates, worked: dates, opens: minutes, length: fc.nat(30 * 1_440) });
  const at = (minute: number): string => new Date(minute * 60_000).toISOString();

  it("lies on working days in office hours, one step a day, on the right side of the deadline", () => {
    fc.assert(
      fc.property(any, ({ off, worked, opens, length }) => {
        const calendar = openCalendar({ daysOff: off, workingDays: worked });
        const [opensAt, closesAt] = [at(opens), at(opens + length + 1)];
        const steps = plannedSteps(defaultPlan, { opensAt, closesAt }, calendar);
        for (const { days, instant } of steps) {
          expect(isWorkingDay(calendar, localDayOf(instant))).toBe(true);
          const time = writeLocalInstant(instant).slice(11);
          expect(time >= "07:30" && time < "17:30").toBe(true);
          if (days > 0) expect(Date.parse(instant)).toBeGreaterThanOrEqual(Date.parse(closesAt));
          else expect(opensAt <= instant && instant < closesAt).toBe(true);
        }
        expect(new Set(steps.map(({ instant }) => localDayOf(instant))).size).toBe(steps.length);
      }),
      { numRuns: 500 },
    );
  });
});

const days = (...numbers: readonly string[]) => numbers.map(rawNumber);

describe("readReminderPlan", () => {
  it("reads days, an hour for all and a time of its own for one; sorts them", () => {
    const zero = { days: rawNumber("0"), at: "07:30" };
    expect(readReminderPlan({ hour: "09:00", steps: [...days("1", "-3"), zero] })).toEqual({
      ok: true,
      value: {
        steps: [
          { days: -3, at: "09:00" },
          { days: 0, at: "07:30" },
          { days: 1, at: "09:00" },
        ],
      },
    });
  });

  it.each<{ raw: RawValue; path: string; because: string }>([
    { raw: { steps: [] }, path: "steps", because: "no step" },
    { raw: { steps: days("1") }, path: "steps", because: "none before the deadline" },
    { raw: { steps: days("-1", "-1") }, path: "steps[1]", because: "one day twice" },
    { raw: { steps: days("-1.5") }, path: "steps[0]", because: "half a day" },
    { raw: { steps: days("-61") }, path: "steps[0]", because: "months ahead" },
    { raw: { steps: days("0"), hour: "17:30" }, path: "hour", because: "after office hours" },
    { raw: { steps: days("0"), hour: "8:00" }, path: "hour", because: "no hh:mm" },
    { raw: { steps: [{ at: "08:00" }] }, path: "steps[0].days", because: "no day" },
    { raw: { steps: days("0"), gio: "08:00" }, path: "gio", because: "an unknown key" },
    { raw: "hằng ngày", path: "", because: "no plan at all" },
  ])("refuses at $path: $because", ({ raw, path }) => {
    const read = readReminderPlan(raw);
    expect(read.ok ? [] : read.error.map((problem) => problem.path)).toEqual([path]);
  });
});
