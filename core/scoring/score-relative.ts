import {
  type Rational,
  compare,
  dividedBy,
  greatest,
  isZero,
  least,
  minus,
  one,
  plus,
  rational,
  times,
  zero,
} from "../rational.ts";
import type { Rule } from "../scheme/scheme.ts";

/** How a relative rule compares agencies. */
export type RelativeMode = Extract<Rule, { readonly kind: "relative" }>["mode"];

/** The figures of a group that each agency's points are taken against. */
export interface GroupBounds {
  readonly best: Rational;
  readonly worst: Rational;
}

const half = rational(1, 2);

/** The highest and lowest share of a group; undefined when no agency has one. */
export function groupBounds(shares: readonly (Rational | null)[]): GroupBounds | undefined {
  let bounds: { best: Rational; worst: Rational } | undefined;
  for (const share of shares) {
    if (!share) continue;
    bounds ??= { best: share, worst: share };
    bounds.best = greatest(bounds.best, share);
    bounds.worst = least(bounds.worst, share);
  }
  return bounds;
}

/**
 * Second pass: one agency's exact points against its group.
 *
 * @param share - done / total, or for `leader` actual / target; one of those the bounds are of.
 */
export function relativePoints(
  mode: RelativeMode,
  max: Rational,
  share: Rational,
  { best, worst }: GroupBounds,
): Rational {
  if (mode === "leader") return leaderPoints(max, share, best);
  if (mode === "ratioToBest") return isZero(best) ? zero : times(max, dividedBy(share, best));
  const spread = minus(best, worst);
  return isZero(spread) ? max : times(max, dividedBy(minus(share, worst), spread));
}

/** Half the maximum for reaching the target, all of it for the best above it, a line between. */
function leaderPoints(max: Rational, share: Rational, best: Rational): Rational {
  const halfMax = times(half, max);
  const order = compare(share, one);
  if (order <= 0) return times(halfMax, share);
  if (compare(share, best) === 0) return max;
  const above = dividedBy(minus(share, one), minus(best, one));
  return plus(halfMax, times(halfMax, above));
}
