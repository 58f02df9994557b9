import type pg from "pg";
import type {
  AppealFacts,
  AppealStatsRow,
  ReappraisalFacts,
  ReappraisalLine,
  ValueFacts,
} from "../../core/conversation/appeal/appeal-facts.ts";
import type { RoundFacts } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import { roundOrder } from "./round-order.ts";

type StoredValue = Omit<ValueFacts, "at"> & { readonly at: string };
type Words = NonNullable<AppealFacts["words"]>;

interface AppealRow {
  readonly code: string;
  readonly self: AppealFacts["self"];
  readonly appraised: StoredValue;
  readonly words: Words | null;
  readonly explained: StoredValue | null;
}

const valueJson = (alias: string): string => `json_build_object(
  'version', ${alias}.version, 'verdict', ${alias}.verdict, 'answer', ${alias}.answer,
  'setPoints', ${alias}.set_points, 'points', ${alias}.points,
  'notApplicable', ${alias}.not_applicable, 'reason', ${alias}.reason, 'at', ${alias}.decided_at)`;

const appealsSql = `
select q.code,
       json_build_object('version', l.version, 'answer', l.answer, 'points', l.points,
         'explanation', l.explanation, 'notApplicable', l.not_applicable) as self,
       ${valueJson("v")} as appraised,
       case when x.code is not null then ${valueJson("x")} end as explained,
       case when a.code is not null then json_build_object(
         'version', a.version, 'status', a.status, 'answer', a.answer,
         'explanation', a.explanation, 'comment', a.comment, 'by', coalesce(w.full_name, ''),
         'at', a.changed_at, 'receipt', a.receipt, 'outcome', a.outcome) end as words
  from appealable_leaves q
  join leaf_states l using (round_id, agency_id, code)
  join leaf_values v on v.round_id = q.round_id and v.agency_id = q.agency_id
   and v.code = q.code and v.step = 'appraised'
  left join leaf_values x on x.round_id = q.round_id and x.agency_id = q.agency_id
   and x.code = q.code and x.step = 'explained'
  left join appeals a on a.round_id = q.round_id and a.agency_id = q.agency_id and a.code = q.code
  left join staff w on w.id = a.changed_by
 where q.round_id = $1 and q.agency_id = $2 and ($3::text is null or q.code = $3)`;

/** An agency's leaves that were appraised lower than self-scored, with what was said of them. */
export async function findAppeals(
  db: pg.Pool,
  roundId: string,
  agencyId: string,
  code: string | null = null,
): Promise<readonly AppealFacts[]> {
  const { rows } = await db.query<AppealRow>(appealsSql, [roundId, agencyId, code]);
  return rows.map((row) => ({
    ...row,
    appraised: valueFacts(row.appraised),
    explained: row.explained && valueFacts(row.explained),
    words: row.words && { ...row.words, at: instant(row.words.at) },
  }));
}

interface RoundRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly stage: RoundFacts["stage"];
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly phases: RoundFacts["phases"] | null;
}

/** The explanations that are this appraiser's to answer; the one named in full. */
export async function findReappraisals(
  db: pg.Pool,
  staffId: string,
  of: { readonly agencyCode: string; readonly code: string } | null,
  pathOf: (evidenceId: string) => string,
): Promise<ReappraisalFacts> {
  const { rows } = await db.query<RoundRow & { readonly files_in_chat: boolean }>(
    `select r.id, r.code, r.title, r.year, r.stage, r.is_demo, r.is_training,
            (select json_object_agg(p.phase, json_build_object(
                      'opensAt', p.opens_at, 'closesAt', p.closes_at))
               from round_phases p where p.round_id = r.id) as phases,
            coalesce((select t.files_in_chat from appraisal_settings t where t.round_id = r.id), false)
              as files_in_chat
       from rounds r where r.stage not in ('draft', 'archived')
      order by ${roundOrder} limit 1`,
  );
  const row = rows[0];
  if (!row) return { lines: [], round: null, filesInChat: false, opened: null };
  const lines = await findLines(db, row.id, staffId);
  const isMine = lines.some((line) => line.agencyCode === of?.agencyCode && line.code === of.code);
  const opened = of && isMine ? await openOne(db, row.id, of, pathOf) : null;
  return {
    lines,
    round: { ...roundFacts(row), exceptions: opened?.exceptions ?? [] },
    filesInChat: row.files_in_chat,
    opened: opened?.appeal ?? null,
  };
}

async function findLines(
  db: pg.Pool,
  roundId: string,
  staffId: string,
): Promise<readonly ReappraisalLine[]> {
  const { rows } = await db.query<{
    readonly agency_code: string;
    readonly agency_name: string;
    readonly code: string;
    readonly is_signed: boolean;
    readonly outcome: ReappraisalLine["outcome"];
  }>(
    `select g.code as agency_code, g.name as agency_name, a.code, a.status = 'signed' as is_signed,
            a.outcome
       from appeals a
       join appealable_leaves q using (round_id, agency_id, code)
       join agencies g on g.id = a.agency_id
      where a.round_id = $1 and a.answer = 'explained' and a.status in ('submitted', 'signed')
        and reappraises($2, a.agency_id, split_part(a.code, '.', 1), q.decided_by)
      order by a.outcome is not null, string_to_array(a.code, '.'), g.code`,
    [roundId, staffId],
  );
  return rows.map(({ agency_code: agencyCode, agency_name: agencyName, ...row }) => ({
    ...{ agencyCode, agencyName, code: row.code, isSigned: row.is_signed, outcome: row.outcome },
  }));
}

async function openOne(
  db: pg.Pool,
  roundId: string,
  of: { readonly agencyCode: string; readonly code: string },
  pathOf: (evidenceId: string) => string,
): Promise<{
  readonly appeal: ReappraisalFacts["opened"];
  readonly exceptions: RoundFacts["exceptions"];
} | null> {
  const { rows } = await db.query<{
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly body: Scheme;
    readonly exceptions: RoundFacts["exceptions"] | null;
  }>(
    `select a.id, a.code, a.name, s.body,
            (select json_agg(json_build_object(
                      'phase', x.phase, 'codes', x.codes, 'closesAt', x.closes_at)
                      order by x.granted_at)
               from round_exceptions x where x.round_id = $1 and x.agency_id = a.id) as exceptions
       from agencies a
       join round_agencies ra on ra.agency_id = a.id and ra.round_id = $1
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join schemes s on s.id = g.scheme_id
      where a.code = $2`,
    [roundId, of.agencyCode],
  );
  const row = rows[0];
  if (!row) return null;
  const [facts] = await findAppeals(db, roundId, row.id, of.code);
  const evidence = await db.query<EvidenceRow>(
    `select ${evidenceColumns} from evidence e left join staff w on w.id = e.added_by
      where e.round_id = $1 and e.agency_id = $2 and e.code = $3 order by e.added_at, e.receipt`,
    [roundId, row.id, of.code],
  );
  const appeal = facts && {
    ...{ agencyId: row.id, agencyCode: row.code, agencyName: row.name, scheme: row.body, facts },
    evidence: evidence.rows.map(evidenceFacts).map((item) => ({
      ...item,
      path: item.sha256 === null ? null : pathOf(item.id),
    })),
  };
  return { appeal: appeal ?? null, exceptions: row.exceptions ?? [] };
}

/** Explanations of a round by field, group and outcome, in that order. */
export async function findAppealStats(
  db: pg.Pool,
  roundId: string,
): Promise<readonly AppealStatsRow[]> {
  const { rows } = await db.query<
    Omit<AppealStatsRow, "count" | "atStake" | "moved"> & {
      readonly count: string;
      readonly at_stake: string;
      readonly moved: string;
    }
  >(
    `select split_part(q.code, '.', 1) as field, ra.group_code as "group",
            case when a.outcome is not null then a.outcome
                 when a.code is null or a.status = 'withdrawn' then 'silent'
                 when a.status in ('draft', 'returned') then 'notHandedIn'
                 when a.answer = 'accepted' then 'agencyAccepts' else 'pending' end as outcome,
            count(*) as count,
            coalesce(sum(q.self_points - q.appraised_points), 0) as at_stake,
            coalesce(sum(case when x.not_applicable is null
                              then coalesce(x.set_points, x.points) end - q.appraised_points), 0)
              as moved
       from appealable_leaves q
       join round_agencies ra using (round_id, agency_id)
       left join appeals a on a.round_id = q.round_id and a.agency_id = q.agency_id
        and a.code = q.code
       left join leaf_values x on x.round_id = q.round_id and x.agency_id = q.agency_id
        and x.code = q.code and x.step = 'explained'
      where q.round_id = $1
      group by 1, 2, 3 order by 1, 2, 3`,
    [roundId],
  );
  return rows.map(({ at_stake: atStake, ...row }) => ({
    ...{ field: row.field, group: row.group, outcome: row.outcome },
    ...{ count: Number(row.count), atStake: Number(atStake), moved: Number(row.moved) },
  }));
}

/** The statistics of the round that runs; empty when there is none. */
export async function findNewestAppealStats(db: pg.Pool): Promise<readonly AppealStatsRow[]> {
  const { rows } = await db.query<{ id: string }>(
    `select r.id from rounds r where r.stage not in ('draft', 'archived')
      order by ${roundOrder} limit 1`,
  );
  return rows[0] ? findAppealStats(db, rows[0].id) : [];
}

function roundFacts(row: RoundRow): Omit<RoundFacts, "exceptions"> {
  const { id, code, title, year, stage, phases } = row;
  return {
    ...{ id, code, title, year, stage, phases: phases ?? {} },
    ...{ isDemo: row.is_demo, isTraining: row.is_training },
  };
}

function valueFacts(value: StoredValue): ValueFacts {
  return { ...value, at: instant(value.at) };
}

function instant(text: string): string {
  return new Date(text).toISOString();
}
