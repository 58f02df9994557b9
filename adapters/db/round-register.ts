import type pg from "pg";
import { type Calendar, openCalendar } from "../../core/round/calendar.ts";
import { type LaidPhases, phases, type Stage } from "../../core/round/round.ts";
import type { RoundFile } from "../../core/round/read-round-file.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import { readCalendar } from "./calendar-cache.ts";
import { isDemoSql } from "./demo-province.ts";
import { inTransaction } from "./in-transaction.ts";

interface Named {
  readonly id: string;
}

/** A draft as it is written. */
interface Draft {
  readonly file: RoundFile;
  readonly groups: readonly {
    readonly scheme: Named & { readonly group: string };
    readonly agencies: readonly Named[];
  }[];
  readonly phases: LaidPhases;
  readonly substitutes: readonly Named[];
}

interface SchemeRow extends Named {
  readonly version: number;
  readonly group: string;
  readonly year: number;
  readonly hash: string;
}

interface AgencyRow extends Named {
  readonly code: string;
  readonly group: string;
  readonly isActive: boolean;
}

interface PersonRow extends Named {
  readonly name: string;
  readonly agencyCode: string;
  readonly isActive: boolean;
}

/** Reading what a round is made of, and writing its draft, while nobody else does. */
interface RegisterDesk {
  stageOf(code: string): Promise<Stage | undefined>;
  scheme(id: string, version: number | null): Promise<SchemeRow | undefined>;
  agencies(): Promise<readonly AgencyRow[]>;
  person(code: string): Promise<PersonRow | undefined>;
  calendar(): Promise<Calendar>;
  save(draft: Draft, by: RoundAuthor): Promise<void>;
}

/** Where rounds are created; one at a time, each in one transaction. */
export function roundRegister(pool: pg.Pool): {
  alone<T>(work: (desk: RegisterDesk) => Promise<T>): Promise<T>;
} {
  return {
    alone: (work) =>
      inTransaction(pool, async (client) => {
        await client.query("lock table rounds in share row exclusive mode");
        return work(openDesk(client));
      }),
  };
}

function openDesk(client: pg.PoolClient): RegisterDesk {
  return {
    async stageOf(code) {
      const { rows } = await client.query<{ stage: Stage }>(
        "select stage from rounds where lower(code) = lower($1)",
        [code],
      );
      return rows[0]?.stage;
    },
    async scheme(id, version) {
      const { rows } = await client.query<SchemeRow>(
        `select id, version, group_code as "group", year, hash from schemes
          where scheme = $1 and ($2::integer is null or version = $2) order by version desc limit 1`,
        [id, version],
      );
      return rows[0];
    },
    async agencies() {
      const { rows } = await client.query<AgencyRow>(
        `select id, code, group_code as "group", is_active as "isActive" from agencies order by code`,
      );
      return rows;
    },
    async person(code) {
      const { rows } = await client.query<PersonRow>(
        `select s.id, s.full_name as name, a.code as "agencyCode", s.is_active as "isActive"
           from staff s join agencies a on a.id = s.agency_id where s.code = $1`,
        [code],
      );
      return rows[0];
    },
    calendar: async () => openCalendar(await readCalendar(client)),
    save: (draft, by) => save(client, draft, by),
  };
}

/** What a draft lays down anew, in an order that their keys allow. */
const laidTables = [
  ...["round_respondents", "round_substitutes", "round_agencies", "round_groups", "round_phases"],
];

async function save(client: pg.PoolClient, draft: Draft, by: RoundAuthor): Promise<void> {
  const { code, title, year, isTraining, basis } = draft.file;
  const { rows } = await client.query<Named>(
    `insert into rounds (code, title, year, stage, is_training, basis, created_at, is_demo)
     values ($1, $2, $3, 'draft', $4, $5, $6, ${isDemoSql})
     on conflict (code) do update set title = excluded.title, year = excluded.year,
       is_training = excluded.is_training, basis = excluded.basis
     returning id`,
    [code, title, year, isTraining, JSON.stringify(basis), by.now],
  );
  const id = rows[0]?.id;
  for (const table of laidTables) {
    await client.query(`delete from ${table} where round_id = $1`, [id]);
  }
  for (const phase of phases) {
    const window = draft.phases[phase];
    if (!window) continue;
    const { opensAt, closesAt } = window;
    await client.query(
      "insert into round_phases (round_id, phase, opens_at, closes_at) values ($1, $2, $3, $4)",
      [id, phase, opensAt, closesAt],
    );
  }
  for (const { scheme, agencies } of draft.groups) {
    await client.query("update schemes set frozen_at = $2 where id = $1 and frozen_at is null", [
      scheme.id,
      by.now,
    ]);
    await client.query(
      "insert into round_groups (round_id, group_code, scheme_id) values ($1, $2, $3)",
      [id, scheme.group, scheme.id],
    );
    await client.query(
      `insert into round_agencies (round_id, agency_id, group_code)
       select $1, unnest($2::uuid[]), $3`,
      [id, agencies.map((each) => each.id), scheme.group],
    );
  }
  await saveAsked(client, id, draft);
  await client.query(
    `insert into round_substitutes (round_id, place, staff_id)
     select $1::uuid, row_number() over (order by min(u.place)), u.id
       from unnest($2::uuid[]) with ordinality u (id, place) group by u.id`,
    [id, draft.substitutes.map((each) => each.id)],
  );
  await client.query(
    `insert into entries (round_id, kind, body, author_id, role, at) values ($1, 'round', $2, $3, $4, $5)`,
    [id, JSON.stringify(draft.file), by.staffId, by.role, by.now],
  );
}

/** Whom the agencies of each group are asked for. */
async function saveAsked(
  client: pg.PoolClient,
  id: string | undefined,
  { file }: Draft,
): Promise<void> {
  for (const { group, kind, name, wanted } of file.respondents) {
    await client.query(
      `insert into round_respondents (round_id, group_code, kind, name, wanted)
       values ($1, $2, $3, $4, $5)`,
      [id, group, kind, name, wanted],
    );
  }
}
