import { createHash, randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { create, extract } from "tar";
import { expect, onTestFinished } from "vitest";
import { cloneDatabase, dbTest } from "../../test/db.ts";
import { writeBackup } from "./backup.ts";
import { checkBackup, restoreBackup } from "./restore-backup.ts";

const now = new Date("2026-01-05T02:00:00Z");
const upload = `up_${"7".repeat(32)}`;
const awkward = "dấu, tab\t, xuống dòng\n, gạch \\ và rỗng";

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "cham-backup-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function aDatabase(): Promise<{ url: string; client: pg.Client }> {
  const { url, drop } = await cloneDatabase();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(async () => {
    await client.end();
    await drop();
  });
  return { url, client };
}

/** A small province: rows that point at each other, a stored file and the key. */
async function aFilledSystem(): Promise<{ databaseUrl: string; dataDir: string; file: string }> {
  const { url, client } = await aDatabase();
  const dataDir = await aFolder();
  await client.query(
    `insert into inbound_updates (channel, bot, chat_id, external_id, payload)
     select 'web', 'web', 'chat', n::text, jsonb_build_object('text', $1::text) from generate_series(1, 500) n`,
    [awkward],
  );
  await storeFile(dataDir, Buffer.from("a scan"));
  await storeFile(dataDir, randomBytes(700_001));
  await mkdir(path.join(dataDir, "uploads"));
  await writeFile(path.join(dataDir, "uploads", upload), "not taken yet");
  await writeFile(path.join(dataDir, "uploads", `${upload}.part`), "not whole yet");
  await writeFile(path.join(dataDir, "secret"), "s".repeat(43));
  return { databaseUrl: url, dataDir, file: path.join(await aFolder(), "cham.tar.gz") };
}

async function storeFile(dataDir: string, content: Buffer): Promise<void> {
  const sha256 = createHash("sha256").update(content).digest("hex");
  const folder = path.join(dataDir, "files", sha256.slice(0, 2));
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, sha256.slice(2)), content);
}

async function anEmptySystem(file: string) {
  const { url, client } = await aDatabase();
  return { places: { databaseUrl: url, dataDir: await aFolder(), file }, client };
}

const texts = "select id, payload->>'text' as text from inbound_updates order by id";

dbTest("brings rows, files and key back as they were", async ({}) => {
  const system = await aFilledSystem();
  const made = await writeBackup(system, now);
  const { places, client } = await anEmptySystem(system.file);
  expect(await restoreBackup(places)).toEqual(made);
  expect(made).toMatchObject({ files: 2, hasSecret: true, damaged: [] });

  const { rows } = await client.query<{ text: string }>(texts);
  expect(rows).toHaveLength(500);
  expect(rows.at(-1)?.text).toBe(awkward);
  expect(await readFile(path.join(places.dataDir, "secret"), "utf8")).toBe("s".repeat(43));
  const files = await readdir(path.join(places.dataDir, "files"), { recursive: true });
  const kept = await readdir(path.join(system.dataDir, "files"), { recursive: true });
  expect(files.sort()).toEqual(kept.sort());
  expect(await readdir(path.join(places.dataDir, "uploads"))).toEqual([upload]);
});

dbTest("goes on numbering where the original stood", async ({}) => {
  const system = await aFilledSystem();
  await writeBackup(system, now);
  const { places, client } = await anEmptySystem(system.file);
  await restoreBackup(places);
  const { rows } = await client.query<{ id: string }>(
    `insert into inbound_updates (channel, bot, chat_id, external_id, payload)
     values ('web', 'web', 'chat', 'next', '{}') returning id::text`,
  );
  expect(rows).toEqual([{ id: "501" }]);
});

dbTest("restores keys and triggers too, not only rows", async ({}) => {
  const guards = `select conrelid::regclass::text || ' ' || pg_get_constraintdef(oid) as guard from pg_constraint
      where connamespace = 'public'::regnamespace
    union all select tgrelid::regclass::text || ' ' || tgname || ' ' || tgenabled::text from pg_trigger
      where not tgisinternal order by 1`;
  const system = await aFilledSystem();
  await writeBackup(system, now);
  const { places, client } = await anEmptySystem(system.file);
  const before = await client.query(guards);
  await restoreBackup(places);
  expect((await client.query(guards)).rows).toEqual(before.rows);
});

dbTest("checks a backup in a database of its own and leaves nothing behind", async ({}) => {
  const system = await aFilledSystem();
  const made = await writeBackup(system, now);
  const { places, client } = await anEmptySystem(system.file);
  expect(await checkBackup(places)).toEqual(made);
  expect(await readdir(places.dataDir)).toEqual([]);
  const { rows } = await client.query(
    "select datname from pg_database where datname like 'cham_check_%'",
  );
  expect(rows).toEqual([]);
});

dbTest("refuses to restore over data, and changes nothing", async ({}) => {
  const system = await aFilledSystem();
  await writeBackup(system, now);
  const other = await aFilledSystem();
  await expect(restoreBackup({ ...other, file: system.file })).rejects.toThrow("holds data");
});

dbTest("refuses an archive that is cut short, and changes nothing", async ({}) => {
  const system = await aFilledSystem();
  await writeBackup(system, now);
  await truncate(system.file, 300_000);
  const { places, client } = await anEmptySystem(system.file);
  await expect(restoreBackup(places)).rejects.toThrow("cut short");
  expect((await client.query(texts)).rows).toEqual([]);
  expect(await readdir(places.dataDir)).toEqual([]);
});

dbTest("refuses an archive that somebody has packed anew with another key", async ({}) => {
  const system = await aFilledSystem();
  await writeBackup(system, now);
  const folder = await aFolder();
  await extract({ file: system.file, cwd: folder });
  await writeFile(path.join(folder, "secret"), "another");
  await create({ file: system.file, gzip: true, cwd: folder, portable: true }, [
    ...(await filesOf(folder)),
  ]);
  const { places } = await anEmptySystem(system.file);
  await expect(restoreBackup(places)).rejects.toThrow("secret is missing or changed");
});

dbTest("refuses a file that is no backup at all", async ({}) => {
  const file = path.join(await aFolder(), "notes.tar.gz");
  await writeFile(file, "not an archive");
  const { places } = await anEmptySystem(file);
  await expect(checkBackup(places)).rejects.toThrow(/damaged|cut short/);
});

dbTest("refuses an archive with a path that leads out of its folder", async ({}) => {
  const folder = await aFolder();
  await writeFile(path.join(folder, "evil"), "x");
  const inner = path.join(folder, "inner");
  await mkdir(inner);
  const file = path.join(folder, "evil.tar.gz");
  await create({ file, gzip: true, cwd: inner, preservePaths: true }, ["../evil"]);
  const { places } = await anEmptySystem(file);
  await expect(restoreBackup(places)).rejects.toThrow("unknown entry");
});

dbTest("keeps the earlier backup when a new one fails", async ({}) => {
  const system = await aFilledSystem();
  await writeBackup(system, now);
  const earlier = await readFile(system.file);
  const client = new pg.Client({ connectionString: system.databaseUrl });
  await client.connect();
  await client.query("drop table _prisma_migrations");
  await client.end();
  await expect(writeBackup(system, now)).rejects.toThrow("_prisma_migrations");
  expect(earlier.equals(await readFile(system.file))).toBe(true);
  expect(await readdir(path.dirname(system.file))).toEqual([path.basename(system.file)]);
});

dbTest("names a stored file whose content has changed on the disk", async ({}) => {
  const system = await aFilledSystem();
  await mkdir(path.join(system.dataDir, "files/aa"), { recursive: true });
  await writeFile(path.join(system.dataDir, "files/aa", "b".repeat(62)), "rotten");
  const { damaged } = await writeBackup(system, now);
  expect(damaged).toEqual([`files/aa/${"b".repeat(62)}`]);
});

async function filesOf(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
}
