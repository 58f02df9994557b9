import type pg from "pg";
import { roles, type Grant, type Role } from "../../core/access/actor.ts";
import type { AgencyRecord, StaffRecord } from "../../core/access/people.ts";
import { listAgencies } from "./agency-repository.ts";
import { inTransaction } from "./in-transaction.ts";

/** People to be written, and the codes of those who lose their access. */
interface StaffChanges {
  readonly added: readonly StaffRecord[];
  readonly changed: readonly { readonly after: StaffRecord }[];
  readonly shutOut: readonly string[];
}

/** Reading and writing staff while nobody else writes them. */
export interface StaffDesk {
  agencies(): Promise<readonly AgencyRecord[]>;
  staff(): Promise<readonly StaffRecord[]>;
  save(changes: StaffChanges, now: Date): Promise<void>;
}

/** The register of staff; one change at a time, each in one transaction. */
export function staffRegister(pool: pg.Pool): {
  alone<T>(work: (desk: StaffDesk) => Promise<T>): Promise<T>;
} {
  return {
    alone: (work) =>
      inTransaction(pool, async (client) => {
        await client.query("lock table staff, staff_roles in share row exclusive mode");
        return work({
          agencies: () => listAgencies(client),
          staff: () => listStaff(client),
          save: async ({ added, changed, shutOut }, now) => {
            await saveStaff(client, [...added, ...changed.map(({ after }) => after)]);
            await withdrawAccess(client, shutOut, now);
          },
        });
      }),
  };
}

/** Lists everybody with their duties, by agency and code. */
export async function listStaff(db: pg.Pool | pg.ClientBase): Promise<readonly StaffRecord[]> {
  const { rows } = await db.query<StaffRow>(
    `select s.code, s.full_name, s.title, a.code as agency, s.language, s.is_active,
            coalesce(jsonb_agg(jsonb_build_object('role', r.role, 'fields', to_jsonb(r.fields)))
                     filter (where r.role is not null), '[]') as grants
       from staff s
       join agencies a on a.id = s.agency_id
       left join staff_roles r on r.staff_id = s.id
      group by s.id, a.code
      order by a.code, s.code`,
  );
  return rows.map(toRecord);
}

interface StaffRow {
  readonly code: string;
  readonly full_name: string;
  readonly title: string;
  readonly agency: string;
  readonly language: "vi" | "en";
  readonly is_active: boolean;
  readonly grants: readonly { readonly role: Role; readonly fields: readonly string[] | null }[];
}

function toRecord(row: StaffRow): StaffRecord {
  const order = (grant: Grant): number => roles.indexOf(grant.role);
  return {
    code: row.code,
    fullName: row.full_name,
    title: row.title,
    agencyCode: row.agency,
    language: row.language,
    isActive: row.is_active,
    grants: [...row.grants].sort((a, b) => order(a) - order(b)),
  };
}

/** Writes people by their codes; the duties given replace the ones they had. */
export async function saveStaff(
  db: pg.Pool | pg.ClientBase,
  staff: readonly StaffRecord[],
): Promise<void> {
  if (staff.length === 0) return;
  const column = <T>(pick: (person: StaffRecord) => T): T[] => staff.map(pick);
  const codes = column(({ code }) => code);
  await db.query(
    `insert into staff (code, full_name, title, agency_id, language, is_active)
     select w.code, w.full_name, w.title, a.id, w.language, w.is_active
       from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::boolean[])
            as w (code, full_name, title, agency, language, is_active)
       join agencies a on a.code = w.agency
     on conflict (code) do update
       set full_name = excluded.full_name, title = excluded.title, agency_id = excluded.agency_id,
           language = excluded.language, is_active = excluded.is_active`,
    [
      codes,
      column(({ fullName }) => fullName),
      column(({ title }) => title),
      column(({ agencyCode }) => agencyCode),
      column(({ language }) => language),
      column(({ isActive }) => isActive),
    ],
  );
  await db.query(
    "delete from staff_roles where staff_id in (select id from staff where code = any ($1))",
    [codes],
  );
  const grants = staff.flatMap(({ code, grants: held }) => held.map((each) => ({ code, ...each })));
  await db.query(
    `insert into staff_roles (staff_id, role, fields)
     select s.id, g.role,
            case when g.fields is not null then array (select jsonb_array_elements_text(g.fields)) end
       from jsonb_to_recordset($1) as g (code text, role text, fields jsonb)
       join staff s on s.code = g.code`,
    [JSON.stringify(grants.map(({ fields, ...rest }) => (fields ? { ...rest, fields } : rest)))],
  );
}

/** Ends the chats, web logins and unused codes of those who move or leave. */
async function withdrawAccess(
  db: pg.Pool | pg.ClientBase,
  codes: readonly string[],
  now: Date,
): Promise<void> {
  if (codes.length === 0) return;
  await db.query(
    `with gone as (select id from staff where code = any ($1)),
     unlinked as (
       update chat_links set unlinked_at = $2
        where staff_id in (select id from gone) and unlinked_at is null),
     revoked as (
       update web_sessions set revoked_at = $2
        where staff_id in (select id from gone) and revoked_at is null)
     update access_codes set expires_at = $2
      where staff_id in (select id from gone) and used_at is null and expires_at > $2`,
    [codes, now],
  );
}

/** A person who may be invited, with what the list of codes shows. */
export interface Invitee {
  readonly staffId: string;
  readonly code: string;
  readonly fullName: string;
  readonly agencyCode: string;
  readonly isActive: boolean;
}

/** Finds people by their codes, or everybody of an agency; those unknown are left out. */
export async function findInvitees(
  db: pg.Pool | pg.ClientBase,
  whom: { readonly codes: readonly string[] } | { readonly agency: string },
): Promise<readonly Invitee[]> {
  const [condition, value] =
    "agency" in whom ? ["a.code = $1", whom.agency] : ["s.code = any ($1)", whom.codes];
  const { rows } = await db.query<Invitee>(
    `select s.id as "staffId", s.code, s.full_name as "fullName", a.code as "agencyCode",
            s.is_active and a.is_active as "isActive"
       from staff s join agencies a on a.id = s.agency_id
      where ${condition} order by a.code, s.code`,
    [value],
  );
  return rows;
}
