import { type Calendar, workingDaysBetween } from "../round/calendar.ts";
import { localDayOf } from "../round/local-instant.ts";
import { lastDayOf } from "./reminder-plan.ts";

/** Whether a deadline has passed: the instant itself is outside. */
export function isLate(deadline: string, now: string): boolean {
  return Date.parse(now) >= Date.parse(deadline);
}

/** Working days after today up to the last day of a deadline; after it, those gone since. */
export function workingDaysLeft(calendar: Calendar, deadline: string, now: string): number {
  const last = lastDayOf({ closesAt: deadline });
  const today = localDayOf(now);
  return isLate(deadline, now)
    ? workingDaysBetween(calendar, last, today)
    : workingDaysBetween(calendar, today, last);
}
