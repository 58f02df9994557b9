import type pg from "pg";
import type { MergeableLeaf, RoundToMerge } from "../../core/round/agency-change.ts";

interface DraftRow {
  readonly round: RoundToMerge["round"];
  readonly agency_id: string;
  readonly group_code: string;
  readonly declarations: number;
  readonly appraised: readonly string[] | null;
  readonly leaves: readonly MergeableLeaf[] | null;
}

/**
 * Reads what agencies have in the rounds that a merger would change, after locking the rounds, then
 * their groups and then the drafts: whoever writes one of them meanwhile waits, and then meets what
 * was merged.
 */
export async function readRoundsToMerge(
  client: pg.PoolClient,
  from: readonly string[],
  into: string | null,
): Promise<readonly RoundToMerge[]> {
  const { rows: rounds } = await client.query<{ id: string }>(
    `select r.id from rounds r
      where r.stage not in ('published', 'archived') and exists (
        select from round_agencies ra
         where ra.round_id = r.id and ra.agency_id = any ($1::uuid[]) and ra.left_at is null)
      order by r.id for update`,
    [from],
  );
  const agencyIds = into === null ? from : [...from, into];
  const about = [rounds.map(({ id }) => id), agencyIds];
  await client.query(
    `select from round_groups where round_id = any ($1::uuid[])
      order by round_id, group_code for no key update`,
    [about[0]],
  );
  await client.query(
    `select from round_agencies
      where round_id = any ($1::uuid[]) and agency_id = any ($2::uuid[])
      order by round_id, agency_id for update`,
    about,
  );
  const { rows } = await client.query<DraftRow>(draftsSql, about);
  return rounds.flatMap(({ id }) => roundOf(rows.filter(({ round }) => round.id === id)));
}

const draftsSql = `
select json_build_object('id', r.id, 'code', r.code, 'title', r.title, 'stage', r.stage) as round,
       ra.agency_id, ra.group_code,
       (select count(*)::integer from declarations d
         where d.round_id = r.id and d.agency_id = ra.agency_id) as declarations,
       (select json_agg(distinct v.code) from leaf_values v
         where v.round_id = r.id and v.agency_id = ra.agency_id) as appraised,
       (select json_agg(q.leaf) from (
          select json_build_object('code', l.code, 'origin', 'own',
                   'hasValue', l.answer is not null or l.not_applicable is not null,
                   'points', l.points, 'hasExplanation', l.explanation is not null,
                   'evidence', l.evidence_count) as leaf
            from leaf_states l where l.round_id = r.id and l.agency_id = ra.agency_id
          union all
          select json_build_object('code', g.code, 'origin', 'given', 'hasValue', true,
                   'points', null, 'hasExplanation', false, 'evidence', 0)
            from given_answers g where g.round_id = r.id and g.agency_id = ra.agency_id) q) as leaves
  from round_agencies ra join rounds r on r.id = ra.round_id
 where ra.round_id = any ($1::uuid[]) and ra.agency_id = any ($2::uuid[]) and ra.left_at is null
 order by r.code, ra.agency_id`;

function roundOf(rows: readonly DraftRow[]): readonly RoundToMerge[] {
  const round = rows[0]?.round;
  if (!round) return [];
  const drafts = rows.map((row) => ({
    ...{ agencyId: row.agency_id, group: row.group_code, declarations: row.declarations },
    ...{ leaves: row.leaves ?? [], appraised: row.appraised ?? [] },
  }));
  return [{ round, drafts }];
}
