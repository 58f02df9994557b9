import { type Rational, decimal, held, plus, writeFigure, zero } from "../../rational.ts";
import type { Calendar } from "../../round/calendar.ts";
import { type RawValue, keyOf } from "../../scheme/raw-value.ts";
import type { SumPart } from "../../scheme/scheme.ts";
import type { Answer } from "../answer.ts";
import type { TracePart } from "../trace.ts";
import { openObject, readYes, within } from "./read-answer.ts";
import {
  type Checked,
  type CompileRule,
  type Facts,
  type FoundProblems,
  type RuleOf,
  type RuleScorer,
  factsOf,
  itemAt,
} from "./rule-scorer.ts";

/** A part with its maximum parsed; without a rule it is there or not. */
interface Part {
  readonly key: string;
  readonly label: string;
  readonly max: Rational;
  readonly scorer: RuleScorer | null;
}

/** Independent parts added up, each held to its own maximum, none rounded. */
export function compileSum(rule: RuleOf<"sum">, compileRule: CompileRule): RuleScorer {
  const parts = rule.parts.map((part) => compilePart(part, compileRule));
  return {
    check: (raw, at, found) => checkParts(parts, raw, at, found),
    points(facts, calendar) {
      const given = factsOf(facts, "parts").parts;
      let [sum, place] = [zero, 0];
      for (const part of parts) {
        sum = plus(sum, pointsOf(part, itemAt(given, place), calendar));
        place += 1;
      }
      return sum;
    },
    tell(facts, calendar) {
      const given = factsOf(facts, "parts").parts;
      const told = parts.map((part, place) => tellPart(part, itemAt(given, place), calendar));
      const points = told.reduce((sum, each) => plus(sum, each.points), zero);
      const traced = told.map(({ part }) => part);
      const step = { kind: "sum", parts: traced, points: writeFigure(points) } as const;
      return { kind: "points", points, step };
    },
  };
}

function compilePart(part: SumPart, compileRule: CompileRule): Part {
  const { key, label } = part;
  if (!("rule" in part)) return { key, label, max: decimal(part.points), scorer: null };
  const max = decimal(part.max);
  return { key, label, max, scorer: compileRule(part.rule, max) };
}

function checkParts(
  parts: readonly Part[],
  raw: RawValue,
  at: string,
  found: FoundProblems,
): Checked | undefined {
  const open = openObject(raw, ["parts"], at, found);
  if (!open) return undefined;
  const here = within(at, "parts");
  const keys = parts.map(({ key }) => key);
  const place = openObject(keyOf(open.object, "parts"), keys, here, found);
  if (!place) return undefined;

  const answers: Record<string, boolean | Answer> = {};
  const facts: (boolean | Facts)[] = [];
  for (const part of parts) {
    const checked = checkPart(part, keyOf(place.object, part.key), within(here, part.key), found);
    if (checked === undefined) continue;
    answers[part.key] = typeof checked === "boolean" ? checked : checked.answer;
    facts.push(typeof checked === "boolean" ? checked : checked.facts);
  }
  if (facts.length < parts.length) return undefined;
  return { answer: { parts: answers }, facts: { kind: "parts", parts: facts } };
}

function checkPart(
  { scorer }: Part,
  raw: RawValue,
  at: string,
  found: FoundProblems,
): boolean | Checked | undefined {
  if (!scorer) return readYes(raw, at, found);
  if (raw !== undefined) return scorer.check(raw, at, found);
  found.push({ kind: "missing", at });
  return undefined;
}

function pointsOf({ max, scorer }: Part, given: boolean | Facts, calendar: Calendar): Rational {
  if (typeof given === "boolean") return given ? max : zero;
  const points = scorer?.points(given, calendar);
  if (!points) throw new RangeError("A part of a sum always has points");
  return held(points, zero, max);
}

function tellPart(
  part: Part,
  given: boolean | Facts,
  calendar: Calendar,
): { readonly points: Rational; readonly part: TracePart } {
  const { key, label, max, scorer } = part;
  const points = pointsOf(part, given, calendar);
  const told = typeof given === "boolean" ? undefined : scorer?.tell(given, calendar);
  return {
    points,
    part: {
      key,
      label,
      max: writeFigure(max),
      there: typeof given === "boolean" ? given : null,
      steps: told?.kind === "points" ? [told.step] : [],
      points: writeFigure(points),
    },
  };
}
