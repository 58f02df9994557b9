import { createRequire } from "node:module";
import pg from "pg";

/**
 * Brings BullMQ's own tables (schema `bullmq`) up to date; harmless when run twice or at once. The
 * version that did it is noted on the schema: at a start with nothing to do, the library, which is
 * large, need not even be read.
 */
export async function migrateQueue(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: "cham-migrate" });
  await client.connect();
  try {
    // Noting the version twice at once would fail; the lock ends with the session.
    await client.query("select pg_advisory_lock(72707371)");
    const note = `BullMQ ${installedVersion()}`;
    const { rows } = await client.query<{ note: string | null }>(
      "select obj_description(oid, 'pg_namespace') as note from pg_namespace where nspname = 'bullmq'",
    );
    if (rows[0]?.note === note) return;
    const { runMigrations } = await import("bullmq");
    await runMigrations(client);
    await client.query(`comment on schema bullmq is ${client.escapeLiteral(note)}`);
  } finally {
    await client.end();
  }
}

function installedVersion(): string {
  const { version } = createRequire(import.meta.url)("bullmq/package.json") as {
    readonly version: string;
  };
  return version;
}
