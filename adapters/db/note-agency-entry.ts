import type pg from "pg";
import type { EntryKind } from "../../core/audit/entry-kinds.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";

/** An entry in an agency's chain about what became of the agency. */
export interface AgencyEntry {
  readonly roundId: string;
  readonly agencyId: string;
  readonly kind: EntryKind;
  readonly body: object;
  /** The leaf that it is about; absent for the agency as a whole. */
  readonly code?: string;
  readonly receipt?: string;
}

/** Adds an entry to the ledger. */
export async function noteAgencyEntry(
  client: pg.PoolClient,
  { roundId, agencyId, kind, body, code, receipt }: AgencyEntry,
  by: RoundAuthor,
): Promise<void> {
  await client.query(
    `insert into entries (round_id, agency_id, code, kind, body, author_id, role, receipt, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[roundId, agencyId, code ?? null, kind, JSON.stringify(body)],
      ...[by.staffId, by.role, receipt ?? null, by.now],
    ],
  );
}
