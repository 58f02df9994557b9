import type pg from "pg";
import type { ExplainedFacts } from "../../core/conversation/world.ts";
import type { Stage } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import { type LeafRow, leafColumns, leafFacts } from "./leaf-facts.ts";

interface AgencyRow {
  readonly round_id: string;
  readonly agency_id: string;
  readonly agency_code: string;
  readonly agency_name: string;
  readonly stage: Stage;
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly body: Scheme;
}

/** What explains one leaf of any agency in its newest round; null when the agency has none. */
export async function findExplained(
  db: pg.Pool,
  agencyCode: string,
  code: string | null,
): Promise<ExplainedFacts | null> {
  const { rows } = await db.query<AgencyRow>(
    `select r.id as round_id, a.id as agency_id, a.code as agency_code, a.name as agency_name,
            r.stage, r.is_demo, r.is_training, s.body
       from agencies a
       join round_agencies ra on ra.agency_id = a.id
       join rounds r on r.id = ra.round_id
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join schemes s on s.id = g.scheme_id
      where a.code = $1 and r.stage not in ('draft', 'archived') and not r.is_training
      order by r.year desc, r.created_at desc limit 1`,
    [agencyCode],
  );
  const row = rows[0];
  if (!row) return null;
  const leaf = [row.round_id, row.agency_id, code];
  const [leaves, evidence] = await Promise.all([
    db.query<LeafRow>(
      `select ${leafColumns} from leaf_states l left join staff w on w.id = l.changed_by
        where l.round_id = $1 and l.agency_id = $2 and l.code = $3`,
      leaf,
    ),
    db.query<EvidenceRow>(
      `select ${evidenceColumns} from evidence e left join staff w on w.id = e.added_by
        where e.round_id = $1 and e.agency_id = $2 and e.code = $3
        order by e.added_at, e.receipt`,
      leaf,
    ),
  ]);
  return {
    agencyId: row.agency_id,
    agencyCode: row.agency_code,
    agencyName: row.agency_name,
    scheme: row.body,
    stage: row.stage,
    isDemo: row.is_demo,
    isTraining: row.is_training,
    leaf: leaves.rows[0] ? leafFacts(leaves.rows[0]) : null,
    evidence: evidence.rows.map(evidenceFacts),
  };
}
