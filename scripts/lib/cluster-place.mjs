import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { chmod, chown, cp, lstat, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { readRecord, writeRecord } from "./data-folder.mjs";
import { Refusal } from "./refusal.mjs";
import { canReach, serverAccount } from "./server-account.mjs";

/**
 * Settles where the cluster and PostgreSQL's programs lie and who runs them, and writes it down in
 * the data folder. What the server's account could not reach (a checkout under root's home) is
 * placed under `outside` instead.
 */
export async function settleCluster({ dataDir, native, outside }) {
  const known = readRecord(dataDir, recordName);
  const record = known ?? newRecord({ dataDir, outside });
  refuseBroken(dataDir, record, known === null);
  const account = ownerOf(record.data) ?? serverAccount();
  const programs = canReach(account, path.join(native, "bin/postgres"))
    ? native
    : await copyPrograms({ native, home: record.home, dataDir });
  if (!known) {
    if (record.data.startsWith(record.home)) await openHome(record.home, dataDir);
    writeRecord(dataDir, recordName, record);
  }
  return { record, account, programs };
}

/** Notes what has changed about the cluster: its port, or that it has been made. */
export function noteCluster(dataDir, record) {
  writeRecord(dataDir, recordName, record);
}

/** Where the data folder's own cluster was put, if it ever had one. */
export function readCluster(dataDir) {
  return readRecord(dataDir, recordName);
}

/** Older homes outside the data folder that once belonged to it and that nothing uses any more. */
export function forgottenHomes(dataDir, outside) {
  const current = readRecord(dataDir, recordName)?.home;
  return listFolder(outside)
    .filter((name) => name.startsWith("cham-"))
    .map((name) => path.join(outside, name))
    .filter((home) => home !== current && ownerNote(home) === dataDir);
}

const recordName = "postgres.json";

function newRecord({ dataDir, outside }) {
  const home = path.join(outside, `cham-${randomBytes(4).toString("hex")}`);
  const account = serverAccount();
  const data = canReach(account, dataDir)
    ? path.join(dataDir, "postgres")
    : path.join(home, "data");
  const password = randomBytes(24).toString("base64url");
  return { data, home, port: null, user: "cham", password, made: false };
}

function refuseBroken(dataDir, { data, made }, isNew) {
  const there = existsSync(data);
  if (isNew && there) {
    throw new Refusal(
      `Thư mục dữ liệu hỏng: có ${data} nhưng thiếu ${dataDir}/${recordName} / broken data folder: its record ${recordName} is missing`,
    );
  }
  if (made && !there) {
    throw new Refusal(
      `Thư mục dữ liệu hỏng: thiếu cơ sở dữ liệu ${data} / broken data folder: its database is missing`,
    );
  }
}

/** A cluster runs under the account that made it, whoever starts it; root means the other one. */
function ownerOf(data) {
  if (process.getuid?.() !== 0 || !existsSync(data)) return null;
  const { uid, gid } = statSync(data);
  return uid === 0 ? null : { name: String(uid), uid, gid };
}

async function openHome(home, dataDir) {
  await mkdir(home, { recursive: true });
  await chmod(home, 0o755);
  await writeFile(path.join(home, "owner.json"), JSON.stringify({ dataDir }), { mode: 0o600 });
}

/** Copies PostgreSQL's programs, once per version, to where its account can run them. */
async function copyPrograms({ native, home, dataDir }) {
  const { version } = JSON.parse(readFileSync(path.join(native, "../package.json"), "utf8"));
  const copy = path.join(home, `native-${version}`);
  if (existsSync(copy)) return copy;
  const draft = `${copy}.draft`;
  await openHome(home, dataDir);
  await rm(draft, { recursive: true, force: true });
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(draft);
  await rename(draft, copy);
  return copy;
}

async function openToAll(place) {
  const { mode } = await lstat(place);
  await chmod(place, mode & 0o100 ? 0o755 : 0o644);
  for (const entry of await readdir(place, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink()) continue;
    const { mode: own } = await lstat(file);
    await chmod(file, own & 0o100 ? 0o755 : 0o644);
  }
}

/** Makes an empty folder that only the account may enter. */
export async function makeFolderFor(account, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  if (account.name !== null) await chown(folder, account.uid, account.gid);
}

function listFolder(folder) {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function ownerNote(home) {
  try {
    return JSON.parse(readFileSync(path.join(home, "owner.json"), "utf8")).dataDir;
  } catch {
    return null;
  }
}
