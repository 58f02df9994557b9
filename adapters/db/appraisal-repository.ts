import type pg from "pg";
import {
  type AppraisalBoard,
  type AppraisalFacts,
  type AppraisedAgency,
  type LeavesWanted,
  leafKey,
  leavesToLoad,
} from "../../core/conversation/appraise/appraisal-board.ts";
import type { RoundFacts } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { loadAppraisedLeaves } from "./appraised-leaves.ts";
import { loadRoster } from "./appraisal-roster.ts";
import { signEvidenceLink } from "./evidence-link.ts";
import type { SchemeCache } from "./scheme-cache.ts";

/** Who asks, when, and the secret with which links are signed. */
export interface AppraisalAsked {
  readonly staffId: string;
  readonly secret: string;
  readonly now: string;
  readonly want: LeavesWanted;
}

interface BoardRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly stage: RoundFacts["stage"];
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly groups: readonly { readonly group: string; readonly schemeId: string }[] | null;
  readonly phases: RoundFacts["phases"] | null;
  readonly agencies: readonly AppraisedAgency[] | null;
  readonly deciders:
    | readonly {
        readonly agencyCode: string;
        readonly code: string;
        readonly first: string | null;
        readonly second: string | null;
      }[]
    | null;
  readonly spot_checks: readonly { readonly agencyCode: string; readonly code: string }[] | null;
  readonly percent: number;
}

const boardSql = `
select r.id, r.code, r.title, r.year, r.stage, r.is_demo, r.is_training,
       (select json_agg(json_build_object('group', g.group_code, 'schemeId', g.scheme_id)
                        order by g.group_code)
          from round_groups g where g.round_id = r.id) as groups,
       (select json_object_agg(p.phase, json_build_object(
                 'opensAt', p.opens_at, 'closesAt', p.closes_at))
          from round_phases p where p.round_id = r.id) as phases,
       (select json_agg(json_build_object('id', a.id, 'code', a.code, 'name', a.name,
                 'group', ra.group_code, 'submittedAt', ra.submitted_at, 'exceptions', (
                   select coalesce(json_agg(json_build_object(
                            'phase', x.phase, 'codes', x.codes, 'closesAt', x.closes_at)
                            order by x.granted_at), '[]')
                     from round_exceptions x
                    where x.round_id = r.id and x.agency_id = a.id and x.phase = 'appraisal')))
          from round_agencies ra join agencies a on a.id = ra.agency_id
         where ra.round_id = r.id) as agencies,
       (select json_agg(json_build_object('agencyCode', a.code, 'code', d.code,
                                          'first', d.first, 'second', d.second))
          from (select agency_id, code, max(first::text) as first, max(second::text) as second
                  from (select agency_id, code, decided_by as first, null::uuid as second
                          from leaf_values where round_id = r.id and step = 'appraised'
                        union all
                        select agency_id, code, null, decided_by
                          from second_values where round_id = r.id) v
                 group by agency_id, code) d
          join agencies a on a.id = d.agency_id) as deciders,
       (select json_agg(json_build_object('agencyCode', a.code, 'code', c.code))
          from spot_checks c join agencies a on a.id = c.agency_id
         where c.round_id = r.id) as spot_checks,
       coalesce((select t.spot_check_percent from appraisal_settings t where t.round_id = r.id), 10)
         as percent
  from rounds r where r.stage not in ('draft', 'archived')
 order by r.year desc, r.created_at desc limit 1`;

/** What one appraiser has to do in the round that runs, and the leaves a turn is about in full. */
export async function findAppraisal(
  db: pg.Pool,
  schemes: SchemeCache,
  { staffId, secret, now, want }: AppraisalAsked,
): Promise<AppraisalFacts | null> {
  const board = await loadBoard(db, schemes);
  if (!board) return null;
  const wanted = leavesToLoad(board, staffId, want);
  const leaves = await loadAppraisedLeaves(db, board, wanted, (evidenceId) =>
    signEvidenceLink(secret, { evidenceId, staffId }, new Date(now)),
  );
  return { ...board, leaves: new Map(leaves.map((leaf) => [leafKey(leaf), leaf])) };
}

async function loadBoard(db: pg.Pool, cache: SchemeCache): Promise<AppraisalBoard | null> {
  const { rows } = await db.query<BoardRow>(boardSql);
  const row = rows[0];
  if (!row) return null;
  const schemes = new Map<string, Scheme>();
  for (const { group, schemeId } of row.groups ?? []) schemes.set(group, await cache.get(schemeId));
  return boardOf(row, schemes, await loadRoster(db, row.id, schemes));
}

function boardOf(
  row: BoardRow,
  schemes: ReadonlyMap<string, Scheme>,
  roster: AppraisalBoard["roster"],
): AppraisalBoard {
  const { id, code, title, year, stage } = row;
  const isDemo = row.is_demo;
  const isTraining = row.is_training;
  const round = {
    ...{ id, code, title, year, stage, isDemo, isTraining },
    phases: row.phases ?? {},
  };
  return {
    round: { ...round, exceptions: [] },
    ...{ roster, schemes, spotCheckPercent: row.percent },
    agencies: new Map((row.agencies ?? []).map((agency) => [agency.code, agency])),
    deciders: new Map(
      (row.deciders ?? []).map((each) => [
        leafKey(each),
        { first: each.first, second: each.second },
      ]),
    ),
    spotChecks: new Set((row.spot_checks ?? []).map(leafKey)),
  };
}
