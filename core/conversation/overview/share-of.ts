import type { Done } from "./progress-facts.ts";

/** Whole percents, rounded down: 100 only when all is done, 0 only when nothing is. */
export function percentOf({ done, total }: Done): number {
  if (total === 0 || done >= total) return 100;
  return done <= 0 ? 0 : Math.max(1, Math.floor((100 * done) / total));
}

/** Which of two is further behind; a negative number puts the first one before the second. */
export function compareDone(one: Done, other: Done): number {
  return shareOf(one) - shareOf(other) || other.total - other.done - (one.total - one.done);
}

/** Between 0 and 1, for ordering and drawing alone; 1 where there is nothing to do. */
export function shareOf({ done, total }: Done): number {
  return total === 0 ? 1 : Math.min(1, done / total);
}
