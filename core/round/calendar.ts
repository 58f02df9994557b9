/** Days that differ from the ordinary week, YYYY-MM-DD. */
export interface CalendarDays {
  /** Days off on top of Saturdays and Sundays. */
  readonly daysOff: readonly string[];
  /** Saturdays and Sundays that are worked. */
  readonly workingDays: readonly string[];
}

/** A day as a whole number; 1970-01-01 is 0, so that 1970-01-02 is 1. */
export type DayNumber = number;

/** Which days are worked: Monday to Friday, but for the exceptions. */
export interface Calendar {
  /** Ordinary weekdays that are off. */
  readonly off: ReadonlySet<DayNumber>;
  /** Saturdays and Sundays that are worked. */
  readonly worked: ReadonlySet<DayNumber>;
}

/**
 * Reads the exceptions of a calendar. A day listed both off and worked is worked.
 *
 * @throws {RangeError} When a text is not a date (a bug in the caller: dates are checked on entry).
 */
export function openCalendar(days: CalendarDays): Calendar {
  const worked = new Set(days.workingDays.map(dayOf));
  const off = days.daysOff.map(dayOf).filter((day) => !worked.has(day) && isWeekday(day));
  return { off: new Set(off), worked: new Set([...worked].filter((day) => !isWeekday(day))) };
}

/** Tells whether a day is worked. */
export function isWorkingDay(calendar: Calendar, day: DayNumber): boolean {
  return isWeekday(day) ? !calendar.off.has(day) : calendar.worked.has(day);
}

/** Counts the working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(calendar: Calendar, from: DayNumber, to: DayNumber): number {
  if (to <= from) return 0;
  const weekdays = weekdaysUpTo(to) - weekdaysUpTo(from);
  return weekdays - countWithin(calendar.off, from, to) + countWithin(calendar.worked, from, to);
}

/** The day itself when it is worked, else the next one that is. */
export function nextWorkingDay(calendar: Calendar, day: DayNumber): DayNumber {
  let next = day;
  while (!isWorkingDay(calendar, next)) next += 1;
  return next;
}

/** The day itself when it is worked, else the nearest one before that is. */
function workingDayUpTo(calendar: Calendar, day: DayNumber): DayNumber {
  let earlier = day;
  while (!isWorkingDay(calendar, earlier)) earlier -= 1;
  return earlier;
}

/**
 * The day on which so many working days have passed; a term counts from the day after `from`.
 *
 * @param count - Whole, not negative; 0 gives `from`, worked or not.
 */
export function addWorkingDays(calendar: Calendar, from: DayNumber, count: number): DayNumber {
  let day = from;
  for (let left = count; left > 0; left -= 1) day = nextWorkingDay(calendar, day + 1);
  return day;
}

/**
 * The working day that lies so many working days before another day, which is not counted itself.
 *
 * @param count - Whole, not negative; 0 gives `to` when it is worked, else the working day before.
 */
export function subtractWorkingDays(calendar: Calendar, to: DayNumber, count: number): DayNumber {
  let day = to;
  for (let left = count; left > 0; left -= 1) day = workingDayUpTo(calendar, day - 1);
  return workingDayUpTo(calendar, day);
}

/**
 * Reads YYYY-MM-DD as a day number.
 *
 * @returns Undefined for anything else, also for days that no calendar has (2025-02-29).
 */
export function readDate(text: string): DayNumber | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  return dayNumber(year, month, day);
}

/** Writes a day as YYYY-MM-DD; years 0 to 9999. */
export function writeDate(day: DayNumber): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

function dayOf(text: string): DayNumber {
  const day = readDate(text);
  if (day === undefined) throw new RangeError(`Not a date: ${text}`);
  return day;
}

function daysIn(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** Counts days in years that begin in March, so that a leap day is always the last. */
function dayNumber(year: number, month: number, day: number): DayNumber {
  const shifted = month <= 2 ? year - 1 : year;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const monthsFromMarch = (month + 9) % 12;
  return shifted * 365 + leapDays + Math.floor((153 * monthsFromMarch + 2) / 5) + day - 719_469;
}

/** Day 0 was a Thursday; 0 is Monday. */
function weekdayOf(day: DayNumber): number {
  return (((day + 3) % 7) + 7) % 7;
}

function isWeekday(day: DayNumber): boolean {
  return weekdayOf(day) < 5;
}

/** Mondays to Fridays from a fixed far Monday up to and including `day`. */
function weekdaysUpTo(day: DayNumber): number {
  const sinceMonday = day + 3;
  return Math.floor(sinceMonday / 7) * 5 + Math.min(weekdayOf(day) + 1, 5);
}

function countWithin(days: ReadonlySet<DayNumber>, from: DayNumber, to: DayNumber): number {
  let count = 0;
  for (const day of days) if (day > from && day <= to) count += 1;
  return count;
}
