import { type Calendar, workingDaysBetween } from "../../round/calendar.ts";
import { localDayOf } from "../../round/local-instant.ts";
import type { PhaseWindow } from "../../round/round.ts";
import { lastDayOf } from "../../reminders/reminder-plan.ts";

/** Working days until a phase closes, today and the last one counted; null when it has closed. */
export function workingDaysLeft(
  calendar: Calendar,
  window: PhaseWindow,
  now: string,
): number | null {
  if (Date.parse(now) >= Date.parse(window.closesAt)) return null;
  return workingDaysBetween(calendar, localDayOf(now) - 1, lastDayOf(window));
}
