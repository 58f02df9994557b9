import { type Rational, compare, minus, rational, times } from "../rational.ts";
import { type Calendar, workingDaysBetween } from "../round/calendar.ts";
import { localDayOf } from "../round/local-instant.ts";
import type { PhaseWindow } from "../round/round.ts";
import { lastDayOf } from "./reminder-plan.ts";

/** How far an agency or appraiser has come in a phase. */
export interface PaceFacts {
  readonly window: PhaseWindow;
  /** Leaves done, and leaves left. */
  readonly done: number;
  readonly left: number;
  readonly calendar: Calendar;
  readonly now: string;
}

/** Whether the pace so far carries to the end, with the parts of the sum. */
export type Pace =
  /** The phase has had no working day yet. */
  | { readonly kind: "notStarted" }
  | { readonly kind: "done" }
  | { readonly kind: "over"; readonly left: number }
  | {
      readonly kind: "running";
      readonly done: number;
      readonly left: number;
      /** Working days so far and to come; today, when it is worked, counts in both. */
      readonly daysGone: number;
      readonly daysLeft: number;
      /** Leaves a day so far. */
      readonly soFar: Rational;
      /** Leaves a day that are needed from now on; null when no working day is left. */
      readonly needed: Rational | null;
      /** Leaves that would still be open at the end at this pace; 0 or less when it suffices. */
      readonly short: Rational;
      readonly isAtRisk: boolean;
    };

/**
 * Compares leaves done per working day with leaves left per working day left, from the first
 * working day of the phase on. Exactly the pace that is needed is no risk.
 */
export function paceOf({ window, done, left, calendar, now }: PaceFacts): Pace {
  if (left <= 0) return { kind: "done" };
  if (Date.parse(now) >= Date.parse(window.closesAt)) return { kind: "over", left };
  const today = localDayOf(now);
  const daysGone = workingDaysBetween(calendar, localDayOf(window.opensAt) - 1, today);
  if (Date.parse(now) < Date.parse(window.opensAt) || daysGone === 0) return { kind: "notStarted" };
  const daysLeft = workingDaysBetween(calendar, today - 1, lastDayOf(window));
  const soFar = rational(done, daysGone);
  const short = minus(rational(left), times(soFar, rational(daysLeft)));
  return {
    ...{ kind: "running", done, left, daysGone, daysLeft, soFar, short },
    needed: daysLeft === 0 ? null : rational(left, daysLeft),
    isAtRisk: compare(short, rational(0)) > 0,
  };
}
