import { type ChatAddress, chatKeyOf } from "./ports.ts";

/** Drains chats inside one process, each by one run at a time. */
export interface ChatLanes {
  /** Says that a chat has something waiting; returns at once. */
  wake(chat: ChatAddress): void;
  /**
   * Runs `work` in the chat's lane at once, when nothing is running there.
   *
   * @param work - Must not throw.
   * @returns False when the lane is busy or closed: `work` is not run.
   */
  tryRun(chat: ChatAddress, work: () => Promise<void>): boolean;
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

  async function run(key: string, chat: ChatAddress, first: () => Promise<void>): Promise<void> {
    const lane: Lane = { isWoken: false };
    running.set(key, lane);
    await first();
    while (lane.isWoken && !isStopped) {
      lane.isWoken = false;
      await drain(chat);
    }
    running.delete(key);
  }

  function begin(key: string, chat: ChatAddress, first: () => Promise<void>): void {
    const ended = run(key, chat, first).finally(() => runs.delete(ended));
    runs.add(ended);
  }

  return {
    wake(chat) {
      if (isStopped) return;
      const key = chatKeyOf(chat);
      const lane = running.get(key);
      if (lane) lane.isWoken = true;
      else begin(key, chat, () => drain(chat));
    },
    tryRun(chat, work) {
      const key = chatKeyOf(chat);
      if (isStopped || running.has(key)) return false;
      begin(key, chat, work);
      return true;
    },
    async stop() {
      isStopped = true;
      await Promise.all(runs);
    },
  };
}

/** A chat that is being played. */
interface Lane {
  /** It was woken since its last run began. */
  isWoken: boolean;
}
