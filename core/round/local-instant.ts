import {
  type Calendar,
  type DayNumber,
  isWorkingDay,
  nextWorkingDay,
  readDate,
  writeDate,
} from "./calendar.ts";

/** When a phase closes on a day that is given without a time: the end of office hours. */
export const closingTime = "17:00";
/** When a phase opens on a day that is given without a time. */
export const openingTime = "08:00";

/** Vietnam has one time zone and no summer time. */
const aheadMs = 7 * 3_600_000;
const dayMs = 86_400_000;

/**
 * Reads what a clock in Vietnam shows: `2026-01-30T17:00`, `2026-01-30 17:00`, or a day alone.
 *
 * @param time - The time of a day that is given alone, hh:mm.
 * @returns The instant (ISO 8601, UTC); undefined when it is no such text or no such day.
 */
export function readLocalInstant(text: string, time: string): string | undefined {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2}))?$/.exec(text.trim());
  const [, date = "", hours, minutes] = match ?? [];
  const day = readDate(date);
  if (day === undefined || Number(hours ?? 0) > 23 || Number(minutes ?? 0) > 59) return undefined;
  return instantAt(day, hours === undefined ? time : `${hours}:${minutes ?? "00"}`);
}

/** The day on which an instant falls in Vietnam. */
export function localDayOf(instant: string): DayNumber {
  return Math.floor((Date.parse(instant) + aheadMs) / dayMs);
}

/** What a clock in Vietnam shows: YYYY-MM-DDThh:mm. */
export function writeLocalInstant(instant: string): string {
  return new Date(Date.parse(instant) + aheadMs).toISOString().slice(0, 16);
}

/** A deadline by the rule: one that falls on a day off ends at the same time of the next working day. */
export interface RuledDeadline {
  /** ISO 8601, UTC. */
  readonly instant: string;
  /** The day off it was moved from, YYYY-MM-DD; null when it stays. */
  readonly movedFrom: string | null;
}

/** Moves a deadline on a day off to the next working day. */
export function byWorkingDays(calendar: Calendar, instant: string): RuledDeadline {
  const day = localDayOf(instant);
  if (isWorkingDay(calendar, day)) return { instant, movedFrom: null };
  const days = nextWorkingDay(calendar, day) - day;
  const moved = new Date(Date.parse(instant) + days * dayMs).toISOString();
  return { instant: moved, movedFrom: writeDate(day) };
}

/** The instant (ISO 8601, UTC) at which a clock in Vietnam shows a time, hh:mm, of a day. */
export function instantAt(day: DayNumber, time: string): string {
  return new Date(Date.parse(`${writeDate(day)}T${time}:00Z`) - aheadMs).toISOString();
}
