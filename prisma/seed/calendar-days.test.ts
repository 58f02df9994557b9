import { expect, it } from "vitest";
import { calendarDays } from "./calendar-days.ts";

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const isWeekend = (day: string): boolean => [0, 6].includes(weekdayOf(day));

it("lists as off only days that would be worked, and as worked only weekends", () => {
  for (const { day, kind } of calendarDays) expect(isWeekend(day), day).toBe(kind === "working");
});

it("lists each day once, in order, with its source", () => {
  const days = calendarDays.filter(({ kind }) => kind === "off").map(({ day }) => day);
  expect(days).toEqual([...new Set(days)].sort());
  for (const { note } of calendarDays) expect(note).toContain("nguồn: ");
});

it.each(["2025", "2026", "2027"])("gives %s the eleven public holidays, weekends aside", (year) => {
  const days = calendarDays.filter(({ day }) => day.startsWith(year));
  const off = days.filter(({ kind }) => kind === "off").length;
  const exchanged = days.filter(({ kind }) => kind === "working").length;
  expect(off - exchanged).toBe(11);
});
