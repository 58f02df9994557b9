import { roundHalfUp, writeUnits } from "../rational.ts";
import { unitsPerPoint } from "../scoring/compile-scheme.ts";
import { nodeScore } from "../scoring/score-agency.ts";
import type { CompiledGroup } from "./compile-group.ts";
import type { AgencyScore } from "./score-group.ts";

/** One node of an agency as results are written: four decimals. */
export type NodeResult =
  { readonly points: string; readonly max: string } | { readonly notApplicable: true };

/** One agency as results are written (scheme-format.md section 6). */
export interface AgencyResultText {
  readonly code: string;
  readonly achieved: string;
  readonly applicableMax: string;
  readonly bonus: string;
  readonly penalty: string;
  readonly index: string | null;
  readonly band: string | null;
  readonly rank: number | null;
  /** Every node by code; a parent with its applicable maximum. */
  readonly nodes: Readonly<Record<string, NodeResult>>;
}

/** Decimals of points in results. */
const pointDecimals = 4;

/** Writes one agency's result: points with four decimals, the index with the scheme's own. */
export function agencyResultText(
  { compiled }: CompiledGroup,
  score: AgencyScore,
): AgencyResultText {
  const { indexDecimals } = compiled.scheme.rounding;
  const nodes = compiled.nodes.map((node): readonly [string, NodeResult] => {
    const sums = nodeScore(compiled, score.points, node);
    if (!sums) return [node.code, { notApplicable: true }];
    return [node.code, { points: inPoints(sums.points), max: inPoints(sums.max) }];
  });
  return {
    code: score.code,
    achieved: inPoints(score.achieved),
    applicableMax: inPoints(score.applicableMax),
    bonus: inPoints(roundHalfUp(score.bonus, unitsPerPoint)),
    penalty: inPoints(roundHalfUp(score.penalty, unitsPerPoint)),
    index: score.index === null ? null : writeUnits(score.index, indexDecimals),
    band: score.band,
    rank: score.rank,
    nodes: Object.fromEntries(nodes),
  };
}

function inPoints(units: number): string {
  return writeUnits(units, pointDecimals);
}
