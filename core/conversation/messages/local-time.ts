/** Vietnam has one time zone and no summer time. */
const hoursAheadOfUtc = 7;

/** A day and minute as clocks in Vietnam show them. */
export interface LocalTime {
  /** dd/mm/yyyy. */
  readonly date: string;
  /** hh:mm. */
  readonly time: string;
}

/** Tells an instant (ISO 8601) as clocks in Vietnam show it. */
export function localTime(instant: string): LocalTime {
  const shifted = new Date(Date.parse(instant) + hoursAheadOfUtc * 3_600_000).toISOString();
  return { date: dayText(shifted.slice(0, 10)), time: shifted.slice(11, 16) };
}

/** Writes YYYY-MM-DD as dd/mm/yyyy. */
export function dayText(date: string): string {
  return date.split("-").reverse().join("/");
}

/** Whole days from one instant to another, the last one begun counted; 0 when it is past. */
export function daysLeft(from: string, to: string): number {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return Math.max(0, Math.ceil(days));
}

/** A person's sentence as a part of another: cut to a length, without its full stop. */
export function quoted(text: string, longest: number): string {
  return clipped(text.trim().replace(/[.\s]+$/, ""), longest);
}

/** Cuts a text to a length that still reads well, marking the cut. */
export function clipped(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}
