import type pg from "pg";
import type { LeafPath } from "../../core/scheme/leaf-fates.ts";
import type { GroupKey, WithdrawnProof } from "./scheme-change-rows.ts";

const gone = "Tiêu chí không còn trong bộ tiêu chí";

/**
 * Moves documents, and what else hangs on a leaf by its code, along with the leaf. Documents of one
 * that is no more are withdrawn, so that they never prove another leaf that takes its code.
 *
 * @returns What was withdrawn, so that it can come back.
 */
export async function moveProof(
  client: pg.PoolClient,
  key: GroupKey,
  paths: readonly LeafPath[],
): Promise<readonly WithdrawnProof[]> {
  const of = [key.roundId, key.group];
  const dropped = paths.filter(({ to }) => to === null).map(({ from }) => from);
  const moved = paths.filter(({ from, to }) => to !== null && to !== from);
  const { rows } = await client.query<WithdrawnProof>(
    `with old as (
       select e.id, e.agency_id as "agencyId", e.code, e.status, e.reason
         from evidence e join round_agencies ra using (round_id, agency_id)
        where ra.round_id = $1 and ra.group_code = $2 and e.code = any ($3)
          and e.phase = 'selfScoring' and e.status in ('fetching', 'kept') for update of e)
     update evidence e set status = 'withdrawn', reason = $4 from old where e.id = old.id
     returning old.*`,
    [...of, dropped, gone],
  );
  if (moved.length > 0) await moveCodes(client, of, moved);
  return rows;
}

async function moveCodes(
  client: pg.PoolClient,
  of: readonly string[],
  moved: readonly LeafPath[],
): Promise<void> {
  const ways = [moved.map(({ from }) => from), moved.map(({ to }) => to)];
  for (const table of ["evidence", "returned_leaves", "explanation_requests", "upload_links"]) {
    await client.query(
      `update ${table} t set code = w.later
         from unnest($3::text[], $4::text[]) as w (earlier, later), round_agencies ra
        where ra.round_id = $1 and ra.group_code = $2 and t.round_id = ra.round_id
          and t.agency_id = ra.agency_id and t.code = w.earlier`,
      [...of, ...ways],
    );
  }
}

/** Gives back what a change withdrew, unless it was handled otherwise since. */
export async function returnProof(client: pg.PoolClient, changeId: string): Promise<void> {
  await client.query(
    `update evidence e set code = r.code, status = r.body ->> 'status', reason = r.body ->> 'reason'
       from scheme_change_rows r
      where r.change_id = $1 and r.what = 'evidence' and e.id = r.step::uuid
        and e.status = 'withdrawn' and e.reason = $2`,
    [changeId, gone],
  );
}

/** Counts the documents of every leaf of a group anew. */
export async function recountProof(client: pg.PoolClient, key: GroupKey): Promise<void> {
  await client.query(
    `update leaf_states l set evidence_count = n.count, draft_version = ra.draft_version
       from round_agencies ra
       cross join lateral (
         select x.code, (
           select count(*)::integer from evidence e
            where e.round_id = x.round_id and e.agency_id = x.agency_id and e.code = x.code
              and e.phase = 'selfScoring' and e.status in ('fetching', 'kept')) as count
           from leaf_states x where x.round_id = ra.round_id and x.agency_id = ra.agency_id) n
      where ra.round_id = $1 and ra.group_code = $2 and l.round_id = ra.round_id
        and l.agency_id = ra.agency_id and l.code = n.code and l.evidence_count <> n.count`,
    [key.roundId, key.group],
  );
}
