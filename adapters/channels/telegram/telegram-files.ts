import { createReadStream } from "node:fs";
import path from "node:path";
import { type Api, GrammyError } from "grammy";
import { FetchError, type FileOpener } from "../../../usecases/file-ports.ts";
import { type TelegramBot, telegramApi } from "./telegram-api.ts";
import { describeTelegramError } from "./describe-telegram-error.ts";

/** What the Bot API hands out at most; a self-hosted server could more, but we keep one limit. */
const maxBytes = 20 * 1024 * 1024;
/** How long the server may stay silent in the middle of a file. */
const stallMs = 30_000;

/** Opens files that people sent to the bot. */
export function telegramFiles(bot: TelegramBot): FileOpener {
  const api = telegramApi(bot);
  return {
    async open({ ref, size }) {
      if (size !== null && size > maxBytes) throw tooLarge();
      const filePath = await pathOf(api, bot.token, ref);
      // A Bot API server in local mode names the file on its own disk.
      const content = path.isAbsolute(filePath)
        ? localContent(bot, filePath)
        : await remoteContent(bot, filePath);
      return limited(content, bot.token);
    },
  };
}

async function pathOf(api: Api, token: string, ref: string): Promise<string> {
  try {
    const file = await api.getFile(ref);
    if ((file.file_size ?? 0) > maxBytes) throw tooLarge();
    if (file.file_path === undefined) throw unavailable("getFile: no file_path", true);
    return file.file_path;
  } catch (cause) {
    if (cause instanceof FetchError) throw cause;
    throw unavailable(describeTelegramError(cause, token), isPassing(cause));
  }
}

/** A 400 is for ever, but for the one whose words say that it may be for now. */
function isPassing(cause: unknown): boolean {
  if (!(cause instanceof GrammyError)) return true;
  return cause.error_code !== 400 || cause.description.includes("temporarily unavailable");
}

function localContent({ apiRoot }: TelegramBot, filePath: string): AsyncIterable<Uint8Array> {
  if (new URL(apiRoot).hostname === "api.telegram.org") {
    throw unavailable("getFile: a path on this machine", false);
  }
  return createReadStream(filePath);
}

async function remoteContent(
  { apiRoot, token }: TelegramBot,
  filePath: string,
): Promise<AsyncIterable<Uint8Array>> {
  const root = apiRoot.replace(/\/+$/, "");
  const address = `${root}/file/bot${token}/${filePath.split("/").map(encodeURIComponent).join("/")}`;
  const breaker = new AbortController();
  const stalled = setTimeout(() => {
    breaker.abort(new Error("the file stopped coming"));
  }, stallMs);
  try {
    const response = await fetch(address, { signal: breaker.signal, redirect: "error" });
    // Begun here and now: undici cuts off a body that nobody has begun to read when the response
    // is garbage-collected, and a whole file then reads as an empty one.
    if (response.ok && response.body) return watched(response.body.values(), stalled);
    await response.body?.cancel();
    throw unavailable(`file: status ${response.status}`, isPassingStatus(response.status));
  } catch (cause) {
    clearTimeout(stalled);
    if (cause instanceof FetchError) throw cause;
    throw unavailable(`file: ${describeTelegramError(cause, token)}`, true);
  }
}

/** The link of a file lasts an hour, so even a 404 is worth asking getFile again. */
function isPassingStatus(status: number): boolean {
  return status === 404 || status === 429 || status >= 500;
}

async function* watched(
  body: AsyncIterable<Uint8Array>,
  stalled: NodeJS.Timeout,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) {
      stalled.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(stalled);
  }
}

async function* limited(
  content: AsyncIterable<Uint8Array>,
  token: string,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw tooLarge();
      yield chunk;
    }
  } catch (cause) {
    if (cause instanceof FetchError) throw cause;
    throw unavailable(`file: ${describeTelegramError(cause, token)}`, true);
  }
}

function tooLarge(): FetchError {
  return new FetchError("Telegram hands out files of at most 20 MB", { retryable: false });
}

function unavailable(what: string, retryable: boolean): FetchError {
  return new FetchError(`Telegram did not give the file (${what})`, { retryable });
}
