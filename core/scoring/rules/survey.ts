import type { RuleScorer } from "./rule-scorer.ts";

/** A survey leaf takes tallies instead of an answer; core/survey makes its points. */
export function compileSurveyRule(): RuleScorer {
  return {
    check(_raw, at, found) {
      found.push({ kind: "notAnswerable", at });
      return undefined;
    },
    points() {
      throw new RangeError("A survey leaf gets its points from its tallies");
    },
    tell() {
      throw new RangeError("A survey leaf gets its points from its tallies");
    },
  };
}
