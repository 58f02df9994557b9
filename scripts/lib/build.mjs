import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { filesBelow, fingerprint } from "./fingerprint.mjs";
import { runQuietly } from "./run-quietly.mjs";

const generated = "adapters/db/generated";
const sourceFolders = ["core", "usecases", "adapters", "bot", "worker", "scripts", "prisma"];

/** Writes the database client again when the schema or Prisma has changed. */
export async function generateClient(root, { say, signal }) {
  const marker = path.join(root, generated, ".made-from");
  const wanted = fingerprint(root, [
    "prisma/schema.prisma",
    "prisma.config.ts",
    "node_modules/prisma/package.json",
  ]);
  if ((await readIfThere(marker)) === wanted) return;
  say("Đang tạo lớp truy cập cơ sở dữ liệu / generating the database client …");
  await runQuietly(process.execPath, ["scripts/prisma.mjs", "generate"], {
    cwd: root,
    signal,
    what: "Không tạo được lớp truy cập cơ sở dữ liệu / the database client could not be generated",
  });
  await writeFile(marker, wanted);
}

/**
 * Compiles the program to dist/ when a source has changed, and lays beside the compiled files what
 * they read at run time. The new folder takes the place of the old one only when it is complete.
 */
export async function buildProgram(root, { say, signal }) {
  const { sources, assets } = readSources(root);
  const wanted = fingerprint(root, [
    ...sources,
    ...assets,
    "tsconfig.json",
    "tsconfig.build.json",
    "package-lock.json",
  ]);
  const dist = path.join(root, "dist");
  if ((await readIfThere(path.join(dist, ".made-from"))) === wanted) return;
  say("Đang dịch chương trình / building …");
  const draft = `${dist}.${process.pid}`;
  await compile({ root, draft, signal });
  for (const asset of assets) await copyInto(root, draft, asset);
  await writeFile(path.join(draft, ".made-from"), wanted);
  await swap(draft, dist);
}

function readSources(root) {
  const skip = (name) =>
    name === generated || name.startsWith("scripts/lib/") || /\.test\.(ts|mjs)$/.test(name);
  const files = sourceFolders.flatMap((folder) => filesBelow(root, folder, skip));
  const isSource = (name) => /\.(ts|mjs|prisma)$/.test(name);
  const isRead = (name) => !/(^|\/)(fixtures|transcripts)\/|\.md$|\.d\.mts$/.test(name);
  // What npm start reads as well stays plain JavaScript; the compiler does not hand it on.
  const isPlain = (name) => name.endsWith(".mjs") && !name.startsWith("scripts/");
  return {
    sources: [...files.filter(isSource), "prisma/schema.prisma"],
    assets: files.filter((name) => isPlain(name) || (!isSource(name) && isRead(name))),
  };
}

async function compile({ root, draft, signal }) {
  const tsc = path.join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "-p", "tsconfig.build.json", "--noCheck", "--outDir", draft];
  await runQuietly(process.execPath, args, {
    cwd: root,
    signal,
    what: "Không dịch được chương trình / the program could not be built",
  });
}

async function copyInto(root, draft, asset) {
  const target = path.join(draft, asset);
  await mkdir(path.dirname(target), { recursive: true });
  await cp(path.join(root, asset), target);
}

/** When another start was quicker, its folder, made from the same sources, stays. */
async function swap(draft, dist) {
  const old = `${draft}.old`;
  try {
    if (existsSync(dist)) await rename(dist, old);
    await rename(draft, dist);
  } catch (error) {
    if (!["ENOENT", "ENOTEMPTY", "EEXIST"].includes(error.code)) throw error;
    await rm(draft, { recursive: true, force: true });
  }
  await rm(old, { recursive: true, force: true });
}

async function readIfThere(file) {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}
