import { openChatLanes } from "./chat-lanes.ts";
import type { ChatAddress } from "./ports.ts";

/** What sweeping chats needs. */
export interface SweepChatsDependencies {
  /** Chats in which something was left behind, those that wait longest first. */
  readonly find: (limit: number) => Promise<readonly ChatAddress[]>;
  /** Sees to one of them. */
  readonly work: (chat: ChatAddress) => Promise<void>;
  readonly onFailure: (error: unknown, chat: ChatAddress) => void;
}

/** Sees to chats that were left behind. */
export interface ChatSweep {
  /** Begins with those there are; what is under way already is not begun a second time. */
  look(): Promise<void>;
  /** Waits for what is under way; nothing more is begun. */
  stop(): Promise<void>;
}

/** How many chats are seen to at the same time. */
export const chatsAtOnce = 50;

/** Opens a sweep. It never waits for a slow chat before it looks after the others. */
export function openChatSweep({ find, work, onFailure }: SweepChatsDependencies): ChatSweep {
  const lanes = openChatLanes(() => Promise.resolve());
  let free = chatsAtOnce;

  async function seeTo(chat: ChatAddress): Promise<void> {
    free -= 1;
    try {
      await work(chat);
    } catch (error) {
      onFailure(error, chat);
    } finally {
      free += 1;
    }
  }

  return {
    async look() {
      if (free === 0) return;
      // As many again as may be under way: those are found once more.
      for (const chat of await find(2 * chatsAtOnce)) {
        if (free === 0) return;
        lanes.tryRun(chat, () => seeTo(chat));
      }
    },
    stop: () => lanes.stop(),
  };
}
