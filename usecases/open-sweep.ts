/** What a sweep needs. */
export interface SweptWork<Item> {
  /** What was left behind, what waits longest first. */
  readonly find: (limit: number) => Promise<readonly Item[]>;
  /** Sees to one of them. */
  readonly work: (item: Item) => Promise<void>;
  /** Tells items apart. */
  readonly keyOf: (item: Item) => string;
  readonly onFailure: (error: unknown, item: Item) => void;
}

/** Sees to what was left behind: chats, files. */
export interface Sweep {
  /** Begins with what there is; what is under way already is not begun a second time. */
  look(): Promise<void>;
  /** Waits for what is under way; nothing more is begun. */
  stop(): Promise<void>;
}

/** How many items of a sweep are seen to at the same time. */
export const sweptAtOnce = 50;

/** Opens a sweep. It never waits for a slow item before it looks after the others. */
export function openSweep<Item>({ find, work, keyOf, onFailure }: SweptWork<Item>): Sweep {
  const running = new Map<string, Promise<void>>();
  let isStopped = false;
  const hasRoom = (): boolean => !isStopped && running.size < sweptAtOnce;

  async function seeTo(key: string, item: Item): Promise<void> {
    try {
      await work(item);
    } catch (error) {
      onFailure(error, item);
    } finally {
      running.delete(key);
    }
  }

  return {
    async look() {
      if (!hasRoom()) return;
      // As many again as may be under way: those are found once more.
      for (const item of await find(2 * sweptAtOnce)) {
        if (!hasRoom()) return;
        const key = keyOf(item);
        if (!running.has(key)) running.set(key, seeTo(key, item));
      }
    },
    async stop() {
      isStopped = true;
      await Promise.all(running.values());
    },
  };
}
