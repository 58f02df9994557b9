import type pg from "pg";
import {
  type AppraisalBoard,
  type AppraisalFacts,
  type AppraisedAgency,
  type Deciders,
  type LeavesWanted,
  leafKey,
  leavesToLoad,
} from "../../core/conversation/appraise/appraisal-board.ts";
import type { AppraisalPart } from "../../core/conversation/appraise/appraised-value.ts";
import type { RoundFacts } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { loadAppraisedLeaves } from "./appraised-leaves.ts";
import { type RosterCache, openRosterCache } from "./appraisal-roster.ts";
import { signEvidenceLink } from "./evidence-link.ts";
import { roundOrder } from "./round-order.ts";
import type { SchemeCache } from "./scheme-cache.ts";

/** Who asks, when, and the secret with which links are signed. */
export interface AppraisalAsked {
  readonly staffId: string;
  readonly secret: string;
  readonly now: string;
  readonly want: LeavesWanted;
}

/** The leaves of an agency that one person has decided. */
interface DecidedLeaves {
  readonly agencyCode: string;
  readonly part: AppraisalPart;
  readonly by: string;
  readonly codes: readonly string[];
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
  readonly deciders: readonly DecidedLeaves[] | null;
  readonly spot_checks: readonly { readonly agencyCode: string; readonly code: string }[] | null;
  readonly percent: number;
  readonly files_in_chat: boolean;
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
         where ra.round_id = r.id and ra.left_at is null) as agencies,
       (select json_agg(json_build_object('agencyCode', a.code, 'part', d.part, 'by', d.by,
                                          'codes', d.codes))
          from (select agency_id, part, by, array_agg(code) as codes
                  from (select agency_id, code, 'first' as part, decided_by as by
                          from leaf_values where round_id = r.id and step = 'appraised'
                        union all
                        select agency_id, code, 'second', decided_by
                          from second_values where round_id = r.id) v
                 where by is not null group by agency_id, part, by) d
          join agencies a on a.id = d.agency_id) as deciders,
       (select json_agg(json_build_object('agencyCode', a.code, 'code', c.code))
          from spot_checks c join agencies a on a.id = c.agency_id
         where c.round_id = r.id) as spot_checks,
       coalesce((select t.spot_check_percent from appraisal_settings t where t.round_id = r.id), 10)
         as percent,
       coalesce((select t.files_in_chat from appraisal_settings t where t.round_id = r.id), false)
         as files_in_chat
  from rounds r where r.stage not in ('draft', 'archived')
 order by ${roundOrder} limit 1`;

/** The appraisal of the round that runs. */
export interface Appraisals {
  /** What one appraiser has to do, and the leaves a turn is about in full; null without a round. */
  find(asked: AppraisalAsked): Promise<AppraisalFacts | null>;
}

/** Opens the appraisal; who appraises what is worked out anew only when that has changed. */
export function openAppraisals(db: pg.Pool, schemes: SchemeCache): Appraisals {
  const rosters = openRosterCache(db);
  return {
    async find({ staffId, secret, now, want }) {
      const board = await loadBoard(db, schemes, rosters);
      if (!board) return null;
      const wanted = leavesToLoad(board, staffId, want);
      const leaves = await loadAppraisedLeaves(db, board, wanted, (evidenceId) =>
        signEvidenceLink(secret, { evidenceId, staffId }, new Date(now)),
      );
      return { ...board, leaves: new Map(leaves.map((leaf) => [leafKey(leaf), leaf])) };
    },
  };
}

/** The board of the round that is appraised; null without one. */
export async function loadBoard(
  db: pg.Pool | pg.PoolClient,
  cache: SchemeCache,
  rosters: RosterCache,
): Promise<AppraisalBoard | null> {
  const { rows } = await db.query<BoardRow>(boardSql);
  const row = rows[0];
  if (!row) return null;
  const schemes = new Map<string, Scheme>();
  for (const { group, schemeId } of row.groups ?? []) schemes.set(group, await cache.get(schemeId));
  return boardOf(row, schemes, await rosters.get(row.id, schemes));
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
    ...{ roster, schemes, spotCheckPercent: row.percent, filesInChat: row.files_in_chat },
    agencies: new Map((row.agencies ?? []).map((agency) => [agency.code, agency])),
    deciders: decidersOf(row.deciders ?? []),
    spotChecks: new Set((row.spot_checks ?? []).map(leafKey)),
  };
}

function decidersOf(decided: readonly DecidedLeaves[]): AppraisalBoard["deciders"] {
  const deciders = new Map<string, Deciders>();
  for (const { agencyCode, part, by, codes } of decided) {
    for (const code of codes) {
      const key = leafKey({ agencyCode, code });
      const before = deciders.get(key) ?? { first: null, second: null };
      deciders.set(key, { ...before, [part]: by });
    }
  }
  return deciders;
}
