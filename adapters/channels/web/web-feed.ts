import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { webNewsChannel } from "./web-sender.ts";

/** Tells open pages that their chat has news; what the news are is read by the listener. */
export interface WebFeed {
  /** Calls `onNews` after each piece of news of a chat; returns how to stop. */
  subscribe(chatId: string, onNews: () => void): () => void;
  /** Wakes the pages of a chat that are open in this process. */
  wake(chatId: string): void;
  close(): Promise<void>;
}

/** How the feed reaches the database, and whom it tells when it cannot. */
export interface WebFeedOptions {
  readonly databaseUrl: string;
  readonly onError: (error: unknown) => void;
  /** Pauses between tries to connect again, in ms. */
  readonly retryMs?: number;
}

type Listeners = Map<string, Set<() => void>>;

/**
 * Listens on one connection of its own. When that breaks it connects again and wakes every page,
 * since news may have been told meanwhile; pages look by themselves now and then too.
 */
export function openWebFeed(options: WebFeedOptions): WebFeed {
  const listeners: Listeners = new Map();
  const stop = new AbortController();
  const running = listen(options, listeners, stop.signal);
  return {
    subscribe: (chatId, onNews) => subscribe(listeners, chatId, onNews),
    wake: (chatId) => {
      wake(listeners, chatId);
    },
    close: async () => {
      stop.abort();
      await running;
    },
  };
}

function subscribe(listeners: Listeners, chatId: string, onNews: () => void): () => void {
  const ofChat = listeners.get(chatId) ?? new Set();
  listeners.set(chatId, ofChat.add(onNews));
  return () => {
    ofChat.delete(onNews);
    if (ofChat.size === 0 && listeners.get(chatId) === ofChat) listeners.delete(chatId);
  };
}

function wake(listeners: Listeners, chatId: string): void {
  for (const onNews of [...(listeners.get(chatId) ?? [])]) onNews();
}

async function listen(
  options: WebFeedOptions,
  listeners: Listeners,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await listenOnce(options.databaseUrl, listeners, signal);
    } catch (error) {
      // Without news the pages look by themselves; the feed only has to come back.
      options.onError(error);
      await pause(options.retryMs ?? 1_000, undefined, { signal, ref: false }).catch(
        () => undefined,
      );
    }
  }
}

/** Ends when told to stop, throws when the connection breaks. */
async function listenOnce(
  databaseUrl: string,
  listeners: Listeners,
  signal: AbortSignal,
): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, keepAlive: true });
  const ended = new Promise<void>((resolve, reject) => {
    client.on("error", reject);
    client.on("end", resolve);
    signal.addEventListener("abort", () => {
      resolve();
    });
  });
  // Whoever awaits it later sees the failure; until then it must not count as unhandled.
  ended.catch(() => undefined);
  client.on("notification", ({ payload }) => {
    wake(listeners, payload ?? "");
  });
  try {
    await client.connect();
    await client.query(`listen ${webNewsChannel}`);
    for (const chatId of [...listeners.keys()]) wake(listeners, chatId);
    await ended;
    if (!signal.aborted) throw new Error("the connection for news has ended");
  } finally {
    await client.end().catch(() => undefined);
  }
}
