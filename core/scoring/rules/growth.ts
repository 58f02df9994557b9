import { type Rational, compare, decimal, minus, writeFigure } from "../../rational.ts";
import { keyOf } from "../../scheme/raw-value.ts";
import { missingPoints, tellMissing } from "./missing-figure.ts";
import { numberAt, openObject } from "./read-answer.ts";
import { type RuleOf, type RuleScorer, factsOf, itemAt } from "./rule-scorer.ts";

interface GrowthBand {
  readonly from: Rational | null;
  readonly worth: Rational;
}

/** The highest band that the change against a baseline reaches. */
export function compileGrowth(rule: RuleOf<"growth">, max: Rational): RuleScorer {
  const bands = rule.bands.map(({ from, points }) => ({
    from: from === null ? null : decimal(from),
    worth: decimal(points),
  }));
  return {
    check(raw, at, found) {
      const place = openObject(raw, ["current", "baseline"], at, found);
      if (!place) return undefined;
      const current = numberAt(place, "current");
      const isNone = keyOf(place.object, "baseline") === null;
      const baseline = isNone ? null : numberAt(place, "baseline");
      if (!current || baseline === undefined) return undefined;
      return {
        answer: { current: writeFigure(current), baseline: baseline && writeFigure(baseline) },
        facts: { kind: "change", current, baseline },
      };
    },
    points(facts) {
      const { current, baseline } = factsOf(facts, "change");
      if (!baseline) return missingPoints(rule.whenNoBaseline, max);
      return bandOf(bands, minus(current, baseline)).worth;
    },
    tell(facts) {
      const { current, baseline } = factsOf(facts, "change");
      if (!baseline) return tellMissing(rule.whenNoBaseline, max, "noBaseline");
      const change = minus(current, baseline);
      const { from, worth } = bandOf(bands, change);
      const step = {
        kind: "growth",
        against: rule.against,
        current: writeFigure(current),
        baseline: writeFigure(baseline),
        change: writeFigure(change),
        from: from && writeFigure(from),
        points: writeFigure(worth),
      } as const;
      return { kind: "points", points: worth, step };
    },
  };
}

function bandOf(bands: readonly GrowthBand[], change: Rational): GrowthBand {
  for (const band of bands) if (!band.from || compare(change, band.from) >= 0) return band;
  return itemAt(bands, bands.length - 1);
}
