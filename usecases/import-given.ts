import type { SheetGrid, SheetProblem } from "../core/access/people.ts";
import { type GivenPlan, planGiven } from "../core/given/plan-given.ts";
import type { Result } from "../core/result.ts";
import type { GivenDesk } from "./given-ports.ts";
import type { RoundAuthor } from "./round-ports.ts";

/**
 * Compares a sheet of given figures with what is stored and, when asked, writes the difference
 * whole. The same sheet a second time changes nothing; a row that is not there says nothing.
 *
 * @returns What was or would be done, or every problem of the sheet at once.
 */
export async function importGiven(
  desk: GivenDesk,
  grid: SheetGrid,
  { apply, by }: { readonly apply: boolean; readonly by: RoundAuthor },
): Promise<Result<GivenPlan, readonly SheetProblem[]>> {
  const plan = planGiven(grid, await desk.agencies());
  if (plan.ok && apply && plan.value.changes.length > 0) await desk.save(plan.value.changes, by);
  return plan;
}
