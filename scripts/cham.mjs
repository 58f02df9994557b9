// npm run cham: the command line. Makes sure that the program is built and that the database of
// the data folder runs, for as long as the command needs it, then runs scripts/cham.ts. Standard
// output belongs to the command; what is said here goes to standard error.
import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { buildProgram, generateClient } from "./lib/build.mjs";
import { runningCluster, startCluster } from "./lib/cluster.mjs";
import { lockDataFolder, openDataFolder } from "./lib/data-folder.mjs";
import { readEnvironment } from "./lib/environment.mjs";
import { migrateDatabase } from "./lib/first-content.mjs";
import { installPackages, nativeDatabase, refuseOldNode } from "./lib/install.mjs";
import { programAddress } from "./lib/program-role.mjs";
import { Refusal } from "./lib/refusal.mjs";
import { sayAside } from "./lib/say.mjs";
import { withSettingsFile } from "./lib/settings-file.mjs";

/** Commands that work on files alone. */
const offline = ["score", "scheme check", "scheme template", "verify", "help"];

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
const started = [];
// The command gets these too; we stay until it has ended and then stop what we started.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => undefined);

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  sayAside(error.message);
  process.exitCode = 1;
} finally {
  for (const stop of started.reverse()) await stop();
}

async function run() {
  refuseOldNode();
  const env = withSettingsFile(root, process.env);
  await installPackages(root, { say: sayAside, npmProgram: env.npm_execpath });
  await generateClient(root, { say: sayAside });
  await buildProgram(root, { say: sayAside });
  if (isOffline()) return runCommand(env);
  return runCommand({
    ...env,
    ...(await (args[0] === "drill" ? throwAwayServer() : openDatabase(env))),
  });
}

/** A drill keeps away from every database that there is: it gets a server of its own. */
async function throwAwayServer() {
  const folder = await mkdtemp(path.join(tmpdir(), "cham-drill-"));
  started.push(() => rm(folder, { recursive: true, force: true }));
  // The server's own user must be able to pass through.
  await chmod(folder, 0o711);
  const dataDir = path.join(folder, "data");
  await openDataFolder(dataDir);
  const cluster = await startCluster({ dataDir, native: nativeDatabase(root), outside: folder });
  started.push(() => cluster.stop());
  return { DATABASE_URL: cluster.url, DATABASE_OWNER_URL: cluster.url, DATA_DIR: dataDir };
}

function isOffline() {
  const words = args.filter((each) => !each.startsWith("-"));
  const asksForHelp = args.some((each) => ["--help", "-h", "--version", "-V"].includes(each));
  if (asksForHelp || words.length === 0) return true;
  return offline.some((each) => words.slice(0, each.split(" ").length).join(" ") === each);
}

async function openDatabase(env) {
  const { dataDir, databaseUrl } = readEnvironment(env);
  if (databaseUrl !== null) return { DATA_DIR: dataDir };
  await openDataFolder(dataDir);
  const running = runningCluster(dataDir);
  const url = running?.url ?? (await startOurOwn(dataDir));
  const settings = {
    DATA_DIR: dataDir,
    DATABASE_URL: programAddress(dataDir, url),
    DATABASE_OWNER_URL: url,
    CHAM_EMBEDDED: "1",
  };
  // A restore makes the tables itself, and a running product has brought its own up to date.
  if (!running && args[0] !== "restore") {
    await migrateDatabase({ root, env: { ...env, ...settings } });
  }
  return settings;
}

async function startOurOwn(dataDir) {
  const lock = await lockPatiently(dataDir);
  started.push(lock.release);
  const cluster = await startCluster({ dataDir, native: nativeDatabase(root) });
  started.push(() => cluster.stop());
  return cluster.url;
}

/** Another command may be at work on the same folder; its turn is over soon. */
async function lockPatiently(dataDir) {
  const tries = 60;
  for (let left = tries; ; left -= 1) {
    try {
      return await lockDataFolder(dataDir, `cham ${args[0]}`);
    } catch (error) {
      if (!(error instanceof Refusal) || left === 0) throw error;
      await wait(500);
    }
  }
}

function runCommand(env) {
  const program = path.join(root, "dist/scripts/cham.js");
  const child = spawn(process.execPath, [program, ...args], { stdio: "inherit", env });
  // Ctrl-C reaches both of us; what is sent to us alone is handed on.
  for (const name of ["SIGTERM", "SIGHUP"]) process.on(name, () => child.kill(name));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
