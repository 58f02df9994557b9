import {
  type Rational,
  compare,
  decimal,
  hundred,
  times,
  writeFigure,
  zero,
} from "../../rational.ts";
import { type RawValue, keyOf } from "../../scheme/raw-value.ts";
import type { MatrixCondition, MatrixFact } from "../../scheme/scheme.ts";
import type { RatioAnswer } from "../answer.ts";
import type { TraceFact } from "../trace.ts";
import { openOnly, readCount, readShare, readYes, within } from "./read-answer.ts";
import {
  type Checked,
  type Facts,
  type FoundProblems,
  type RuleOf,
  type RuleScorer,
  factsOf,
  itemAt,
} from "./rule-scorer.ts";
import { shareFigures } from "./share-figures.ts";

type FactValue = boolean | Rational;

interface Test {
  readonly place: number;
  readonly holds: (value: FactValue) => boolean;
}

interface Row {
  readonly tests: readonly Test[];
  readonly worth: Rational;
}

/** The first row of a decision table whose conditions all hold. */
export function compileMatrix(rule: RuleOf<"matrix">): RuleScorer {
  const places = new Map(rule.facts.map(({ key }, place) => [key, place]));
  const rows = rule.rows.map(({ when = {}, points }): Row => {
    const tests = Object.entries(when).map(([key, condition]) => ({
      place: places.get(key) ?? -1,
      holds: compileCondition(condition),
    }));
    return { tests, worth: decimal(points) };
  });
  const rowOf = (facts: Facts): number => {
    const { values } = factsOf(facts, "table");
    let row = 0;
    for (const { tests } of rows) {
      if (doAllHold(rule.facts, tests, values)) return row;
      row += 1;
    }
    return rows.length - 1;
  };
  return {
    check: (raw, at, found) => checkFacts(rule, raw, at, found),
    points: (facts) => itemAt(rows, rowOf(facts)).worth,
    tell(facts) {
      const row = rowOf(facts);
      const { worth } = itemAt(rows, row);
      const { values } = factsOf(facts, "table");
      const step = {
        kind: "matrix",
        facts: rule.facts.map((fact, place) => tellFact(fact, itemAt(values, place))),
        row: row + 1,
        when: itemAt(rule.rows, row).when ?? null,
        points: writeFigure(worth),
      } as const;
      return { kind: "points", points: worth, step };
    },
  };
}

function doAllHold(
  facts: readonly MatrixFact[],
  tests: readonly Test[],
  values: readonly (boolean | Facts)[],
): boolean {
  for (const { place, holds } of tests) {
    if (!holds(valueOf(itemAt(facts, place), itemAt(values, place)))) return false;
  }
  return true;
}

/** A percent fact is compared as its percent, exact; without a total it is all or nothing. */
function valueOf(fact: MatrixFact, value: boolean | Facts): FactValue {
  if (typeof value === "boolean") return value;
  if (fact.type !== "percent") return factsOf(value, "count").count;
  const { share } = factsOf(value, "share");
  if (share) return times(share, hundred);
  return fact.whenTotalZero === "full" ? hundred : zero;
}

function compileCondition(condition: MatrixCondition): (value: FactValue) => boolean {
  const tests = Object.entries(condition).map(([key, bound]: [string, string | boolean]) =>
    typeof bound === "boolean" ? bound : compileBound(key, decimal(bound)),
  );
  return (value) =>
    tests.every((test) =>
      typeof test === "boolean" ? value === test : typeof value !== "boolean" && test(value),
    );
}

function compileBound(key: string, bound: Rational): (value: Rational) => boolean {
  switch (key) {
    case "eq":
      return (value) => compare(value, bound) === 0;
    case "gte":
      return (value) => compare(value, bound) >= 0;
    case "gt":
      return (value) => compare(value, bound) > 0;
    case "lte":
      return (value) => compare(value, bound) <= 0;
    case "lt":
      return (value) => compare(value, bound) < 0;
    default:
      throw new RangeError(`Unknown comparison: ${key}`);
  }
}

function checkFacts(
  rule: RuleOf<"matrix">,
  raw: RawValue,
  at: string,
  found: FoundProblems,
): Checked | undefined {
  const keys = rule.facts.map(({ key }) => key);
  const place = openOnly(raw, { key: "facts", keys }, at, found);
  if (!place) return undefined;

  const answers: Record<string, string | boolean | RatioAnswer> = {};
  const values: (boolean | Facts)[] = [];
  for (const fact of rule.facts) {
    const checked = checkFact(
      fact,
      keyOf(place.object, fact.key),
      within(place.at, fact.key),
      found,
    );
    if (!checked) continue;
    answers[fact.key] = checked.answer;
    values.push(checked.value);
  }
  if (values.length < keys.length) return undefined;
  return { answer: { facts: answers }, facts: { kind: "table", values } };
}

interface CheckedFact {
  readonly answer: string | boolean | RatioAnswer;
  readonly value: boolean | Facts;
}

function checkFact(
  fact: MatrixFact,
  raw: RawValue,
  at: string,
  found: FoundProblems,
): CheckedFact | undefined {
  if (fact.type === "yesNo") {
    const yes = readYes(raw, at, found);
    return yes === undefined ? undefined : { answer: yes, value: yes };
  }
  if (fact.type === "count") {
    const count = readCount(raw, at, found);
    return count && { answer: writeFigure(count), value: { kind: "count", count } };
  }
  const share = readShare(raw, at, found, false);
  return share && { answer: share.answer, value: share.facts };
}

function tellFact(fact: MatrixFact, given: boolean | Facts): TraceFact {
  const { key, label } = fact;
  const value = valueOf(fact, given);
  const share =
    typeof given === "object" && given.kind === "share" && given.share
      ? shareFigures(given.done, given.total)
      : null;
  return { key, label, value: typeof value === "boolean" ? value : writeFigure(value), share };
}
