import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Header, list, type ReadEntry } from "tar";
import { BackupError, isExpectedEntry } from "./backup-manifest.ts";

/** What was written to or read from an archive under one name. */
export interface ArchivedFile {
  readonly name: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/**
 * Writes a tar.gz beside its final name and gives it that name only when it is whole and on disk,
 * so a backup that fails leaves the earlier one as it was. Only its owner may read it.
 */
export async function writeArchive(file: string, content: AsyncIterable<Buffer>): Promise<void> {
  const draft = `${file}.${randomBytes(4).toString("hex")}.partial`;
  try {
    const output = createWriteStream(draft, { flags: "wx", mode: 0o600, flush: true });
    await pipeline(Readable.from(content), createGzip({ level: 4 }), output);
    await rename(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
  await flushFolder(path.dirname(file));
}

/** The bytes of one entry; afterwards `done` is told its size and hash. */
export async function* entryBytes(
  name: string,
  { bytes, content }: { readonly bytes: number; readonly content: AsyncIterable<Buffer> },
  done: (entry: ArchivedFile) => void,
): AsyncGenerator<Buffer> {
  yield headerOf(name, bytes);
  const hash = createHash("sha256");
  let seen = 0;
  for await (const chunk of content) {
    seen += chunk.length;
    hash.update(chunk);
    yield chunk;
  }
  if (seen !== bytes) throw new BackupError(`${name}: đổi trong lúc sao lưu / changed meanwhile`);
  yield Buffer.alloc((512 - (bytes % 512)) % 512);
  done({ name, bytes, sha256: hash.digest("hex") });
}

/** What ends every archive. */
export function archiveEnd(): Buffer {
  return Buffer.alloc(1024);
}

/**
 * Unpacks the entries that `keep` accepts into a folder and hashes all of them.
 *
 * @throws {BackupError} When the archive is damaged or holds anything a backup of ours does not.
 */
export async function unpackArchive(
  file: string,
  folder: string,
  keep: (name: string) => boolean,
): Promise<readonly ArchivedFile[]> {
  const found: { readonly entry: ReadEntry; readonly taken: Promise<ArchivedFile> }[] = [];
  const onReadEntry = (entry: ReadEntry): void => {
    const taken = takeEntry(entry, keep(entry.path) ? path.join(folder, entry.path) : null);
    // A rejection is looked at below; until then the rest of the archive is read past.
    taken.catch(() => {
      entry.resume();
    });
    entry.on("error", () => undefined);
    found.push({ entry, taken });
  };
  try {
    await list({ file, strict: true, noResume: true, onReadEntry });
    return await Promise.all(found.map(({ taken }) => taken));
  } catch (error) {
    // An entry that was cut short would wait for its end for ever.
    for (const { entry } of found) entry.destroy(error);
    await Promise.allSettled(found.map(({ taken }) => taken));
    if (error instanceof BackupError || isMissing(error)) throw error;
    throw new BackupError(
      `Không đọc được ${file}: tệp hỏng hoặc bị cắt cụt / the file is damaged or cut short`,
      { cause: error },
    );
  }
}

async function takeEntry(entry: ReadEntry, target: string | null): Promise<ArchivedFile> {
  const { path: name, type } = entry;
  if (!isExpectedEntry(name) || type !== "File") {
    entry.resume();
    throw new BackupError(`Bản sao lưu có mục lạ: ${name} / the backup holds an unknown entry`);
  }
  const hash = createHash("sha256");
  let bytes = 0;
  const content = entry as AsyncIterable<Buffer>;
  const hashed = async function* (): AsyncGenerator<Buffer> {
    for await (const chunk of content) {
      bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  };
  await (target === null ? readOut(hashed()) : writeOut(hashed(), target));
  return { name, bytes, sha256: hash.digest("hex") };
}

async function readOut(content: AsyncIterable<Buffer>): Promise<void> {
  const chunks = content[Symbol.asyncIterator]();
  while ((await chunks.next()).done !== true);
}

async function writeOut(content: AsyncIterable<Buffer>, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
  await pipeline(
    Readable.from(content),
    createWriteStream(target, { flags: "wx", mode: 0o600, flush: true }),
  );
}

function headerOf(name: string, size: number): Buffer {
  const header = new Header({ path: name, size, mode: 0o600, type: "File", mtime: new Date(0) });
  const block = Buffer.alloc(512);
  header.encode(block);
  if (header.needPax) throw new BackupError(`${name}: tên quá dài / the name is too long`);
  return block;
}

/** Makes the new name itself survive a power cut. */
async function flushFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}

/** A file as the content of an entry. */
export function fileContent(file: string): AsyncIterable<Buffer> {
  return createReadStream(file, { highWaterMark: 256 * 1024 });
}
