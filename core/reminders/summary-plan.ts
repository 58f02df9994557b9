import { type Calendar, writeDate } from "../round/calendar.ts";
import { instantAt, localDayOf } from "../round/local-instant.ts";
import { type Phase, type RoundFacts, stagePhases } from "../round/round.ts";
import { isTime, isWithinHours, nextSendable, officeHours } from "./sending-hours.ts";

/** When officials are sent a summary without asking. */
export interface SummarySettings {
  /** 1 is Monday, 7 Sunday; null for no weekly summary. A day off moves it to the next working day. */
  readonly weekday: number | null;
  /** By the clock in Vietnam, hh:mm, inside office hours. */
  readonly time: string;
  /** Whether the end of a phase is summarised. */
  readonly atPhaseEnds: boolean;
}

/** What holds until somebody sets something else. */
export const usualSummaries: SummarySettings = { weekday: 1, time: "08:00", atPhaseEnds: true };

/** What a summary is sent for; the key is unique in a round. */
export interface SummaryOccasion {
  readonly key: string;
  /** The phase that has ended; null for the weekly one. */
  readonly phase: Phase | null;
}

/** How long after its end a phase is still summarised, in ms. */
const staleMs = 7 * 86_400_000;
const weekDays = 7;
/** Day number 0, 1 January 1970, was a Thursday: four days after a Monday come three before it. */
const mondayShift = 3;

/**
 * The occasions that are due and not settled, the end of a phase first. None on a day off or outside
 * 07:30-17:30. What a stopped worker missed is made good within the week, and then let go.
 */
export function dueSummaries(facts: {
  readonly settings: SummarySettings;
  readonly calendar: Calendar;
  readonly phases: RoundFacts["phases"];
  /** Keys of the occasions that are settled. */
  readonly settled: ReadonlySet<string>;
  readonly now: string;
}): readonly SummaryOccasion[] {
  const { calendar, settled, now } = facts;
  if (nextSendable(calendar, officeHours, now) !== now) return [];
  const due = [endedPhase(facts), thisWeek(facts)];
  return due.filter((each) => each !== null).filter(({ key }) => !settled.has(key));
}

type Facts = Parameters<typeof dueSummaries>[0];

/** The phase that ended last; what ended before it is told by it. */
function endedPhase({ settings, phases: windows, now }: Facts): SummaryOccasion | null {
  if (!settings.atPhaseEnds) return null;
  const at = Date.parse(now);
  const ended = stagePhases
    .flatMap((phase) => {
      const closesAt = windows[phase]?.closesAt;
      return closesAt === undefined ? [] : [{ phase, closesAt, end: Date.parse(closesAt) }];
    })
    .filter(({ end }) => end <= at && end > at - staleMs)
    .toSorted((one, other) => one.end - other.end)
    .at(-1);
  return ended ? { key: `phase/${ended.phase}/${ended.closesAt}`, phase: ended.phase } : null;
}

/** The summary of the week that `now` lies in, once its hour has come and while phases run. */
function thisWeek({ settings, calendar, phases: windows, now }: Facts): SummaryOccasion | null {
  if (settings.weekday === null) return null;
  const today = localDayOf(now);
  const monday = today - ((((today + mondayShift) % weekDays) + weekDays) % weekDays);
  const wanted = instantAt(monday + settings.weekday - 1, settings.time);
  const sendable = nextSendable(calendar, officeHours, wanted);
  const laid = stagePhases.flatMap((phase) => windows[phase] ?? []);
  const opened = laid.map(({ opensAt }) => Date.parse(opensAt));
  const closed = laid.map(({ closesAt }) => Date.parse(closesAt));
  const hasBegun = Math.min(...opened) <= Date.parse(wanted);
  const isOver = Math.max(...closed) <= Date.parse(wanted);
  const isDue = Date.parse(sendable) <= Date.parse(now);
  return hasBegun && !isOver && isDue ? { key: `week/${writeDate(monday)}`, phase: null } : null;
}

/** Whether settings can be kept: a day of the week, and a time inside office hours. */
export function areSettings({ weekday, time }: SummarySettings): boolean {
  const isDay = weekday === null || (Number.isInteger(weekday) && weekday >= 1 && weekday <= 7);
  return isDay && isTime(time) && isWithinHours(officeHours, instantAt(0, time));
}
