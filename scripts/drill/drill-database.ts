import { randomBytes } from "node:crypto";
import pg from "pg";
import { insertRound } from "../lib/insert-round.ts";
import { migrate } from "../../adapters/db/migrate.ts";
import { migrateQueue } from "../../adapters/queue/migrate-queue.ts";
import { type DrillOptions, leaderId, leavesEach, planDrill } from "./drill-plan.ts";
import { drillScheme } from "./drill-scheme.ts";

/** A database that lives as long as the drill. */
export interface DrillDatabase {
  readonly url: string;
  readonly pool: pg.Pool;
  /** Cuts every connection of the product; gives how many there were. */
  cut(): Promise<number>;
  drop(): Promise<void>;
}

/** How the drill's own connections are named, so that they are not cut. */
const ownName = "cham-drill";

/** Makes a database of the drill's own on a server, with a province whose round is in self-scoring. */
export async function openDrillDatabase(
  serverUrl: string,
  bot: string,
  options: DrillOptions,
): Promise<DrillDatabase> {
  const name = `cham_drill_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, `create database ${name}`);
  const drop = (): Promise<void> =>
    onServer(serverUrl, `drop database if exists ${name} with (force)`);
  const url = new URL(serverUrl);
  url.pathname = name;
  try {
    await migrate(url.href);
    await migrateQueue(url.href);
  } catch (error) {
    await drop();
    throw error;
  }
  const pool = new pg.Pool({ connectionString: url.href, max: 3, application_name: ownName });
  pool.on("error", () => undefined);
  await seed(pool, bot, options);
  return {
    ...{ url: url.href, pool },
    async cut() {
      const { rowCount } = await pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name <> $1`,
        [ownName],
      );
      return rowCount ?? 0;
    },
    async drop() {
      await pool.end();
      await drop();
    },
  };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function seed(pool: pg.Pool, bot: string, options: DrillOptions): Promise<void> {
  const { agencies, people, minutes } = options;
  const scheme = drillScheme(people, leavesEach(minutes));
  await insertRound(pool, scheme, { code: "dien-tap", title: "Kỳ diễn tập" });
  await pool.query(
    `insert into agencies (code, name, group_code)
     select 'S' || n, 'Sở Diễn tập ' || n, 'so' from generate_series(0, $1::integer - 1) n`,
    [agencies],
  );
  await pool.query(
    `insert into round_agencies (round_id, agency_id, group_code)
     select rounds.id, agencies.id, agencies.group_code from rounds, agencies`,
  );
  const officers = planDrill(options).map(({ id, agency }) => ({ id, agency, role: "officer" }));
  const leaders = Array.from({ length: agencies }, (_, agency) => {
    return { id: leaderId(options, agency), agency, role: "leader" };
  });
  await addPeople(pool, bot, [...officers, ...leaders]);
  await pool.query("analyze");
}

async function addPeople(
  pool: pg.Pool,
  bot: string,
  people: readonly { readonly id: number; readonly agency: number; readonly role: string }[],
): Promise<void> {
  await pool.query(
    `with person as (
       select * from unnest($1::text[], $2::integer[], $3::text[]) as p (chat_id, agency, role)),
     added as (
       insert into staff (code, full_name, agency_id)
       select 'p-' || p.chat_id, 'Cán bộ ' || p.chat_id, a.id
         from person p join agencies a on a.code = 'S' || p.agency
       returning id, code),
     roles as (
       insert into staff_roles (staff_id, role)
       select added.id, p.role from added join person p on added.code = 'p-' || p.chat_id)
     insert into chat_links (staff_id, channel, bot, chat_id)
     select added.id, 'telegram', $4, p.chat_id
       from added join person p on added.code = 'p-' || p.chat_id`,
    [
      people.map(({ id }) => String(id)),
      people.map(({ agency }) => agency),
      people.map(({ role }) => role),
      bot,
    ],
  );
}
