import type pg from "pg";
import type { AgencyRecord } from "../../core/access/people.ts";
import { inTransaction } from "./in-transaction.ts";

/** Agencies to be written: new ones, and known ones with what they become. */
interface AgencyChanges {
  readonly added: readonly AgencyRecord[];
  readonly changed: readonly { readonly after: AgencyRecord }[];
}

/** Reading and writing agencies while nobody else writes them. */
export interface AgencyDesk {
  list(): Promise<readonly AgencyRecord[]>;
  save(changes: AgencyChanges): Promise<void>;
}

/** The register of agencies; one import at a time, each in one transaction. */
export function agencyRegister(pool: pg.Pool): {
  alone<T>(work: (desk: AgencyDesk) => Promise<T>): Promise<T>;
} {
  return {
    alone: (work) =>
      inTransaction(pool, async (client) => {
        await client.query("lock table agencies in share row exclusive mode");
        return work({
          list: () => listAgencies(client),
          save: ({ added, changed }) =>
            saveAgencies(client, [...added, ...changed.map(({ after }) => after)]),
        });
      }),
  };
}

/** Lists every agency, by group and code. */
export async function listAgencies(db: pg.Pool | pg.ClientBase): Promise<readonly AgencyRecord[]> {
  const { rows } = await db.query<AgencyRow>(
    `select a.code, a.name, a.group_code, p.code as predecessor, a.is_active,
            s.code as merged_into
       from agencies a
       left join agencies p on p.id = a.predecessor_id
       left join agency_mergers m on m.predecessor_id = a.id
       left join agencies s on s.id = m.successor_id
      order by a.group_code, a.code`,
  );
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    group: row.group_code,
    predecessorCode: row.predecessor,
    isActive: row.is_active,
    ...(row.merged_into !== null && { mergedInto: row.merged_into }),
  }));
}

interface AgencyRow {
  readonly code: string;
  readonly name: string;
  readonly group_code: string;
  readonly predecessor: string | null;
  readonly is_active: boolean;
  readonly merged_into: string | null;
}

/** Writes agencies by their codes; a predecessor may be among them. */
export async function saveAgencies(
  db: pg.Pool | pg.ClientBase,
  agencies: readonly AgencyRecord[],
): Promise<void> {
  if (agencies.length === 0) return;
  const column = <T>(pick: (agency: AgencyRecord) => T): T[] => agencies.map(pick);
  await db.query(
    `insert into agencies (code, name, group_code, is_active)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::boolean[])
     on conflict (code) do update
       set name = excluded.name, group_code = excluded.group_code, is_active = excluded.is_active`,
    [
      column(({ code }) => code),
      column(({ name }) => name),
      column(({ group }) => group),
      column(({ isActive }) => isActive),
    ],
  );
  await db.query(
    `update agencies a set predecessor_id = p.id
       from unnest($1::text[], $2::text[]) as wanted (code, predecessor)
       left join agencies p on p.code = wanted.predecessor
      where a.code = wanted.code and a.predecessor_id is distinct from p.id`,
    [column(({ code }) => code), column(({ predecessorCode }) => predecessorCode)],
  );
}
