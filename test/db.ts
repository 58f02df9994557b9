import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject, test } from "vitest";
import { openPrisma } from "../adapters/db/prisma-client.ts";
import type { PrismaClient } from "../adapters/db/generated/client.ts";

/** What a database test is given; each part is made only when the test names it. */
interface DatabaseFixtures {
  /** Address of a database of its own, cloned from the migrated template and dropped afterwards. */
  readonly url: string;
  readonly pool: pg.Pool;
  readonly db: PrismaClient;
}

/** A test with its own database. */
export const dbTest = test.extend<DatabaseFixtures>({
  url: async ({}, use) => {
    const { url, drop } = await cloneDatabase();
    await use(url);
    await drop();
  },
  pool: async ({ url }, use) => {
    const pool = openTestPool(url);
    await use(pool);
    await pool.end();
  },
  db: async ({ pool }, use) => {
    const db = openPrisma(pool);
    await use(db);
    await db.$disconnect();
  },
});

/**
 * A pool on a test's database. The database is dropped by force as soon as the pool has said
 * goodbye; a connection that was still closing says so, to nobody's surprise.
 */
export function openTestPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

/** A database for what lasts longer than one test, such as an end-to-end run in `beforeAll`. */
export async function cloneDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const { adminUrl, template } = inject("database");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // Copying the files takes half as long as writing every page into the log as well.
  await administer(adminUrl, `create database ${name} template ${template} strategy file_copy`);
  const url = new URL(adminUrl);
  url.pathname = name;
  return {
    url: url.href,
    drop: () => administer(adminUrl, `drop database ${name} with (force)`),
  };
}

async function administer(adminUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    await admin.query(statement);
  } finally {
    await admin.end();
  }
}
