import { existsSync, openSync, readFileSync, statSync } from "node:fs";
import { copyFile, truncate } from "node:fs/promises";
import { lastLines } from "./run-quietly.mjs";

const longestBytes = 10 * 1024 * 1024;

/** Opens a log for a child to append to; only its owner may read it. */
export function openLogFile(file) {
  return { descriptor: openSync(file, "a", 0o600), from: statSync(file).size };
}

/** The last lines written since a position. */
export function logTail(file, from, count = 8) {
  if (!existsSync(file)) return "";
  return lastLines(readFileSync(file).subarray(from).toString("utf8"), count);
}

/** Moves what has grown too long to FILE.1; the child goes on writing to the same file. */
export async function rotateLog(file) {
  if (!existsSync(file) || statSync(file).size < longestBytes) return;
  await copyFile(file, `${file}.1`);
  await truncate(file, 0);
}
