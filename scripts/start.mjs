// npm start: from a fresh clone to a running product. Plain JavaScript without packages, because
// there may be none yet. What it does, in this order: settings, data folder, packages, build,
// database, tables, first content, bot and worker. It then stays and looks after them.
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildProgram, generateClient } from "./lib/build.mjs";
import { forgottenHomes } from "./lib/cluster-place.mjs";
import { startCluster } from "./lib/cluster.mjs";
import { lockDataFolder, openDataFolder } from "./lib/data-folder.mjs";
import { readEnvironment } from "./lib/environment.mjs";
import { installPackages, nativeDatabase, refuseOldNode } from "./lib/install.mjs";
import { refuseTakenPort } from "./lib/ports.mjs";
import { lookAfter, startProduct } from "./lib/product.mjs";
import { onOrphaned } from "./lib/processes.mjs";
import { programAddress } from "./lib/program-role.mjs";
import { Refusal, describeDiskFault } from "./lib/refusal.mjs";
import { say } from "./lib/say.mjs";
import { withSettingsFile } from "./lib/settings-file.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const outside = "/var/lib";
const dev = process.argv.includes("--dev");
/** How to stop what has been started, last first. */
const started = [];
const stopping = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, stop);
// npm hands a signal to its shell only, and not every shell hands it on: dash just ends.
if (process.env.npm_lifecycle_event !== undefined) onOrphaned(stop);

try {
  await run(stopping.signal);
} catch (error) {
  process.exitCode = stopping.signal.aborted ? 0 : report(error);
} finally {
  stopping.abort();
  for (const end of started.reverse()) await end();
}
process.exit();

function stop() {
  if (stopping.signal.aborted) return;
  say("Đang dừng / stopping …");
  stopping.abort();
}

async function run(signal) {
  refuseOldNode();
  const env = withSettingsFile(root, process.env);
  const settings = readEnvironment(env);
  const { dataDir } = settings;
  await openDataFolder(dataDir);
  const lock = await lockDataFolder(dataDir, "npm start");
  started.push(lock.release);
  await refuseTakenPort(settings.port, settings.host);
  await prepareProgram({ say, signal, npmProgram: env.npm_execpath });
  const cluster = settings.databaseUrl === null ? await openCluster(dataDir) : null;
  const children = [];
  const context = {
    ...{ root, dataDir, settings, dev, cluster, started, children, say, signal },
    env: environmentFor({ env, settings, cluster }),
    noteChildren: () => lock.noteChildren(children.map((child) => child.pid())),
  };
  await startProduct(context);
  if (!signal.aborted) greet(settings);
  while (!signal.aborted) {
    await lookAfter(context);
    await wait(1000, null, { signal }).catch(() => null);
  }
}

async function prepareProgram(operator) {
  await installPackages(root, operator);
  await generateClient(root, operator);
  await buildProgram(root, operator);
}

async function openCluster(dataDir) {
  const cluster = await startCluster({ dataDir, native: nativeDatabase(root), outside });
  started.push(() => cluster.stop(1200));
  if (!cluster.data.startsWith(dataDir + path.sep)) {
    say(`Cơ sở dữ liệu nằm ở / the database lies in ${cluster.data}`);
  }
  for (const home of forgottenHomes(dataDir, outside)) {
    say(`Cơ sở dữ liệu cũ không còn dùng, có thể xóa / an old database nothing uses: ${home}`);
  }
  return cluster;
}

/** DATABASE_URL is for bot and worker; who migrates and fills the database is its owner. */
function environmentFor({ env, settings, cluster }) {
  const { dataDir, databaseUrl, ownerUrl } = settings;
  return {
    NODE_ENV: "production",
    ...env,
    HOST: settings.host,
    PORT: String(settings.port),
    DATA_DIR: dataDir,
    PUBLIC_URL: settings.publicUrl,
    DATABASE_URL: cluster ? programAddress(dataDir, cluster.url) : databaseUrl,
    DATABASE_OWNER_URL: cluster?.url ?? ownerUrl,
    CHAM_EMBEDDED: cluster ? "1" : "0",
  };
}

function greet({ publicUrl, telegram }) {
  say(`Chấm đã sẵn sàng / Chấm is ready: ${publicUrl}`);
  if (!telegram) {
    say("Telegram đang tắt vì chưa có TELEGRAM_BOT_TOKEN / Telegram is off: no TELEGRAM_BOT_TOKEN");
  }
  say("Dừng bằng Ctrl-C / stop with Ctrl-C");
}

/** Says what is wrong: a sentence for what the operator can mend, a stack for our own faults. */
function report(error) {
  const sentence =
    error instanceof Refusal ? error.message : describeDiskFault(error, error.path ?? root);
  process.stderr.write(`${sentence ?? error.stack}\n`);
  return 1;
}
