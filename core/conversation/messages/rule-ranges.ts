import { compare, decimal, plus, writeFigure } from "../../rational.ts";
import type { DecimalText, RatioRule } from "../../scheme/scheme.ts";
import type { Threshold } from "./threshold-ranges.ts";

/** What a stretch of a ratio rule is worth: nothing, the maximum, or a share of it. */
export type RatioWorth =
  | { readonly kind: "none" }
  | { readonly kind: "max" }
  /** maximum × p. */
  | { readonly kind: "share" }
  /** maximum × p / cap. */
  | { readonly kind: "shareOfCap"; readonly cap: DecimalText }
  /** maximum × (p - floor) / (cap - floor). */
  | { readonly kind: "aboveFloor"; readonly cap: DecimalText; readonly floor: DecimalText };

/** The thresholds of a ratio rule, highest first, without the ones that change nothing. */
export function ratioThresholds(rule: RatioRule): readonly Threshold<RatioWorth>[] {
  const { cap, floorInclusive } = rule;
  const floor = rule.floor === undefined || isZero(rule.floor) ? null : rule.floor;
  if (floor !== null && compare(decimal(floor), decimal(cap)) >= 0) {
    return [
      { from: floor, fromInclusive: floorInclusive, worth: { kind: "max" } },
      { from: "0", fromInclusive: true, worth: { kind: "none" } },
    ];
  }
  const worth = middleWorth(rule, floor);
  const capTold = worth.kind === "share" && !rule.mayExceed ? [] : [atCap(cap)];
  if (floor === null) return [...capTold, { from: "0", fromInclusive: true, worth }];
  return [
    ...capTold,
    { from: floor, fromInclusive: floorInclusive, worth },
    { from: "0", fromInclusive: true, worth: { kind: "none" } },
  ];
}

/** The same items, the one worth most first. */
export function bestFirst<Item extends { readonly points: DecimalText }>(
  items: readonly Item[],
): readonly Item[] {
  return items.toSorted((a, b) => compare(decimal(b.points), decimal(a.points)));
}

/** The first day that is later than so many days. */
export function nextDay(days: DecimalText): DecimalText {
  return writeFigure(plus(decimal(days), decimal("1")));
}

/** Whether a decimal is 0. */
export function isZero(text: DecimalText): boolean {
  return compare(decimal(text), decimal("0")) === 0;
}

function middleWorth(rule: RatioRule, floor: DecimalText | null): RatioWorth {
  if (rule.from === "floor" && floor !== null) return { kind: "aboveFloor", cap: rule.cap, floor };
  return isHundred(rule.cap) ? { kind: "share" } : { kind: "shareOfCap", cap: rule.cap };
}

function atCap(cap: DecimalText): Threshold<RatioWorth> {
  return { from: cap, fromInclusive: true, worth: { kind: "max" } };
}

function isHundred(text: DecimalText): boolean {
  return compare(decimal(text), decimal("100")) === 0;
}
