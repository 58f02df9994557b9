import { decimal, times, writeFigure } from "../../rational.ts";
import { countAt, openObject } from "./read-answer.ts";
import { type RuleOf, type RuleScorer, factsOf } from "./rule-scorer.ts";

/** The same points for each item. */
export function compilePerItem(rule: RuleOf<"perItem">): RuleScorer {
  const each = decimal(rule.points);
  return {
    check(raw, at, found) {
      const place = openObject(raw, ["count"], at, found);
      const count = place && countAt(place, "count");
      return count && { answer: { count: writeFigure(count) }, facts: { kind: "count", count } };
    },
    points: (facts) => times(factsOf(facts, "count").count, each),
    tell(facts) {
      const { count } = factsOf(facts, "count");
      const points = times(count, each);
      const step = {
        kind: "perItem",
        count: writeFigure(count),
        each: rule.points,
        points: writeFigure(points),
      } as const;
      return { kind: "points", points, step };
    },
  };
}
