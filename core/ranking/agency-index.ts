import {
  type Rational,
  decimal,
  least,
  minus,
  plus,
  rational,
  roundHalfUp,
  times,
  zero,
} from "../rational.ts";
import type { AdjustmentItem, Scheme } from "../scheme/scheme.ts";
import type { NodeScore } from "../scoring/score-agency.ts";
import type { PreparedAdjustment } from "../scoring/prepared-agency.ts";

/** Bonus and penalty of one agency after every cap, in index points. */
export interface AdjustmentTotals {
  readonly bonus: Rational;
  readonly penalty: Rational;
}

/** Adds up what was declared: each item to its own cap, then each kind to the cap over all. */
export function adjustmentTotals(
  { bonusCap, penaltyCap }: Scheme["adjustments"],
  declared: readonly PreparedAdjustment[],
): AdjustmentTotals {
  if (declared.length === 0) return { bonus: zero, penalty: zero };
  const counts = new Map<AdjustmentItem, number>();
  for (const { item, count } of declared) counts.set(item, (counts.get(item) ?? 0) + count);
  return {
    bonus: totalOf("bonus", counts, bonusCap),
    penalty: totalOf("penalty", counts, penaltyCap),
  };
}

function totalOf(
  kind: AdjustmentItem["kind"],
  counts: ReadonlyMap<AdjustmentItem, number>,
  cap: string | undefined,
): Rational {
  let sum = zero;
  for (const [item, count] of counts) {
    if (item.kind !== kind) continue;
    sum = plus(sum, capped(times(rational(count), decimal(item.points)), item.cap));
  }
  return capped(sum, cap);
}

function capped(value: Rational, cap: string | undefined): Rational {
  return cap === undefined ? value : least(value, decimal(cap));
}

/**
 * Works out the index as it is printed, rounded half up once: points reached out of those that
 * could be reached, in percent, with bonus and penalty. It may be under 0 or over 100.
 *
 * @param achieved - Sums of the agency; null when nothing applies.
 * @returns Whole units (8499 is 84.99 when `unitsPerOne` is 100), or null when nothing applies, which has no rank.
 */
export function agencyIndex(
  achieved: NodeScore | null,
  adjustments: AdjustmentTotals,
  unitsPerOne: number,
): number | null {
  if (!achieved) return null;
  const share = rational(achieved.points * 100, achieved.max);
  const { bonus, penalty } = adjustments;
  return roundHalfUp(minus(plus(share, bonus), penalty), unitsPerOne);
}
