import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { type FileHandle, access, chmod, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileRefusal } from "../../core/evidence/file-refusal.ts";
import type { FileStore, KeptFile } from "../../usecases/file-ports.ts";
import { checkFile } from "./check-file.ts";
import { removeOlder } from "./remove-older.ts";

/** A store in a folder, with what the start and the readiness page need to know. */
export interface DiskStore extends FileStore {
  /**
   * Proves that a file can be written.
   *
   * @throws {Error} When it cannot: the disk is full, the folder read-only or gone.
   */
  checkWritable(): Promise<void>;
  /** Removes what a killed process left half-written more than a day before `now`. */
  clean(now: Date): Promise<void>;
}

const dayMs = 86_400_000;

type Kept = Awaited<ReturnType<FileStore["keep"]>>;

/**
 * Keeps files in `folder` under their SHA-256 ("ab/cdef…"). A file is written aside, checked, made
 * durable and only then moved to its place, so that nothing half-written is ever found there;
 * equal contents are stored once.
 */
export function diskStore(folder: string): DiskStore {
  return {
    keep: (content, about) => keep(folder, content, about),
    read: (sha256) => read(pathOf(folder, sha256)),
    has: (sha256) => exists(pathOf(folder, sha256)),
    checkWritable: () => checkWritable(folder),
    clean: (now) => removeOlder(join(folder, "tmp"), now.getTime() - dayMs),
  };
}

async function keep(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  about: { readonly name: string; readonly maxBytes: number },
): Promise<Kept> {
  const temporary = await temporaryPath(folder);
  try {
    const written = await writeAside(temporary, content, about.maxBytes);
    if (written === "tooLarge") return refused({ kind: "tooLarge", maxBytes: about.maxBytes });
    const checked = await checkFile(temporary, about.name);
    if (checked.kind === "refused") return refused(checked.refusal);
    await moveToPlace(temporary, pathOf(folder, written.sha256));
    return { kind: "kept", file: { ...written, mime: checked.mime } };
  } finally {
    await rm(temporary, { force: true });
  }
}

function refused(refusal: FileRefusal): Kept {
  return { kind: "refused", refusal };
}

async function writeAside(
  path: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Omit<KeptFile, "mime"> | "tooLarge"> {
  const hash = createHash("sha256");
  const file = await open(path, "wx", 0o600);
  let size = 0;
  try {
    for await (const piece of content) {
      size += piece.length;
      // Leaving the loop closes the source, so that the rest is not fetched.
      if (size > maxBytes) return "tooLarge";
      hash.update(piece);
      await writeAll(file, piece);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest("hex"), size };
}

async function writeAll(file: FileHandle, piece: Uint8Array): Promise<void> {
  for (let done = 0; done < piece.length;) {
    done += (await file.write(piece, done)).bytesWritten;
  }
}

async function moveToPlace(temporary: string, place: string): Promise<void> {
  if (await exists(place)) return;
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  await chmod(temporary, 0o400);
  await rename(temporary, place);
  await syncFolder(dirname(place));
}

/** A renamed file survives a power cut only when its folder is on disk too. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function temporaryPath(folder: string): Promise<string> {
  const aside = join(folder, "tmp");
  await mkdir(aside, { recursive: true, mode: 0o700 });
  return join(aside, randomUUID());
}

async function checkWritable(folder: string): Promise<void> {
  const path = await temporaryPath(folder);
  const file = await open(path, "wx", 0o600);
  try {
    await file.write("ok");
  } finally {
    await file.close();
    await rm(path, { force: true });
  }
}

async function read(path: string): Promise<AsyncIterable<Uint8Array>> {
  await access(path);
  return createReadStream(path);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return false;
    throw error;
  }
}

/**
 * Where a content lies; a path is never made from anything but a hash.
 *
 * @throws {RangeError} When it is no SHA-256.
 */
function pathOf(folder: string, sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new RangeError("not a SHA-256");
  return join(folder, sha256.slice(0, 2), sha256.slice(2));
}
