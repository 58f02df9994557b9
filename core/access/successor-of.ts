import type { AgencyRecord } from "./people.ts";

/** The agency that goes on for one that was merged, however often; undefined when it was not. */
export function successorOf(
  agency: AgencyRecord,
  known: ReadonlyMap<string, AgencyRecord>,
): AgencyRecord | undefined {
  const next = agency.mergedInto === undefined ? undefined : known.get(agency.mergedInto);
  return next && (successorOf(next, known) ?? next);
}
