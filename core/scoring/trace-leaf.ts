import { type Rational, held, rational, writeFigure, zero } from "../rational.ts";
import { type Result, ok } from "../result.ts";
import type { Calendar } from "../round/calendar.ts";
import type { RawValue } from "../scheme/raw-value.ts";
import type { AnswerProblem } from "./answer-problem.ts";
import { type CompiledLeaf, unitsPerPoint } from "./compile-scheme.ts";
import { isCompared } from "./rules/relative.ts";
import { type Facts, type Told, factsOf } from "./rules/rule-scorer.ts";
import { shareFigures } from "./rules/share-figures.ts";
import { policyOf, prepareAnswer, roundedPoints } from "./score-leaf.ts";
import type { LeafTrace, TraceStep } from "./trace.ts";

/**
 * Tells how one answer becomes points, before gates and penalties; a relative leaf ends in
 * `awaitsGroup`.
 *
 * @returns The trace, or the problems that keep the answer from being taken (at least one).
 */
export function traceLeaf(
  leaf: CompiledLeaf,
  answer: RawValue,
  calendar: Calendar,
): Result<LeafTrace, readonly AnswerProblem[]> {
  const prepared = prepareAnswer(leaf, answer);
  return prepared.ok ? ok(traceFacts(leaf, prepared.value.facts, calendar)) : prepared;
}

/** Tells a prepared answer; survey leaves are told by `traceTold`. */
export function traceFacts(leaf: CompiledLeaf, facts: Facts, calendar: Calendar): LeafTrace {
  const { rule } = leaf.leaf;
  if (rule.kind !== "relative" || !isCompared(facts)) {
    return traceTold(leaf, leaf.scorer.tell(facts, calendar));
  }
  const { done, total } = factsOf(facts, "share");
  const share = shareFigures(done, total);
  return trace(leaf, null, [{ kind: "awaitsGroup", mode: rule.mode, share }]);
}

/** Completes what a rule told: held between 0 and the maximum, rounded once. */
export function traceTold(leaf: CompiledLeaf, told: Told): LeafTrace {
  if (told.kind === "notApplicable") return traceNotApplicable(leaf, told.why);
  const { points, step } = told;
  return trace(leaf, finalPoints(leaf, points), [step, ...finishingSteps(leaf, points)]);
}

/** Tells a leaf that does not apply. */
export function traceNotApplicable(
  leaf: CompiledLeaf,
  why: Extract<TraceStep, { readonly kind: "notApplicable" }>["why"],
): LeafTrace {
  const policy = policyOf(leaf);
  const points = policy === "full" ? leaf.max : null;
  return trace(leaf, points, [{ kind: "notApplicable", why, policy }]);
}

/** Tells a leaf without an answer. */
export function traceUnanswered(leaf: CompiledLeaf): LeafTrace {
  return trace(leaf, zero, [{ kind: "unanswered" }]);
}

function finalPoints(leaf: CompiledLeaf, points: Rational): Rational {
  return rational(roundedPoints(leaf, points), unitsPerPoint);
}

function finishingSteps(leaf: CompiledLeaf, points: Rational): readonly TraceStep[] {
  const before = writeFigure(points);
  const inBounds = held(points, zero, leaf.max);
  const between = writeFigure(inBounds);
  const rounded = writeFigure(finalPoints(leaf, points));
  return [
    ...(between === before ? [] : [{ kind: "held", before, points: between } as const]),
    ...(rounded === between
      ? []
      : [{ kind: "rounded", before: between, decimals: leaf.decimals, points: rounded } as const]),
  ];
}

function trace(
  { leaf, max }: CompiledLeaf,
  points: Rational | null,
  steps: readonly TraceStep[],
): LeafTrace {
  return { code: leaf.code, max: writeFigure(max), points: points && writeFigure(points), steps };
}
