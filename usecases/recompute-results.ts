import { decimal, roundHalfUp, writeUnits } from "../core/rational.ts";
import { type CompiledGroup, compileGroup } from "../core/ranking/compile-group.ts";
import { type AgencyScore, scoreGroup } from "../core/ranking/score-group.ts";
import { unitsPerPoint } from "../core/scoring/compile-scheme.ts";
import { readAnswers } from "../core/scoring/read-answers.ts";
import { nodeScore } from "../core/scoring/score-agency.ts";
import type { Clock } from "./ports.ts";
import type { ComputedAgency, GroupToCompute, ResultStore } from "./result-ports.ts";

/** What computing results needs from the outside. */
export interface RecomputeResultsDependencies {
  readonly results: ResultStore;
  readonly clock: Clock;
}

/**
 * Computes a group's results from its stored answers and keeps them as a numbered snapshot.
 *
 * Doing it twice gives the same figures; killed in between, the marks stay and it is done again.
 *
 * @returns The snapshot's number; undefined when there is no such group.
 * @throws {Error} When a stored answer does not fit its rule: none is ever stored that does not.
 */
export async function recomputeResults(
  { results, clock }: RecomputeResultsDependencies,
  roundId: string,
  group: string,
): Promise<number | undefined> {
  const found = await results.loadGroup(roundId, group);
  if (!found) return undefined;
  const agencies = computeGroup(found);
  const { schemeHash, marks } = found;
  const snapshot = await results.saveGroup({
    ...{ roundId, group, schemeHash, agencies },
    now: clock.now(),
  });
  await results.settleMarks(roundId, marks);
  return snapshot;
}

/** Computes every agency of a group, in the order given. */
function computeGroup(found: GroupToCompute): readonly ComputedAgency[] {
  const group = compileGroup(found.scheme);
  const read = readAnswers(found.answers, [group.compiled]);
  if (!read.ok) {
    throw new Error(`Stored answers do not fit the scheme: ${JSON.stringify(read.error)}`);
  }
  const { agencies, calendar } = read.value;
  const prepared = agencies.map((agency) => agency.prepared);
  const { scores } = scoreGroup(group, prepared, calendar);
  return scores.map((score, at) => ({
    agencyId: found.agencyIds[at] ?? "",
    ...computed(group, score),
  }));
}

function computed(
  { compiled }: CompiledGroup,
  score: AgencyScore,
): Omit<ComputedAgency, "agencyId"> {
  const { points, achieved, applicableMax, band, rank } = score;
  return {
    ...{ achieved, applicableMax, band, rank },
    bonus: roundHalfUp(score.bonus, unitsPerPoint),
    penalty: roundHalfUp(score.penalty, unitsPerPoint),
    index:
      score.index === null ? null : writeUnits(score.index, compiled.scheme.rounding.indexDecimals),
    nodes: compiled.nodes.map((node) => {
      const reached = nodeScore(compiled, points, node);
      return {
        code: node.code,
        points: reached?.points ?? null,
        max: reached?.max ?? maxOf(node.node.max),
      };
    }),
  };
}

function maxOf(max: string): number {
  return roundHalfUp(decimal(max), unitsPerPoint);
}
