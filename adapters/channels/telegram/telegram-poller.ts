import { setTimeout as delay } from "node:timers/promises";
import { type Api, GrammyError } from "grammy";
import type { Update } from "grammy/types";
import type { RawUpdate } from "../../../usecases/ports.ts";
import { readTelegramEnvelope } from "./read-telegram-envelope.ts";
import { type TelegramBot, telegramApi, telegramBotId } from "./telegram-api.ts";
import { describeTelegramError } from "./describe-telegram-error.ts";
import { telegramUpdates } from "./telegram-updates.ts";

/** What the poller hands its updates to. */
export interface TelegramPollerDependencies {
  /** Keeps one update and sees to it that it is played; nothing is confirmed that was not kept. */
  receive(update: RawUpdate): Promise<void>;
  /** Told what is wrong, in a sentence for the operator. */
  report(trouble: string): void;
  /** Waits, or returns early when the signal says so; tests pass their own. */
  readonly wait?: (ms: number, signal: AbortSignal) => Promise<void>;
  /** How long Telegram holds an empty answer back; 30 by default. */
  readonly pollSeconds?: number;
}

type GrammySignal = NonNullable<Parameters<Api["getUpdates"]>[1]>;

/** Longest pause between two tries while Telegram or the database is out of reach. */
const maxPauseMs = 30_000;

/**
 * Fetches updates by long polling until the signal aborts: stores all of a batch, and only then
 * confirms it by asking for the next. A crash in between makes Telegram deliver the batch again,
 * which the inbox recognises.
 *
 * @returns When it has stopped; a batch in hand is stored first.
 */
export async function pollTelegram(
  bot: TelegramBot,
  deps: TelegramPollerDependencies,
  signal: AbortSignal,
): Promise<void> {
  const pollSeconds = deps.pollSeconds ?? 30;
  const api = telegramApi(bot, pollSeconds + 15);
  const wait = deps.wait ?? pause;
  let offset = 0;
  let failures = 0;

  while (!signal.aborted) {
    try {
      const updates = await fetchUpdates(api, { offset, pollSeconds }, signal);
      await storeAll(telegramBotId(bot.token), updates, deps);
      offset = nextOffset(updates);
      failures = 0;
    } catch (cause) {
      if (isStopped(signal)) return;
      failures += 1;
      const pauseMs = pauseAfter(cause, failures);
      deps.report(explain(cause, bot.token, pauseMs));
      await wait(pauseMs, signal);
    }
  }
}

function fetchUpdates(
  api: Api,
  { offset, pollSeconds }: { readonly offset: number; readonly pollSeconds: number },
  signal: AbortSignal,
): Promise<readonly Update[]> {
  // grammY brings its own class of this name; it reads `aborted` and listens, no more.
  const grammySignal = signal as unknown as GrammySignal;
  return api.getUpdates(
    { offset, timeout: pollSeconds, limit: 100, allowed_updates: telegramUpdates },
    grammySignal,
  );
}

/** A chat's updates one after the other, so that they lie in its lane as they came. */
async function storeAll(
  bot: string,
  updates: readonly Update[],
  deps: TelegramPollerDependencies,
): Promise<void> {
  const lanes = lanesOf(updates.flatMap((update) => readTelegramEnvelope(bot, update) ?? []));
  const stored = await Promise.allSettled(
    lanes.map(async (lane) => {
      for (const update of lane) await deps.receive(update);
    }),
  );
  const failed = stored.find((each) => each.status === "rejected");
  if (failed) throw failed.reason;
}

function lanesOf(updates: readonly RawUpdate[]): readonly (readonly RawUpdate[])[] {
  const lanes = new Map<string, RawUpdate[]>();
  for (const update of updates) {
    const lane = lanes.get(update.from.chatId);
    if (lane) lane.push(update);
    else lanes.set(update.from.chatId, [update]);
  }
  return [...lanes.values()];
}

/**
 * An empty answer means that everything before is confirmed. Then we ask without an offset, since
 * after a silent week Telegram begins to count anew, perhaps lower.
 */
function nextOffset(updates: readonly Update[]): number {
  return updates.length === 0 ? 0 : Math.max(...updates.map((each) => each.update_id)) + 1;
}

function isStopped(signal: AbortSignal): boolean {
  return signal.aborted;
}

function pauseAfter(cause: unknown, failures: number): number {
  const asked = cause instanceof GrammyError ? (cause.parameters.retry_after ?? 0) * 1000 : 0;
  return Math.max(asked, Math.min(maxPauseMs, 1000 * 2 ** Math.min(failures - 1, 5)));
}

function explain(cause: unknown, token: string, pauseMs: number): string {
  const what = describeTelegramError(cause, token);
  return `${adviceFor(cause)} (${what}). Thử lại sau ${Math.ceil(pauseMs / 1000)} giây / trying again.`;
}

function adviceFor(cause: unknown): string {
  const code = cause instanceof GrammyError ? cause.error_code : 0;
  const text = cause instanceof GrammyError ? cause.description : "";
  if (code === 409 && text.includes("webhook")) {
    return "Telegram: bot này đang nhận tin qua webhook, nên không thể nhận bằng polling; đặt TELEGRAM_MODE=webhook, hoặc gỡ webhook (deleteWebhook) / this bot has a webhook, so polling gets nothing; set TELEGRAM_MODE=webhook or remove the webhook (deleteWebhook)";
  }
  if (code === 409) {
    return "Telegram: một chương trình khác đang nhận tin bằng cùng mã bot; chỉ để một nơi chạy / another program polls with the same token; run only one";
  }
  if (code === 401 || code === 404) {
    return "Telegram không nhận mã bot; kiểm tra TELEGRAM_BOT_TOKEN / Telegram does not know the token; check TELEGRAM_BOT_TOKEN";
  }
  return "Telegram: chưa lấy hoặc chưa lưu được tin mới, không mất tin nào / could not fetch or store new updates, none is lost";
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch((cause: unknown) => {
    if (!signal.aborted) throw cause;
  });
}
