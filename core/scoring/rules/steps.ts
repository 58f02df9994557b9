import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  floorOf,
  minus,
  plus,
  times,
  writeFigure,
  zero,
} from "../../rational.ts";
import { amountAt, openObject } from "./read-answer.ts";
import { type RuleOf, type RuleScorer, factsOf } from "./rule-scorer.ts";

/** Points for each whole step over a start. */
export function compileSteps(rule: RuleOf<"steps">): RuleScorer {
  const [start, every] = [decimal(rule.start), decimal(rule.every)];
  const [each, base] = [decimal(rule.points), decimal(rule.base)];
  const stepsTo = (value: Rational): Rational | null =>
    compare(value, start) < 0 ? null : floorOf(dividedBy(minus(value, start), every));
  const worth = (steps: Rational | null): Rational =>
    steps ? plus(base, times(steps, each)) : zero;
  return {
    check(raw, at, found) {
      const place = openObject(raw, ["value"], at, found);
      const value = place && amountAt(place, "value");
      return value && { answer: { value: writeFigure(value) }, facts: { kind: "value", value } };
    },
    points: (facts) => worth(stepsTo(factsOf(facts, "value").value)),
    tell(facts) {
      const { value } = factsOf(facts, "value");
      const steps = stepsTo(value);
      const points = worth(steps);
      const { start: from, every: size, points: gain, base: least } = rule;
      const step = {
        kind: "steps",
        value: writeFigure(value),
        start: from,
        every: size,
        base: least,
        each: gain,
        steps: steps && writeFigure(steps),
        points: writeFigure(points),
      } as const;
      return { kind: "points", points, step };
    },
  };
}
