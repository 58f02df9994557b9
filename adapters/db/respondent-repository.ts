import type pg from "pg";
import type {
  OwnRespondents,
  SuppliedRespondent,
  SurveyProgress,
} from "../../core/conversation/respondents/respondent-facts.ts";
import { groupBy } from "../../core/group-by.ts";
import type { DutyFacts, OwedRespondents } from "../../core/reminders/duty.ts";
import type { AskedRespondents } from "../../core/round/asked-respondents.ts";
import type { OwingAgency } from "./duty-facts.ts";

type Db = pg.Pool | pg.PoolClient;

/** Whose list is meant. */
export interface ListPlace {
  readonly roundId: string;
  readonly agencyId: string;
}

/** An agency's list for the survey with whom it is asked for, by the round's order of groups. */
export async function findOwnRespondents(
  db: Db,
  { roundId, agencyId }: ListPlace,
): Promise<OwnRespondents> {
  const asked = await db.query<AskedRespondents>(
    `select q.kind, q.name, q.wanted
       from round_respondents q
       join round_agencies ra on ra.round_id = q.round_id and ra.group_code = q.group_code
      where q.round_id = $1 and ra.agency_id = $2 and ra.left_at is null
      order by q.kind`,
    [roundId, agencyId],
  );
  const people = await db.query<SuppliedRespondent>(
    `select id, kind, number, full_name as name, position, contact from survey_respondents
      where round_id = $1 and agency_id = $2 order by kind, number`,
    [roundId, agencyId],
  );
  return { asked: asked.rows, people: people.rows };
}

interface CountRow extends OwedRespondents {
  readonly agency_id: string;
}

/** Whom each agency of a round is asked for, and how many it has named: counts alone. */
async function countRespondents(
  db: Db,
  roundId: string,
): Promise<ReadonlyMap<string, readonly OwedRespondents[]>> {
  const { rows } = await db.query<CountRow>(
    `select ra.agency_id, q.kind, q.name, q.wanted,
            (select count(*)::integer from survey_respondents p
              where p.round_id = q.round_id and p.agency_id = ra.agency_id and p.kind = q.kind)
              as given
       from round_respondents q
       join round_agencies ra on ra.round_id = q.round_id and ra.group_code = q.group_code
      where q.round_id = $1 and ra.left_at is null
      order by q.kind`,
    [roundId],
  );
  return groupBy(rows, ({ agency_id: id }) => id);
}

/** Whom each agency still has to name; agencies that are asked for nobody are not there. */
export async function findSupplying(
  db: Db,
  roundId: string,
  agencies: readonly OwingAgency[],
): Promise<readonly Extract<DutyFacts, { readonly kind: "survey" }>[]> {
  const counts = await countRespondents(db, roundId);
  return agencies.flatMap((agency) => {
    const asked = counts.get(agency.id);
    return asked ? [{ kind: "survey", agency, asked } as const] : [];
  });
}

interface ProgressRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  readonly closesAt: Date;
  readonly agencies: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: string;
  }[];
}

/** How far the agencies have come in every round that takes lists, or in the one named. */
export async function findSurveyProgress(
  db: Db,
  roundCode: string | null = null,
): Promise<readonly SurveyProgress[]> {
  const { rows } = await db.query<ProgressRow>(
    `select r.id, r.code, r.title, r.is_demo as "isDemo", r.is_training as "isTraining",
            p.closes_at as "closesAt",
            (select json_agg(json_build_object('id', a.id, 'code', a.code, 'name', a.name)
                      order by a.code)
               from round_agencies ra join agencies a on a.id = ra.agency_id
              where ra.round_id = r.id and ra.left_at is null) as agencies
       from rounds r join round_phases p on p.round_id = r.id and p.phase = 'survey'
      where r.code = $1 or ($1::text is null and r.stage not in ('draft', 'published', 'archived'))
      order by r.is_training, r.year desc, r.created_at desc`,
    [roundCode],
  );
  const found: SurveyProgress[] = [];
  for (const { id, agencies, closesAt, ...round } of rows) {
    const counts = await countRespondents(db, id);
    const asked = agencies.flatMap(({ id: agencyId, ...agency }) => {
      const own = counts.get(agencyId);
      return own ? [{ ...agency, asked: own }] : [];
    });
    found.push({ ...round, closesAt: closesAt.toISOString(), agencies: asked });
  }
  return found;
}
