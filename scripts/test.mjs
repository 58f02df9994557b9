// npm test: everything the tests need is started here and thrown away afterwards. Arguments go to
// vitest: `node scripts/test.mjs adapters/db -t "two officers"`.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { buildProgram, generateClient } from "./lib/build.mjs";
import { startCluster } from "./lib/cluster.mjs";
import { openDataFolder } from "./lib/data-folder.mjs";
import { installPackages, nativeDatabase, refuseOldNode } from "./lib/install.mjs";
import { startThrowAwayRedis } from "./lib/redis.mjs";
import { Refusal } from "./lib/refusal.mjs";
import { say } from "./lib/say.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const started = [];
const skipped = [];
// The children get these too; we stay until they have ended and then clean up.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(name, () => undefined);

try {
  process.exitCode = await run();
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  say(error.message);
  process.exitCode = 1;
} finally {
  for (const stop of started.reverse()) await stop();
}

async function run() {
  refuseOldNode();
  await installPackages(root, { say, npmProgram: process.env.npm_execpath });
  await generateClient(root, { say });
  await buildProgram(root, { say });
  const folder = await mkdtemp(path.join(await scratchPlace(), "cham-test-"));
  started.push(() => rm(folder, { recursive: true, force: true }));
  const services = { ...(await database(folder)), ...(await redis(folder)), ...browser() };
  const code = await vitest({ ...process.env, ...services });
  for (const line of skipped) say(`Bỏ qua / skipped: ${line}`);
  // Where all must be tested, a missing program is a failure.
  return skipped.length > 0 && process.env.CHAM_NOTHING_SKIPPED === "1" ? code || 1 : code;
}

/** In memory where there is plenty: each test of the database copies some hundred files. */
async function scratchPlace() {
  try {
    const { bavail, bsize } = await statfs("/dev/shm");
    return bavail * bsize > 6e9 ? "/dev/shm" : tmpdir();
  } catch {
    return tmpdir();
  }
}

async function database(folder) {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { TEST_DATABASE_URL: given };
  await chmod(folder, 0o711);
  const dataDir = path.join(folder, "data");
  await openDataFolder(dataDir);
  const native = nativeDatabase(root);
  const cluster = await startCluster({ dataDir, native, outside: folder, throwAway: true });
  started.push(() => cluster.stop());
  return { TEST_DATABASE_URL: cluster.url };
}

async function redis(folder) {
  const given = process.env.TEST_REDIS_URL;
  if (given) return { TEST_REDIS_URL: given };
  const server = await startThrowAwayRedis(folder);
  if (!server) {
    skipped.push(
      "hàng đợi trên Redis: máy không có redis-server / no redis-server on this machine",
    );
    return {};
  }
  started.push(server.stop);
  return { TEST_REDIS_URL: server.url };
}

function browser() {
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const found = folders
    .flatMap((folder) => names.map((name) => path.join(folder, name)))
    .find((file) => existsSync(file));
  const program = process.env.TEST_CHROMIUM ?? found;
  if (program) return { TEST_CHROMIUM: program };
  skipped.push("trang web trong trình duyệt: máy không có chromium / no chromium on this machine");
  return {};
}

function vitest(env) {
  const program = path.join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [program, "run", ...process.argv.slice(2)], {
    cwd: root,
    env,
    stdio: "inherit",
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
