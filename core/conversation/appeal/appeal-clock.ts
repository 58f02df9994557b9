import { type Calendar, readDate, workingDaysBetween } from "../../round/calendar.ts";
import { windowOf } from "../../round/phase-window.ts";
import type { RoundFacts } from "../../round/round.ts";

/** What is left of a phase for one agency. */
export interface ClockLeft {
  /** Instant from which nothing is taken any more; "" when the round has no such phase. */
  readonly closesAt: string;
  /** Working days after today that the agency still has, the closing day included. */
  readonly workingDays: number;
}

/** Vietnam has one time zone and no summer time. */
const aheadMs = 7 * 3_600_000;

/**
 * What is left of explaining for an agency, with what was granted to it.
 * A leaf's own reopening counts too where one is named; null means the agency as a whole.
 */
export function clockLeft(
  round: RoundFacts,
  calendar: Calendar,
  at: { readonly now: string; readonly code: string | null },
): ClockLeft {
  const whole = windowOf(round, "explaining")?.closesAt;
  if (whole === undefined) return { closesAt: "", workingDays: 0 };
  const own = round.exceptions
    .filter(
      ({ phase, codes }) => phase === "explaining" && at.code !== null && codes?.includes(at.code),
    )
    .map(({ closesAt }) => closesAt);
  const closesAt = [whole, ...own].reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
  const workingDays = workingDaysBetween(
    calendar,
    dayAt(Date.parse(at.now)),
    dayAt(Date.parse(closesAt) - 1),
  );
  return { closesAt, workingDays };
}

function dayAt(instantMs: number): number {
  return readDate(new Date(instantMs + aheadMs).toISOString().slice(0, 10)) ?? 0;
}
