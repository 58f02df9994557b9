import type pg from "pg";
import { resultsIn } from "../../adapters/db/group-results.ts";
import { openRecomputeResults } from "../../usecases/recompute-results.ts";

/** Computes every group whose answers are new, as the worker does. */
export async function computeResults(pool: pg.Pool, now: Date): Promise<number> {
  const results = resultsIn(pool);
  const recompute = openRecomputeResults({ results, clock: { now: () => now } });
  const groups = await results.dirtyGroups(0);
  for (const { roundId, group } of groups) await recompute(roundId, group);
  return groups.length;
}
