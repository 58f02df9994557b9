import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { readSecret } from "./secret.ts";

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "cham-secret-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

it("makes a secret once, and gives the same one afterwards", async () => {
  const dataDir = await emptyFolder();
  const first = readSecret({ secret: null, dataDir });
  expect(first.length).toBeGreaterThanOrEqual(32);
  expect(readSecret({ secret: null, dataDir })).toBe(first);
});

it("lets nobody but its owner read the file", async () => {
  const dataDir = path.join(await emptyFolder(), "not-yet-there");
  readSecret({ secret: null, dataDir });
  const { mode } = await stat(path.join(dataDir, "secret"));
  expect(mode & 0o777).toBe(0o600);
});

it("prefers the secret of the environment and writes no file then", async () => {
  const dataDir = await emptyFolder();
  expect(readSecret({ secret: "x".repeat(32), dataDir })).toBe("x".repeat(32));
  await expect(readFile(path.join(dataDir, "secret"))).rejects.toThrow("ENOENT");
});
