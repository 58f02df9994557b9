import { type Rational, compare, decimal, writeFigure } from "../../rational.ts";
import { countAt, openObject } from "./read-answer.ts";
import { type RuleOf, type RuleScorer, factsOf, itemAt } from "./rule-scorer.ts";

/** The highest threshold that a count reaches. */
export function compileCountLevels(rule: RuleOf<"countLevels">): RuleScorer {
  const levels = rule.levels.map(({ atLeast, points }) => ({
    atLeast: decimal(atLeast),
    worth: decimal(points),
  }));
  const reached = (count: Rational): { atLeast: Rational; worth: Rational } => {
    for (const level of levels) if (compare(count, level.atLeast) >= 0) return level;
    return itemAt(levels, levels.length - 1);
  };
  return {
    check(raw, at, found) {
      const place = openObject(raw, ["count"], at, found);
      const count = place && countAt(place, "count");
      return count && { answer: { count: writeFigure(count) }, facts: { kind: "count", count } };
    },
    points: (facts) => reached(factsOf(facts, "count").count).worth,
    tell(facts) {
      const { count } = factsOf(facts, "count");
      const { atLeast, worth } = reached(count);
      const step = {
        kind: "countLevels",
        count: writeFigure(count),
        atLeast: writeFigure(atLeast),
        points: writeFigure(worth),
      } as const;
      return { kind: "points", points: worth, step };
    },
  };
}
