import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  hundred,
  writeFigure,
} from "../../rational.ts";
import { missingPoints, tellMissing } from "./missing-figure.ts";
import { readShare } from "./read-answer.ts";
import { type RuleOf, type RuleScorer, factsOf, itemAt } from "./rule-scorer.ts";
import { shareFigures } from "./share-figures.ts";

/** The highest band that a share reaches, compared before any rounding. */
export function compilePercentBands(rule: RuleOf<"percentBands">, max: Rational): RuleScorer {
  const bands = rule.bands.map((band) => ({
    ...band,
    share: dividedBy(decimal(band.from), hundred),
    worth: decimal(band.points),
  }));
  const placeOf = (share: Rational): number => {
    let place = 0;
    for (const band of bands) {
      const order = compare(share, band.share);
      if (order > 0 || (order === 0 && band.fromInclusive)) return place;
      place += 1;
    }
    return bands.length - 1;
  };
  return {
    check: (raw, at, found) => readShare(raw, at, found, false),
    points(facts) {
      const { share } = factsOf(facts, "share");
      if (!share) return missingPoints(rule.whenTotalZero, max);
      return itemAt(bands, placeOf(share)).worth;
    },
    tell(facts) {
      const { done, total, share } = factsOf(facts, "share");
      if (!share) return tellMissing(rule.whenTotalZero, max, "totalZero");
      const place = placeOf(share);
      const { from, fromInclusive, worth } = itemAt(bands, place);
      const above = bands[place - 1];
      const step = {
        kind: "percentBands",
        share: shareFigures(done, total),
        from,
        fromInclusive,
        next: above ? { from: above.from, fromInclusive: above.fromInclusive } : null,
        points: writeFigure(worth),
      } as const;
      return { kind: "points", points: worth, step };
    },
  };
}
