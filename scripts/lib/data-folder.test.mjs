import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { expect, it } from "vitest";
import { aFolder } from "../../test/a-folder.ts";
import { lockDataFolder, openDataFolder, readRecord, writeRecord } from "./data-folder.mjs";
import { birthMark } from "./processes.mjs";

function deadPid() {
  return spawnSync(process.execPath, ["-e", ""]).pid;
}

it("refuses a folder that a living process holds, and names both", async () => {
  const folder = await aFolder();
  writeRecord(folder, "running.json", {
    ...{ pid: process.ppid, mark: birthMark(process.ppid), command: "npm start", children: [] },
  });
  await expect(lockDataFolder(folder, "npm start")).rejects.toThrow(`process ${process.ppid}`);
});

it.each([
  { holder: () => ({ pid: deadPid(), mark: "1" }), because: "its holder is dead" },
  { holder: () => ({ pid: process.ppid, mark: "1" }), because: "its number belongs to another" },
])("takes over a folder when $because", async ({ holder }) => {
  const folder = await aFolder();
  writeRecord(folder, "running.json", { ...holder(), command: "npm start", children: [] });
  await lockDataFolder(folder, "npm start");
  expect(readRecord(folder, "running.json").pid).toBe(process.pid);
});

it("gives the folder back", async () => {
  const folder = await aFolder();
  const lock = await lockDataFolder(folder, "cham backup");
  await lock.release();
  expect(readRecord(folder, "running.json")).toBeNull();
});

it("reads half a record as none", async () => {
  const folder = await aFolder();
  await writeFile(path.join(folder, "demo.json"), '{"demo": tr');
  expect(readRecord(folder, "demo.json")).toBeNull();
});

it("says in a sentence that the place is no folder", async () => {
  const file = path.join(await aFolder(), "notes");
  await writeFile(file, "");
  await expect(openDataFolder(file)).rejects.toThrow("is not a folder");
});
