import type { AppraisedValue } from "../../core/conversation/appraise/appraised-value.ts";
import type pg from "pg";
import type { SharedUse } from "../../core/appraisal/evidence-checks.ts";
import {
  type AppraisalBoard,
  type AppraisedLeaf,
  type LeafAt,
  leafKey,
} from "../../core/conversation/appraise/appraisal-board.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import { type LeafRow, leafColumns, leafFacts } from "./leaf-facts.ts";

interface AskedRow {
  readonly agency_code: string;
  readonly code: string;
  readonly said: LeafRow | null;
  readonly evidence: readonly EvidenceRow[] | null;
  readonly shared: readonly SharedUse[] | null;
  readonly first: AppraisedValue | null;
  readonly second: AppraisedValue | null;
  readonly asked_at: Date | null;
}

const valueOf = (table: string, step: string): string => `(
  select json_build_object('version', v.version, 'verdict', v.verdict, 'answer', v.answer,
           'setPoints', v.set_points, 'points', v.points, 'notApplicable', v.not_applicable,
           'reason', v.reason, 'by', coalesce(p.full_name, ''), 'at', v.decided_at)
    from ${table} v left join staff p on p.id = v.decided_by
   where v.round_id = $1 and v.agency_id = q.agency_id and v.code = q.code ${step})`;

const leavesSql = `
select a.code as agency_code, q.code,
       (select row_to_json(n) from (
          select ${leafColumns} from leaf_states l left join staff w on w.id = l.changed_by
           where l.round_id = $1 and l.agency_id = q.agency_id and l.code = q.code) n) as said,
       (select json_agg(n) from (
          select ${evidenceColumns} from evidence e left join staff w on w.id = e.added_by
           where e.round_id = $1 and e.agency_id = q.agency_id and e.code = q.code
             and e.status not in ('withdrawn', 'replaced')
           order by e.added_at, e.receipt) n) as evidence,
       (select json_agg(distinct jsonb_build_object(
                 'sha256', o.sha256, 'agencyCode', oa.code, 'code', o.code))
          from evidence e
          join evidence o on o.sha256 = e.sha256 and o.status = 'kept' and o.round_id = $1
           and (o.agency_id, o.code) <> (q.agency_id, q.code)
          join agencies oa on oa.id = o.agency_id
         where e.round_id = $1 and e.agency_id = q.agency_id and e.code = q.code
           and e.status = 'kept') as shared,
       ${valueOf("leaf_values", "and v.step = 'appraised'")} as first,
       ${valueOf("second_values", "")} as second,
       (select max(x.asked_at) from explanation_requests x
         where x.round_id = $1 and x.agency_id = q.agency_id and x.code = q.code) as asked_at
  from unnest($2::uuid[], $3::text[]) as q (agency_id, code)
  join agencies a on a.id = q.agency_id`;

/** The leaves named, each with all that its appraiser looks at. */
export async function loadAppraisedLeaves(
  db: pg.Pool,
  { round, agencies }: AppraisalBoard,
  wanted: readonly LeafAt[],
  pathOf: (evidenceId: string) => string,
): Promise<readonly AppraisedLeaf[]> {
  const known = new Map(wanted.map((at) => [leafKey(at), at]));
  const asked = [...known.values()].flatMap(({ agencyCode, code }) => {
    const agency = agencies.get(agencyCode);
    return agency ? [{ id: agency.id, code }] : [];
  });
  if (asked.length === 0) return [];
  const { rows } = await db.query<AskedRow>(leavesSql, [
    round.id,
    asked.map(({ id }) => id),
    asked.map(({ code }) => code),
  ]);
  return rows.map((row) => appraisedLeaf(row, pathOf));
}

function appraisedLeaf(row: AskedRow, pathOf: (evidenceId: string) => string): AppraisedLeaf {
  return {
    agencyCode: row.agency_code,
    code: row.code,
    said: row.said ? leafFacts(row.said) : null,
    evidence: (row.evidence ?? []).map(evidenceFacts).map((item) => ({
      ...item,
      path: item.sha256 === null ? null : pathOf(item.id),
    })),
    shared: row.shared ?? [],
    first: row.first,
    second: row.second,
    askedAt: row.asked_at?.toISOString() ?? null,
  };
}
