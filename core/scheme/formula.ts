import { type Rational, readDecimal } from "../rational.ts";
import { type Result, err, ok } from "../result.ts";

/** A comparison of a formula; it is worth 1 or 0. */
export type Comparison = "<" | "<=" | ">" | ">=" | "=";

/** A formula as a tree; names are resolved when it is computed. */
export type Expression =
  | { readonly kind: "number"; readonly value: Rational }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "negative"; readonly of: Expression }
  | {
      readonly kind: "calculation";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: "comparison";
      readonly operator: Comparison;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: "least" | "greatest"; readonly of: readonly Expression[] }
  | {
      readonly kind: "choice";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
    };

/** Names with a meaning of their own, which no variable may take. */
export const reservedNames: readonly string[] = ["min", "max", "if", "maxPoints"];

/** What a name looks like: a letter or underscore, then letters, digits and underscores. */
export const namePattern = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/** Why a text is no formula: what stands at which character (from 1), and what could. */
export interface FormulaProblem {
  readonly at: number;
  readonly read: string;
  readonly wanted: "number" | "closing" | "end" | "opening" | "comma" | "known" | "shorter";
}

const longestExpression = 4000;
const deepestNesting = 100;

/**
 * Reads a formula by the grammar of scheme-format.md section 3.
 *
 * @param known - Names that may stand in it.
 */
export function parseFormula(
  text: string,
  known: readonly string[],
): Result<Expression, FormulaProblem> {
  if (text.length > longestExpression) {
    return err({ at: longestExpression, read: `${text.length}`, wanted: "shorter" });
  }
  const reader: Reader = { tokens: tokensOf(text), known, place: 0, depth: 0 };
  try {
    const expression = readExpression(reader);
    const rest = peek(reader);
    if (rest.text !== "") fail(rest, "end");
    return ok(expression);
  } catch (cause) {
    if (cause instanceof FormulaError) return err(cause.problem);
    throw cause;
  }
}

/** Carries a problem out of the depths of the reader; never leaves this file. */
class FormulaError extends Error {
  readonly problem: FormulaProblem;
  constructor(problem: FormulaProblem) {
    super(problem.wanted);
    this.problem = problem;
  }
}

interface Token {
  readonly text: string;
  readonly at: number;
}

interface Reader {
  readonly tokens: readonly Token[];
  readonly known: readonly string[];
  place: number;
  depth: number;
}

function tokensOf(text: string): readonly Token[] {
  const pattern = /\s*(\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{M}\p{N}_]*|<=|>=|\S)/uy;
  const tokens: Token[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const token = match[1] ?? "";
    tokens.push({ text: token, at: pattern.lastIndex - token.length + 1 });
  }
  tokens.push({ text: "", at: text.length + 1 });
  return tokens;
}

function readExpression(reader: Reader): Expression {
  reader.depth += 1;
  if (reader.depth > deepestNesting) fail(peek(reader), "shorter");
  const left = readSum(reader);
  const operator = asComparison(peek(reader).text);
  if (operator) reader.place += 1;
  const expression = operator
    ? ({ kind: "comparison", operator, left, right: readSum(reader) } as const)
    : left;
  reader.depth -= 1;
  return expression;
}

function asComparison(text: string): Comparison | undefined {
  const comparisons: readonly Comparison[] = ["<", "<=", ">", ">=", "="];
  return comparisons.find((each) => each === text);
}

function readSum(reader: Reader): Expression {
  let left = readProduct(reader);
  for (let { text } = peek(reader); text === "+" || text === "-"; { text } = peek(reader)) {
    reader.place += 1;
    left = { kind: "calculation", operator: text, left, right: readProduct(reader) };
  }
  return left;
}

function readProduct(reader: Reader): Expression {
  let left = readUnary(reader);
  for (let { text } = peek(reader); text === "*" || text === "/"; { text } = peek(reader)) {
    reader.place += 1;
    left = { kind: "calculation", operator: text, left, right: readUnary(reader) };
  }
  return left;
}

function readUnary(reader: Reader): Expression {
  if (peek(reader).text !== "-") return readAtom(reader);
  reader.place += 1;
  return { kind: "negative", of: readAtom(reader) };
}

function readAtom(reader: Reader): Expression {
  const token = peek(reader);
  reader.place += 1;
  const value = readDecimal(token.text);
  if (value) return { kind: "number", value };
  if (token.text === "(") {
    const inner = readExpression(reader);
    take(reader, ")", "closing");
    return inner;
  }
  if (!namePattern.test(token.text)) fail(token, "number");
  if (token.text === "min") return { kind: "least", of: readList(reader) };
  if (token.text === "max") return { kind: "greatest", of: readList(reader) };
  if (token.text === "if") return readChoice(reader);
  if (token.text !== "maxPoints" && !reader.known.includes(token.text)) fail(token, "known");
  return { kind: "name", name: token.text };
}

function readList(reader: Reader): readonly Expression[] {
  take(reader, "(", "opening");
  const list = [readExpression(reader)];
  while (peek(reader).text === ",") {
    reader.place += 1;
    list.push(readExpression(reader));
  }
  take(reader, ")", "closing");
  return list;
}

function readChoice(reader: Reader): Expression {
  take(reader, "(", "opening");
  const condition = readExpression(reader);
  take(reader, ",", "comma");
  const then = readExpression(reader);
  take(reader, ",", "comma");
  const otherwise = readExpression(reader);
  take(reader, ")", "closing");
  return { kind: "choice", condition, then, otherwise };
}

function take(reader: Reader, text: string, wanted: FormulaProblem["wanted"]): void {
  const token = peek(reader);
  if (token.text !== text) fail(token, wanted);
  reader.place += 1;
}

/** The last token is empty and stays in front for ever. */
function peek({ tokens, place }: Reader): Token {
  return tokens[Math.min(place, tokens.length - 1)] ?? { text: "", at: 1 };
}

function fail(token: Token, wanted: FormulaProblem["wanted"]): never {
  throw new FormulaError({ at: token.at, read: token.text, wanted });
}
