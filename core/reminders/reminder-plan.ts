import { type Result, err, ok } from "../result.ts";
import {
  type Calendar,
  type DayNumber,
  addWorkingDays,
  subtractWorkingDays,
} from "../round/calendar.ts";
import { instantAt, localDayOf, writeLocalInstant } from "../round/local-instant.ts";
import type { PhaseWindow } from "../round/round.ts";
import { type RawValue, isRawObject, keyOf } from "../scheme/raw-value.ts";
import {
  type OpenNode,
  type Place,
  at,
  complete,
  figure,
  has,
  list,
  openNode,
  readNumber,
  refuse,
  shown,
} from "../scheme/read-raw.ts";
import type { SchemeProblem } from "../scheme/scheme-problem.ts";
import { isTime, isWithinHours, officeHours } from "./sending-hours.ts";

/** One reminder of a plan. */
export interface PlanStep {
  /** Working days from the deadline: -2 is two before it, 0 its own day, 1 the one after it. */
  readonly days: number;
  /** By the clock in Vietnam, hh:mm, within office hours. */
  readonly at: string;
}

/** When a phase reminds those who owe something: at least one step before its deadline. */
export interface ReminderPlan {
  /** Ascending by days; no two of the same. */
  readonly steps: readonly PlanStep[];
}

/** A step of a plan laid on one deadline. */
export interface PlannedStep {
  /** Says the step and its deadline, `-2@2026-01-30T17:00`: another deadline makes others. */
  readonly key: string;
  readonly days: number;
  /** ISO 8601, UTC; on a working day, in office hours. */
  readonly instant: string;
}

/** The time of day of a step that names none. */
const morningHour = "08:00";

/** The plan of a phase that has none of its own. */
export const defaultPlan: ReminderPlan = {
  steps: [-10, -5, -2, -1, 0, 1].map((days) => ({ days, at: morningHour })),
};

const span = { whole: true, min: "-60", max: "30" };

/**
 * Reads a plan as a file gives it: `hour`, and `steps` that are numbers of days, or such with a
 * time of their own (`days`, `at`).
 *
 * @returns The plan, or every problem at once (at least one).
 */
export function readReminderPlan(raw: RawValue): Result<ReminderPlan, readonly SchemeProblem[]> {
  const problems: SchemeProblem[] = [];
  const node = openNode(raw, { path: "", problems }, ["hour", "steps"]);
  const steps = node && readSteps(node);
  return steps && problems.length === 0 ? ok({ steps }) : err(problems);
}

/**
 * Lays a plan on a window: a phase's, or an agency's own after an extension. A step for a day off
 * goes to the working day before; so does one that the deadline would overtake in the morning. Of
 * two that meet on one day the later stays. What lies before the opening day is left out.
 *
 * @returns By instant, at most one a day; may be empty for a window of a few hours.
 */
export function plannedSteps(
  { steps }: ReminderPlan,
  window: PhaseWindow,
  calendar: Calendar,
): readonly PlannedStep[] {
  const closing = writeLocalInstant(window.closesAt);
  const byDay = new Map<DayNumber, PlannedStep>();
  for (const step of steps) {
    const instant = instantOf(step, window, calendar);
    if (instant === null) continue;
    const key = `${signed(step.days)}@${closing}`;
    byDay.set(localDayOf(instant), { key, days: step.days, instant });
  }
  return [...byDay.values()].toSorted(
    (one, other) => Date.parse(one.instant) - Date.parse(other.instant),
  );
}

/** The last day on which a window is open: one that closes at midnight ends the day before. */
export function lastDayOf({ closesAt }: Pick<PhaseWindow, "closesAt">): DayNumber {
  return localDayOf(new Date(Date.parse(closesAt) - 1).toISOString());
}

function instantOf(
  { days, at: time }: PlanStep,
  window: PhaseWindow,
  calendar: Calendar,
): string | null {
  const last = lastDayOf(window);
  if (days > 0) return instantAt(addWorkingDays(calendar, last, days), time);
  const day = subtractWorkingDays(calendar, last, -days);
  const planned = instantAt(day, time);
  const isOvertaken = Date.parse(planned) >= Date.parse(window.closesAt);
  const instant = isOvertaken ? instantAt(subtractWorkingDays(calendar, day, 1), time) : planned;
  return notBeforeOpening(instant, window);
}

/** On the opening day a step waits for the opening; there is nothing to remind of before. */
function notBeforeOpening(instant: string, { opensAt, closesAt }: PhaseWindow): string | null {
  const opening = Date.parse(opensAt);
  if (Date.parse(instant) >= opening) return instant;
  const isOpeningDay = localDayOf(instant) === localDayOf(opensAt);
  const isTooLate = opening >= Date.parse(closesAt) || !isWithinHours(officeHours, opensAt);
  return isOpeningDay && !isTooLate ? opensAt : null;
}

function signed(days: number): string {
  return days > 0 ? `+${days}` : String(days);
}

function readSteps(node: OpenNode): readonly PlanStep[] | undefined {
  const hour = has(node, "hour") ? readTime(node, "hour") : morningHour;
  const steps = list(node, "steps", (raw, place) => readStep(raw, place, hour ?? morningHour));
  if (!steps || hour === undefined) return undefined;
  const place = at(node, "steps");
  refuseTwice(steps, place);
  if (steps.every(({ days }) => days > 0)) {
    refuse(place, shown(keyOf(node.object, "steps")), "ít nhất một bước trước hoặc đúng ngày hạn");
  }
  return steps.toSorted((one, other) => one.days - other.days);
}

function readStep(raw: RawValue, place: Place, hour: string): PlanStep | undefined {
  if (!isRawObject(raw))
    return complete({ days: wholeDays(readNumber(raw, place, span)), at: hour });
  const node = openNode(raw, place, ["days", "at"]);
  if (!node) return undefined;
  return complete({
    days: wholeDays(figure(node, "days", span)),
    at: has(node, "at") ? readTime(node, "at") : hour,
  });
}

function wholeDays(figure: string | undefined): number | undefined {
  return figure === undefined ? undefined : Number(figure);
}

function readTime(node: OpenNode, key: string): string | undefined {
  const raw = keyOf(node.object, key);
  const { from, until } = officeHours;
  if (typeof raw === "string" && isTime(raw) && from <= raw && raw < until) return raw;
  refuse(at(node, key), shown(raw), `giờ từ "${from}" đến trước "${until}", dạng "08:00"`);
  return undefined;
}

function refuseTwice(steps: readonly PlanStep[], place: Place): void {
  for (const [index, { days }] of steps.entries()) {
    if (steps.findIndex((step) => step.days === days) === index) continue;
    refuse(at(place, index), String(days), "mỗi ngày chỉ một bước, không lặp lại");
  }
}
