import type { ItemAgency } from "../../core/council/agenda.ts";

/** Columns of the agency that an item of the agenda is about; `a` is its row of agencies. */
export const agencyColumns = "a.id as agency_id, a.code as agency_code, a.name as agency_name";

/** That the agency still takes part in round $1: what it left behind is nobody's business there. */
export const takesPart = `not exists (
        select from round_agencies z
         where z.round_id = $1 and z.agency_id = a.id and z.left_at is not null)`;

/** The agency of an item as it was read. */
export interface AgencyColumns {
  readonly agency_id: string;
  readonly agency_code: string;
  readonly agency_name: string;
}

/** The agency of an item. */
export function agencyOf(row: AgencyColumns): ItemAgency {
  return { id: row.agency_id, code: row.agency_code, name: row.agency_name };
}
