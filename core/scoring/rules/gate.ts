import { type Rational, isZero, writeFigure, zero } from "../../rational.ts";
import { countAt, openObject } from "./read-answer.ts";
import { type RuleOf, type RuleScorer, factsOf } from "./rule-scorer.ts";

/** Any breach takes everything; what a breach does to the parent is the agency's pass. */
export function compileGate(rule: RuleOf<"gate">, max: Rational): RuleScorer {
  return {
    check(raw, at, found) {
      const place = openObject(raw, ["breaches"], at, found);
      const count = place && countAt(place, "breaches");
      return count && { answer: { breaches: writeFigure(count) }, facts: { kind: "count", count } };
    },
    points: (facts) => (isZero(factsOf(facts, "count").count) ? max : zero),
    tell(facts) {
      const { count } = factsOf(facts, "count");
      const points = isZero(count) ? max : zero;
      const { label, scope } = rule;
      const breaches = writeFigure(count);
      const step = { kind: "gate", label, scope, breaches, points: writeFigure(points) } as const;
      return { kind: "points", points, step };
    },
  };
}
