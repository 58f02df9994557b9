import type pg from "pg";
import { assign } from "../../core/appraisal/assign.ts";
import {
  type CountedAgency,
  type LeadingAgency,
  countProgress,
  isAppraisers,
} from "../../core/conversation/overview/count-progress.ts";
import type { GroupProgress } from "../../core/conversation/overview/progress-facts.ts";
import type { DraftProgress } from "../../core/conversation/submit/draft-progress.ts";
import type { LeftOut } from "../../core/round/left-out.ts";
import { windowOf } from "../../core/round/phase-window.ts";
import {
  type Phase,
  type PhaseException,
  type PhaseWindow,
  type Stage,
  phases,
} from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { loadRoster } from "./appraisal-roster.ts";
import { findDraftProgress } from "./draft-progress-repository.ts";
import { newestRoundSql } from "./newest-round.ts";

interface GroupRow {
  readonly round_id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly group_code: string;
  readonly body: Scheme;
  readonly opens_at: Date | null;
  readonly closes_at: Date | null;
}

interface AgencyRow {
  readonly id: string;
  readonly group: string;
  readonly code: string;
  readonly name: string;
  readonly leftOut: readonly LeftOut[];
  readonly done: readonly string[] | null;
  readonly asked: readonly string[] | null;
  readonly exceptions: readonly PhaseException[];
  readonly standing: CountedAgency["standing"];
}

/**
 * How far every group of the newest round has come, by group: in the stage it stands in, or in a
 * phase that has ended.
 */
export async function findProgress(
  db: pg.Pool,
  ended: Phase | null = null,
): Promise<readonly GroupProgress[]> {
  const { rows } = await db.query<GroupRow>(
    `select r.id as round_id, r.title, coalesce($1, r.stage) as stage, r.is_demo, r.is_training, g.group_code, s.body,
            p.opens_at, p.closes_at
       from rounds r
       join round_groups g on g.round_id = r.id
       join schemes s on s.id = g.scheme_id
       left join round_phases p on p.round_id = r.id and p.phase = coalesce($1, r.stage)
      where r.id = ${newestRoundSql} order by g.group_code`,
    [ended],
  );
  const [first] = rows;
  if (!first) return [];
  const schemes = new Map(rows.map((row) => [row.group_code, row.body]));
  const [agencies, leadOf] = await Promise.all([
    findAgencies(db, first, schemes),
    findLeads(db, first, schemes),
  ]);
  return rows.map((row) =>
    countProgress({
      ...{ group: row.group_code, roundTitle: row.title, stage: row.stage },
      ...{ isDemo: row.is_demo, isTraining: row.is_training, window: windowIn(row) },
      ...{ scheme: row.body, leadOf },
      agencies: agencies.get(row.group_code) ?? [],
    }),
  );
}

/**
 * What is done, what is asked for and how far it has been passed on, by stage. What is done in
 * self-scoring follows from the draft, as duties do.
 */
const bySql: Partial<Record<Stage, { done?: string; asked?: string; standing: string }>> = {
  selfScoring: {
    standing: `case when exists (select from sign_offs o
                          where o.round_id = ra.round_id and o.agency_id = ra.agency_id
                            and o.voided_at is null) then 'signed'
                    when ra.submitted_at is not null then 'submitted' else 'open' end`,
  },
  appraisal: {
    done: `select v.code from leaf_values v
            where v.round_id = ra.round_id and v.agency_id = ra.agency_id and v.step = 'appraised'`,
    standing: "'open'",
  },
  explaining: {
    done: `select p.code from appeals p
            where p.round_id = ra.round_id and p.agency_id = ra.agency_id
              and p.status in ('submitted', 'signed')`,
    asked: `select q.code from appealable_leaves q
             where q.round_id = ra.round_id and q.agency_id = ra.agency_id`,
    standing: "'open'",
  },
  secondAppraisal: {
    done: `select p.code from appeals p
            where p.round_id = ra.round_id and p.agency_id = ra.agency_id
              and p.outcome is not null`,
    asked: `select p.code from appeals p
             where p.round_id = ra.round_id and p.agency_id = ra.agency_id
               and p.answer = 'explained' and p.status in ('submitted', 'signed')`,
    standing: "'open'",
  },
};

/** By group, in the order of their codes. */
async function findAgencies(
  db: pg.Pool,
  round: GroupRow,
  schemes: ReadonlyMap<string, Scheme>,
): Promise<ReadonlyMap<string, readonly CountedAgency[]>> {
  const { round_id: roundId, stage } = round;
  const by = bySql[stage];
  const { rows } = await db.query<AgencyRow>(
    `select a.id, ra.group_code as "group", a.code, a.name,
            (select coalesce(json_agg(json_build_object('code', d.code, 'reason', d.reason)), '[]')
               from declarations d
              where d.round_id = ra.round_id and d.agency_id = ra.agency_id
                and d.kind = 'notApplicable') as "leftOut",
            ${codesSql(by?.done)} as done, ${codesSql(by?.asked)} as asked,
            (select coalesce(json_agg(json_build_object(
                      'phase', x.phase, 'codes', x.codes, 'closesAt', x.closes_at)), '[]')
               from round_exceptions x
              where x.round_id = ra.round_id and x.agency_id = ra.agency_id) as exceptions,
            ${by?.standing ?? "'open'"} as standing
       from round_agencies ra join agencies a on a.id = ra.agency_id
      where ra.round_id = $1 and ra.left_at is null order by a.code`,
    [roundId],
  );
  const drafts =
    stage === "selfScoring" ? await findDraftProgress(db, roundId, rows, schemes) : null;
  const groups = new Map<string, CountedAgency[]>();
  for (const row of rows) {
    const own = groups.get(row.group) ?? [];
    groups.set(row.group, own);
    own.push({ ...countedAgency(row, drafts?.get(row.id)), window: ownWindow(round, row) });
  }
  return groups;
}

function codesSql(query: string | undefined): string {
  return query === undefined ? "null" : `array(${query})`;
}

/** The agency's window of the phase that runs: an extension is its own deadline. */
function ownWindow(round: GroupRow, { exceptions }: AgencyRow): PhaseWindow | null {
  const phase = phases.find((each) => each === round.stage);
  const window = windowIn(round);
  if (!phase || !window) return null;
  const own = windowOf({ phases: { [phase]: window }, exceptions }, phase);
  return own && { ...own, closesAt: new Date(own.closesAt).toISOString() };
}

type LeadOf = (agencyCode: string, code: string) => LeadingAgency | null;

/** By the round's own assignment: matrix, leads and substitutes. */
async function findLeads(
  db: pg.Pool,
  { round_id: roundId, stage }: GroupRow,
  schemes: ReadonlyMap<string, Scheme>,
): Promise<LeadOf> {
  if (!isAppraisers(stage)) return () => null;
  const roster = await loadRoster(db, roundId, schemes);
  const { rows } = await db.query<LeadingAgency>("select code, name from agencies");
  const agencies = new Map(rows.map((row) => [row.code, row]));
  const employers = new Map(roster.appraisers.map((each) => [each.staffId, each.agencyCode]));
  const leads = new Map(
    assign(roster).map(({ agencyCode, code, first }) => [
      `${agencyCode} ${code}`,
      agencies.get(employers.get(first ?? "") ?? "") ?? null,
    ]),
  );
  return (agencyCode, code) => leads.get(`${agencyCode} ${code}`) ?? null;
}

function countedAgency(
  row: AgencyRow,
  draft: DraftProgress | undefined,
): Omit<CountedAgency, "window"> {
  const { code, name, standing, leftOut } = row;
  return {
    ...{ code, name, standing, leftOut: leftOut.map((each) => each.code) },
    ...{ done: draft?.complete ?? row.done ?? [], asked: row.asked ?? [] },
    unproved: draft?.unproved ?? [],
  };
}

function windowIn(row: GroupRow): PhaseWindow | null {
  const { opens_at: opensAt, closes_at: closesAt } = row;
  return opensAt && closesAt
    ? { opensAt: opensAt.toISOString(), closesAt: closesAt.toISOString() }
    : null;
}
