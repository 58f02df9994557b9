import { type Calendar, isWorkingDay, nextWorkingDay } from "../round/calendar.ts";
import { instantAt, localDayOf, writeLocalInstant } from "../round/local-instant.ts";

/** When a person may be written to on a working day, by the clock in Vietnam, hh:mm. */
export interface SendingHours {
  /** Inside. */
  readonly from: string;
  /** Outside: from here on it is quiet. */
  readonly until: string;
}

/** The hours of whoever chose no others. */
export const officeHours: SendingHours = { from: "07:30", until: "17:30" };

/** What is wrong with hours that a person asks for. */
export type HoursProblem =
  | { readonly kind: "noTime"; readonly read: string }
  | { readonly kind: "notLater"; readonly hours: SendingHours }
  /** Too little is left of the office hours to be reminded of a deadline in time. */
  | { readonly kind: "tooQuiet"; readonly hours: SendingHours; readonly leastMinutes: number };

/** How much of the office hours nobody may silence. */
const leastMinutes = 60;

/** Says what keeps hours from being taken; null when they may be. */
export function hoursProblem(hours: SendingHours): HoursProblem | null {
  const { from, until } = hours;
  const wrong = [from, until].find((time) => !isTime(time));
  if (wrong !== undefined) return { kind: "noTime", read: wrong };
  if (until <= from) return { kind: "notLater", hours };
  const begin = from > officeHours.from ? from : officeHours.from;
  const end = until < officeHours.until ? until : officeHours.until;
  const left = minutesOf(end) - minutesOf(begin);
  return left < leastMinutes ? { kind: "tooQuiet", hours, leastMinutes } : null;
}

/** Whether a text is a time of day, hh:mm. */
export function isTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);
}

/** Whether an instant's time of day, in Vietnam, lies inside the hours; the day is not looked at. */
export function isWithinHours({ from, until }: SendingHours, instant: string): boolean {
  const time = writeLocalInstant(instant).slice(11);
  return from <= time && time < until;
}

/** The instant itself when it may be used for sending, else the next one that may. */
export function nextSendable(calendar: Calendar, hours: SendingHours, instant: string): string {
  const day = localDayOf(instant);
  if (!isWorkingDay(calendar, day)) return openingOf(calendar, hours, day);
  if (isWithinHours(hours, instant)) return instant;
  const isEarly = Date.parse(instant) < Date.parse(instantAt(day, hours.from));
  return openingOf(calendar, hours, isEarly ? day : day + 1);
}

/** When sending begins on the next working day after the one an instant falls on. */
export function nextDaysOpening(calendar: Calendar, hours: SendingHours, instant: string): string {
  return openingOf(calendar, hours, localDayOf(instant) + 1);
}

function openingOf(calendar: Calendar, hours: SendingHours, day: number): string {
  return instantAt(nextWorkingDay(calendar, day), hours.from);
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
