import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { aPdf } from "../../test/sample-files.ts";
import { diskStore } from "./disk-store.ts";

const it = test.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-store-"));
    await use(path.join(folder, "files"));
    await rm(folder, { recursive: true, force: true });
  },
});

const pdf = aPdf();
const sha256 = createHash("sha256").update(pdf).digest("hex");
const about = { name: "Báo cáo.pdf", maxBytes: 1_000_000 };

async function* inPieces(content: Buffer, bytes = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += bytes) {
    yield await Promise.resolve(content.subarray(at, at + bytes));
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((each) => each.isFile()).map((each) => each.name);
}

it("keeps a file under its hash and gives it back", async ({ folder }) => {
  const store = diskStore(folder);
  expect(await store.keep(inPieces(pdf), about)).toEqual({
    kind: "kept",
    file: { sha256, size: pdf.length, mime: "application/pdf" },
  });
  expect(await store.has(sha256)).toBe(true);
  const read: Uint8Array[] = [];
  for await (const piece of await store.read(sha256)) read.push(piece);
  expect(Buffer.concat(read).equals(pdf)).toBe(true);
  const place = path.join(folder, sha256.slice(0, 2), sha256.slice(2));
  expect((await stat(place)).mode & 0o777).toBe(0o400);
});

it("stores equal contents once, also when they come at once", async ({ folder }) => {
  const store = diskStore(folder);
  await Promise.all(Array.from({ length: 8 }, () => store.keep(inPieces(pdf), about)));
  expect(await filesBelow(folder)).toEqual([sha256.slice(2)]);
});

it("stops reading at the limit and leaves nothing behind", async ({ folder }) => {
  let given = 0;
  let isClosed = false;
  async function* endless() {
    try {
      for (;;) {
        given += 1_000;
        yield await Promise.resolve(new Uint8Array(1_000));
      }
    } finally {
      isClosed = true;
    }
  }
  const store = diskStore(folder);
  expect(await store.keep(endless(), { name: "a.pdf", maxBytes: 10_000 })).toEqual({
    kind: "refused",
    refusal: { kind: "tooLarge", maxBytes: 10_000 },
  });
  expect({ given, isClosed }).toEqual({ given: 11_000, isClosed: true });
  expect(await filesBelow(folder)).toEqual([]);
});

it("leaves nothing of a refused file", async ({ folder }) => {
  const refused = await diskStore(folder).keep(inPieces(Buffer.from("MZ...")), about);
  expect(refused).toMatchObject({ kind: "refused", refusal: { kind: "program" } });
  expect(await filesBelow(folder)).toEqual([]);
});

it("leaves nothing of a stream that breaks, and says so", async ({ folder }) => {
  async function* breaking() {
    yield await Promise.resolve(pdf);
    throw new Error("terminated");
  }
  await expect(diskStore(folder).keep(breaking(), about)).rejects.toThrow("terminated");
  expect(await filesBelow(folder)).toEqual([]);
});

it("says so when the folder cannot be written", async ({ folder }) => {
  await writeFile(folder, "a file stands where the folder should be");
  const store = diskStore(folder);
  await expect(store.keep(inPieces(pdf), about)).rejects.toThrow(/EEXIST|ENOTDIR/);
  await expect(store.checkWritable()).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(await readFile(folder, "utf8")).toContain("a file stands");
});

it("writes and removes a trial file when asked whether it can", async ({ folder }) => {
  await diskStore(folder).checkWritable();
  expect(await filesBelow(folder)).toEqual([]);
});

it("does not read by a name that is no hash", async ({ folder }) => {
  const store = diskStore(folder);
  await expect(async () => store.read("../../etc/passwd")).rejects.toThrow(RangeError);
  await expect(async () => store.has("ab")).rejects.toThrow(RangeError);
});

it("removes what a killed process left a day ago, and nothing younger", async ({ folder }) => {
  const now = new Date("2026-01-15T08:00:00Z");
  const hour = 3_600_000;
  await mkdir(path.join(folder, "tmp"), { recursive: true });
  for (const [name, age] of Object.entries({ old: 25 * hour, young: 23 * hour })) {
    const file = path.join(folder, "tmp", name);
    await writeFile(file, "half");
    const at = new Date(now.getTime() - age);
    await utimes(file, at, at);
  }
  await diskStore(folder).clean(now);
  expect(await filesBelow(folder)).toEqual(["young"]);
});

it(
  "keeps memory small for a file of a hundred megabytes",
  { timeout: 60_000 },
  async ({ folder }) => {
    const piece = Buffer.alloc(1 << 20, " ");
    let peak = 0;
    const before = process.memoryUsage().rss;
    async function* large() {
      yield await Promise.resolve(pdf.subarray(0, 60));
      for (let count = 0; count < 95; count += 1) {
        peak = Math.max(peak, process.memoryUsage().rss - before);
        yield piece;
      }
      yield pdf.subarray(60);
    }
    const kept = await diskStore(folder).keep(large(), { ...about, maxBytes: 100_000_000 });
    expect(kept).toMatchObject({ kind: "kept", file: { mime: "application/pdf" } });
    expect(peak).toBeLessThan(40 << 20);
  },
);
