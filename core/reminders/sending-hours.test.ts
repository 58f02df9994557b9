import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import { readLocalInstant, writeLocalInstant } from "../round/local-instant.ts";
import {
  hoursProblem,
  isWithinHours,
  nextDaysOpening,
  nextSendable,
  officeHours,
} from "./sending-hours.ts";

const plain = openCalendar({ daysOff: [], workingDays: [] });
const local = (text: string): string => readLocalInstant(text, "00:00") ?? "";

describe("isWithinHours", () => {
  it.each([
    { time: "07:29", within: false },
    { time: "07:30", within: true },
    { time: "17:29", within: true },
    { time: "17:30", within: false },
  ])("$time: $within", ({ time, within }) => {
    expect(isWithinHours(officeHours, local(`2026-01-05 ${time}`))).toBe(within);
  });
});

describe("nextSendable", () => {
  it.each([
    { at: "2026-01-05 09:12", next: "2026-01-05T09:12", because: "now is right" },
    { at: "2026-01-05 06:00", next: "2026-01-05T07:30", because: "too early on a Monday" },
    { at: "2026-01-05 17:30", next: "2026-01-06T07:30", because: "the evening" },
    { at: "2026-01-09 20:00", next: "2026-01-12T07:30", because: "a Friday evening" },
    { at: "2026-01-10 10:00", next: "2026-01-12T07:30", because: "a Saturday" },
  ])("of $at is $next: $because", ({ at, next }) => {
    expect(writeLocalInstant(nextSendable(plain, officeHours, local(at)))).toBe(next);
  });

  it("keeps to the hours a person chose, and to a worked Saturday", () => {
    const calendar = openCalendar({ daysOff: [], workingDays: ["2026-01-10"] });
    const hours = { from: "09:00", until: "11:00" };
    const next = nextSendable(calendar, hours, local("2026-01-09 11:00"));
    expect(writeLocalInstant(next)).toBe("2026-01-10T09:00");
  });

  it("leaves the day for the next one's opening", () => {
    const next = nextDaysOpening(plain, officeHours, local("2026-01-09 06:00"));
    expect(writeLocalInstant(next)).toBe("2026-01-12T07:30");
  });
});

describe("hoursProblem", () => {
  it.each([
    { from: "09:00", until: "20:00", kind: undefined, because: "an hour of office hours is left" },
    { from: "7:30", until: "17:30", kind: "noTime", because: "no hh:mm" },
    { from: "07:30", until: "24:00", kind: "noTime", because: "no such time" },
    { from: "17:00", until: "09:00", kind: "notLater", because: "over midnight" },
    { from: "18:00", until: "20:00", kind: "tooQuiet", because: "nothing of the office hours" },
    { from: "16:31", until: "20:00", kind: "tooQuiet", because: "59 minutes" },
  ])("$from to $until: $kind, $because", ({ from, until, kind }) => {
    expect(hoursProblem({ from, until })?.kind).toBe(kind);
  });
});
