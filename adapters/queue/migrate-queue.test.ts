import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { migrateQueue } from "./migrate-queue.ts";

const tables = "select count(*)::int as n from pg_tables where schemaname = 'bullmq'";

dbTest("makes the queue's tables again when they are gone", async ({ url, pool }) => {
  await pool.query("drop schema bullmq cascade");
  await migrateQueue(url);
  const { rows } = await pool.query<{ n: number }>(tables);
  expect(rows[0]?.n).toBeGreaterThan(10);
});

dbTest("may be run by several processes at once", async ({ url, pool }) => {
  await pool.query("drop schema bullmq cascade");
  await expect(
    Promise.all([migrateQueue(url), migrateQueue(url), migrateQueue(url)]),
  ).resolves.toHaveLength(3);
});

dbTest("looks again after another version of the library has been there", async ({ url, pool }) => {
  await pool.query("comment on schema bullmq is 'BullMQ 5.0.0'; drop table bullmq.migration");
  await expect(migrateQueue(url)).rejects.toThrow("already exists");
});
