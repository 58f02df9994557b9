import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  lowestTerms,
  times,
  writeFigure,
} from "../../rational.ts";
import { amountAt, openObject, within } from "./read-answer.ts";
import { type RuleOf, type RuleScorer, factsOf } from "./rule-scorer.ts";

/** A value taken over from another index, on that index's own scale. */
export function compileExternal(rule: RuleOf<"external">, max: Rational): RuleScorer {
  const scale = decimal(rule.scale);
  const each = lowestTerms(dividedBy(max, scale));
  const worth = (value: Rational): Rational => times(value, each);
  return {
    check(raw, at, found) {
      const place = openObject(raw, ["value"], at, found);
      const value = place && amountAt(place, "value");
      if (!value) return undefined;
      const answer = { value: writeFigure(value) };
      if (compare(value, scale) <= 0) return { answer, facts: { kind: "value", value } };
      const here = within(at, "value");
      found.push({ kind: "valueAboveScale", at: here, ...answer, scale: rule.scale });
      return undefined;
    },
    points: (facts) => worth(factsOf(facts, "value").value),
    tell(facts) {
      const { value } = factsOf(facts, "value");
      const points = worth(value);
      const step = {
        kind: "external",
        label: rule.label,
        value: writeFigure(value),
        scale: rule.scale,
        max: writeFigure(max),
        points: writeFigure(points),
      } as const;
      return { kind: "points", points, step };
    },
  };
}
