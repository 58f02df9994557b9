import { type Result, err, ok } from "../result.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import {
  type OpenNode,
  type Place,
  at,
  complete,
  date,
  figure,
  flag,
  list,
  oneOf,
  openNode,
  refuse,
  refuseDoubles,
  text,
} from "../scheme/read-raw.ts";
import type { SchemeProblem } from "../scheme/scheme-problem.ts";
import { isWorkingDay, openCalendar, readDate } from "./calendar.ts";

/** A day that differs from the ordinary week. */
export interface CalendarDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly kind: "off" | "working";
  readonly note: string;
}

/** One year's days off and days worked in exchange, as a file names them. */
export interface CalendarFile {
  readonly year: number;
  /** Where the days were announced. */
  readonly source: string;
  /** Worked out from the law, not yet announced. */
  readonly isExpected: boolean;
  readonly days: readonly CalendarDay[];
}

/**
 * Reads the calendar file of a year.
 *
 * @returns The days, or every problem of the file at once (at least one).
 */
export function readCalendarFile(raw: RawValue): Result<CalendarFile, readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const node = openNode(raw, { path: "", problems }, ["year", "source", "expected", "days"]);
  const file = node && readFile(node);
  return file && problems.length === 0 ? ok(file) : err(problems);
}

function readFile(node: OpenNode): CalendarFile | undefined {
  const year = figure(node, "year", { whole: true, min: "2000", max: "2100" });
  refuseDoubles(node, "days", "day");
  return complete({
    year: year === undefined ? undefined : Number(year),
    source: text(node, "source"),
    isExpected: flag(node, "expected", false),
    days: list(node, "days", (raw, place) => readDay(raw, place, year)),
  });
}

function readDay(raw: RawValue, place: Place, year: string | undefined): CalendarDay | undefined {
  const node = openNode(raw, place, ["day", "kind", "note"]);
  if (!node) return undefined;
  const day = date(node, "day");
  const kind = oneOf(node, "kind", ["off", "working"]);
  if (day !== undefined && kind !== undefined) checkDay(at(node, "day"), { day, kind, year });
  return complete({ day, kind, note: text(node, "note") });
}

const ordinary = openCalendar({ daysOff: [], workingDays: [] });

function checkDay(
  place: Place,
  {
    day,
    kind,
    year,
  }: { readonly day: string; readonly kind: string; readonly year: string | undefined },
): void {
  if (year !== undefined && !day.startsWith(`${year}-`)) {
    refuse(place, `"${day}"`, `một ngày của năm ${year}`);
  }
  const isWorked = isWorkingDay(ordinary, readDate(day) ?? 0);
  if (kind === "off" && !isWorked)
    refuse(place, `"${day}"`, "ngày trong tuần (thứ Bảy, Chủ nhật vốn đã nghỉ)");
  if (kind === "working" && isWorked)
    refuse(place, `"${day}"`, "thứ Bảy hoặc Chủ nhật (ngày khác vốn đã làm việc)");
}
