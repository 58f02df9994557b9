import { type Rational, rational } from "../rational.ts";
import type { Scheme } from "../scheme/scheme.ts";
import {
  type CompiledNode,
  type CompiledScheme,
  compileScheme,
} from "../scoring/compile-scheme.ts";
import { type LeafPoints, nodeScore } from "../scoring/score-agency.ts";
import { type CompiledBands, compileBands } from "./bands.ts";
import { type SurveyLeaf, type WaitingLeaf, surveyLeavesOf, waitingLeaves } from "./second-pass.ts";

/** A stretch of leaves by place. */
type Stretch = Pick<CompiledNode, "from" | "to">;

/** All that an agency group's results are computed with; made once for a scheme, kept for long. */
export interface CompiledGroup {
  readonly compiled: CompiledScheme;
  readonly surveyLeaves: readonly SurveyLeaf[];
  readonly waiting: readonly WaitingLeaf[];
  readonly bands: CompiledBands;
  /** For each tie breaker the stretches of leaves that it adds up. */
  readonly breakers: readonly (readonly Stretch[])[];
  /** Units of the printed index: 100 for two decimals. */
  readonly indexUnits: number;
}

/**
 * Prepares a checked scheme for scoring and ranking its whole group.
 *
 * @throws {RangeError} When the scheme did not come from `readScheme` (a bug in the caller).
 */
export function compileGroup(scheme: Scheme): CompiledGroup {
  const compiled = compileScheme(scheme);
  const surveyLeaves = surveyLeavesOf(compiled);
  return {
    compiled,
    surveyLeaves,
    waiting: waitingLeaves(compiled, surveyLeaves),
    bands: compileBands(compiled),
    breakers: scheme.tieBreakers.map((name) => stretchesOf(name, compiled, surveyLeaves)),
    indexUnits: 10 ** scheme.rounding.indexDecimals,
  };
}

function stretchesOf(
  name: string,
  { nodeByCode }: CompiledScheme,
  surveyLeaves: readonly SurveyLeaf[],
): readonly Stretch[] {
  const node = nodeByCode.get(name);
  if (node) return [node];
  return surveyLeaves.map(({ leaf: { place } }) => ({ from: place, to: place + 1 }));
}

/** The share that a tie breaker compares, unrounded; null where it is wholly out. */
export function breakerShare(
  compiled: CompiledScheme,
  points: LeafPoints,
  stretches: readonly Stretch[],
): Rational | null {
  let [sum, max] = [0, 0];
  for (const stretch of stretches) {
    const score = nodeScore(compiled, points, stretch);
    sum += score?.points ?? 0;
    max += score?.max ?? 0;
  }
  return max === 0 ? null : rational(sum, max);
}
