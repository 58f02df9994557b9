import type { RawUpdate } from "../../../usecases/ports.ts";
import { fieldOf } from "./field-of.ts";

/**
 * Finds out whose update a Telegram delivery is, without reading what it says.
 *
 * @param bot The bot's id: the number before the colon of its token.
 * @returns The update ready to be stored, or null for what names no private chat: groups,
 *   channels, kinds of update we do not subscribe to, garbage.
 */
export function readTelegramEnvelope(bot: string, body: unknown): RawUpdate | null {
  const updateId = fieldOf(body, "update_id");
  const chat = chatOf(body);
  const chatId = fieldOf(chat, "id");
  if (!Number.isSafeInteger(updateId) || !Number.isSafeInteger(chatId)) return null;
  if (fieldOf(chat, "type") !== "private") return null;

  return {
    from: { channel: "telegram", bot, chatId: String(chatId) },
    externalId: String(updateId),
    payload: body,
  };
}

function chatOf(body: unknown): unknown {
  const pressed = fieldOf(body, "callback_query");
  const holder = fieldOf(body, "message") ?? fieldOf(pressed, "message");
  return fieldOf(holder ?? fieldOf(body, "my_chat_member"), "chat");
}
