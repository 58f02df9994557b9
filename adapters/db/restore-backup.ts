import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import { type BackupPlaces, type BackupSummary, summaryOf } from "./backup.ts";
import { type ArchivedFile, unpackArchive } from "./backup-archive.ts";
import { BackupError, type Manifest, entryOf, parseManifest } from "./backup-manifest.ts";
import {
  copyTableIn,
  copyTableOut,
  isEmptyDatabase,
  listTables,
  steadyText,
  withoutGuards,
  writeSequences,
} from "./backup-tables.ts";
import { type Migration, applyMigrations, migrate, readMigrations } from "./migrate.ts";

/**
 * Puts a backup into an empty database and a data folder. The archive is read to its end and every
 * hash compared before anything is changed; the tables come in one transaction, after the files.
 *
 * @throws {BackupError} When the archive is damaged or made by a newer program, or the database is
 *   not empty; nothing has then changed.
 */
export async function restoreBackup(places: BackupPlaces): Promise<BackupSummary> {
  return withUnpacked(
    places,
    () => true,
    async ({ manifest, folder }) => {
      await withClient(places.databaseUrl, async (client) => {
        await refuseFilled(client);
        await client.query("begin");
        await load(client, manifest, folder);
        await placeFiles(manifest, folder, places.dataDir);
        await client.query("commit");
      });
      await migrate(places.databaseUrl);
      return summaryOf(manifest);
    },
  );
}

/**
 * Proves that a backup can be restored: loads it into a database made for this, compares every
 * table with the archive and drops the database again.
 *
 * @throws {BackupError} Naming the first thing that is not as it was.
 */
export async function checkBackup(places: BackupPlaces): Promise<BackupSummary> {
  const isTable = (name: string): boolean => /^(database\/|manifest\.json$)/.test(name);
  return withUnpacked(places, isTable, async ({ manifest, folder }) => {
    await withScratchDatabase(places.databaseUrl, async (client) => {
      await client.query("begin");
      await load(client, manifest, folder);
      await client.query("commit");
      await compare(client, manifest);
    });
    return summaryOf(manifest);
  });
}

interface Unpacked {
  readonly manifest: Manifest;
  readonly folder: string;
}

async function withUnpacked<T>(
  { file, dataDir }: BackupPlaces,
  keep: (name: string) => boolean,
  work: (unpacked: Unpacked) => Promise<T>,
): Promise<T> {
  const folder = path.join(dataDir, `restore-${randomBytes(4).toString("hex")}`);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  try {
    const found = await unpackArchive(file, folder, keep);
    const manifest = parseManifest(await readIfThere(path.join(folder, "manifest.json")));
    refuseDifferences(manifest, found);
    return await work({ manifest, folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What the manifest names must be there, with these hashes, and nothing else. */
function refuseDifferences({ files, tables }: Manifest, found: readonly ArchivedFile[]): void {
  const wanted = new Map(files.map((each) => [each.name, each]));
  const present = found.filter(({ name }) => name !== "manifest.json");
  for (const { name, bytes, sha256 } of present) {
    const listed = wanted.get(name);
    if (listed?.sha256 !== sha256 || listed.bytes !== bytes) throw changed(name);
    wanted.delete(name);
  }
  const missing = [...wanted.keys()][0];
  if (missing !== undefined) throw changed(missing);
  const hashes = new Map(files.map(({ name, sha256 }) => [name, sha256]));
  for (const table of tables) {
    if (hashes.get(entryOf(table)) !== table.sha256) throw changed(entryOf(table));
  }
}

async function refuseFilled(client: pg.Client): Promise<void> {
  if (await isEmptyDatabase(client)) return;
  throw new BackupError(
    "Cơ sở dữ liệu đã có dữ liệu; chỉ phục hồi vào cơ sở dữ liệu trống (đặt DATA_DIR là thư mục mới) / the database holds data: restore into an empty one only (set DATA_DIR to a new folder)",
  );
}

/** Builds the schema as it was when the backup was made, then loads the rows. */
async function load(client: pg.Client, manifest: Manifest, folder: string): Promise<void> {
  await client.query(steadyText);
  await client.query("drop schema if exists public cascade; create schema public");
  await applyMigrations(client, await migrationsOf(manifest));
  const tables = await listTables(client);
  refuseOtherTables(
    manifest,
    tables.map(({ name }) => name),
  );
  await withoutGuards(client, tables, async () => {
    for (const table of manifest.tables) {
      await copyTableIn(client, table, path.join(folder, entryOf(table)));
    }
  });
  await writeSequences(client, manifest.sequences);
}

async function migrationsOf(manifest: Manifest): Promise<readonly Migration[]> {
  const shipped = new Map((await readMigrations()).map((each) => [each.name, each]));
  return manifest.migrations.map(({ name, checksum }) => {
    const migration = shipped.get(name);
    if (migration?.checksum === checksum) return migration;
    throw new BackupError(
      `Bản sao lưu được tạo bởi bản Chấm khác (bước ${name}); hãy dùng đúng bản đó hoặc mới hơn / the backup was made by another version of the program (migration ${name})`,
    );
  });
}

function refuseOtherTables(manifest: Manifest, names: readonly string[]): void {
  const listed = new Set(manifest.tables.map(({ name }) => name));
  const stray = names.find((name) => !listed.has(name));
  if (stray !== undefined || listed.size !== names.length) {
    throw new BackupError(
      "Danh sách bảng trong bản sao lưu không khớp / the backup's list of tables does not fit",
    );
  }
}

async function compare(client: pg.Client, manifest: Manifest): Promise<void> {
  for (const wanted of manifest.tables) {
    const { table } = await copyTableOut(client, wanted, null);
    if (table.rows !== wanted.rows || table.sha256 !== wanted.sha256) {
      throw new BackupError(
        `Bảng ${wanted.name} sau khi phục hồi không giống bản sao lưu / table ${wanted.name} differs after restoring`,
      );
    }
  }
}

/** Stored files bear their hash as name, so adding them to a folder can replace nothing else. */
async function placeFiles(manifest: Manifest, folder: string, dataDir: string): Promise<void> {
  for (const { name } of manifest.files) {
    if (name.startsWith("database/")) continue;
    const target = path.join(dataDir, name);
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
    await chmod(path.join(folder, name), name.startsWith("files/") ? 0o400 : 0o600);
    await rename(path.join(folder, name), target);
  }
}

async function withScratchDatabase(
  databaseUrl: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const name = `cham_check_${randomBytes(6).toString("hex")}`;
  await withClient(databaseUrl, async (admin) => {
    await admin.query(`create database ${name}`);
    try {
      const url = new URL(databaseUrl);
      url.pathname = name;
      await withClient(url.href, work);
    } finally {
      await admin.query(`drop database ${name} with (force)`);
    }
  });
}

async function withClient(
  connectionString: string,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString, application_name: "cham-restore" });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function changed(name: string): BackupError {
  return new BackupError(
    `Bản sao lưu hỏng: ${name} thiếu hoặc đã thay đổi / the backup is damaged: ${name} is missing or changed`,
  );
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
