import {
  type Rational,
  compare,
  dividedBy,
  greatest,
  isZero,
  least,
  minus,
  one,
  plus,
  times,
  writeFigure,
  zero,
} from "../../rational.ts";
import { assertNever } from "../../result.ts";
import { type Comparison, type Expression, parseFormula } from "../../scheme/formula.ts";
import { missingPoints, tellMissing } from "./missing-figure.ts";
import { amountAt, openOnly } from "./read-answer.ts";
import {
  type Checked,
  type FoundProblems,
  type RuleOf,
  type RuleScorer,
  factsOf,
  itemAt,
} from "./rule-scorer.ts";

/** A computation over named figures; null is a division by zero on the way. */
type Computation = (values: readonly Rational[]) => Rational | null;

/** An expression over variables that the agency gives. */
export function compileFormula(rule: RuleOf<"formula">, max: Rational): RuleScorer {
  const keys = rule.variables.map(({ key }) => key);
  const parsed = parseFormula(rule.expression, keys);
  if (!parsed.ok) throw new RangeError(`Not a formula: ${rule.expression}`);
  const compute = compileExpression(parsed.value, { keys, max });
  return {
    check: (raw, at, found) => checkVariables(rule, raw, at, found),
    points: (facts) =>
      compute(factsOf(facts, "variables").values) ?? missingPoints(rule.whenTotalZero, max),
    tell(facts) {
      const { values } = factsOf(facts, "variables");
      const points = compute(values);
      if (!points) return tellMissing(rule.whenTotalZero, max, "divisionByZero");
      const step = {
        kind: "formula",
        expression: rule.expression,
        variables: rule.variables.map(({ key, label }, place) => ({
          key,
          label,
          value: writeFigure(itemAt(values, place)),
        })),
        points: writeFigure(points),
      } as const;
      return { kind: "points", points, step };
    },
  };
}

function checkVariables(
  rule: RuleOf<"formula">,
  raw: Parameters<RuleScorer["check"]>[0],
  at: string,
  found: FoundProblems,
): Checked | undefined {
  const keys = rule.variables.map(({ key }) => key);
  const place = openOnly(raw, { key: "variables", keys }, at, found);
  if (!place) return undefined;

  const variables: Record<string, string> = {};
  const values: Rational[] = [];
  for (const key of keys) {
    const value = amountAt(place, key);
    if (!value) continue;
    variables[key] = writeFigure(value);
    values.push(value);
  }
  if (values.length < keys.length) return undefined;
  return { answer: { variables }, facts: { kind: "variables", values } };
}

interface Names {
  readonly keys: readonly string[];
  readonly max: Rational;
}

function compileExpression(expression: Expression, names: Names): Computation {
  switch (expression.kind) {
    case "number":
      return () => expression.value;
    case "name":
      return compileName(expression.name, names);
    case "negative": {
      const of = compileExpression(expression.of, names);
      return (values) => combine(zero, of(values), minus);
    }
    case "calculation":
      return compileCalculation(expression, names);
    case "comparison":
      return compileComparison(expression, names);
    case "least":
    case "greatest":
      return compileExtreme(expression, names);
    case "choice":
      return compileChoice(expression, names);
    default:
      return assertNever(expression);
  }
}

function compileName(name: string, { keys, max }: Names): Computation {
  if (name === "maxPoints") return () => max;
  const place = keys.indexOf(name);
  return (values) => itemAt(values, place);
}

function compileCalculation(
  { operator, ...operands }: Extract<Expression, { kind: "calculation" }>,
  names: Names,
): Computation {
  const left = compileExpression(operands.left, names);
  const right = compileExpression(operands.right, names);
  const apply = calculations[operator];
  return (values) => combine(left(values), right(values), apply);
}

type Operation = (a: Rational, b: Rational) => Rational | null;

const calculations: Readonly<Record<"+" | "-" | "*" | "/", Operation>> = {
  "+": plus,
  "-": minus,
  "*": times,
  "/": (a, b) => (isZero(b) ? null : dividedBy(a, b)),
};

const comparisons: Readonly<Record<Comparison, (order: number) => boolean>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "=": (order) => order === 0,
};

function compileComparison(
  { operator, ...operands }: Extract<Expression, { kind: "comparison" }>,
  names: Names,
): Computation {
  const left = compileExpression(operands.left, names);
  const right = compileExpression(operands.right, names);
  const holds = comparisons[operator];
  return (values) =>
    combine(left(values), right(values), (a, b) => (holds(compare(a, b)) ? one : zero));
}

function compileExtreme(
  { kind, of }: Extract<Expression, { kind: "least" | "greatest" }>,
  names: Names,
): Computation {
  const all = of.map((each) => compileExpression(each, names));
  const choose = kind === "least" ? least : greatest;
  return (values) => all.map((each) => each(values)).reduce((a, b) => combine(a, b, choose));
}

/** Only the chosen branch is computed: a division by zero in the other one does not count. */
function compileChoice(
  expression: Extract<Expression, { kind: "choice" }>,
  names: Names,
): Computation {
  const condition = compileExpression(expression.condition, names);
  const then = compileExpression(expression.then, names);
  const otherwise = compileExpression(expression.otherwise, names);
  return (values) => {
    const chosen = condition(values);
    if (!chosen) return null;
    return isZero(chosen) ? otherwise(values) : then(values);
  };
}

function combine(a: Rational | null, b: Rational | null, apply: Operation): Rational | null {
  return a && b ? apply(a, b) : null;
}
