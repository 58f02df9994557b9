import type { Rational } from "../../rational.ts";
import type { Calendar, DayNumber } from "../../round/calendar.ts";
import type { RawValue } from "../../scheme/raw-value.ts";
import type { Rule } from "../../scheme/scheme.ts";
import type { Answer } from "../answer.ts";
import type { AnswerProblem } from "../answer-problem.ts";
import type { MissingReason, TraceStep } from "../trace.ts";

/** Valid ballots of one respondent group for one question: how often each option was chosen. */
export interface GroupBallots {
  /** Place of the respondent group's weight in the survey's list. */
  readonly group: number;
  /** In the order of the question's options. */
  readonly counts: readonly number[];
}

/** Done out of total, or actual out of target. */
export interface ShareFacts {
  readonly kind: "share";
  readonly done: Rational;
  readonly total: Rational;
  /** done / total; null without a total. */
  readonly share: Rational | null;
}

/**
 * An answer in the form that is computed with: figures exact, keys resolved to places in the
 * rule's lists. A running worker holds answers so.
 */
export type Facts =
  | { readonly kind: "yes"; readonly yes: boolean }
  | { readonly kind: "chosen"; readonly place: number }
  | { readonly kind: "count"; readonly count: Rational }
  | ShareFacts
  | { readonly kind: "value"; readonly value: Rational }
  | { readonly kind: "parts"; readonly parts: readonly (boolean | Facts)[] }
  | { readonly kind: "counts"; readonly counts: readonly Rational[] }
  | { readonly kind: "dates"; readonly date: DayNumber | null; readonly due: DayNumber }
  | { readonly kind: "table"; readonly values: readonly (boolean | Facts)[] }
  | { readonly kind: "change"; readonly current: Rational; readonly baseline: Rational | null }
  | { readonly kind: "alternative"; readonly place: number; readonly facts: Facts }
  | { readonly kind: "variables"; readonly values: readonly Rational[] }
  /** In the order of the leaf's questions; a question without ballots is empty. */
  | { readonly kind: "ballots"; readonly questions: readonly (readonly GroupBallots[])[] };

/** An answer that fits its rule: in canonical form to keep, and prepared to compute with. */
export interface Checked {
  readonly answer: Answer;
  readonly facts: Facts;
}

/** Where problems with an answer are gathered; readers add to it. */
export type FoundProblems = AnswerProblem[];

/** How a rule came to its points, or why it could not. */
export type Told =
  | { readonly kind: "points"; readonly points: Rational; readonly step: TraceStep }
  | { readonly kind: "notApplicable"; readonly why: MissingReason };

/** A rule with its parameters parsed, ready for any number of answers. */
export interface RuleScorer {
  /** Reads and checks an answer; undefined when something was added to `found`. */
  check(raw: RawValue, at: string, found: FoundProblems): Checked | undefined;
  /** Exact points, not yet held between 0 and the maximum; null when the rule says not applicable. */
  points(facts: Facts, calendar: Calendar): Rational | null;
  /** The same computation with every figure named. */
  tell(facts: Facts, calendar: Calendar): Told;
}

/** One member of the rule union. */
export type RuleOf<K extends Rule["kind"]> = Extract<Rule, { readonly kind: K }>;

/** Compiles a rule inside another one (a part of a sum, an alternative). */
export type CompileRule = (rule: Rule, max: Rational) => RuleScorer;

/**
 * Narrows facts to the kind that the rule's own `check` makes.
 *
 * @throws {RangeError} When they were prepared for another rule (a bug in the caller).
 */
export function factsOf<K extends Facts["kind"]>(
  facts: Facts,
  kind: K,
): Extract<Facts, { readonly kind: K }> {
  if (facts.kind !== kind) throw new RangeError(`Facts of kind ${facts.kind}, not ${kind}`);
  return facts as Extract<Facts, { readonly kind: K }>;
}

/**
 * Takes an item of a list at a place that `check` resolved.
 *
 * @throws {RangeError} When the place is not in the list (a bug in the caller).
 */
export function itemAt<T>(list: readonly T[], place: number): T {
  const item = list[place];
  if (item === undefined) throw new RangeError(`No item at ${place}`);
  return item;
}
