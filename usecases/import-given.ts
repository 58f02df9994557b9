import type { SheetGrid, SheetProblem } from "../core/access/people.ts";
import {
  type GivenPlan,
  type GivenRefusal,
  givenRefusal,
  planGiven,
} from "../core/given/plan-given.ts";
import type { GivenDesk } from "./given-ports.ts";
import type { RoundAuthor } from "./round-ports.ts";

/** What came of an import: what was or would be done, or why nothing is. */
export type GivenImport =
  | { readonly kind: "planned"; readonly plan: GivenPlan }
  | { readonly kind: "problems"; readonly problems: readonly SheetProblem[] }
  | { readonly kind: "refused"; readonly why: GivenRefusal };

/**
 * Compares a sheet of given figures with what is stored and, when asked, writes the difference
 * whole; not where the round takes none. The same sheet a second time changes nothing; a row that
 * is not there says nothing.
 */
export async function importGiven(
  desk: GivenDesk,
  grid: SheetGrid,
  { apply, by }: { readonly apply: boolean; readonly by: RoundAuthor },
): Promise<GivenImport> {
  const why = givenRefusal(desk.course);
  if (why) return { kind: "refused", why };
  const read = planGiven(grid, await desk.agencies());
  if (!read.ok) return { kind: "problems", problems: read.error };
  const plan = read.value;
  if (apply && plan.changes.length > 0) await desk.save(plan.changes, by);
  return { kind: "planned", plan };
}
