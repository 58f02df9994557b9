import type pg from "pg";
import type { EntryKind } from "../../core/audit/entry-kinds.ts";

/** One act for the ledger of the round that belongs to no agency. */
export interface RoundEntry {
  readonly roundId: string;
  readonly kind: EntryKind;
  readonly body: object;
  /** Null for what the system does by itself. */
  readonly staffId: string | null;
  readonly role: string | null;
  /** In whose place it was done. */
  readonly forId?: string;
  /** The message that caused it; null for none. */
  readonly updateId: string | null;
  readonly receipt?: string;
  readonly now: string;
}

/** Adds an act to the round's own chain. */
export async function noteEntry(client: pg.PoolClient, entry: RoundEntry): Promise<void> {
  await client.query(
    `insert into entries (round_id, kind, body, author_id, role, for_id, inbound_id, receipt, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[entry.roundId, entry.kind, JSON.stringify(entry.body), entry.staffId, entry.role],
      ...[entry.forId ?? null, entry.updateId, entry.receipt ?? null, entry.now],
    ],
  );
}
