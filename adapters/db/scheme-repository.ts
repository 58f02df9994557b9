import type pg from "pg";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { inTransaction } from "./in-transaction.ts";

/** One kept version of a scheme. */
export interface KeptScheme {
  readonly version: number;
  readonly hash: string;
  readonly scheme: Scheme;
  /** True once a round uses it: it will never change again. */
  readonly isFrozen: boolean;
}

/** The schemes in PostgreSQL, numbered from 1 for each id; equal content is one version. */
export function schemesIn(db: pg.Pool): {
  findScheme(id: string): Promise<KeptScheme | undefined>;
  saveScheme(scheme: Scheme, hash: string): Promise<{ readonly version: number }>;
} {
  return {
    findScheme: (id) => findScheme(db, id),
    saveScheme: (scheme, hash) => inTransaction(db, (client) => saveScheme(client, scheme, hash)),
  };
}

interface SchemeRow {
  readonly version: number;
  readonly hash: string;
  readonly body: Scheme;
  readonly is_frozen: boolean;
}

async function findScheme(db: pg.Pool, id: string): Promise<KeptScheme | undefined> {
  const { rows } = await db.query<SchemeRow>(
    `select version, hash, body, frozen_at is not null as is_frozen
       from schemes where scheme = $1 order by version desc limit 1`,
    [id],
  );
  const row = rows[0];
  return row && { version: row.version, hash: row.hash, scheme: row.body, isFrozen: row.is_frozen };
}

async function saveScheme(
  client: pg.PoolClient,
  scheme: Scheme,
  hash: string,
): Promise<{ readonly version: number }> {
  await client.query("select pg_advisory_xact_lock(hashtextextended($1, 1))", [scheme.scheme]);
  const known = await client.query<{ version: number }>(
    "select version from schemes where scheme = $1 and hash = $2",
    [scheme.scheme, hash],
  );
  if (known.rows[0]) return known.rows[0];
  const { rows } = await client.query<{ version: number }>(
    `insert into schemes (scheme, version, group_code, year, title, hash, body)
     select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6 from schemes where scheme = $1
     returning version`,
    [scheme.scheme, scheme.group, scheme.year, scheme.title, hash, JSON.stringify(scheme)],
  );
  const row = rows[0];
  if (!row) throw new Error("A scheme version was not kept");
  return row;
}
