import { type Rational, writeFigure } from "../../rational.ts";
import { keyOf } from "../../scheme/raw-value.ts";
import { openObject, textAt, within } from "./read-answer.ts";
import { type CompileRule, type RuleOf, type RuleScorer, factsOf, itemAt } from "./rule-scorer.ts";

/** One of several rules, each over the whole maximum, chosen with the answer. */
export function compileAlternatives(
  rule: RuleOf<"alternatives">,
  max: Rational,
  compileRule: CompileRule,
): RuleScorer {
  const choices = rule.alternatives.map(({ key, label, rule: inner }) => ({
    key,
    label,
    scorer: compileRule(inner, max),
  }));
  return {
    check(raw, at, found) {
      const open = openObject(raw, ["alternative", "answer"], at, found);
      if (!open) return undefined;
      const alternative = textAt(open, "alternative");
      if (alternative === undefined) return undefined;
      const place = choices.findIndex(({ key }) => key === alternative);
      const choice = choices[place];
      if (!choice) {
        const known = choices.map(({ key }) => key);
        found.push({
          kind: "unknownAlternative",
          at: within(at, "alternative"),
          alternative,
          known,
        });
        return undefined;
      }
      const inner = choice.scorer.check(keyOf(open.object, "answer"), within(at, "answer"), found);
      if (!inner) return undefined;
      const { answer, facts } = inner;
      return { answer: { alternative, answer }, facts: { kind: "alternative", place, facts } };
    },
    points(facts, calendar) {
      const { place, facts: inner } = factsOf(facts, "alternative");
      return itemAt(choices, place).scorer.points(inner, calendar);
    },
    tell(facts, calendar) {
      const { place, facts: inner } = factsOf(facts, "alternative");
      const { key, label, scorer } = itemAt(choices, place);
      const told = scorer.tell(inner, calendar);
      if (told.kind === "notApplicable") return told;
      const points = writeFigure(told.points);
      const step = { kind: "alternatives", key, label, steps: [told.step], points } as const;
      return { kind: "points", points: told.points, step };
    },
  };
}
