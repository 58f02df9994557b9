import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { addEntry, asProgram } from "../../test/ledger.ts";
import { aProvince } from "../../test/province.ts";
import { shippedScheme } from "../../test/shipped-schemes.ts";
import { openQueue } from "../queue/queue.ts";
import { openWorker } from "../queue/open-worker.ts";
import { isLedgerGuarded, openProgramRole } from "./program-role.ts";

const scheme = await shippedScheme("nganh-doc-2025");
const programTest = dbTest.extend<{ program: Awaited<ReturnType<typeof asProgram>> }>({
  program: async ({ url }, use) => {
    const program = await asProgram(url);
    await use(program);
    await program.close();
  },
});

programTest("adds to the ledger, and what it adds is linked", async ({ pool, program }) => {
  const { roundId, agencies } = await aProvince(pool, { scheme });
  const of = { roundId, agencyId: agencies[0]?.id ?? "" };
  await addEntry(program.pool, of);
  await addEntry(program.pool, of);
  const { rows } = await program.pool.query<{ linked: boolean }>(
    `select two.previous_hash = one.hash and h.hash = two.hash as linked
       from entries one, entries two, chain_heads h where one.seq = 1 and two.seq = 2 and h.seq = 2`,
  );
  expect(rows).toEqual([{ linked: true }]);
});

const refused = [
  "update entries set body = '{}'",
  "delete from entries",
  "truncate entries cascade",
  "alter table entries disable trigger all",
  "alter table entries disable trigger entries_are_linked",
  "set session_replication_role = replica",
  "drop trigger entries_are_only_added on entries",
  "drop table entries cascade",
  "update chain_heads set seq = 0",
  "delete from chain_heads",
  "insert into chain_heads values (gen_random_uuid(), gen_random_uuid(), 0, '')",
  "update round_digests set digest = ''",
  "delete from round_digests",
  "create table mine (id integer)",
  "create or replace function link_entry() returns trigger language plpgsql as 'begin return new; end'",
  "update _prisma_migrations set checksum = ''",
];

programTest("changes nothing of the ledger, and nothing of what guards it", async ({ program }) => {
  for (const statement of refused) {
    await expect(program.pool.query(statement), statement).rejects.toMatchObject({ code: "42501" });
  }
});

programTest("keeps a round whose ledger has begun", async ({ pool, program }) => {
  const { roundId } = await aProvince(pool, { scheme });
  await addEntry(program.pool, { roundId, agencyId: null, code: null, kind: "phase" });
  await expect(
    program.pool.query("delete from rounds where id = $1", [roundId]),
  ).rejects.toMatchObject({ code: "23503" });
});

programTest(
  "writes every other table, those of later migrations too",
  async ({ pool, program }) => {
    await pool.query("create table later (id bigint generated always as identity, text text)");
    await program.pool.query("insert into later (text) values ('a')");
    await program.pool.query("update later set text = 'b'");
    await program.pool.query("delete from later");
    const { rows } = await program.pool.query<{ name: string }>(
      `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relkind = 'r'
        and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
          and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
      order by 1`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      ...["_prisma_migrations", "chain_heads", "entries", "queries", "round_digests"],
      "survey_respondents",
    ]);
  },
);

programTest("adds and does jobs of the queue", async ({ program }) => {
  const address = { databaseUrl: program.url, redisUrl: null };
  const queue = openQueue(address, fail);
  await queue.keepEvidence("e1", 0);
  const done = await new Promise<unknown>((resolve) => {
    const worker = openWorker(address, {
      perform: (_name, data) => {
        void worker.close().then(() => {
          resolve(data);
        });
        return Promise.resolve();
      },
      onError: fail,
    });
  });
  await queue.close();
  expect(done).toEqual({ evidenceId: "e1" });
});

programTest("is told from the owner", async ({ pool, program }) => {
  expect(await isLedgerGuarded(program.pool)).toBe(true);
  expect(await isLedgerGuarded(pool)).toBe(false);
});

programTest("may be opened again, and takes a new password", async ({ url, program }) => {
  const changed = new URL(program.url);
  changed.password = "another";
  expect(await openProgramRole(url, changed.href)).toBe(true);
});

dbTest("leaves an owner who is the program too as it is", async ({ url }) => {
  expect(await openProgramRole(url, url)).toBe(false);
});

function fail(error: Error): void {
  throw error;
}
