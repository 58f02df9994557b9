import type { ChatAddress } from "../../usecases/ports.ts";

/** Names a chat for the counting of wrong codes typed there. */
export function sourceOfChat({ channel, bot, chatId }: ChatAddress): string {
  return `${channel}:${bot}:${chatId}`;
}
