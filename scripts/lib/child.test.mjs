import path from "node:path";
import process from "node:process";
import { expect, it, onTestFinished } from "vitest";
import { aFolder } from "../../test/a-folder.ts";
import { keepRunning } from "./child.mjs";
import { isRunning, signal, until } from "./processes.mjs";

/** Runs a small program under supervision; tells how often it was started and why it ended. */
async function supervised(program) {
  const seen = { starts: 0, falls: [] };
  const child = keepRunning({
    ...{ args: ["-e", program], cwd: process.cwd(), env: {} },
    log: path.join(await aFolder(), "child.log"),
    hasStarted: () => (seen.starts += 1),
    hasGone: (tail, count) => seen.falls.push({ tail, count }),
  });
  onTestFinished(() => {
    child.ask();
    child.kill();
  });
  return { child, seen };
}

it("starts a process again that was killed", async () => {
  const { child, seen } = await supervised("setInterval(() => {}, 1000)");
  const first = child.pid();
  signal(first, "SIGKILL");
  expect(await until(() => seen.starts === 2, { withinMs: 5000 })).toBe(true);
  expect(child.pid()).not.toBe(first);
  expect(isRunning(child.pid())).toBe(true);
});

it("tells the last words of a process that ends by itself, and how often in a row", async () => {
  const { seen } = await supervised("console.error('no database'); process.exit(1)");
  expect(await until(() => seen.falls.length >= 2, { withinMs: 10_000 })).toBe(true);
  expect(seen.falls[1]).toEqual({ tail: "no database", count: 2 });
});

it("does not start a process again that was asked to end", async () => {
  const { child, seen } = await supervised("setInterval(() => {}, 1000)");
  child.ask();
  expect(await until(child.hasEnded, { withinMs: 5000 })).toBe(true);
  expect(seen).toEqual({ starts: 1, falls: [] });
});
