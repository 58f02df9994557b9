import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { link, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { setTimeout as wait } from "node:timers/promises";
import { birthMark, isStillRunning, signal, until } from "./processes.mjs";
import { Refusal, refusingDiskFaults } from "./refusal.mjs";

/** Makes the data folder with what it needs to hold; files and logs are for their owner alone. */
export async function openDataFolder(dataDir) {
  await refusingDiskFaults(dataDir, () => {
    if (!existsSync(dataDir)) {
      mkdirSync(dataDir, { recursive: true });
      // The database's user must be able to pass through when we are root.
      chmodSync(dataDir, process.getuid?.() === 0 ? 0o711 : 0o700);
    }
    for (const name of ["files", "logs"]) {
      mkdirSync(path.join(dataDir, name), { recursive: true, mode: 0o700 });
    }
  });
}

/** A small JSON file of the data folder; null when it is not there or not whole. */
export function readRecord(dataDir, name) {
  try {
    return JSON.parse(readFileSync(path.join(dataDir, name), "utf8"));
  } catch (error) {
    if (error.code === "ENOENT" || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes such a file whole or not at all; only its owner may read it. */
export function writeRecord(dataDir, name, record) {
  const file = path.join(dataDir, name);
  const draft = `${file}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(draft, file);
}

/**
 * Takes the data folder for this process alone; one whose holder is dead is taken over, and what
 * the holder has left running is ended first. Returns how to note children and to give it back.
 */
export async function lockDataFolder(dataDir, command) {
  const holder = { pid: process.pid, mark: birthMark(process.pid), command, children: [] };
  const file = path.join(dataDir, lockName);
  for (;;) {
    if (await claim(dataDir, holder)) break;
    const other = readRecord(dataDir, lockName);
    if (other && isStillRunning(other)) throw new Refusal(sentenceFor(dataDir, other));
    if (other) await endLeftovers(other.children);
    await rm(file, { force: true });
  }
  return {
    noteChildren(children) {
      holder.children = children.map((pid) => ({ pid, mark: birthMark(pid) }));
      writeRecord(dataDir, lockName, holder);
    },
    release: () => rm(file, { force: true }),
  };
}

const lockName = "running.json";

/** True when the lock is ours; two that take over a dead one's lock at once see it here. */
async function claim(dataDir, holder) {
  const file = path.join(dataDir, lockName);
  const draft = `${file}.${holder.pid}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(draft, file);
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await wait(30);
  return readRecord(dataDir, lockName)?.pid === holder.pid;
}

function sentenceFor(dataDir, { pid, command }) {
  return `Thư mục dữ liệu ${dataDir} đang được "${command}" dùng (tiến trình ${pid}); hãy dừng nó hoặc đặt DATA_DIR khác / the data folder is in use by "${command}" (process ${pid}): stop it or set another DATA_DIR`;
}

/** Bot and worker end by themselves when their starter dies; those that do not are ended here. */
async function endLeftovers(children = []) {
  const gone = () => !children.some(isStillRunning);
  if (await until(gone, { withinMs: 4000 })) return;
  for (const child of children.filter(isStillRunning)) signal(child.pid, "SIGKILL");
  await until(gone, { withinMs: 2000 });
}
