import type { ChatAddress } from "./ports.ts";

/** Drains chats inside one process, each by one run at a time. */
export interface ChatLanes {
  /** Says that a chat has something waiting; returns at once. */
  wake(chat: ChatAddress): void;
  /** Waits until every run under way has ended; what is woken meanwhile is not begun. */
  stop(): Promise<void>;
}

/**
 * Runs `drain` for each chat that is woken: never two runs of one chat at once, and one more run
 * after the present one when the chat was woken meanwhile.
 *
 * @param drain - Plays what waits in a chat; must not throw.
 */
export function openChatLanes(drain: (chat: ChatAddress) => Promise<void>): ChatLanes {
  const running = new Map<string, Lane>();
  const runs = new Set<Promise<void>>();
  let isStopped = false;

  async function run(key: string, chat: ChatAddress, lane: Lane): Promise<void> {
    while (lane.take() && !isStopped) await drain(chat);
    running.delete(key);
  }

  return {
    wake(chat) {
      if (isStopped) return;
      const key = `${chat.channel}/${chat.bot}/${chat.chatId}`;
      const lane = running.get(key);
      if (lane) {
        lane.wake();
        return;
      }
      const fresh = openLane();
      running.set(key, fresh);
      const ended = run(key, chat, fresh).finally(() => runs.delete(ended));
      runs.add(ended);
    },
    async stop() {
      isStopped = true;
      await Promise.all(runs);
    },
  };
}

/** Whether a chat was woken since its last run began. */
interface Lane {
  wake(): void;
  take(): boolean;
}

function openLane(): Lane {
  let isWoken = true;
  return {
    wake() {
      isWoken = true;
    },
    take() {
      const wasWoken = isWoken;
      isWoken = false;
      return wasWoken;
    },
  };
}
