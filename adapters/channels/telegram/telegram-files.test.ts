import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setImmediate as nextTick } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeTelegram, startFakeTelegram } from "../../../scripts/fakes/telegram.ts";
import { FetchError, type FileSource } from "../../../usecases/file-ports.ts";
import { decodeTelegramUpdate } from "./decode-telegram-update.ts";
import { telegramFiles } from "./telegram-files.ts";

let fake: FakeTelegram;

beforeEach(async () => {
  fake = await startFakeTelegram();
});
afterEach(async () => {
  await fake.stop();
});

async function sourceOf(
  bytes: Uint8Array | string,
  options: { declaredSize?: number; slow?: { chunkBytes: number; delayMs: number } } = {},
): Promise<FileSource> {
  fake.user({ id: 4242 }).sendDocument(bytes, "ke-hoach.pdf", options);
  const response = await fetch(`${fake.apiRoot}/bot${fake.token}/getUpdates`);
  const { result } = (await response.json()) as { result: readonly unknown[] };
  const input = decodeTelegramUpdate(result.at(-1));
  if (input?.kind !== "file") throw new Error("the fake delivered no file");
  const { ref, size } = input.file;
  return { channel: "telegram", bot: fake.botId, chatId: "4242", ref, size };
}

async function read(source: FileSource, bot: { token: string; apiRoot: string } = fake) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await telegramFiles(bot).open(source)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function failure(source: FileSource): Promise<FetchError> {
  const error: unknown = await read(source).then(
    () => "read",
    (cause: unknown) => cause,
  );
  if (!(error instanceof FetchError))
    throw new Error(`expected a FetchError, got ${String(error)}`);
  return error;
}

/** Collects, and lets what waits for the collection of something run. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  for (let round = 0; round < 5; round += 1) {
    collect();
    await nextTick();
  }
}

describe("telegramFiles", () => {
  it("streams a file as it was sent", async () => {
    const bytes = Buffer.from(Array.from({ length: 700_000 }, (_, index) => index % 251));
    expect((await read(await sourceOf(bytes))).equals(bytes)).toBe(true);
  });

  it("hands on the first bytes before the last have come", async () => {
    const slow = { chunkBytes: 4, delayMs: 5 };
    const source = await sourceOf("bốn byte một lần", { slow });
    const chunks: string[] = [];
    for await (const chunk of await telegramFiles(fake).open(source)) chunks.push(String(chunk));
    expect(chunks.length).toBeGreaterThan(1);
  });

  it("gives a whole file to a reader who comes late, after the memory was tidied", async () => {
    const content = await telegramFiles(fake).open(await sourceOf("nội dung"));
    await collectGarbage();
    const chunks: Uint8Array[] = [];
    for await (const chunk of content) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe("nội dung");
  });

  it("does not ask for a file that is said to be above 20 MB", async () => {
    const source = await sourceOf("x", { declaredSize: 20 * 1024 * 1024 + 1 });
    expect(await failure(source)).toMatchObject({ retryable: false });
    expect(fake.counts.get("getFile")).toBeUndefined();
  });

  it("breaks off a file that is larger than Telegram said", async () => {
    const source = await sourceOf(Buffer.alloc(20 * 1024 * 1024 + 1), { declaredSize: 10 });
    expect(await failure(source)).toMatchObject({ retryable: false });
  });

  it.each([
    {
      method: "getFile",
      fault: { error_code: 400, description: "Bad Request: file is too big" },
      retryable: false,
    },
    {
      method: "getFile",
      fault: {
        error_code: 400,
        description: "Bad Request: wrong file_id or the file is temporarily unavailable",
      },
      retryable: true,
    },
    { method: "getFile", fault: { error_code: 429, retry_after: 3 }, retryable: true },
    { method: "getFile", fault: { error_code: 500 }, retryable: true },
    { method: "getFile", fault: { dropConnection: true }, retryable: true },
    { method: "file", fault: { error_code: 404 }, retryable: true },
    { method: "file", fault: { error_code: 403 }, retryable: false },
    { method: "file", fault: { error_code: 503 }, retryable: true },
    { method: "file", fault: { dropConnection: "before" as const }, retryable: true },
    { method: "file", fault: { dropConnection: "after" as const }, retryable: true },
  ])(
    "after $fault of $method, trying again helps: $retryable",
    async ({ method, fault, retryable }) => {
      const source = await sourceOf("nội dung");
      fake.failNext(method, fault);
      const error = await failure(source);
      expect(error.retryable).toBe(retryable);
      expect(`${error.message} ${String(error.stack)}`).not.toContain(fake.token.split(":")[1]);
    },
  );

  it("reads from the disk what a server in local mode names there", async () => {
    const localDir = await mkdtemp(path.join(tmpdir(), "cham-bot-api-"));
    const local = await startFakeTelegram({ localDir });
    try {
      local.user({ id: 4242 }).sendDocument("nội dung", "a.txt");
      const ref = `BQAC${local.botId}_1`;
      const source = {
        channel: "telegram",
        bot: local.botId,
        chatId: "4242",
        ref,
        size: null,
      } as const;
      expect((await read(source, local)).toString()).toBe("nội dung");
    } finally {
      await local.stop();
      await rm(localDir, { recursive: true });
    }
  });
});
