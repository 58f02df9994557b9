import type pg from "pg";
import type { CouncilPack, PackException } from "../../core/council/pack.ts";
import { drawnLeavesSql } from "./appraisal-agenda.ts";

type Db = pg.Pool | pg.PoolClient;

/** From the ledger of the round, which says what happened while it ran. */
const agencyChangesSql = `
  select json_agg(json_build_object('kind', q.kind, 'agency', q.agency, 'former', q.former,
                                    'decision', q.decision) order by q.id, q.former)
    from (select e.id, 'renamed' as kind, e.body ->> 'name' as agency,
                 e.body -> 'former' ->> 'name' as former, e.body -> 'decision' as decision
            from entries e where e.round_id = r.id and e.kind = 'renamed'
          union all
          select e.id, 'merged', e.body -> 'into' ->> 'name', f.value ->> 'name',
                 e.body -> 'decision'
            from entries e cross join jsonb_array_elements(e.body -> 'from') as f (value)
           where e.round_id = r.id and e.kind = 'merger') q`;

const packSql = `
select (select json_agg(json_build_object(
                 'agency', a.name, 'phase', x.phase, 'codes', x.codes, 'closesAt', x.closes_at,
                 'reason', x.reason, 'letter', x.letter) order by a.code, x.granted_at, x.id)
          from round_exceptions x join agencies a on a.id = x.agency_id
         where x.round_id = r.id) as exceptions,
       (${agencyChangesSql}) as agency_changes,
       (select json_agg(json_build_object(
                 'phase', e.body -> 'phase', 'former', e.body -> 'former',
                 'until', e.body -> 'until', 'reason', e.body -> 'reason') order by e.id)
          from entries e where e.round_id = r.id and e.kind = 'phase') as moved,
       (select json_agg(json_build_object(
                 'agency', a.name, 'leader', coalesce(s.full_name, ''),
                 'reason', o.alone_reason) order by a.code)
          from sign_offs o
          join agencies a on a.id = o.agency_id
          left join staff s on s.id = o.signed_by
         where o.round_id = r.id and o.alone_reason is not null
           and o.voided_at is null) as signed_alone,
       (select json_build_object(
                 'accepted', count(*) filter (where p.outcome = 'accepted'),
                 'partly', count(*) filter (where p.outcome = 'partly'),
                 'rejected', count(*) filter (where p.outcome = 'rejected'),
                 'unanswered', count(*) filter (where p.outcome is null))
          from appeals p
         where p.round_id = r.id and p.answer = 'explained'
           and p.status in ('submitted', 'signed')) as appeals,
       (select count(*)::integer from appraisal_differences d
         where d.round_id = r.id) as blind_differences,
       (select coalesce(sum(jsonb_array_length(e.body -> 'list')
                          - jsonb_array_length(e.body -> 'sample')), 0)::integer
          from entries e
         where e.round_id = r.id and e.kind = 'bulkAgreement') as agreed_in_bulk,
       (select json_build_object(
                 'spotChecked', count(*),
                 'differing', count(*) filter (where q.verdict <> 'agreed'),
                 'unjudged', count(*) filter (where q.verdict is null))
          from (${drawnLeavesSql}) q) as drawn,
       (select json_build_object(
                 'declared', (select count(*) from council_interests n
                   join council_items i on i.id = n.item_id where i.round_id = r.id),
                 'bySystem', (select count(*) from council_items i
                   where i.round_id = r.id and exists (
                     select from staff s join staff_roles g on g.staff_id = s.id
                      where s.is_active and s.agency_id = any (i.agency_ids)
                        and g.role in ('councilMember', 'councilChair'))))) as conflicts,
       (select count(*)::integer from leaf_values v
         where v.round_id = r.id and v.step = 'council') as council_values
  from rounds r where r.id = $1`;

interface PackRow {
  readonly exceptions: readonly PackException[] | null;
  readonly agency_changes: CouncilPack["agencyChanges"] | null;
  readonly moved: CouncilPack["movedPhases"] | null;
  readonly signed_alone: CouncilPack["signedAlone"] | null;
  readonly appeals: CouncilPack["appeals"];
  readonly blind_differences: number;
  readonly agreed_in_bulk: number;
  readonly drawn: Omit<CouncilPack["bulkAgreements"], "leaves">;
  readonly conflicts: CouncilPack["conflicts"];
  readonly council_values: number;
}

/** Gathers what the council is told about the round; null when there is no such round. */
export async function readCouncilPack(db: Db, roundId: string): Promise<CouncilPack | null> {
  const { rows } = await db.query<PackRow>(packSql, [roundId]);
  const row = rows[0];
  if (!row) return null;
  const exceptions = row.exceptions ?? [];
  return {
    extensions: exceptions.filter(({ codes }) => codes === null),
    reopenings: exceptions.filter(({ codes }) => codes !== null),
    agencyChanges: row.agency_changes ?? [],
    movedPhases: row.moved ?? [],
    signedAlone: row.signed_alone ?? [],
    appeals: row.appeals,
    blindDifferences: row.blind_differences,
    bulkAgreements: { leaves: row.agreed_in_bulk, ...row.drawn },
    conflicts: row.conflicts,
    councilValues: row.council_values,
  };
}
