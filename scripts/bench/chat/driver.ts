import http from "node:http";
import type { FakeProcess, Taken } from "./fake-process.ts";
import { chatIdOf } from "./dialogue.ts";

/** Where a system takes its updates. */
export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

/** Plays Telegram and the people in front of it towards one system. */
export interface Driver {
  /**
   * Delivers an update and waits for the reply; per officer one at a time.
   *
   * @returns Milliseconds from the call until the reply has reached Telegram, by its own clock.
   */
  say(officer: number, content: Readonly<Record<string, unknown>>): Promise<number>;
  /** Messages that nobody waited for; not 0 means that an update had more than one reply. */
  surplus(): number;
  close(): void;
}

interface Waiting {
  /** By the machine's monotonic clock, as the fake's times are. */
  readonly begun: number;
  readonly done: (latencyMs: number) => void;
  readonly failed: (error: Error) => void;
  heardMs: number | null;
  isAnswered: boolean;
}

/** As many connections as Telegram opens to a webhook by default, and as the product asks for. */
const maxConnections = 40;
/** When no reply comes for so long, something is broken. */
const patienceMs = 20_000;

/**
 * Opens a driver. As Telegram does, it delivers a chat's next update only after the one before was
 * answered with 200; that wait counts into the latency.
 */
export function openDriver(webhook: Webhook, fake: FakeProcess): Driver {
  const agent = new http.Agent({ keepAlive: true, maxSockets: maxConnections, noDelay: true });
  const waiting = openWaiting();
  const unsubscribe = fake.onTaken(waiting.hear);
  let updateId = 900_000_000;

  return {
    say(officer, content) {
      const chat = String(chatIdOf(officer));
      updateId += 1;
      const body = JSON.stringify({ update_id: updateId, ...content });
      return new Promise((done, failed) => {
        waiting.add(chat, done, failed);
        post(webhook, agent, body).then(() => {
          waiting.answered(chat);
        }, waiting.failAll);
      });
    },
    surplus: () => waiting.surplus(),
    close() {
      unsubscribe();
      waiting.close();
      agent.destroy();
    },
  };
}

/** Updates on their way: done when the reply was heard and the delivery answered. */
interface WaitingList {
  add(chat: string, done: Waiting["done"], failed: Waiting["failed"]): void;
  readonly hear: (taken: readonly Taken[]) => void;
  answered(chat: string): void;
  readonly failAll: (error: Error) => void;
  surplus(): number;
  close(): void;
}

function openWaiting(): WaitingList {
  const all = new Map<string, Waiting>();
  let lastNews = performance.now();
  let surplus = 0;

  const settle = (chat: string, each: Waiting): void => {
    if (each.heardMs === null || !each.isAnswered) return;
    all.delete(chat);
    each.done(each.heardMs);
  };
  const failAll = (error: Error): void => {
    const failing = [...all.values()];
    all.clear();
    for (const each of failing) each.failed(error);
  };
  const watchdog = setInterval(() => {
    if (all.size === 0) lastNews = performance.now();
    else if (performance.now() - lastNews > patienceMs) {
      failAll(new Error(`${all.size} updates got no reply within ${patienceMs} ms`));
    }
  }, 1000);

  return {
    failAll,
    surplus: () => surplus,
    add(chat, done, failed) {
      const begun = Number(process.hrtime.bigint()) / 1e6;
      all.set(chat, { begun, done, failed, heardMs: null, isAnswered: false });
    },
    hear(taken) {
      lastNews = performance.now();
      for (const { chat, atMs } of taken) {
        const each = all.get(chat);
        if (each?.heardMs !== null) surplus += 1;
        else {
          each.heardMs = atMs - each.begun;
          settle(chat, each);
        }
      }
    },
    answered(chat) {
      const each = all.get(chat);
      if (!each) return;
      each.isAnswered = true;
      settle(chat, each);
    },
    close() {
      clearInterval(watchdog);
      failAll(new Error("the benchmark was broken off"));
    },
  };
}

function post({ url, secret }: Webhook, agent: http.Agent, body: string): Promise<void> {
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    "x-telegram-bot-api-secret-token": secret,
  };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("error", reject);
      response.on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`the webhook answered ${response.statusCode ?? 0}`));
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}
