import type pg from "pg";
import type { EntryKind } from "../../core/audit/entry-kinds.ts";
import { inTransaction } from "./in-transaction.ts";
import { noteEntry } from "./note-entry.ts";

/** Whose ladder is meant, and who decides on it. */
export interface LadderStop {
  readonly roundId: string;
  readonly agency: string;
  readonly staffId: string | null;
  readonly now: Date;
}

/**
 * Holds the ladder of an agency: nobody above it is told of what it owes.
 *
 * @returns False when the round has no such agency, or it is held already.
 */
export async function holdLadder(
  pool: pg.Pool,
  { reason, ...stop }: LadderStop & { readonly reason: string },
): Promise<boolean> {
  const { roundId, agency, staffId, now } = stop;
  return change(pool, stop, {
    kind: "ladderStop",
    ...{ body: { agency, reason }, values: [roundId, agency, reason, staffId, now] },
    text: `insert into escalation_stops (round_id, subject, reason, stopped_by, stopped_at)
     select $1, a.code, $3, $4, $5
       from round_agencies ra join agencies a on a.id = ra.agency_id
      where ra.round_id = $1 and a.code = $2
     on conflict do nothing`,
  });
}

/** Lets the ladder go on; false when it was not held. */
export async function endStop(pool: pg.Pool, stop: LadderStop): Promise<boolean> {
  const { roundId, agency, now } = stop;
  return change(pool, stop, {
    kind: "ladderResume",
    ...{ body: { agency }, values: [roundId, agency, now] },
    text: `update escalation_stops set ended_at = $3
            where round_id = $1 and subject = $2 and ended_at is null`,
  });
}

/** Changes at most one row, and writes to the ledger what was changed. */
function change(
  pool: pg.Pool,
  { roundId, staffId, now }: LadderStop,
  {
    kind,
    body,
    text,
    values,
  }: {
    readonly kind: EntryKind;
    readonly body: object;
    readonly text: string;
    readonly values: readonly unknown[];
  },
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(text, [...values]);
    if (rowCount !== 1) return false;
    const act = { roundId, kind, body, staffId, role: "coordinator", updateId: null };
    await noteEntry(client, { ...act, now: now.toISOString() });
    return true;
  });
}
