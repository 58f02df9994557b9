import type pg from "pg";
import type { CalendarDay, CalendarFile } from "../../core/round/read-calendar-file.ts";
import { inTransaction } from "./in-transaction.ts";

/** The days of a year that differ from the ordinary week, in order. */
export async function daysOfYear(db: pg.Pool, year: number): Promise<readonly CalendarDay[]> {
  const { rows } = await db.query<CalendarDay>(
    `select day::text as day, kind, note from calendar_days
      where extract(year from day) = $1 order by day`,
    [year],
  );
  return rows;
}

/** Writes a year's days in the place of those it had. */
export async function saveCalendar(db: pg.Pool, { year, days }: CalendarFile): Promise<void> {
  await inTransaction(db, async (client) => {
    await client.query("lock table calendar_days in share row exclusive mode");
    await client.query("delete from calendar_days where extract(year from day) = $1", [year]);
    for (const { day, kind, note } of days) {
      await client.query("insert into calendar_days (day, kind, note) values ($1, $2, $3)", [
        ...[day, kind, note],
      ]);
    }
  });
}

/** Gives an installation the calendars of years that it has no day of. */
export async function fillCalendars(db: pg.Pool, files: readonly CalendarFile[]): Promise<void> {
  for (const file of files) {
    if ((await daysOfYear(db, file.year)).length === 0) await saveCalendar(db, file);
  }
}
