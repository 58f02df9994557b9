import { type Rational, compare } from "../rational.ts";
import type { Scheme } from "../scheme/scheme.ts";

/** What an agency's rank follows from. */
export interface Contender {
  /** The rounded index in whole units; null has no rank. */
  readonly index: number | null;
  /** Shares by which equals are told apart, in the order they are tried; null comes last. */
  readonly breakers: readonly (Rational | null)[];
}

/**
 * Ranks agencies by their rounded index, highest first. Equals that no breaker separates share a
 * rank; with `competition` the next rank is skipped (1, 1, 3), with `dense` it is not (1, 1, 2).
 *
 * @returns A rank for each contender, in the same order; it does not depend on that order.
 */
export function rankAgencies(
  contenders: readonly Contender[],
  ranking: Scheme["ranking"],
): readonly (number | null)[] {
  const order = contenders
    .flatMap(({ index, breakers }, place) => (index === null ? [] : [{ index, breakers, place }]))
    .sort(compareRanked);
  const ranks: (number | null)[] = contenders.map(() => null);
  let [rank, since] = [0, 0];
  for (const [position, contender] of order.entries()) {
    const before = order[position - 1];
    since += 1;
    if (!before || compareRanked(before, contender) !== 0) {
      rank += ranking === "dense" ? 1 : since;
      since = 0;
    }
    ranks[contender.place] = rank;
  }
  return ranks;
}

interface RankedContender extends Contender {
  readonly index: number;
}

/** Negative when `a` is ranked before `b`. */
function compareRanked(a: RankedContender, b: RankedContender): number {
  if (a.index !== b.index) return b.index - a.index;
  for (const [place, share] of a.breakers.entries()) {
    const order = compareShares(share, b.breakers[place] ?? null);
    if (order !== 0) return order;
  }
  return 0;
}

function compareShares(a: Rational | null, b: Rational | null): number {
  if (!a || !b) return Number(a === null) - Number(b === null);
  return compare(b, a);
}
