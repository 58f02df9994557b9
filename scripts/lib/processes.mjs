import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import process from "node:process";
import { clearInterval, setInterval } from "node:timers";
import { setTimeout as wait } from "node:timers/promises";

/** True when a process with that number runs now, whoever owns it. */
export function isRunning(pid) {
  if (isZombie(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error.code === "ESRCH") return false;
    if (error.code === "EPERM") return true;
    throw error;
  }
}

/**
 * A mark of this very process, which no later one with the same number shares: its start time,
 * where the system tells it, else an empty text.
 */
export function birthMark(pid) {
  const fields = readStat(pid);
  return fields?.[19] ?? "";
}

/** True when the process that was noted with this number and mark still runs. */
export function isStillRunning({ pid, mark }) {
  return isRunning(pid) && (mark === "" || birthMark(pid) === mark);
}

/** Sends a signal; a process that is gone is no fault. */
export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}

/** Calls back when the process that began this one has ended, at most a quarter of a second later. */
export function onOrphaned(callback) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    callback();
  }, 250);
  timer.unref();
}

/** Waits until the check holds; false when the time is over first. */
export async function until(check, { withinMs, everyMs = 20 }) {
  const end = performance.now() + withinMs;
  while (performance.now() < end) {
    if (await check()) return true;
    await wait(everyMs);
  }
  return Boolean(await check());
}

/** A child that has ended and that nobody has asked about yet still has its number. */
function isZombie(pid) {
  return readStat(pid)?.[0] === "Z";
}

/** The fields after the name in /proc/PID/stat; null where there is no such file. */
function readStat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}
