import { type Result, err, ok } from "../core/result.ts";
import { compileGroup } from "../core/ranking/compile-group.ts";
import { type AgencyScore, scoreGroup } from "../core/ranking/score-group.ts";
import { writeUnits } from "../core/rational.ts";
import type { SchemeProblem } from "../core/scheme/scheme-problem.ts";
import { readAnswers } from "../core/scoring/read-answers.ts";
import type { GroupToCompute } from "./result-ports.ts";

/** What an agency has under one scheme; points in ten-thousandths. */
export interface Figures {
  readonly achieved: number;
  readonly applicableMax: number;
  /** As printed; null when nothing applies. */
  readonly index: string | null;
  readonly rank: number | null;
}

/** Scores a whole group as it is stored, by agency, or tells what of it does not fit its scheme. */
export function scoreStored(
  found: GroupToCompute,
): Result<ReadonlyMap<string, Figures>, readonly SchemeProblem[]> {
  const group = compileGroup(found.scheme());
  const read = readAnswers(found.answers, [group.compiled]);
  if (!read.ok) return err(read.error);
  const { agencies, calendar } = read.value;
  const prepared = agencies.map((each) => each.prepared);
  const { indexDecimals } = group.compiled.scheme.rounding;
  const figures = scoreGroup(group, prepared, calendar).scores.map(
    (score, at) => [found.answeredIds[at] ?? "", figuresOf(score, indexDecimals)] as const,
  );
  return ok(new Map(figures));
}

function figuresOf(
  { achieved, applicableMax, index, rank }: AgencyScore,
  decimals: number,
): Figures {
  return {
    achieved,
    applicableMax,
    index: index === null ? null : writeUnits(index, decimals),
    rank,
  };
}
