import { type Rational, isZero, writeFigure } from "../../rational.ts";
import { missingPoints, tellMissing } from "./missing-figure.ts";
import { amountAt, openObject, readShare, shareFacts, within } from "./read-answer.ts";
import {
  type Checked,
  type Facts,
  type FoundProblems,
  type RuleOf,
  type RuleScorer,
  factsOf,
} from "./rule-scorer.ts";

/** Reads an agency's own figures; its points need the whole group (score-relative.ts). */
export function compileRelative(rule: RuleOf<"relative">, max: Rational): RuleScorer {
  return {
    check(raw, at, found) {
      if (rule.mode === "leader") return checkTarget(raw, at, found);
      return readShare(raw, at, found, false);
    },
    points(facts) {
      if (!isCompared(facts)) return missingPoints(rule.whenTotalZero, max);
      throw new RangeError("A relative leaf gets its points from its group");
    },
    tell(facts) {
      if (!isCompared(facts)) return tellMissing(rule.whenTotalZero, max, "totalZero");
      throw new RangeError("A relative leaf gets its points from its group");
    },
  };
}

/** Whether these facts of a relative leaf are compared with the group: its total is not 0. */
export function isCompared(facts: Facts): boolean {
  return factsOf(facts, "share").share !== null;
}

function checkTarget(
  raw: Parameters<RuleScorer["check"]>[0],
  at: string,
  found: FoundProblems,
): Checked | undefined {
  const place = openObject(raw, ["actual", "target"], at, found);
  if (!place) return undefined;
  const done = amountAt(place, "actual");
  const total = amountAt(place, "target");
  if (!done || !total) return undefined;

  const answer = { actual: writeFigure(done), target: writeFigure(total) };
  if (!isZero(total)) return { answer, facts: shareFacts(done, total) };
  found.push({ kind: "targetNotAboveZero", at: within(at, "target"), target: answer.target });
  return undefined;
}
