import { describe, expect, it } from "vitest";
import { openCalendar, writeDate } from "./calendar.ts";
import {
  byWorkingDays,
  closingTime,
  localDayOf,
  readLocalInstant,
  writeLocalInstant,
} from "./local-instant.ts";

describe("readLocalInstant", () => {
  it.each([
    { text: "2026-01-30", is: "2026-01-30T10:00:00.000Z", because: "a day ends at five" },
    { text: "2026-01-30T08:05", is: "2026-01-30T01:05:00.000Z", because: "seven hours ahead" },
    { text: "2026-01-30 00:30", is: "2026-01-29T17:30:00.000Z", because: "the day before in UTC" },
    { text: "2026-02-30", is: undefined, because: "no such day" },
    { text: "2026-01-30T24:00", is: undefined, because: "no such hour" },
    { text: "30/01/2026", is: undefined, because: "another order" },
  ])("reads $text as $is: $because", ({ text, is }) => {
    expect(readLocalInstant(text, closingTime)).toBe(is);
  });

  it("tells the day and the time in Vietnam", () => {
    expect(writeDate(localDayOf("2026-01-29T17:30:00.000Z"))).toBe("2026-01-30");
    expect(writeLocalInstant("2026-01-29T17:30:00.000Z")).toBe("2026-01-30T00:30");
  });
});

it("moves a deadline on a day off to the same time of the next working day", () => {
  const calendar = openCalendar({ daysOff: ["2026-02-02"], workingDays: [] });
  expect(byWorkingDays(calendar, "2026-01-31T10:00:00.000Z")).toEqual({
    instant: "2026-02-03T10:00:00.000Z",
    movedFrom: "2026-01-31",
  });
  expect(byWorkingDays(calendar, "2026-01-30T10:00:00.000Z").movedFrom).toBeNull();
});
