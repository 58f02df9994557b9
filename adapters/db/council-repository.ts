import type pg from "pg";
import type {
  ApprovalFacts,
  CouncilDecision,
  CouncilFacts,
  CouncilInterest,
  CouncilItem,
  CouncilMember,
  CouncilVote,
  ItemValue,
  Motion,
} from "../../core/council/council.ts";
import type { ItemAgency } from "../../core/council/agenda.ts";
import type { Tally } from "../../core/council/outcome.ts";
import { defaultRules, readCouncilRules } from "../../core/council/rules.ts";
import type { Stage } from "../../core/round/round.ts";
import { closingState } from "./closing-state.ts";

type Db = pg.Pool | pg.PoolClient;

/** The round that a council sits on now, else the newest that runs. */
const councilRoundSql = `
select id from rounds where stage not in ('draft', 'archived')
 order by (stage in ('council', 'submission')) desc, is_training, year desc, created_at desc limit 1`;

/** The id of the round that the council sits on; null when no round runs. */
export async function findCouncilRound(db: Db): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>(councilRoundSql);
  return rows[0]?.id ?? null;
}

/** The council of a round as it stands; `verify` as in `closingState`. */
export async function readCouncil(
  db: Db,
  roundId: string,
  verify = false,
): Promise<CouncilFacts | null> {
  const round = await readRound(db, roundId);
  if (!round) return null;
  const closing = await closingState(db, roundId, verify);
  const approval = closing?.state === "valid" ? await readApproval(db, closing.id) : null;
  return {
    ...round,
    members: await readMembers(db),
    items: await readItems(db, roundId),
    ...{ closing, approval },
  };
}

interface RoundRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly stage: Stage;
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly opens_at: Date | null;
  readonly closes_at: Date | null;
  readonly agency_ids: readonly string[];
  readonly rules: unknown;
  readonly opened_at: Date | null;
  readonly opened_by: string | null;
  readonly pending: number;
}

async function readRound(
  db: Db,
  roundId: string,
): Promise<Pick<CouncilFacts, "round" | "rules" | "meeting" | "pending"> | null> {
  const { rows } = await db.query<RoundRow>(
    `select r.id, r.code, r.title, r.stage, r.is_demo, r.is_training, p.opens_at, p.closes_at,
            coalesce(m.rules, (select value from settings where key = 'council')) as rules,
            m.opened_at, s.full_name as opened_by,
            (select coalesce(array_agg(a.agency_id), '{}')
               from round_agencies a
              where a.round_id = r.id and a.left_at is null) as agency_ids,
            (select count(*)::integer from round_agencies a
              where a.round_id = r.id and a.left_at is null
                and (exists (select from dirty_agencies d
                              where d.round_id = r.id and d.agency_id = a.agency_id)
                  or not exists (select from agency_results x
                                  where x.round_id = r.id and x.agency_id = a.agency_id))) as pending
       from rounds r
       left join round_phases p on p.round_id = r.id and p.phase = 'council'
       left join council_meetings m on m.round_id = r.id
       left join staff s on s.id = m.opened_by
      where r.id = $1`,
    [roundId],
  );
  const row = rows[0];
  if (!row) return null;
  const { id, code, title, stage, is_demo: isDemo, is_training: isTraining, pending } = row;
  const window = row.opens_at &&
    row.closes_at && { opensAt: row.opens_at.toISOString(), closesAt: row.closes_at.toISOString() };
  const round = { id, code, title, stage, isDemo, isTraining, window, agencyIds: row.agency_ids };
  return {
    round,
    rules: rulesOf(row.rules),
    meeting: row.opened_at && { at: row.opened_at.toISOString(), by: row.opened_by ?? "" },
    pending,
  };
}

function rulesOf(value: unknown): CouncilFacts["rules"] {
  const rules = value === null ? defaultRules : readCouncilRules(value);
  if (!rules) throw new Error("The setting “council” holds no rules of a council");
  return rules;
}

async function readMembers(db: Db): Promise<readonly CouncilMember[]> {
  const { rows } = await db.query<CouncilMember>(
    `select s.id as "staffId", s.full_name as name, a.id as "agencyId", a.name as "agencyName",
            bool_or(g.role = 'councilChair') as "isChair"
       from staff s join agencies a on a.id = s.agency_id
       join staff_roles g on g.staff_id = s.id and g.role in ('councilMember', 'councilChair')
      where s.is_active group by s.id, a.id
      order by bool_or(g.role = 'councilChair') desc, s.full_name, s.id`,
  );
  return rows;
}

interface ItemRow {
  readonly id: string;
  readonly number: number;
  readonly source: CouncilItem["source"];
  readonly code: string | null;
  readonly proposal: string;
  readonly motion: Motion["kind"];
  readonly motion_points: number | null;
  readonly status: CouncilItem["status"];
  readonly version: number;
  readonly ballot: number;
  readonly is_declaration: boolean;
  readonly outcome: CouncilDecision["outcome"] | null;
  readonly tally: Tally | null;
  readonly reason: string | null;
  readonly decided_by: string | null;
  readonly decided_at: Date | null;
  readonly receipt: string | null;
  readonly agencies: readonly ItemAgency[] | null;
  readonly votes: readonly CouncilVote[] | null;
  readonly interests: readonly CouncilInterest[] | null;
  readonly value: ItemValue | null;
}

const itemsSql = `
select i.id, i.number, i.source, i.code, i.proposal, i.motion, i.motion_points, i.status, i.version,
       i.ballot, i.declaration_id is not null as is_declaration, i.outcome, i.tally, i.reason,
       d.full_name as decided_by, i.decided_at, i.receipt,
       (select json_agg(json_build_object('id', a.id, 'code', a.code, 'name', a.name) order by a.code)
          from agencies a where a.id = any (i.agency_ids)) as agencies,
       (select json_agg(json_build_object(
                 'memberId', v.member_id, 'name', s.full_name, 'agencyId', s.agency_id,
                 'isChair', exists (select from staff_roles g
                                     where g.staff_id = s.id and g.role = 'councilChair'),
                 'choice', v.choice, 'manner', v.manner, 'opinion', v.opinion,
                 'enteredBy', e.full_name, 'at', v.at) order by v.at, s.full_name)
          from council_votes v join staff s on s.id = v.member_id
          left join staff e on e.id = v.entered_by
         where v.item_id = i.id and v.ballot = i.ballot) as votes,
       (select json_agg(json_build_object('memberId', n.member_id, 'name', s.full_name,
                                          'reason', n.reason, 'at', n.declared_at)
                        order by n.declared_at, s.full_name)
          from council_interests n join staff s on s.id = n.member_id
         where n.item_id = i.id) as interests,
       (select json_build_object(
                 'points', n.points, 'max', n.max,
                 'selfVersion', coalesce((select l.version from leaf_states l
                    where l.round_id = i.round_id and l.agency_id = n.agency_id
                      and l.code = i.code), 0),
                 'version', coalesce((select w.version from leaf_values w
                    where w.round_id = i.round_id and w.agency_id = n.agency_id
                      and w.code = i.code and w.step = 'council'), 0))
          from node_results n
         where cardinality(i.agency_ids) = 1 and n.round_id = i.round_id
           and n.agency_id = i.agency_ids[1] and n.code = i.code
           -- A branch has points too, but they are the sum of its leaves': nobody sets them.
           and not exists (
             select from node_results b
              where b.round_id = n.round_id and b.agency_id = n.agency_id
                and starts_with(b.code, n.code || '.'))) as value
  from council_items i left join staff d on d.id = i.decided_by
 where i.round_id = $1 order by i.number`;

async function readItems(db: Db, roundId: string): Promise<readonly CouncilItem[]> {
  const { rows } = await db.query<ItemRow>(itemsSql, [roundId]);
  return rows.map((row) => {
    const { id, number, source, code, proposal, status, version, ballot, value } = row;
    return {
      ...{ id, number, source, code, proposal, status, version, ballot, value },
      agencies: row.agencies ?? [],
      motion: motionOf(row),
      votes: (row.votes ?? []).map((vote) => ({ ...vote, at: iso(vote.at) })),
      interests: (row.interests ?? []).map((each) => ({ ...each, at: iso(each.at) })),
      isDeclaration: row.is_declaration,
      decision: decisionOf(row),
    };
  });
}

function motionOf({ motion, motion_points: points }: ItemRow): Motion {
  return motion === "setPoints" ? { kind: motion, points: points ?? 0 } : { kind: motion };
}

function decisionOf(row: ItemRow): CouncilDecision | null {
  const { outcome, tally, decided_at: at } = row;
  if (!outcome || !tally || !at) return null;
  return {
    ...{ outcome, tally, reason: row.reason ?? "", by: row.decided_by ?? "" },
    ...{ at: at.toISOString(), receipt: row.receipt ?? "" },
  };
}

async function readApproval(db: Db, closingId: string): Promise<ApprovalFacts | null> {
  const { rows } = await db.query<Omit<ApprovalFacts, "at"> & { readonly at: Date }>(
    `select p.number, p.date::text as date, s.full_name as by, p.approved_at as at, p.hash
       from approvals p join staff s on s.id = p.approved_by where p.closing_id = $1`,
    [closingId],
  );
  const row = rows[0];
  return row ? { ...row, at: row.at.toISOString() } : null;
}

function iso(instant: string): string {
  return new Date(instant).toISOString();
}
