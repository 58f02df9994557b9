import { openSync, closeSync, existsSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { chown, rename, rm, writeFile } from "node:fs/promises";
import { Buffer } from "node:buffer";
import { spawn } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { makeFolderFor, noteCluster, readCluster, settleCluster } from "./cluster-place.mjs";
import { freePort, whyTaken } from "./ports.mjs";
import { isRunning, signal, until } from "./processes.mjs";
import { Refusal, refusingDiskFaults } from "./refusal.mjs";
import { lastLines, runQuietly } from "./run-quietly.mjs";

const database = "cham";

/**
 * Starts the data folder's own PostgreSQL, making the cluster at the first time; one that is left
 * running by a starter that was killed is used as it is. The server is in a process group of its
 * own, so that Ctrl-C does not reach it.
 *
 * `throwAway` gives up safety for speed: for tests only.
 */
export async function startCluster({ dataDir, native, outside = "/var/lib", throwAway = false }) {
  const settled = await refusingDiskFaults(dataDir, () =>
    settleCluster({ dataDir, native, outside }),
  );
  const cluster = { ...settled, dataDir, throwAway, log: path.join(dataDir, "logs/postgres.log") };
  await refusingDiskFaults(cluster.record.data, () => makeCluster(cluster));
  refuseOtherVersion(cluster, native);
  const pid = (await leftRunning(cluster.record.data)) ?? (await startServer(cluster));
  await createDatabase(cluster);
  return {
    pid: () => readPostmaster(cluster.record.data)?.pid ?? pid,
    data: cluster.record.data,
    url: addressOf(cluster.record, database),
    isRunning: () => runningPostmaster(cluster.record.data) !== null,
    restart: () => startServer(cluster),
    stop: (withinMs = 4000) => stopServer(cluster.record.data, withinMs),
  };
}

/** The address of a data folder's database if its server runs now, started by whomever. */
export function runningCluster(dataDir) {
  const record = readCluster(dataDir);
  if (!record || !runningPostmaster(record.data)) return null;
  return { url: addressOf(record, database) };
}

async function makeCluster(cluster) {
  const { record, account, programs, dataDir, throwAway } = cluster;
  if (!existsSync(record.data)) {
    const draft = `${record.data}.draft`;
    await makeFolderFor(account, draft);
    const secretFile = path.join(path.dirname(draft), `.password-${process.pid}`);
    await writeFile(secretFile, record.password, { mode: 0o600 });
    if (account.name !== null) await chown(secretFile, account.uid, account.gid);
    try {
      await initialise({ programs, account, draft, secretFile, throwAway });
    } finally {
      await rm(secretFile, { force: true });
    }
    await rename(draft, record.data);
  }
  if (record.made) return;
  record.made = true;
  noteCluster(dataDir, record);
}

async function initialise({ programs, account, draft, secretFile, throwAway }) {
  const args = [
    `--pgdata=${draft}`,
    ...["--auth=scram-sha-256", "--username=cham", `--pwfile=${secretFile}`],
    ...["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"],
    ...(throwAway ? ["--no-sync"] : []),
  ];
  try {
    await runQuietly(path.join(programs, "bin/initdb"), args, {
      ...asAccount(account),
      what: "Không tạo được cơ sở dữ liệu / the database could not be made",
    });
  } catch (error) {
    throw fullDisk(error.message, draft) ?? error;
  }
}

function refuseOtherVersion({ record }, native) {
  const file = path.join(record.data, "PG_VERSION");
  if (!existsSync(file)) {
    throw new Refusal(
      `Thư mục dữ liệu hỏng: thiếu ${file} / broken data folder: PG_VERSION is missing`,
    );
  }
  const found = readFileSync(file, "utf8").trim();
  const { version } = JSON.parse(readFileSync(path.join(native, "../package.json"), "utf8"));
  const wanted = version.split(".")[0];
  if (found === wanted) return;
  throw new Refusal(
    `Dữ liệu ở ${record.data} thuộc PostgreSQL ${found}, bản này dùng PostgreSQL ${wanted}; hãy sao lưu bằng bản cũ rồi phục hồi vào thư mục mới / the data belong to PostgreSQL ${found}, this version brings ${wanted}: back up with the old version and restore into a new folder`,
  );
}

/** The pid of a server that still runs on the cluster; waits for one that is going down. */
async function leftRunning(data) {
  const found = runningPostmaster(data);
  if (!found) return null;
  await until(() => runningPostmaster(data)?.status !== "stopping", { withinMs: 5000 });
  return runningPostmaster(data)?.pid ?? null;
}

async function startServer(cluster) {
  const { record, dataDir, log } = cluster;
  if (record.port === null || (await whyTaken(record.port, "127.0.0.1"))) {
    record.port = await freePort();
    noteCluster(dataDir, record);
  }
  const from = existsSync(log) ? statSync(log).size : 0;
  const child = spawnServer(cluster);
  const state = { ended: false };
  child.once("exit", () => (state.ended = true));
  child.once("error", () => (state.ended = true));
  const ready = () => readPostmaster(record.data)?.status === "ready";
  await until(() => state.ended || (ready() && readPostmaster(record.data).pid === child.pid), {
    withinMs: 60_000,
  });
  if (state.ended || !ready()) throw notStarted(record.data, textFrom(log, from));
  child.unref();
  return child.pid;
}

function spawnServer({ record, account, programs, throwAway, log }) {
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: canHoldSocket(record.data) ? record.data : "",
    max_connections: 200,
    timezone: "UTC",
    log_timezone: "UTC",
    log_checkpoints: "off",
    jit: "off",
    ...(throwAway && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    ...(throwAway && { wal_level: "minimal", max_wal_senders: 0 }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const output = openSync(log, "a", 0o600);
  try {
    return spawn(
      path.join(programs, "bin/postgres"),
      ["-D", record.data, "-p", String(record.port), ...flags],
      { ...asAccount(account), detached: true, stdio: ["ignore", output, output] },
    );
  } finally {
    closeSync(output);
  }
}

async function createDatabase({ record }) {
  const { default: pg } = await import("pg");
  const admin = new pg.Client({ connectionString: addressOf(record, "postgres") });
  await admin.connect();
  try {
    const { rowCount } = await admin.query("select 1 from pg_database where datname = $1", [
      database,
    ]);
    if (rowCount === 0) await admin.query(`create database ${database}`);
  } finally {
    await admin.end();
  }
}

/** Ends the server with its sessions cut; in an emergency without a last checkpoint. */
async function stopServer(data, withinMs) {
  const found = runningPostmaster(data);
  if (!found) return;
  signal(found.pid, "SIGINT");
  const gone = () => !isRunning(found.pid);
  if (await until(gone, { withinMs })) return;
  signal(found.pid, "SIGQUIT");
  await until(gone, { withinMs: 1000 });
}

/** What postmaster.pid says, if a server really runs there. */
function runningPostmaster(data) {
  const found = readPostmaster(data);
  return found && isRunning(found.pid) && isIn(found.pid, data) ? found : null;
}

function readPostmaster(data) {
  try {
    const lines = readFileSync(path.join(data, "postmaster.pid"), "utf8").split("\n");
    return { pid: Number(lines[0]), port: Number(lines[3]), status: (lines[7] ?? "").trim() };
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

/** A server's working folder is its cluster: tells it from a later process with the same pid. */
function isIn(pid, data) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data;
  } catch (error) {
    return !existsSync("/proc/self/cwd") || error.code === "EACCES";
  }
}

function notStarted(data, output) {
  const full = fullDisk(output, data);
  if (full) return full;
  return new Refusal(
    `Cơ sở dữ liệu ở ${data} không khởi động được (thư mục dữ liệu hỏng?) / the database does not start (broken data folder?):\n${lastLines(output, 5)}`,
  );
}

function fullDisk(output, place) {
  if (!output.includes("No space left on device")) return null;
  return new Refusal(`Đĩa đã đầy ở ${place} / the disk is full`);
}

function textFrom(file, position) {
  return readFileSync(file).subarray(position).toString("utf8");
}

function asAccount({ name, uid, gid }) {
  const env = { PATH: "/usr/bin:/bin", LANG: "C", LC_ALL: "C", TZ: "UTC" };
  return name === null ? { cwd: "/", env } : { cwd: "/", env, uid, gid };
}

/**
 * A Unix socket in the cluster's own folder is talked to where there is one: on a small machine TCP
 * costs an answer a tenth of a millisecond at each end.
 */
function addressOf({ data, user, password, port }, name) {
  const address = `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;
  return existsSync(socketIn(data, port)) ? `${address}?host=${encodeURIComponent(data)}` : address;
}

function socketIn(data, port) {
  return path.join(data, `.s.PGSQL.${port}`);
}

/** Systems hold the path of a socket in 104 to 108 bytes; Windows has no folder for it. */
function canHoldSocket(data) {
  return process.platform !== "win32" && Buffer.byteLength(socketIn(data, 65535)) < 104;
}
