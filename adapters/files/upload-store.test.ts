import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { FetchError, type FileSource } from "../../usecases/file-ports.ts";
import { aPdf } from "../../test/sample-files.ts";
import { isUploadRef, uploadStore } from "./upload-store.ts";

const it = test.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-uploads-"));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

const pdf = aPdf();
async function* content(): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(pdf);
}
function sourceOf(ref: string): FileSource {
  return { channel: "web", bot: "web", chatId: "c", ref, size: null };
}

async function stored(folder: string): Promise<string> {
  const upload = await uploadStore(folder).store(content(), 10_000);
  if (upload === "tooLarge") throw new Error("the sample is too large");
  return upload.ref;
}

it("gives back what was stored, until it is released", async ({ folder }) => {
  const uploads = uploadStore(folder);
  const ref = await stored(folder);
  const read: Uint8Array[] = [];
  for await (const piece of await uploads.open(sourceOf(ref))) read.push(piece);
  expect(Buffer.concat(read).equals(pdf)).toBe(true);

  await uploads.release?.(sourceOf(ref));
  await expect(uploads.open(sourceOf(ref))).rejects.toMatchObject({ retryable: false });
  await uploads.remove(ref);
});

it("says at once what the file store would refuse", async ({ folder }) => {
  const uploads = uploadStore(folder);
  const ref = await stored(folder);
  expect(await uploads.check(ref, "a.pdf")).toMatchObject({ kind: "taken" });
  expect(await uploads.check(ref, "a.png")).toMatchObject({ refusal: { kind: "renamed" } });
});

it("leaves nothing of a file above the limit", async ({ folder }) => {
  expect(await uploadStore(folder).store(content(), pdf.length - 1)).toBe("tooLarge");
  expect(await readdir(folder)).toEqual([]);
});

it("leaves nothing of a stream that breaks", async ({ folder }) => {
  async function* breaking() {
    yield await Promise.resolve(pdf);
    throw new Error("aborted");
  }
  await expect(uploadStore(folder).store(breaking(), 10_000)).rejects.toThrow("aborted");
  expect(await readdir(folder)).toEqual([]);
});

it.each(["../secret", "up_../../../etc/passwd", "AgACAgUAAxkBAAI", "up_12", ""])(
  "opens nothing by the handle %j",
  async (ref) => {
    expect(isUploadRef(ref)).toBe(false);
    await expect(uploadStore("/").open(sourceOf(ref))).rejects.toThrow(FetchError);
  },
);

it("forgets after a week what nobody took", async ({ folder }) => {
  const uploads = uploadStore(folder);
  await stored(folder);
  const day = 86_400_000;
  await uploads.clean(new Date(Date.now() + 6 * day));
  expect(await readdir(folder)).toHaveLength(1);
  await uploads.clean(new Date(Date.now() + 8 * day));
  expect(await readdir(folder)).toHaveLength(0);
});
