import type { DecimalText } from "../../scheme/scheme.ts";

/** One end of a range. */
export interface RangeEnd {
  readonly at: DecimalText;
  readonly inclusive: boolean;
}

/** A stretch of values with what it is worth; an end that is null is open. */
export interface Range<Worth> {
  readonly low: RangeEnd | null;
  readonly high: RangeEnd | null;
  readonly worth: Worth;
}

/** A threshold: from here on (or, not inclusive, above here) something is worth so much. */
export interface Threshold<Worth> {
  readonly from: DecimalText | null;
  readonly fromInclusive: boolean;
  readonly worth: Worth;
}

/**
 * Tells the stretches that thresholds cut, so that each can be said on its own.
 *
 * @param thresholds - Highest first; the lowest takes everything that is left.
 */
export function rangesOf<Worth>(thresholds: readonly Threshold<Worth>[]): readonly Range<Worth>[] {
  return thresholds.map(({ from, fromInclusive, worth }, place) => {
    const above = thresholds[place - 1];
    const isLowest = place === thresholds.length - 1;
    return {
      low: isLowest || from === null ? null : { at: from, inclusive: fromInclusive },
      high:
        above === undefined || above.from === null
          ? null
          : { at: above.from, inclusive: !above.fromInclusive },
      worth,
    };
  });
}
