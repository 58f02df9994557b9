import type pg from "pg";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";
import type { PlannedRename } from "../../core/round/agency-change.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import { noteAgencyEntry } from "./note-agency-entry.ts";
import { peopleOfAgencies } from "./people-of-agencies.ts";
import { notifyStaff } from "./notify-staff.ts";

/** A change of agencies being written. */
interface Saving {
  readonly client: pg.PoolClient;
  readonly by: RoundAuthor;
}

/** Writes an agency's new name; what it was called is kept, and noted in each round that runs. */
export async function saveRename(
  { client, by }: Saving,
  { agency, name, code, decision, rounds }: PlannedRename,
): Promise<void> {
  await client.query(
    `insert into agency_names (
       agency_id, code, name, decision_number, decision_date, changed_by, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [agency.id, agency.code, agency.name, decision.number, decision.date, by.staffId, by.now],
  );
  await client.query("update agencies set name = $2, code = $3 where id = $1", [
    agency.id,
    name,
    code,
  ]);
  const former = { code: agency.code, name: agency.name };
  for (const { id: roundId } of rounds) {
    const body = { former, code, name, decision };
    await noteAgencyEntry(client, { roundId, agencyId: agency.id, kind: "renamed", body }, by);
  }
  await notifyStaff(client, await peopleOfAgencies(client, [agency.id]), (language) =>
    messagesIn(language).agencyNotice.renamed({ former: agency.name, name, code, decision }),
  );
}
