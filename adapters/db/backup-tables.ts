import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { BackupError, type SequenceRecord, type TableRecord } from "./backup-manifest.ts";

/** A table's name and the columns that hold data of their own, in the table's order. */
export type TableShape = Pick<TableRecord, "name" | "columns">;

/** Settings under which the same rows always give the same text. */
export const steadyText =
  "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'iso_8601'; set extra_float_digits = 1; set synchronize_seqscans = off";

/** Our tables, by name; without those of the queue and the list of migrations. */
export async function listTables(client: pg.ClientBase): Promise<readonly TableShape[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and a.attgenerated = ''
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
        and c.relname <> '_prisma_migrations'
      group by c.relname order by c.relname`,
  );
  return rows;
}

/** Where each of our sequences stands. */
export async function readSequences(client: pg.ClientBase): Promise<readonly SequenceRecord[]> {
  const { rows } = await client.query<{ name: string }>(
    "select sequencename as name from pg_sequences where schemaname = 'public' order by 1",
  );
  const found: SequenceRecord[] = [];
  for (const { name } of rows) {
    const { rows: state } = await client.query<Omit<SequenceRecord, "name">>(
      `select last_value::text as "lastValue", is_called as "isCalled" from public.${quote(name)}`,
    );
    found.push(...state.map((each) => ({ name, ...each })));
  }
  return found;
}

/** Sets the sequences to where they stood. */
export async function writeSequences(
  client: pg.ClientBase,
  sequences: readonly SequenceRecord[],
): Promise<void> {
  for (const { name, lastValue, isCalled } of sequences) {
    await client.query("select setval($1::regclass, $2::bigint, $3)", [
      `public.${quote(name)}`,
      lastValue,
      isCalled,
    ]);
  }
}

/** Writes a table's rows to a file, or only counts and hashes them when there is none. */
export async function copyTableOut(
  client: pg.ClientBase,
  { name, columns }: TableShape,
  file: string | null,
): Promise<{ readonly table: TableRecord; readonly bytes: number }> {
  const seen = { bytes: 0, rows: 0 };
  const hash = createHash("sha256");
  const watch = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      seen.bytes += chunk.length;
      seen.rows += countLines(chunk);
      hash.update(chunk);
      next(null, chunk);
    },
  });
  const source = client.query(copyTo(`copy ${target({ name, columns })} to stdout`));
  const nowhere = new Writable({
    write(_chunk, _encoding, next) {
      next();
    },
  });
  await pipeline(source, watch, file === null ? nowhere : createWriteStream(file, { mode: 0o600 }));
  const table = { name, columns: [...columns], rows: seen.rows, sha256: hash.digest("hex") };
  return { table, bytes: seen.bytes };
}

/** Loads a file into an empty table. */
export async function copyTableIn(
  client: pg.ClientBase,
  table: TableShape,
  file: string,
): Promise<void> {
  try {
    await pipeline(
      createReadStream(file, { highWaterMark: 256 * 1024 }),
      client.query(copyFrom(`copy ${target(table)} from stdin`)),
    );
  } catch (error) {
    throw new BackupError(
      `Không nạp được bảng ${table.name} / table ${table.name} could not be loaded: ${String(error)}`,
      { cause: error },
    );
  }
}

/**
 * Runs the work while no foreign key and no trigger of ours acts, as loading whole tables in any
 * order needs. The keys are made again afterwards, and so checked.
 */
export async function withoutGuards(
  client: pg.ClientBase,
  tables: readonly TableShape[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name,
            pg_get_constraintdef(oid) as definition
       from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`,
  );
  for (const { table, name } of keys) {
    await client.query(`alter table ${table} drop constraint ${name}`);
  }
  for (const { name } of tables) {
    await client.query(`alter table public.${quote(name)} disable trigger user`);
  }
  await work();
  for (const { table, name, definition } of keys) {
    await client.query(`alter table ${table} add constraint ${name} ${definition}`);
  }
  for (const { name } of tables) {
    await client.query(`alter table public.${quote(name)} enable trigger user`);
  }
}

/** True when no table of ours has a row. */
export async function isEmptyDatabase(client: pg.ClientBase): Promise<boolean> {
  const tables = await listTables(client);
  for (const { name } of tables) {
    const { rowCount } = await client.query(`select 1 from public.${quote(name)} limit 1`);
    if (rowCount !== 0) return false;
  }
  return true;
}

/** Each row of the text form ends in one newline; newlines in values are written as \n. */
function countLines(chunk: Buffer): number {
  let count = 0;
  for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) count += 1;
  return count;
}

function target({ name, columns }: TableShape): string {
  return `public.${quote(name)} (${columns.map(quote).join(", ")})`;
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
