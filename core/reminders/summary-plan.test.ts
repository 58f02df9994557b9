import { describe, expect, it } from "vitest";
import { openCalendar } from "../round/calendar.ts";
import { areSettings, dueSummaries, usualSummaries } from "./summary-plan.ts";

const closesAt = "2026-01-28T10:00:00.000Z";
const phases = {
  selfScoring: { opensAt: "2026-01-05T01:00:00.000Z", closesAt },
  appraisal: { opensAt: closesAt, closesAt: "2026-02-27T10:00:00.000Z" },
};
/** The Monday of 19 January is a day off, as is the whole week of 16 February. */
const calendar = openCalendar({
  daysOff: ["2026-01-19", ...["16", "17", "18", "19", "20"].map((day) => `2026-02-${day}`)],
  workingDays: [],
});

function due(now: string, settings = usualSummaries, settled: readonly string[] = []) {
  const facts = { settings, calendar, phases, settled: new Set(settled), now };
  return dueSummaries(facts).map(({ key }) => key);
}

describe("the weekly summary", () => {
  it.each([
    { now: "2026-01-12T01:00:00.000Z", keys: ["week/2026-01-12"], because: "Monday, 08:00" },
    { now: "2026-01-12T00:59:00.000Z", keys: [], because: "its hour has not come" },
    { now: "2026-01-16T03:00:00.000Z", keys: ["week/2026-01-12"], because: "it was missed" },
    { now: "2026-01-12T10:30:00.000Z", keys: [], because: "17:30 is outside office hours" },
    { now: "2026-01-19T03:00:00.000Z", keys: [], because: "that Monday is a day off" },
    { now: "2026-01-20T00:30:00.000Z", keys: ["week/2026-01-19"], because: "the next day is not" },
    { now: "2026-02-23T00:45:00.000Z", keys: [], because: "a week off is let go, not made good" },
    { now: "2026-01-05T00:45:00.000Z", keys: [], because: "no phase had opened" },
    { now: "2026-03-16T03:00:00.000Z", keys: [], because: "all phases are over" },
  ])("at $now is $keys: $because", ({ now, keys }) => {
    expect(due(now, { ...usualSummaries, atPhaseEnds: false })).toEqual(keys);
  });

  it("is not sent twice, and not at all where none is wanted", () => {
    const now = "2026-01-12T01:00:00.000Z";
    expect(due(now, usualSummaries, ["week/2026-01-12"])).toEqual([]);
    expect(due(now, { ...usualSummaries, weekday: null })).toEqual([]);
  });
});

describe("the summary at a phase's end", () => {
  const key = `phase/selfScoring/${closesAt}`;
  it.each([
    { now: "2026-01-28T09:59:00.000Z", keys: [], because: "it is still open" },
    { now: closesAt, keys: [key], because: "it has closed within office hours" },
    { now: "2026-01-28T11:00:00.000Z", keys: [], because: "18:00 is too late for today" },
    { now: "2026-01-29T00:30:00.000Z", keys: [key], because: "the next morning is not" },
    { now: "2026-02-05T03:00:00.000Z", keys: [], because: "a week later it is no news" },
  ])("at $now is $keys: $because", ({ now, keys }) => {
    expect(due(now, { ...usualSummaries, weekday: null })).toEqual(keys);
  });

  it("stands before the weekly one", () => {
    const keys = due("2026-02-02T03:00:00.000Z");
    expect(keys).toEqual([key, "week/2026-02-02"]);
  });
});

it.each([
  { settings: usualSummaries, ok: true, because: "it is the usual" },
  {
    settings: { ...usualSummaries, time: "17:30" },
    ok: false,
    because: "from then on it is quiet",
  },
  { settings: { ...usualSummaries, time: "8:00" }, ok: false, because: "it is no time" },
  { settings: { ...usualSummaries, weekday: 8 }, ok: false, because: "a week has seven days" },
])("takes settings or not: $because", ({ settings, ok }) => {
  expect(areSettings(settings)).toBe(ok);
});
