import type pg from "pg";
import type { Grant, Role } from "../../core/access/actor.ts";
import { may } from "../../core/access/may.ts";
import type {
  Appraiser,
  LedLeaf,
  MatrixRow,
  Roster,
  RosterAgency,
} from "../../core/appraisal/roster.ts";
import { type Scheme, leavesOf } from "../../core/scheme/scheme.ts";

interface RosterRow {
  readonly agencies: readonly RosterAgency[] | null;
  readonly appraisers: readonly AppraiserRow[] | null;
  readonly rows: readonly MatrixRow[] | null;
  readonly substitutes: readonly string[] | null;
  readonly second_codes: readonly string[] | null;
  /** Codes that agencies no longer have, with the code of what they are today. */
  readonly former_codes: Readonly<Record<string, string>> | null;
}

interface AppraiserRow {
  readonly staffId: string;
  readonly code: string;
  readonly agencyCode: string;
  readonly grants: readonly { readonly role: Role; readonly fields: string[] | null }[];
}

/** A frozen scheme names leads by the codes of its day: renamed and merged agencies go on leading. */
const formerCodesSql = `
  with recursive moved (code, agency_id) as (
    select n.code, n.agency_id from agency_names n
    union
    select a.code, a.id from agencies a join agency_mergers m on m.predecessor_id = a.id
    union
    select p.code, m.successor_id
      from moved p join agency_mergers m on m.predecessor_id = p.agency_id)
  select json_object_agg(p.code, a.code order by p.code, a.code)
    from moved p join agencies a on a.id = p.agency_id and a.is_active
   where not exists (select from agencies x where x.code = p.code and x.is_active)`;

const rosterSql = `
select json_build_object(
         'agencies', (
           select json_agg(json_build_object(
                    'code', a.code, 'group', ra.group_code, 'leftOut', (
                      select coalesce(json_agg(d.code order by d.code), '[]')
                        from declarations d
                       where d.round_id = r.id and d.agency_id = a.id
                         and d.kind = 'notApplicable')) order by a.code)
             from round_agencies ra join agencies a on a.id = ra.agency_id
            where ra.round_id = r.id and ra.left_at is null),
         'appraisers', (
           select json_agg(json_build_object(
                    'staffId', s.id, 'code', s.code, 'agencyCode', a.code,
                    'grants', (select json_agg(json_build_object('role', g.role, 'fields', g.fields)
                                               order by g.role)
                                 from staff_roles g where g.staff_id = s.id)) order by s.code)
             from staff s
             join agencies a on a.id = s.agency_id
             join staff_roles d on d.staff_id = s.id and d.role = 'appraiser'
            where s.is_active),
         'rows', (
           select json_agg(json_build_object('code', m.code, 'staffId', m.staff_id,
                                             'agencyCode', a.code)
                           order by m.code, m.staff_id, a.code)
             from appraisal_assignments m left join agencies a on a.id = m.agency_id
            where m.round_id = r.id),
         'substitutes', (
           select json_agg(u.staff_id order by u.place)
             from round_substitutes u where u.round_id = r.id),
         'second_codes', (
           select t.second_codes from appraisal_settings t where t.round_id = r.id),
         'former_codes', (${formerCodesSql}))::text as body
  from rounds r where r.id = $1`;

/** Everything from which follows who appraises what in a round. */
export async function loadRoster(
  db: pg.Pool | pg.PoolClient,
  roundId: string,
  schemes: ReadonlyMap<string, Scheme>,
): Promise<Roster> {
  return rosterOf(JSON.parse(await readRoster(db, roundId)) as RosterRow, schemes);
}

interface Known {
  readonly text: string;
  readonly schemes: readonly Scheme[];
  readonly roster: Roster;
}

/** Rosters as they were read last. */
export interface RosterCache {
  /** The round's roster; the same object as before where nothing about it has changed. */
  get(roundId: string, schemes: ReadonlyMap<string, Scheme>): Promise<Roster>;
}

/**
 * Keeps the roster of the round asked for last, so that who appraises what of it is worked out
 * once and not in each turn.
 */
export function openRosterCache(db: pg.Pool): RosterCache {
  let last: Known | undefined;
  return {
    async get(roundId, schemes) {
      const text = await readRoster(db, roundId);
      const bodies = [...schemes.values()];
      if (last?.text === text && bodies.every((each, at) => each === last?.schemes[at])) {
        return last.roster;
      }
      const roster = rosterOf(JSON.parse(text) as RosterRow, schemes);
      last = { text, schemes: bodies, roster };
      return roster;
    },
  };
}

/** The roster's rows as one text, which tells whether anything has changed. */
async function readRoster(db: pg.Pool | pg.PoolClient, roundId: string): Promise<string> {
  const { rows } = await db.query<{ body: string }>(rosterSql, [roundId]);
  const row = rows[0];
  if (!row) throw new Error(`No round ${roundId}`);
  return row.body;
}

function rosterOf(row: RosterRow, schemes: ReadonlyMap<string, Scheme>): Roster {
  return {
    agencies: row.agencies ?? [],
    leaves: new Map(
      [...schemes].map(([group, scheme]) => [
        group,
        appraisedLeaves(scheme, row.former_codes ?? {}),
      ]),
    ),
    appraisers: (row.appraisers ?? []).map(appraiserOf),
    rows: row.rows ?? [],
    substitutes: row.substitutes ?? [],
    secondCodes: row.second_codes ?? [],
  };
}

/** The schemes of a round's groups, read anew. */
export async function loadSchemes(
  db: pg.Pool | pg.PoolClient,
  roundId: string,
): Promise<ReadonlyMap<string, Scheme>> {
  const { rows } = await db.query<{ group_code: string; body: Scheme }>(
    `select g.group_code, s.body from round_groups g join schemes s on s.id = g.scheme_id
      where g.round_id = $1 order by g.group_code`,
    [roundId],
  );
  return new Map(rows.map(({ group_code: group, body }) => [group, body]));
}

/** Survey and external leaves come from elsewhere; the others are appraised. */
function appraisedLeaves(
  { fields }: Scheme,
  formerCodes: Readonly<Record<string, string>>,
): readonly LedLeaf[] {
  return leavesOf(fields)
    .filter(({ source }) => source === "self" || source === "appraiser")
    .map(({ code, lead }) => ({ code, lead: formerCodes[lead] ?? lead }));
}

function appraiserOf({ staffId, code, agencyCode, grants }: AppraiserRow): Appraiser {
  const held: readonly Grant[] = grants;
  const actor = {
    ...{ staffId, name: "", agencyId: "", agencyCode, agencyName: "", agencyGroup: "" },
    grants: held,
  };
  return {
    ...{ staffId, code, agencyCode },
    fields: held.find(({ role }) => role === "appraiser")?.fields ?? null,
    seesResults: may(actor, "seeAgencyResult", { agencyId: null, stage: null }),
  };
}
