import { randomUUID } from "node:crypto";
import type pg from "pg";
import { openProgramRole } from "../adapters/db/program-role.ts";
import { openTestPool } from "./db.ts";

/** An act to be noted in the ledger of a test. */
export interface TestEntry {
  readonly roundId: string;
  /** Null for the round as a whole. */
  readonly agencyId: string | null;
  readonly code?: string | null;
  readonly kind?: string;
  readonly body?: unknown;
  readonly authorId?: string | null;
  readonly role?: string | null;
  readonly at?: string;
}

/** Adds an entry as the program would; gives its receipt. */
export async function addEntry(
  db: pg.Pool | pg.ClientBase,
  { roundId, agencyId, code = "1.1", kind = "answer", ...rest }: TestEntry,
): Promise<string> {
  const receipt = randomUUID().replaceAll("-", "").slice(0, 10).toUpperCase();
  const { body = { text: `Nội dung ${receipt}` }, authorId = null, role = "officer" } = rest;
  await db.query(
    `insert into entries (round_id, agency_id, code, kind, body, author_id, role, receipt, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, coalesce($9::timestamptz, now()))`,
    [
      ...[roundId, agencyId, code, kind, JSON.stringify(body), authorId, role, receipt],
      rest.at ?? null,
    ],
  );
  return receipt;
}

/** Does to the ledger, as the database's owner, what its triggers refuse. */
export async function behindTheTriggers(
  pool: pg.Pool,
  statement: string,
  values: readonly unknown[] = [],
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set session_replication_role = replica");
    await client.query(statement, [...values]);
  } finally {
    client.release(true);
  }
}

/** A pool that logs in as the program's own role. */
export async function asProgram(
  url: string,
): Promise<{ readonly pool: pg.Pool; readonly url: string; close(): Promise<void> }> {
  const programUrl = new URL(url);
  programUrl.username = `program_${randomUUID().slice(0, 8)}`;
  programUrl.password = "only-for-a-test";
  await openProgramRole(url, programUrl.href);
  const pool = openTestPool(programUrl.href);
  return {
    pool,
    url: programUrl.href,
    async close() {
      await pool.end();
      const owner = openTestPool(url, 1);
      await owner.query(`drop owned by ${programUrl.username}`);
      await owner.query(`drop role ${programUrl.username}`);
      await owner.end();
    },
  };
}
