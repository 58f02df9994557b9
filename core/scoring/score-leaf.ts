import { type Rational, compare, roundHalfUp } from "../rational.ts";
import { type Result, err, ok } from "../result.ts";
import type { Calendar } from "../round/calendar.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import type { Answer } from "./answer.ts";
import type { AnswerProblem } from "./answer-problem.ts";
import { type CompiledLeaf, type TenThousandths, unitsPerPoint } from "./compile-scheme.ts";
import { isCompared } from "./rules/relative.ts";
import type { Checked } from "./rules/rule-scorer.ts";

/** What an answer comes to before the group's second pass, gates and penalties. */
export type LeafOutcome =
  | { readonly kind: "points"; readonly points: TenThousandths }
  /** The rule says it does not apply; the leaf's policy takes it out or counts it full. */
  | { readonly kind: "notApplicable"; readonly policy: "rebase" | "full" }
  /** Its points follow from the group's other agencies. */
  | { readonly kind: "awaitsGroup" };

/**
 * Checks an answer against its leaf's rule and brings it into canonical form.
 *
 * @returns The answer, or every problem with it (at least one).
 */
export function checkAnswer(
  leaf: CompiledLeaf,
  raw: RawValue,
): Result<Answer, readonly AnswerProblem[]> {
  const checked = prepareAnswer(leaf, raw);
  return checked.ok ? ok(checked.value.answer) : checked;
}

/**
 * Checks an answer and also prepares it for computing: what a program keeps that scores often.
 *
 * @returns Canonical answer and facts, or every problem (at least one).
 */
export function prepareAnswer(
  leaf: CompiledLeaf,
  raw: RawValue,
): Result<Checked, readonly AnswerProblem[]> {
  const found: AnswerProblem[] = [];
  const checked = leaf.scorer.check(raw, "", found);
  return checked && found.length === 0 ? ok(checked) : err(found);
}

/**
 * Turns an answer into points under the leaf's rule: computed exactly, held between 0 and the
 * maximum, rounded half up once.
 *
 * @returns The outcome, or the problems that keep the answer from being taken (at least one).
 * @see docs/adr/0003-scores-are-exact.md
 */
export function scoreLeaf(
  leaf: CompiledLeaf,
  answer: RawValue,
  calendar: Calendar,
): Result<LeafOutcome, readonly AnswerProblem[]> {
  const prepared = prepareAnswer(leaf, answer);
  if (!prepared.ok) return prepared;
  const { facts } = prepared.value;
  if (leaf.leaf.rule.kind === "relative" && isCompared(facts)) return ok({ kind: "awaitsGroup" });
  const points = leaf.scorer.points(facts, calendar);
  if (points) return ok({ kind: "points", points: roundedPoints(leaf, points) });
  return ok({ kind: "notApplicable", policy: policyOf(leaf) });
}

/** Holds exact points between 0 and the leaf's maximum, then rounds them half up: once. */
export function roundedPoints(leaf: CompiledLeaf, points: Rational): TenThousandths {
  if (points.num <= 0) return 0;
  if (compare(points, leaf.max) >= 0) return leaf.maxUnits;
  return roundHalfUp(points, leaf.roundedTo) * (unitsPerPoint / leaf.roundedTo);
}

/**
 * What becomes of a leaf that does not apply.
 *
 * @throws {RangeError} When the leaf may not be without an answer: `readScheme` refuses rules that
 *   could say so, and readers of declarations refuse those (a bug in the caller).
 */
export function policyOf({ leaf }: CompiledLeaf): "rebase" | "full" {
  if (leaf.notApplicable === "forbidden") throw new RangeError(`${leaf.code} must apply`);
  return leaf.notApplicable;
}
