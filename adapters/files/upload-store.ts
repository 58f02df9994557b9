import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { FetchError, type FileOpener } from "../../usecases/file-ports.ts";
import { type CheckedFile, checkFile } from "./check-file.ts";
import { removeOlder } from "./remove-older.ts";

/** A file that came over our own pages and waits to be taken as evidence. */
export interface StoredUpload {
  /** Handle of the file, to stand in an update's payload. */
  readonly ref: string;
  readonly size: number;
}

/** Files sent over our own pages, until the talk has taken them and they are kept. */
export interface UploadStore extends FileOpener {
  /** Reads a stream to its end; nothing stays of one above `maxBytes`. */
  store(content: AsyncIterable<Uint8Array>, maxBytes: number): Promise<StoredUpload | "tooLarge">;
  /** Looks at the content as the file store will, so that a page can tell at once. */
  check(ref: string, name: string): Promise<CheckedFile>;
  /** Forgets an upload; one already gone is no fault. */
  remove(ref: string): Promise<void>;
  /** Removes what nobody took within a week before `now`. */
  clean(now: Date): Promise<void>;
}

/** The largest file that is taken over our own pages, in bytes. */
export const maxUploadBytes = 100 << 20;

const weekMs = 7 * 86_400_000;

/** Tells a handle of ours from a messenger's, whatever channel the update came by. */
export function isUploadRef(ref: string): boolean {
  return /^up_[0-9a-f]{32}$/.test(ref);
}

/** Keeps uploads in `folder`, each under a random name. */
export function uploadStore(folder: string): UploadStore {
  return {
    store: (content, maxBytes) => store(folder, content, maxBytes),
    check: (ref, name) => checkFile(pathOf(folder, ref), name),
    open: ({ ref }) => openUpload(folder, ref),
    release: ({ ref }) => rm(pathOf(folder, ref), { force: true }),
    remove: (ref) => rm(pathOf(folder, ref), { force: true }),
    clean: (now) => removeOlder(folder, now.getTime() - weekMs),
  };
}

async function store(
  folder: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<StoredUpload | "tooLarge"> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ref = `up_${randomBytes(16).toString("hex")}`;
  const temporary = join(folder, `${ref}.part`);
  try {
    const size = await writeDown(temporary, content, maxBytes);
    if (size > maxBytes) return "tooLarge";
    await rename(temporary, pathOf(folder, ref));
    return { ref, size };
  } finally {
    await rm(temporary, { force: true });
  }
}

/** The number of bytes written; one above the limit when there was more. */
async function writeDown(
  path: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<number> {
  const file = await open(path, "wx", 0o600);
  let size = 0;
  try {
    for await (const piece of content) {
      size += piece.length;
      if (size > maxBytes) return maxBytes + 1;
      await file.appendFile(piece);
    }
    // The answer "received" must outlive a power cut, as an update does.
    await file.sync();
    return size;
  } finally {
    await file.close();
  }
}

async function openUpload(folder: string, ref: string): Promise<AsyncIterable<Uint8Array>> {
  if (!isUploadRef(ref)) throw new FetchError("no such upload", { retryable: false });
  const path = join(folder, ref);
  try {
    await access(path);
  } catch (cause) {
    throw new FetchError("the upload is gone", { retryable: false, cause });
  }
  return createReadStream(path);
}

/**
 * Where an upload lies; a path is never made from anything but a handle of ours.
 *
 * @throws {RangeError} When it is none.
 */
function pathOf(folder: string, ref: string): string {
  if (!isUploadRef(ref)) throw new RangeError("not a handle of an upload");
  return join(folder, ref);
}
