import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  isWhole,
  writeFigure,
} from "../../rational.ts";
import { amountAt, openObject, within } from "./read-answer.ts";
import {
  type Checked,
  type FoundProblems,
  type RuleOf,
  type RuleScorer,
  factsOf,
} from "./rule-scorer.ts";

/** Points that an appraiser gives outright. */
export function compileAppraiser(rule: RuleOf<"appraiser">, max: Rational): RuleScorer {
  return {
    check(raw, at, found) {
      const place = openObject(raw, ["points"], at, found);
      const value = place && amountAt(place, "points");
      return value && checkPoints(rule, max, { value, at: within(at, "points"), found });
    },
    points: (facts) => factsOf(facts, "value").value,
    tell(facts) {
      const { value } = factsOf(facts, "value");
      const step = { kind: "appraiser", points: writeFigure(value) } as const;
      return { kind: "points", points: value, step };
    },
  };
}

interface GivenPoints {
  readonly value: Rational;
  readonly at: string;
  readonly found: FoundProblems;
}

function checkPoints(
  { step }: RuleOf<"appraiser">,
  max: Rational,
  { value, at, found }: GivenPoints,
): Checked | undefined {
  const points = writeFigure(value);
  if (compare(value, max) > 0) {
    found.push({ kind: "pointsAboveMax", at, points, max: writeFigure(max) });
    return undefined;
  }
  if (step !== undefined && !isWhole(dividedBy(value, decimal(step)))) {
    found.push({ kind: "notAMultipleOfStep", at, points, step });
    return undefined;
  }
  return { answer: { points }, facts: { kind: "value", value } };
}
