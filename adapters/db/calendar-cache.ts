import type pg from "pg";
import { type Calendar, type CalendarDays, openCalendar } from "../../core/round/calendar.ts";

/** The working-day calendar, read again now and then. */
export interface CalendarCache {
  get(): Promise<Calendar>;
}

/** Calendars change once a year; a minute late is soon enough. */
const keepMs = 60_000;

/** Keeps the calendar for a minute. */
export function openCalendarCache(db: pg.Pool): CalendarCache {
  let known: Promise<Calendar> | undefined;
  let readAt = 0;
  return {
    get() {
      const now = performance.now();
      if (!known || now - readAt > keepMs) {
        known = readCalendar(db).then(openCalendar);
        known.catch(() => (known = undefined));
        readAt = now;
      }
      return known;
    },
  };
}

/** Reads every day that differs from the ordinary week. */
export async function readCalendar(db: pg.Pool | pg.PoolClient): Promise<CalendarDays> {
  const { rows } = await db.query<{ day: string; kind: "off" | "working" }>(
    "select day::text as day, kind from calendar_days order by day",
  );
  const days = (kind: string): readonly string[] =>
    rows.filter((row) => row.kind === kind).map(({ day }) => day);
  return { daysOff: days("off"), workingDays: days("working") };
}
