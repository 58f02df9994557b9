import type pg from "pg";
import type { VoidReason } from "../../core/council/council.ts";
import { voidNotice } from "../../core/conversation/council/notices.ts";
import { closingState } from "./closing-state.ts";
import { readCouncil } from "./council-repository.ts";
import { inTransaction } from "./in-transaction.ts";
import { noteEntry } from "./note-entry.ts";
import { notifyStaff, staffWithRoles } from "./notify-staff.ts";

/** Marks a closing as void and tells secretary, chair and coordinator; only the first time. */
export async function voidClosing(
  client: pg.PoolClient,
  {
    closingId,
    why,
    now,
  }: { readonly closingId: string; readonly why: VoidReason; readonly now: string },
): Promise<boolean> {
  const { rows } = await client.query<{ round_id: string }>(
    `update council_closings set void_at = $2, void_why = $3
      where id = $1 and void_at is null returning round_id`,
    [closingId, now, JSON.stringify(why)],
  );
  const roundId = rows[0]?.round_id;
  if (roundId === undefined) return false;
  await noteEntry(client, {
    ...{ roundId, kind: "closingVoid", body: { closingId, why } },
    ...{ staffId: null, role: null, updateId: null, now },
  });
  const facts = await readCouncil(client, roundId);
  if (!facts) return true;
  const told = await staffWithRoles(client, ["coordinator", "councilSecretary", "councilChair"]);
  await notifyStaff(client, told, (language) => voidNotice(language, facts, why));
  return true;
}

/**
 * Compares every closing whose figures may have changed: one that holds is trusted again, one that
 * does not is marked and told. A change that is still being computed is looked at again later.
 *
 * @returns How many were found void.
 */
export async function checkClosings(pool: pg.Pool, now: Date): Promise<number> {
  const { rows } = await pool.query<{ id: string; round_id: string }>(
    "select id, round_id from council_closings where void_at is null and is_suspect",
  );
  let found = 0;
  for (const { id, round_id: roundId } of rows) {
    const isVoid = await inTransaction(pool, (client) => checkClosing(client, id, roundId, now));
    if (isVoid) found += 1;
  }
  return found;
}

async function checkClosing(
  client: pg.PoolClient,
  closingId: string,
  roundId: string,
  now: Date,
): Promise<boolean> {
  await client.query("select from council_closings where id = $1 for update", [closingId]);
  const closing = await closingState(client, roundId, true);
  if (closing?.id !== closingId || closing.isTold) return false;
  if (closing.why) {
    return voidClosing(client, { closingId, why: closing.why, now: now.toISOString() });
  }
  await client.query(
    `update council_closings set is_suspect = false
      where id = $1 and not exists (select from dirty_agencies d where d.round_id = $2)`,
    [closingId, roundId],
  );
  return false;
}
