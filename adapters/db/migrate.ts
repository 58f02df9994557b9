import { createHash, randomUUID } from "node:crypto";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";

/** One step of the database's schema: a folder of `prisma/migrations`. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the text in hex, as Prisma stores it. */
  readonly checksum: string;
}

/** The database and the folder of migrations do not agree; the message says where, in a sentence. */
class MigrationError extends Error {
  override name = "MigrationError";
}

/** The shipped migrations, oldest first. */
export async function readMigrations(): Promise<readonly Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((each) => each.isDirectory()).map((each) => each.name);
  return Promise.all(names.sort().map(readMigration));
}

/**
 * Applies what is missing, each migration in its own transaction, and keeps the table
 * `_prisma_migrations` as Prisma's own engine would. Any number of processes may call it at once.
 *
 * @returns The names of the migrations applied by this call, oldest first; may be empty.
 * @throws {MigrationError} When an applied migration was edited, failed half-way, or is unknown
 *   here because a newer version of the program made it.
 */
export async function migrate(connectionString: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString, application_name: "cham-migrate" });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    return await applyMissing(client, await readMigrations());
  } finally {
    // Ends the session, and with it the lock.
    await client.end();
  }
}

/**
 * Applies the given migrations inside the caller's open transaction: for restoring a backup, whose
 * data fit one version of the schema.
 */
export async function applyMigrations(
  client: pg.ClientBase,
  migrations: readonly Migration[],
): Promise<void> {
  await client.query(ledger);
  for (const migration of migrations) {
    await client.query(migration.sql);
    await note(client, migration);
  }
}

const folder = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));
const lockKey = 72_707_369;

const ledger = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`;

async function readMigration(name: string): Promise<Migration> {
  const sql = await readFile(path.join(folder, name, "migration.sql"), "utf8");
  return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
}

async function applyMissing(
  client: pg.Client,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await client.query(ledger);
  const { rows } = await client.query<AppliedRow>(
    `select migration_name as name, checksum, finished_at is not null as finished
       from _prisma_migrations where rolled_back_at is null`,
  );
  refuseMismatch(rows, migrations);
  const done = new Set(rows.map((row) => row.name));
  const missing = migrations.filter(({ name }) => !done.has(name));
  for (const migration of missing) await applyOne(client, migration);
  return missing.map(({ name }) => name);
}

interface AppliedRow {
  readonly name: string;
  readonly checksum: string;
  readonly finished: boolean;
}

function refuseMismatch(rows: readonly AppliedRow[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  for (const { name, checksum, finished } of rows) {
    if (!finished) {
      throw new MigrationError(
        `Bước nâng cấp cơ sở dữ liệu ${name} dở dang / migration ${name} did not finish`,
      );
    }
    const shipped = known.get(name);
    if (shipped === undefined) {
      throw new MigrationError(
        `Cơ sở dữ liệu mới hơn chương trình (bước ${name}); hãy dùng bản Chấm mới hơn / the database is newer than this program (migration ${name})`,
      );
    }
    if (shipped !== checksum) {
      throw new MigrationError(
        `Bước nâng cấp ${name} bị sửa sau khi đã áp dụng / migration ${name} was edited after it was applied`,
      );
    }
  }
}

async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await note(client, migration);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new MigrationError(
      `Bước nâng cấp ${migration.name} không chạy được / migration ${migration.name} failed: ${String(error)}`,
      { cause: error },
    );
  }
}

async function note(client: pg.ClientBase, { name, checksum }: Migration): Promise<void> {
  await client.query(
    `insert into _prisma_migrations
       (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), now(), 1)`,
    [randomUUID(), checksum, name],
  );
}
