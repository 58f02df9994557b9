import type { FastifyInstance } from "fastify";
import type { TelegramBot } from "../adapters/channels/telegram/telegram-api.ts";
import { telegramBotId } from "../adapters/channels/telegram/telegram-api.ts";
import { setTelegramCommands } from "../adapters/channels/telegram/telegram-commands.ts";
import { pollTelegram } from "../adapters/channels/telegram/telegram-poller.ts";
import { setTelegramWebhook } from "../adapters/channels/telegram/telegram-webhook-address.ts";
import type { Config } from "../adapters/config.ts";
import type { Log } from "../adapters/log.ts";
import type { Inbox } from "../usecases/ports.ts";
import { registerTelegramWebhook, telegramWebhookPath } from "./http/telegram-webhook.ts";

/** Telegram as this process serves it. */
export interface TelegramService {
  /** The webhook's route, when updates are delivered to us. */
  readonly routes: readonly ((app: FastifyInstance) => void)[];
  /** How the channel is, in a sentence. */
  state(): string;
  /** Begins to receive; called when the HTTP server listens. */
  start(): void;
  stop(): Promise<void>;
}

/** What receiving from Telegram needs from the outside. */
export interface TelegramServiceDependencies {
  readonly config: Config;
  readonly bot: TelegramBot | null;
  /** Keeps an update and sees to it that it is played. */
  readonly receive: Inbox["receive"];
  readonly log: Log;
}

/** Opens Telegram in the mode that the configuration names, or says that it is off. */
export function openTelegram(deps: TelegramServiceDependencies): TelegramService {
  const { telegram } = deps.config;
  if (!deps.bot || telegram.kind === "off") return switchedOff;
  return telegram.kind === "webhook"
    ? byWebhook(deps, deps.bot, telegram.secret)
    : byPolling(deps, deps.bot);
}

const switchedOff: TelegramService = {
  routes: [],
  state: () => "Telegram tắt: chưa có TELEGRAM_BOT_TOKEN",
  start: () => undefined,
  stop: () => Promise.resolve(),
};

function byPolling(
  { receive: keep, log }: TelegramServiceDependencies,
  bot: TelegramBot,
): TelegramService {
  const stopping = new AbortController();
  let trouble: string | null = null;
  let polling = Promise.resolve();
  return {
    routes: [],
    state: () => (trouble === null ? "Telegram bật (polling)" : `Telegram: ${trouble}`),
    start() {
      void announceCommands(bot, log);
      const report = (said: string): void => {
        trouble = said;
        log.warn({ channel: "telegram" }, said);
      };
      const receive: Inbox["receive"] = async (update) => {
        await keep(update);
        trouble = null;
      };
      polling = pollTelegram(bot, { receive, report }, stopping.signal);
    },
    async stop() {
      stopping.abort();
      await polling;
    },
  };
}

function byWebhook(
  { config, receive, log }: TelegramServiceDependencies,
  bot: TelegramBot,
  secret: string,
): TelegramService {
  const id = telegramBotId(bot.token);
  let trouble: string | null = null;
  return {
    routes: [
      (app) => {
        registerTelegramWebhook(app, {
          bot: id,
          secret,
          receive,
        });
      },
    ],
    state: () => (trouble === null ? "Telegram bật (webhook)" : `Telegram: ${trouble}`),
    start() {
      void announceCommands(bot, log);
      const url = `${config.publicUrl}${telegramWebhookPath(id)}`;
      setTelegramWebhook(bot, { url, secret }).catch((error: unknown) => {
        trouble = String(error);
        log.error({ err: error }, "the Telegram webhook could not be set");
      });
    },
    stop: () => Promise.resolve(),
  };
}

/** The command list is a convenience: the talk goes on without it. */
async function announceCommands(bot: TelegramBot, log: Log): Promise<void> {
  try {
    await setTelegramCommands(bot);
  } catch (error) {
    log.warn({ err: error }, "Telegram's command list was not set");
  }
}
