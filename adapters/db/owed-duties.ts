import type pg from "pg";
import { indexFor } from "../../core/conversation/scheme-index.ts";
import { queueOf } from "../../core/conversation/appraise/appraisal-board.ts";
import type { DutyFacts } from "../../core/reminders/duty.ts";
import type { ScheduledDuty } from "../../core/reminders/due-reminders.ts";
import { phasesInView, scheduleDuties } from "../../core/reminders/schedule-duties.ts";
import type { Calendar } from "../../core/round/calendar.ts";
import { writeDate } from "../../core/round/calendar.ts";
import { localDayOf } from "../../core/round/local-instant.ts";
import type { Phase, RoundFacts, RoundMarks } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { loadBoard } from "./appraisal-repository.ts";
import type { RosterCache } from "./appraisal-roster.ts";
import {
  type OwingAgency,
  findExplaining,
  findOwingAgencies,
  findReappraising,
  findScoring,
  findVoting,
} from "./duty-facts.ts";
import { type PhasePlan, findPlans } from "./reminder-plans.ts";
import { findSupplying } from "./respondent-repository.ts";
import type { SchemeCache } from "./scheme-cache.ts";

/** What is kept between two looks. */
export interface DutyCaches {
  readonly schemes: SchemeCache;
  readonly rosters: RosterCache;
}

/** A round with all that is owed in it. */
export interface OwedRound {
  readonly round: RoundMarks & Pick<RoundFacts, "id" | "code" | "title" | "stage" | "phases">;
  readonly agencies: readonly OwingAgency[];
  /** By agency code: how many leaves it scores itself. */
  readonly leaves: ReadonlyMap<string, number>;
  readonly plans: ReadonlyMap<Phase, PhasePlan>;
  readonly facts: readonly DutyFacts[];
  /** Those that are done too. */
  readonly duties: readonly ScheduledDuty[];
}

interface RoundRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly stage: RoundFacts["stage"];
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly phases: RoundFacts["phases"] | null;
  readonly groups: readonly { readonly group: string; readonly schemeId: string }[] | null;
}

const roundsSql = `
select r.id, r.code, r.title, r.stage, r.is_demo, r.is_training,
       (select json_object_agg(p.phase, json_build_object(
                 'opensAt', p.opens_at, 'closesAt', p.closes_at))
          from round_phases p where p.round_id = r.id) as phases,
       (select json_agg(json_build_object('group', g.group_code, 'schemeId', g.scheme_id))
          from round_groups g where g.round_id = r.id) as groups
  from rounds r
 where r.stage in ('announced', 'selfScoring', 'appraisal', 'explaining', 'secondAppraisal',
                   'consolidation', 'council')
   and ($1::uuid is null or r.id = $1)
 order by r.is_training, r.year desc, r.created_at desc`;

/** Every round that runs (or the one named) with what is owed in it at an instant. */
export async function findOwed(
  db: pg.Pool | pg.PoolClient,
  caches: DutyCaches,
  at: { readonly now: string; readonly calendar: Calendar; readonly roundId?: string },
): Promise<readonly OwedRound[]> {
  const { rows } = await db.query<RoundRow>(roundsSql, [at.roundId ?? null]);
  const found: OwedRound[] = [];
  for (const row of rows) found.push(await owedIn(db, caches, { ...at, row }));
  return found;
}

async function owedIn(
  db: pg.Pool | pg.PoolClient,
  caches: DutyCaches,
  at: { readonly now: string; readonly calendar: Calendar; readonly row: RoundRow },
): Promise<OwedRound> {
  const { now, calendar, row } = at;
  const { id, code, title, stage } = row;
  const phases = instants(row.phases ?? {});
  const round = {
    id,
    code,
    title,
    stage,
    phases,
    isDemo: row.is_demo,
    isTraining: row.is_training,
  };
  const agencies = await findOwingAgencies(db, id, writeDate(localDayOf(now)));
  const schemes = new Map<string, Scheme>();
  for (const { group, schemeId } of row.groups ?? []) {
    schemes.set(group, await caches.schemes.get(schemeId));
  }
  const everywhere = agencies.flatMap(({ exceptions }) => exceptions);
  const facts: DutyFacts[] = [];
  for (const phase of phasesInView(round, everywhere, now)) {
    facts.push(...(await readers[phase]({ db, caches, roundId: id, agencies, schemes })));
  }
  const plans = await findPlans(db, id);
  const exceptions = new Map(agencies.map((each) => [each.code, each.exceptions]));
  const ownPlans = Object.fromEntries([...plans].map(([phase, { plan }]) => [phase, plan]));
  const duties = scheduleDuties({ round, plans: ownPlans, facts, exceptions, calendar, now });
  return { round, agencies, leaves: leavesOf(agencies, schemes), plans, facts, duties };
}

function leavesOf(
  agencies: readonly OwingAgency[],
  schemes: ReadonlyMap<string, Scheme>,
): ReadonlyMap<string, number> {
  return new Map(
    agencies.map(({ code, group, leftOut }) => {
      const scheme = schemes.get(group);
      return [code, scheme ? indexFor(scheme, leftOut).own.length : 0] as const;
    }),
  );
}

interface Reading {
  readonly db: pg.Pool | pg.PoolClient;
  readonly caches: DutyCaches;
  readonly roundId: string;
  readonly agencies: readonly OwingAgency[];
  readonly schemes: ReadonlyMap<string, Scheme>;
}

const readers: Readonly<Record<Phase, (reading: Reading) => Promise<readonly DutyFacts[]>>> = {
  selfScoring: ({ db, roundId, agencies, schemes }) => findScoring(db, roundId, agencies, schemes),
  appraisal: findAppraising,
  explaining: ({ db, roundId, agencies, schemes }) =>
    findExplaining(db, roundId, agencies, schemes),
  secondAppraisal: ({ db, roundId }) => findReappraising(db, roundId),
  council: ({ db, roundId }) => findVoting(db, roundId),
  survey: ({ db, roundId, agencies }) => findSupplying(db, roundId, agencies),
};

/** Whose values are still waited for; only the round that acts of appraisal are about has any. */
async function findAppraising({ db, caches, roundId }: Reading): Promise<readonly DutyFacts[]> {
  const board = await loadBoard(db, caches.schemes, caches.rosters);
  if (board?.round.id !== roundId) return [];
  const names = await namesOf(
    db,
    board.roster.appraisers.map(({ staffId }) => staffId),
  );
  return board.roster.appraisers.map(({ staffId }) => ({
    ...{ kind: "appraisal", phase: "appraisal" },
    appraiser: { staffId, name: names.get(staffId) ?? "" },
    open: queueOf(board, staffId)
      .filter(({ isDone }) => !isDone)
      .map(({ agencyCode, code }) => ({ agencyCode, code })),
  }));
}

async function namesOf(
  db: pg.Pool | pg.PoolClient,
  staffIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; full_name: string }>(
    "select id, full_name from staff where id = any ($1::uuid[])",
    [staffIds],
  );
  return new Map(rows.map(({ id, full_name: name }) => [id, name]));
}

/** PostgreSQL writes instants its own way; keys of steps compare them. */
function instants(phases: RoundFacts["phases"]): RoundFacts["phases"] {
  return Object.fromEntries(
    Object.entries(phases).map(([phase, { opensAt, closesAt }]) => [
      phase,
      { opensAt: new Date(opensAt).toISOString(), closesAt: new Date(closesAt).toISOString() },
    ]),
  );
}
