import { fieldOf } from "./field-of.ts";

/**
 * Tells from a `my_chat_member` update whether the person has just blocked the bot.
 *
 * @returns True when blocked, false when the bot may write again, null for any other update.
 */
export function readTelegramBlock(payload: unknown): boolean | null {
  const change = fieldOf(payload, "my_chat_member");
  if (fieldOf(fieldOf(change, "chat"), "type") !== "private") return null;
  const status = fieldOf(fieldOf(change, "new_chat_member"), "status");
  return status === "kicked" || status === "left";
}
