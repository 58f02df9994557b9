import { decimal, writeFigure } from "../../rational.ts";
import { openObject, textAt, within } from "./read-answer.ts";
import { type RuleOf, type RuleScorer, factsOf, itemAt } from "./rule-scorer.ts";

/** One described level is chosen. */
export function compileLevels(rule: RuleOf<"levels">): RuleScorer {
  const levels = rule.levels.map((level) => ({ ...level, worth: decimal(level.points) }));
  return {
    check(raw, at, found) {
      const open = openObject(raw, ["level"], at, found);
      const level = open && textAt(open, "level");
      if (level === undefined) return undefined;
      const place = levels.findIndex((each) => each.key === level);
      if (place >= 0) return { answer: { level }, facts: { kind: "chosen", place } };
      const known = levels.map((each) => each.key);
      found.push({ kind: "unknownLevel", at: within(at, "level"), level, known });
      return undefined;
    },
    points: (facts) => itemAt(levels, factsOf(facts, "chosen").place).worth,
    tell(facts) {
      const { key, label, worth } = itemAt(levels, factsOf(facts, "chosen").place);
      const step = { kind: "levels", key, label, points: writeFigure(worth) } as const;
      return { kind: "points", points: worth, step };
    },
  };
}
