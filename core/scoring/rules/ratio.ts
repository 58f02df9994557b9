import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  hundred,
  isZero,
  lowestTerms,
  minus,
  one,
  times,
  writeFigure,
  zero,
} from "../../rational.ts";
import type { RatioRule } from "../../scheme/scheme.ts";
import { missingPoints, tellMissing } from "./missing-figure.ts";
import { readShare } from "./read-answer.ts";
import { type RuleScorer, factsOf } from "./rule-scorer.ts";
import { shareFigures } from "./share-figures.ts";

/** Points follow a share, from a floor on and up to a cap. */
export function compileRatio(rule: RatioRule, max: Rational): RuleScorer {
  const earn = compileShare(rule);
  const scaled = { ...earn, slope: lowestTerms(times(earn.slope, max)) };
  return {
    check: (raw, at, found) => readShare(raw, at, found, rule.mayExceed),
    points(facts) {
      const { share } = factsOf(facts, "share");
      return share ? earned(scaled, max, share) : missingPoints(rule.whenTotalZero, max);
    },
    tell(facts) {
      const { done, total, share } = factsOf(facts, "share");
      if (!share) return tellMissing(rule.whenTotalZero, max, "totalZero");
      const factor = earned(earn, one, share);
      const points = times(factor, max);
      const step = {
        kind: "ratio",
        share: shareFigures(done, total),
        floor: rule.floor ?? null,
        floorInclusive: rule.floorInclusive,
        cap: rule.cap,
        from: rule.from,
        reached: reachedBy(earn, share),
        factor: writeFigure(factor),
        max: writeFigure(max),
        points: writeFigure(points),
      } as const;
      return { kind: "points", points, step };
    },
  };
}

/** The rule's bounds as shares of 1, and the straight line between them. */
interface Line {
  readonly floor: Rational | null;
  readonly floorInclusive: boolean;
  readonly cap: Rational;
  readonly start: Rational | null;
  readonly slope: Rational;
}

function compileShare(rule: RatioRule): Line {
  const floor = rule.floor === undefined ? null : dividedBy(decimal(rule.floor), hundred);
  const cap = dividedBy(decimal(rule.cap), hundred);
  const start = rule.from === "floor" ? floor : null;
  const width = start ? minus(cap, start) : cap;
  return {
    floor,
    floorInclusive: rule.floorInclusive,
    cap,
    start,
    // A floor that is also the cap leaves nothing between them: the line is never used.
    slope: isZero(width) ? zero : lowestTerms(dividedBy(one, width)),
  };
}

function earned(line: Line, full: Rational, share: Rational): Rational {
  if (isUnderFloor(line, share)) return zero;
  if (compare(share, line.cap) >= 0) return full;
  return times(line.start ? minus(share, line.start) : share, line.slope);
}

function reachedBy(line: Line, share: Rational): "underFloor" | "between" | "cap" {
  if (isUnderFloor(line, share)) return "underFloor";
  return compare(share, line.cap) >= 0 ? "cap" : "between";
}

function isUnderFloor({ floor, floorInclusive }: Line, share: Rational): boolean {
  if (!floor) return false;
  const order = compare(share, floor);
  return order < 0 || (order === 0 && !floorInclusive);
}
