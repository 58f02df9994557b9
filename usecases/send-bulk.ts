import { type FlushOutboxDependencies, trySend } from "./flush-outbox.ts";
import type { BotAddress, BulkOutbox, ChannelName, Outbox, Pace } from "./ports.ts";

/** What sending in bulk needs from the outside. */
export interface SendBulkDependencies extends Omit<FlushOutboxDependencies, "clock"> {
  readonly outbox: Outbox & BulkOutbox;
  /** A channel without one keeps no pace. */
  readonly paces: Readonly<Partial<Record<ChannelName, Pace>>>;
  readonly pause: (ms: number) => Promise<void>;
  /** Told of what hindered a bot's bulk; it is tried again at the next waking. */
  readonly onFailure: (error: unknown) => void;
}

/** Sends what goes to many, each bot at its provider's pace, whichever process sends. */
export interface BulkSender {
  /** Looks for bots with bulk and starts sending where nothing is under way. */
  wake(): Promise<void>;
  /** Takes no more in hand; returns when what was begun has ended. */
  stop(): Promise<void>;
}

/** A provider answers in up to a fifth of a second: thirty a second need six calls under way. */
const atOnce = 6;
/** Stopping waits no longer than this. */
const longestPauseMs = 1_000;

/** Opens the sender of bulk of one process. */
export function openBulkSender(deps: SendBulkDependencies): BulkSender {
  const running = new Map<string, Promise<void>>();
  let isStopping = false;

  function start(from: BotAddress): void {
    const key = `${from.channel}/${from.bot}`;
    if (isStopping || running.has(key)) return;
    const run = sendAll(deps, from, () => isStopping)
      .catch(deps.onFailure)
      .finally(() => running.delete(key));
    running.set(key, run);
  }

  return {
    async wake() {
      for (const from of await deps.outbox.bulkBots()) start(from);
    },
    async stop() {
      isStopping = true;
      await Promise.all(running.values());
    },
  };
}

async function sendAll(
  deps: SendBulkDependencies,
  from: BotAddress,
  isStopping: () => boolean,
): Promise<void> {
  const underWay = new Set<Promise<unknown>>();
  const pace = deps.paces[from.channel] ?? null;
  while (!isStopping()) {
    const taken = await deps.outbox.takeBulk(from, pace);
    if (taken.kind === "none") break;
    if (taken.kind === "wait") {
      await deps.pause(Math.min(taken.waitMs, longestPauseMs));
      continue;
    }
    const sending = trySend(deps, taken.waiting)
      .catch(deps.onFailure)
      .finally(() => underWay.delete(sending));
    underWay.add(sending);
    if (underWay.size >= atOnce) await Promise.race(underWay);
  }
  await Promise.all(underWay);
}
