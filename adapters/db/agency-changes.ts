import type pg from "pg";
import type { RenameFacts } from "../../core/round/plan-rename.ts";
import type { KnownAgency } from "../../core/round/agency-change.ts";
import type { AgencyChanges } from "../../usecases/agency-ports.ts";
import { readRoundsToMerge } from "./drafts-to-merge.ts";
import { inTransaction } from "./in-transaction.ts";
import { saveMerger } from "./save-merger.ts";
import { saveRename } from "./save-rename.ts";

/** Renaming and merging agencies; one change at a time, each in one transaction. */
export function agencyChangesIn(pool: pg.Pool): AgencyChanges {
  return {
    alone: (work) =>
      inTransaction(pool, async (client) => {
        await client.query("lock table agencies in share row exclusive mode");
        const agencies = await listKnown(client);
        return work({
          agencies,
          async roundsOf(agencyId) {
            const { rows } = await client.query<RenameFacts["rounds"][number]>(
              `select r.id, r.code, r.title, r.stage, exists (
                        select from council_closings c
                         where c.round_id = r.id and c.void_at is null) as "isClosed"
                 from rounds r join round_agencies ra on ra.round_id = r.id
                where ra.agency_id = $1 and ra.left_at is null
                order by r.id for update of r`,
              [agencyId],
            );
            return rows;
          },
          roundsToMerge: (from, into) => readRoundsToMerge(client, from, into),
          rename: (planned, by) => saveRename({ client, by }, planned),
          merge: (planned, by) => saveMerger({ client, by }, planned),
        });
      }),
  };
}

async function listKnown(client: pg.PoolClient): Promise<readonly KnownAgency[]> {
  const { rows } = await client.query<KnownAgency>(
    `select a.id, a.code, a.name, a.group_code as "group", a.is_active as "isActive",
            s.code as "mergedInto"
       from agencies a
       left join agency_mergers m on m.predecessor_id = a.id
       left join agencies s on s.id = m.successor_id
      order by a.code`,
  );
  return rows;
}
