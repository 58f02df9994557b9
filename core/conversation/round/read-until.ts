import { addWorkingDays, type Calendar, writeDate } from "../../round/calendar.ts";
import { closingTime, localDayOf, readLocalInstant } from "../../round/local-instant.ts";
import { isoDate, readDate } from "../reading/read-date.ts";

/** Reads `05/02/2026`, `5/2`, `05/02/2026 11:30`, `5/2 11h30`; undefined when it is no such text. */
export function readUntil(text: string, now: string): string | undefined {
  const match = /^(.*?)(?:[\s,]+(?:lúc\s+)?(\d{1,2})(?::|h|g|giờ\s*)(\d{2})?)?$/iu.exec(
    text.trim(),
  );
  const [, day = "", hour, minute = "00"] = match ?? [];
  const date = dateOf(day, now);
  if (date === undefined) return undefined;
  const time = hour === undefined ? closingTime : `${hour.padStart(2, "0")}:${minute}`;
  return readLocalInstant(`${date} ${time}`, closingTime);
}

/** So many working days after a phase's end, or after now where that is later; at its time of day. */
export function workingDaysAfter(
  calendar: Calendar,
  { closesAt, now }: { readonly closesAt: string; readonly now: string },
  days: number,
): string {
  const isPast = Date.parse(closesAt) < Date.parse(now);
  const from = localDayOf(isPast ? now : closesAt);
  const date = writeDate(addWorkingDays(calendar, from, days));
  return readLocalInstant(date, closingTime) ?? closesAt;
}

/** A day without a year is the next such day. */
function dateOf(text: string, now: string): string | undefined {
  const read = readDate(text);
  if (read.kind === "date") return read.date;
  if (read.kind !== "noYear") return undefined;
  const today = writeDate(localDayOf(now));
  const year = Number(today.slice(0, 4));
  return [year, year + 1]
    .map((each) => isoDate(each, read.month, read.day))
    .find((date): date is string => date !== null && date >= today);
}
