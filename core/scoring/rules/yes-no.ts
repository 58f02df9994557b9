import { type Rational, writeFigure, zero } from "../../rational.ts";
import { openObject, yesAt } from "./read-answer.ts";
import { type RuleScorer, factsOf } from "./rule-scorer.ts";

/** Everything or nothing. */
export function compileYesNo(_rule: unknown, max: Rational): RuleScorer {
  return {
    check(raw, at, found) {
      const place = openObject(raw, ["yes"], at, found);
      const yes = place && yesAt(place, "yes");
      return yes === undefined ? undefined : { answer: { yes }, facts: { kind: "yes", yes } };
    },
    points: (facts) => (factsOf(facts, "yes").yes ? max : zero),
    tell(facts) {
      const { yes } = factsOf(facts, "yes");
      const points = yes ? max : zero;
      return { kind: "points", points, step: { kind: "yesNo", yes, points: writeFigure(points) } };
    },
  };
}
