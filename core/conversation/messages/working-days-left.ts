import { isLate, workingDaysLeft as daysAfterToday } from "../../reminders/time-left.ts";
import type { Calendar } from "../../round/calendar.ts";
import type { PhaseWindow } from "../../round/round.ts";

/** Working days after today until a phase closes, as reminders count them; null when it has closed. */
export function workingDaysLeft(
  calendar: Calendar,
  { closesAt }: PhaseWindow,
  now: string,
): number | null {
  return isLate(closesAt, now) ? null : daysAfterToday(calendar, closesAt, now);
}
