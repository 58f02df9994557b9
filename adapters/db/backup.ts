import { randomBytes } from "node:crypto";
import { type FileHandle, open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import {
  type ArchivedFile,
  archiveEnd,
  entryBytes,
  fileContent,
  writeArchive,
} from "./backup-archive.ts";
import { type Manifest, type TableRecord, entryOf, isExpectedEntry } from "./backup-manifest.ts";
import { copyTableOut, listTables, readSequences, steadyText } from "./backup-tables.ts";

/** What a backup or a restored one holds, and what is wrong with it although it is whole. */
export interface BackupSummary {
  readonly createdAt: string;
  readonly tables: number;
  readonly rows: number;
  readonly files: number;
  readonly bytes: number;
  /** False when the key comes from CHAM_SECRET, which its owner must keep. */
  readonly hasSecret: boolean;
  /** Files whose content no longer has the hash that is their name; hopefully none. */
  readonly damaged: readonly string[];
}

/** Where a backup's parts are found, or are to be put. */
export interface BackupPlaces {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly file: string;
}

/**
 * Writes database, files and keys into one archive while the product goes on working: the tables
 * as they are at one moment, and every file that was there then.
 *
 * @throws {BackupError} When something cannot be read; an earlier backup of that name then stays.
 */
export async function writeBackup(places: BackupPlaces, now: Date): Promise<BackupSummary> {
  const client = new pg.Client({
    connectionString: places.databaseUrl,
    application_name: "cham-backup",
  });
  await client.connect();
  const stage = `${places.file}.${randomBytes(4).toString("hex")}.table`;
  const uploads = new Map<string, FileHandle>();
  const state: State = { client, places, stage, uploads, files: [], manifest: null };
  try {
    await client.query(steadyText);
    await openUploads(state);
    await client.query("begin transaction isolation level repeatable read read only");
    await client.query("select 1 from _prisma_migrations limit 1");
    await openUploads(state);
    await writeArchive(places.file, content(state, now));
    return summarise(state);
  } finally {
    await client.end();
    for (const handle of uploads.values()) await handle.close();
    await rm(stage, { force: true });
  }
}

/** Counts for the operator, out of the manifest. */
export function summaryOf(manifest: Manifest): BackupSummary {
  const stored = manifest.files.filter(({ name }) => name.startsWith("files/"));
  return {
    createdAt: manifest.createdAt,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((sum, { rows }) => sum + rows, 0),
    files: stored.length,
    bytes: manifest.files.reduce((sum, { bytes }) => sum + bytes, 0),
    hasSecret: manifest.files.some(({ name }) => name === "secret"),
    damaged: stored.filter(isDamaged).map(({ name }) => name),
  };
}

interface State {
  readonly client: pg.Client;
  readonly places: BackupPlaces;
  /** One table at a time lies here, because an archive wants its size first. */
  readonly stage: string;
  /**
   * Uploads no talk has taken yet. They go away once they are taken, so they are held open from
   * before the tables' moment until after it: none that a row names is missed.
   */
  readonly uploads: Map<string, FileHandle>;
  readonly files: ArchivedFile[];
  manifest: Manifest | null;
}

async function* content(state: State, now: Date): AsyncGenerator<Buffer> {
  const { client, files } = state;
  const migrations = await readApplied(client);
  const sequences = await readSequences(client);
  const tables: TableRecord[] = [];
  for (const shape of await listTables(client)) {
    const { table, bytes } = await copyTableOut(client, shape, state.stage);
    tables.push(table);
    const entry = { bytes, content: fileContent(state.stage) };
    yield* entryBytes(entryOf(table), entry, (done) => files.push(done));
  }
  yield* storedFiles(state);
  const createdAt = now.toISOString();
  const manifest = { format: "cham-backup-1" as const, createdAt, migrations, tables };
  state.manifest = { ...manifest, sequences: [...sequences], files };
  const text = Buffer.from(JSON.stringify(state.manifest, null, 1));
  yield* entryBytes("manifest.json", { bytes: text.length, content: once(text) }, () => undefined);
  yield archiveEnd();
}

/** Read after the tables: a file is always there before the row that names it. */
async function* storedFiles(state: State): AsyncGenerator<Buffer> {
  const { dataDir } = state.places;
  for (const [name, handle] of state.uploads) yield* fileEntry(state, name, handle);
  for (const name of [...(await filesIn(dataDir, "files")), "secret"]) {
    const handle = await openIfThere(path.join(dataDir, name));
    if (handle === null) continue;
    try {
      yield* fileEntry(state, name, handle);
    } finally {
      await handle.close();
    }
  }
}

async function* fileEntry(
  { files }: State,
  name: string,
  handle: FileHandle,
): AsyncGenerator<Buffer> {
  const { size } = await handle.stat();
  const bytes = handle.createReadStream({ autoClose: false, highWaterMark: 256 * 1024 });
  yield* entryBytes(name, { bytes: size, content: bytes }, (done) => files.push(done));
}

async function openUploads({ places, uploads }: State): Promise<void> {
  const names = await filesIn(places.dataDir, "uploads");
  for (const name of names.filter((each) => isExpectedEntry(each) && !uploads.has(each))) {
    const handle = await openIfThere(path.join(places.dataDir, name));
    if (handle !== null) uploads.set(name, handle);
  }
}

async function filesIn(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(path.join(root, folder), {
    withFileTypes: true,
    recursive: true,
  }).catch(noneWhenMissing);
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((name) => name.split(path.sep).join("/"))
    .filter((name) => !name.startsWith(`${folder}/tmp/`))
    .sort();
}

async function readApplied(client: pg.Client): Promise<Manifest["migrations"]> {
  const { rows } = await client.query<Manifest["migrations"][number]>(
    `select migration_name as name, checksum from _prisma_migrations
      where finished_at is not null and rolled_back_at is null order by migration_name`,
  );
  return rows;
}

function summarise({ manifest }: State): BackupSummary {
  if (manifest === null) throw new Error("the archive was written without its manifest");
  return summaryOf(manifest);
}

/** A stored file's folder and name together are its hash. */
function isDamaged({ name, sha256 }: ArchivedFile): boolean {
  const named = name.slice("files/".length).replaceAll("/", "");
  return /^[0-9a-f]{64}$/.test(named) && named !== sha256;
}

async function openIfThere(file: string): Promise<FileHandle | null> {
  const opened = await open(file).catch(noneWhenMissing);
  return Array.isArray(opened) ? null : opened;
}

function noneWhenMissing(error: unknown): [] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}

async function* once(chunk: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(chunk);
}
