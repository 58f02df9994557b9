import { ApiRefusal } from "./wire.ts";

/** Counts what a bot sends. */
export interface RateLimit {
  /** Lets a message through or refuses it with 429. */
  check(chatId: string): void;
}

/** Limits a bot in all and each chat, over the last second. */
export function openRateLimit(limits: {
  readonly perSecond: number;
  readonly perChatPerSecond: number;
}): RateLimit {
  const all: number[] = [];
  const chats = new Map<string, number[]>();
  return {
    check(chatId) {
      const now = performance.now();
      const chat = chats.get(chatId) ?? [];
      chats.set(chatId, chat);
      forget(all, now);
      forget(chat, now);
      if (all.length >= limits.perSecond || chat.length >= limits.perChatPerSecond) {
        throw new ApiRefusal(429, "Too Many Requests: retry after 1", 1);
      }
      all.push(now);
      chat.push(now);
    },
  };
}

function forget(sent: number[], now: number): void {
  while (sent[0] !== undefined && now - sent[0] >= 1000) sent.shift();
}
