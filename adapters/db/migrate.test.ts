import pg from "pg";
import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { migrate, readMigrations } from "./migrate.ts";

dbTest("has nothing to do on a database that is up to date", async ({ url }) => {
  expect(await migrate(url)).toEqual([]);
});

dbTest("applies each migration once when several processes start together", async ({ url }) => {
  await emptyDatabase(url);
  const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
  const names = (await readMigrations()).map(({ name }) => name);
  expect(applied.flat()).toEqual(names);
});

dbTest("leaves the rows that Prisma's own engine would leave", async ({ pool }) => {
  const { rows } = await pool.query<{ name: string; checksum: string; steps: number }>(
    `select migration_name as name, checksum, applied_steps_count as steps
       from _prisma_migrations where finished_at is not null order by migration_name`,
  );
  const wanted = (await readMigrations()).map(({ name, checksum }) => ({
    name,
    checksum,
    steps: 1,
  }));
  expect(rows).toEqual(wanted);
});

dbTest("refuses a migration that was edited after it was applied", async ({ url, pool }) => {
  await pool.query("update _prisma_migrations set checksum = 'x'");
  await expect(migrate(url)).rejects.toThrow("edited after it was applied");
});

dbTest("refuses a database made by a newer program", async ({ url, pool }) => {
  await pool.query(
    "update _prisma_migrations set migration_name = '29990101000000_from_the_future' where migration_name = (select min(migration_name) from _prisma_migrations)",
  );
  await expect(migrate(url)).rejects.toThrow("newer than this program");
});

dbTest("refuses to go on after a migration that did not finish", async ({ url, pool }) => {
  await pool.query("update _prisma_migrations set finished_at = null");
  await expect(migrate(url)).rejects.toThrow("did not finish");
});

async function emptyDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("drop schema public cascade; create schema public");
  await client.end();
}
