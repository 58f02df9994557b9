import { type TelegramBot, telegramApi } from "./telegram-api.ts";
import { redactedError } from "./describe-telegram-error.ts";
import { telegramUpdates } from "./telegram-updates.ts";

/**
 * Tells Telegram where to deliver this bot's updates; waiting updates are kept. Doing it again
 * with the same address changes nothing.
 *
 * @throws {Error} When Telegram refuses the address or does not answer.
 */
export async function setTelegramWebhook(
  bot: TelegramBot,
  webhook: {
    readonly url: string;
    /** Comes back with every delivery, so that nobody else can pose as Telegram. */
    readonly secret: string;
  },
): Promise<void> {
  const more = {
    secret_token: webhook.secret,
    allowed_updates: telegramUpdates,
    max_connections: 40,
  };
  try {
    await telegramApi(bot).setWebhook(webhook.url, more);
  } catch (cause) {
    throw redactedError("The webhook was not set", cause, bot.token);
  }
}

/**
 * Takes the webhook away, so that long polling works; waiting updates are kept.
 *
 * @throws {Error} When Telegram refuses or does not answer.
 */
export async function deleteTelegramWebhook(bot: TelegramBot): Promise<void> {
  try {
    await telegramApi(bot).deleteWebhook();
  } catch (cause) {
    throw redactedError("The webhook was not removed", cause, bot.token);
  }
}
