import type pg from "pg";
import { uncovered } from "../../core/appraisal/assign.ts";
import type { AgencyCourse, RoundCourse, Unappraised } from "../../core/round/course.ts";
import type { RoundFacts, Stage } from "../../core/round/round.ts";
import { loadRoster, loadSchemes } from "./appraisal-roster.ts";
import { closingState } from "./closing-state.ts";

type Db = pg.Pool | pg.PoolClient;

const courseSql = `
select r.id, r.code, r.title, r.year, r.stage, r.is_demo, r.is_training, r.basis,
       (select json_object_agg(p.phase, json_build_object(
                 'opensAt', p.opens_at, 'closesAt', p.closes_at))
          from round_phases p where p.round_id = r.id) as phases,
       (select json_agg(json_build_object(
                 'group', g.group_code, 'scheme', s.scheme, 'version', s.version, 'hash', s.hash,
                 'isFrozen', s.frozen_at is not null, 'agencies', n.agencies,
                 'submitted', n.submitted, 'answered', coalesce(l.answered, 0),
                 'toAnswer', n.agencies * jsonb_array_length(own.codes) - coalesce(o.leaves, 0),
                 'isComputed', g.computed_at is not null and not exists (
                   select from dirty_agencies d
                    where d.round_id = r.id and d.group_code = g.group_code)) order by g.group_code)
          from round_groups g
          join schemes s on s.id = g.scheme_id
          cross join lateral (
            select count(*)::integer as agencies, count(submitted_at)::integer as submitted
              from round_agencies ra
             where ra.round_id = r.id and ra.group_code = g.group_code
               and ra.left_at is null) n
          cross join lateral (
            select count(*)::integer as answered
              from leaf_states x join round_agencies ra using (round_id, agency_id)
             where x.round_id = r.id and ra.group_code = g.group_code and ra.left_at is null
               and (x.answer is not null or x.not_applicable is not null)
               and not exists (
                 select from declarations d
                  where d.round_id = x.round_id and d.agency_id = x.agency_id
                    and d.kind = 'notApplicable'
                    and (x.code = d.code or starts_with(x.code, d.code || '.')))) l
          cross join lateral (
            select jsonb_path_query_array(
                     s.body, 'strict $.fields.** ? (@.source == "self").code') as codes) own
          cross join lateral (
            select count(distinct (d.agency_id, c.code))::integer as leaves
              from declarations d
              join round_agencies ra using (round_id, agency_id)
              join jsonb_array_elements_text(own.codes) as c (code)
                on c.code = d.code or starts_with(c.code, d.code || '.')
             where d.round_id = r.id and ra.group_code = g.group_code and ra.left_at is null
               and d.kind = 'notApplicable') o
         where g.round_id = r.id) as groups,
       (select json_agg(a.code order by a.code)
          from round_agencies ra join agencies a on a.id = ra.agency_id
         where ra.round_id = r.id and ra.left_at is null) as agency_codes,
       (select json_agg(json_build_object('name', w.full_name, 'agencyCode', a.code)
                 order by w.code)
          from round_substitutes u
          join staff w on w.id = u.staff_id and w.is_active
          join agencies a on a.id = w.agency_id
         where u.round_id = r.id) as substitutes,
       (select case when exists (select from council_meetings m where m.round_id = r.id)
                    then (select count(*)::integer from council_items i
                           where i.round_id = r.id and i.status <> 'decided') end) as undecided,
       (select p.number from approvals p join council_closings c on c.id = p.closing_id
         where c.round_id = r.id
           and c.closed_at = (select max(n.closed_at) from council_closings n
                               where n.round_id = r.id)) as approval
  from rounds r where r.id = $1`;

interface CourseRow {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly stage: Stage;
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly basis: RoundCourse["basis"];
  readonly phases: RoundFacts["phases"] | null;
  readonly groups: RoundCourse["groups"] | null;
  readonly agency_codes: readonly string[] | null;
  readonly substitutes: RoundCourse["substitutes"] | null;
  readonly undecided: number | null;
  readonly approval: string | null;
}

/** Reads a round as those who run it see it; undefined when there is no such round. */
export async function loadCourse(db: Db, roundId: string): Promise<RoundCourse | undefined> {
  const { rows } = await db.query<CourseRow>(courseSql, [roundId]);
  if (!rows[0]) return undefined;
  // Compared with the figures as they are now: a closing that nobody has found void yet is void too.
  const closing = await closingState(db, roundId, true);
  const closingHash = closing?.state === "valid" ? closing.hash : null;
  return { ...courseOf(rows[0], closingHash), unappraised: await findUnappraised(db, rows[0]) };
}

async function findUnappraised(db: Db, { id, stage }: CourseRow): Promise<readonly Unappraised[]> {
  if (stage !== "draft") return [];
  return uncovered(await loadRoster(db, id, await loadSchemes(db, id)));
}

function courseOf(row: CourseRow, closingHash: string | null): Omit<RoundCourse, "unappraised"> {
  const { id, code, title, year, stage, basis } = row;
  return {
    ...{ id, code, title, year, stage, basis },
    ...{ isDemo: row.is_demo, isTraining: row.is_training },
    phases: row.phases ?? {},
    groups: row.groups ?? [],
    agencyCodes: row.agency_codes ?? [],
    substitutes: row.substitutes ?? [],
    council: { undecided: row.undecided, closingHash },
    approval: row.approval,
  };
}

interface AgencyRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly is_submitted: boolean;
  readonly exceptions: AgencyCourse["exceptions"] | null;
  readonly own_leaves: readonly string[];
}

/** Reads one agency of a round by its code; null when it is not in the round. */
export async function loadAgencyCourse(
  db: Db,
  roundId: string,
  agencyCode: string,
): Promise<AgencyCourse | null> {
  const { rows } = await db.query<AgencyRow>(
    `select a.id, a.code, a.name, ra.submitted_at is not null as is_submitted,
            (select json_agg(json_build_object(
                      'phase', x.phase, 'codes', x.codes, 'closesAt', x.closes_at)
                      order by x.granted_at)
               from round_exceptions x
              where x.round_id = ra.round_id and x.agency_id = a.id) as exceptions,
            jsonb_path_query_array(
              s.body, 'strict $.fields.** ? (@.source == "self").code') as own_leaves
       from round_agencies ra
       join agencies a on a.id = ra.agency_id
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join schemes s on s.id = g.scheme_id
      where ra.round_id = $1 and ra.left_at is null and upper(a.code) = upper($2)`,
    [roundId, agencyCode],
  );
  const row = rows[0];
  if (!row) return null;
  return {
    ...{ id: row.id, code: row.code, name: row.name, isSubmitted: row.is_submitted },
    exceptions: row.exceptions ?? [],
    ownLeaves: row.own_leaves,
  };
}

/** A round by its code, or the one that is run now: real ones first, the newest first. */
export async function findRoundId(db: Db, code: string | null): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `select id from rounds where $1::text is null or lower(code) = lower($1)
      order by case when stage in ('published', 'archived') then 2 when is_training then 1 else 0 end,
               year desc, created_at desc limit 1`,
    [code],
  );
  return rows[0]?.id;
}

/** The rounds that are not archived, newest first, as codes. */
export async function listRoundCodes(db: Db): Promise<readonly string[]> {
  const { rows } = await db.query<{ code: string }>(
    "select code from rounds where stage <> 'archived' order by year desc, created_at desc",
  );
  return rows.map(({ code }) => code);
}
