import { Api } from "grammy";
import { keepAliveFetch } from "./keep-alive-fetch.ts";

/** One Telegram bot and the server through which it is reached. */
export interface TelegramBot {
  /** As BotFather gave it: the bot's id, a colon, the secret. */
  readonly token: string;
  /** Without a slash at the end; a self-hosted Bot API server, or a fake in tests. */
  readonly apiRoot: string;
}

/**
 * Opens the Bot API for one bot, on kept connections.
 *
 * @param timeoutSeconds How long a call may take; long polling needs more than its own timeout.
 */
export function telegramApi(bot: TelegramBot, timeoutSeconds = 20): Api {
  const root = bot.apiRoot.replace(/\/+$/, "");
  return new Api(bot.token, {
    apiRoot: root,
    timeoutSeconds,
    fetch: keepAliveFetch(root),
  });
}

/** Gives the bot's id within Telegram: the number before the colon of its token. */
export function telegramBotId(token: string): string {
  return token.slice(0, Math.max(0, token.indexOf(":")));
}
