import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  hundred,
  isZero,
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
    check(raw, at, found) {
      const share = readShare(raw, at, found, false);
      if (!share) return undefined;
      const { done, total, answer } = share;
      return { answer, facts: { kind: "share", done, total } };
    },
    points(facts) {
      const { done, total } = factsOf(facts, "share");
      if (isZero(total)) return missingPoints(rule.whenTotalZero, max);
      return itemAt(bands, placeOf(dividedBy(done, total))).worth;
    },
    tell(facts) {
      const { done, total } = factsOf(facts, "share");
      if (isZero(total)) return tellMissing(rule.whenTotalZero, max, "totalZero");
      const place = placeOf(dividedBy(done, total));
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
