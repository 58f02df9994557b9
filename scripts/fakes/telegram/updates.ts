import { setMaxListeners } from "node:events";
import http from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { type BotState, nowSeconds } from "./bot-state.ts";
import { ApiRefusal, type Payload, type WireUpdate } from "./wire.ts";

/** The updates of one bot on their way: to a webhook, or to whoever polls. */
export interface Updates {
  /** Numbers an update and delivers it; 0 when the bot did not ask for its kind. */
  add(chatId: number, kind: string, content: unknown): number;
  /** Answers getUpdates, waiting as long as the call allows. */
  poll(payload: Payload, gone: AbortSignal): Promise<readonly WireUpdate[]>;
  setWebhook(payload: Payload): true;
  deleteWebhook(payload: Payload): true;
  webhookInfo(): Record<string, unknown>;
  /** Delivers an update again, all times at once; gives the statuses a webhook answered. */
  redeliver(updateId: number, times: number): Promise<readonly number[]>;
  /** Resolves when nothing waits to be delivered. */
  settled(): Promise<void>;
  stop(): void;
}

interface Lane {
  readonly waiting: WireUpdate[];
  isRunning: boolean;
}

const kindsByDefault = new Set(["message", "edited_message", "callback_query", "my_chat_member"]);

/**
 * Opens the updates of a bot.
 *
 * @param retryMs Pause before a webhook is tried again; doubles up to fifty times as much.
 */
export function openUpdates(bot: BotState, retryMs: number, keepHistory: boolean): Updates {
  const agent = new http.Agent({ keepAlive: true });
  const stopper = new AbortController();
  setMaxListeners(0, stopper.signal);
  const lanes = new Map<number, Lane>();
  const again: WireUpdate[] = [];
  const idle: (() => void)[] = [];
  const slots: (() => void)[] = [];
  let busy = 0;
  let poller: { wake(): void; conflict(why: string): void } | null = null;

  function add(chatId: number, kind: string, content: unknown): number {
    const wanted = bot.allowedUpdates
      ? bot.allowedUpdates.includes(kind)
      : kindsByDefault.has(kind);
    if (!wanted) return 0;
    const update: WireUpdate = { update_id: bot.nextUpdateId, [kind]: content };
    bot.nextUpdateId += 1;
    bot.pending.set(update.update_id, { update, chatId });
    if (keepHistory) bot.history.set(update.update_id, { update, chatId });
    if (bot.webhook) enqueue(chatId, update);
    else poller?.wake();
    return update.update_id;
  }

  function enqueue(chatId: number, update: WireUpdate): void {
    const lane = lanes.get(chatId) ?? { waiting: [], isRunning: false };
    lanes.set(chatId, lane);
    lane.waiting.push(update);
    if (!lane.isRunning) void runLane(lane);
  }

  /** One chat: the next update only after the one before was taken. */
  async function runLane(lane: Lane): Promise<void> {
    lane.isRunning = true;
    let pauseMs = retryMs;
    for (let update = lane.waiting[0]; update && bot.webhook; update = lane.waiting[0]) {
      if (stopper.signal.aborted) break;
      const status = await deliver(update);
      if (status >= 200 && status < 300) {
        lane.waiting.shift();
        bot.pending.delete(update.update_id);
        pauseMs = retryMs;
      } else {
        await pause(pauseMs, stopper.signal);
        pauseMs = Math.min(pauseMs * 2, retryMs * 50);
      }
    }
    lane.isRunning = false;
    tellIdle();
  }

  function tellIdle(): void {
    if (bot.pending.size === 0) for (const tell of idle.splice(0)) tell();
  }

  async function deliver(update: WireUpdate): Promise<number> {
    const webhook = bot.webhook;
    if (!webhook) return 0;
    if (busy >= webhook.maxConnections) await new Promise<void>((go) => slots.push(go));
    busy += 1;
    try {
      const status = await post(webhook, update, { agent, signal: stopper.signal });
      if (status < 200 || status > 299) note(`Wrong response from the webhook: ${status}`);
      return status;
    } catch (error) {
      note(error instanceof Error ? error.message : String(error));
      return 0;
    } finally {
      busy -= 1;
      slots.shift()?.();
    }
  }

  function note(message: string): void {
    if (bot.webhook) bot.webhook.lastError = { date: nowSeconds(), message };
  }

  function take(limit: number): readonly WireUpdate[] {
    const taken = again.splice(0, limit);
    for (const { update } of bot.pending.values()) {
      if (taken.length >= limit) break;
      taken.push(update);
    }
    return taken;
  }

  async function poll(payload: Payload, gone: AbortSignal): Promise<readonly WireUpdate[]> {
    if (bot.webhook) {
      throw conflict(
        "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    poller?.conflict(
      "terminated by other getUpdates request; make sure that only one bot instance is running",
    );
    readAllowed(payload);
    confirm(Number(payload["offset"] ?? 0));
    const limit = Math.min(100, Math.max(1, Number(payload["limit"] ?? 100)));
    const ready = take(limit);
    const timeoutMs = Number(payload["timeout"] ?? 0) * 1000;
    if (ready.length > 0 || timeoutMs <= 0) return ready;
    await waitForUpdate(timeoutMs, gone);
    return take(limit);
  }

  function waitForUpdate(timeoutMs: number, gone: AbortSignal): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const end = (): void => {
        clearTimeout(timer);
        gone.removeEventListener("abort", end);
        stopper.signal.removeEventListener("abort", end);
        if (poller === mine) poller = null;
        resolve();
      };
      const timer = setTimeout(end, timeoutMs);
      const mine = {
        wake: end,
        conflict(why: string): void {
          reject(conflict(why));
          end();
        },
      };
      poller = mine;
      gone.addEventListener("abort", end);
      stopper.signal.addEventListener("abort", end);
    });
  }

  function confirm(offset: number): void {
    if (offset < 0) {
      const kept = new Set([...bot.pending.keys()].slice(offset));
      for (const id of bot.pending.keys()) if (!kept.has(id)) bot.pending.delete(id);
    }
    for (const id of bot.pending.keys()) if (id < offset) bot.pending.delete(id);
    tellIdle();
  }

  function readAllowed(payload: Payload): void {
    const allowed = payload["allowed_updates"];
    if (Array.isArray(allowed))
      bot.allowedUpdates = allowed.length > 0 ? (allowed as string[]) : null;
  }

  function startOver(payload: Payload): void {
    for (const lane of lanes.values()) lane.waiting.length = 0;
    lanes.clear();
    if (payload["drop_pending_updates"] === true) bot.pending.clear();
  }

  return {
    add,
    poll,
    setWebhook(payload) {
      const url = stringOf(payload["url"]);
      const secret = stringOf(payload["secret_token"]);
      checkWebhook(url, secret);
      readAllowed(payload);
      startOver(payload);
      bot.webhook =
        url === ""
          ? null
          : {
              url,
              secret,
              maxConnections: Number(payload["max_connections"] ?? 40),
              lastError: null,
            };
      if (!bot.webhook) return true;
      poller?.conflict("terminated by setWebhook request");
      for (const { update, chatId } of bot.pending.values()) enqueue(chatId, update);
      return true;
    },
    deleteWebhook(payload) {
      startOver(payload);
      bot.webhook = null;
      return true;
    },
    webhookInfo: () => ({
      url: bot.webhook?.url ?? "",
      has_custom_certificate: false,
      pending_update_count: bot.pending.size,
      ...(bot.webhook && { max_connections: bot.webhook.maxConnections }),
      ...(bot.webhook?.lastError && {
        last_error_date: bot.webhook.lastError.date,
        last_error_message: bot.webhook.lastError.message,
      }),
      ...(bot.allowedUpdates && { allowed_updates: bot.allowedUpdates }),
    }),
    async redeliver(updateId, times) {
      const known = bot.history.get(updateId);
      if (!known) throw new Error(`there was no update ${updateId}`);
      const copies = Array.from({ length: times }, () => known.update);
      if (bot.webhook) return Promise.all(copies.map(deliver));
      again.push(...copies);
      poller?.wake();
      return [];
    },
    settled() {
      if (bot.pending.size === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
    stop() {
      stopper.abort();
      agent.destroy();
    },
  };
}

function stringOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function checkWebhook(url: string, secret: string): void {
  if (secret !== "" && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
    throw new ApiRefusal(400, "Bad Request: secret token contains unallowed characters");
  }
  if (url === "" || url.startsWith("https://")) return;
  // The real one wants https always; tests run on this machine.
  if (URL.canParse(url) && ["127.0.0.1", "localhost"].includes(new URL(url).hostname)) return;
  throw new ApiRefusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided for webhook");
}

function conflict(why: string): ApiRefusal {
  return new ApiRefusal(409, `Conflict: ${why}`);
}

function post(
  { url, secret }: { readonly url: string; readonly secret: string },
  update: WireUpdate,
  { agent, signal }: { readonly agent: http.Agent; readonly signal: AbortSignal },
): Promise<number> {
  const body = JSON.stringify(update);
  const headers = {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    ...(secret !== "" && { "x-telegram-bot-api-secret-token": secret }),
  };
  return new Promise((resolve, reject) => {
    const request = http.request(url, { method: "POST", agent, headers, signal }, (response) => {
      response.resume();
      response.on("end", () => {
        resolve(response.statusCode ?? 0);
      });
      response.on("error", reject);
    });
    request.setTimeout(30_000, () => request.destroy(new Error("Read timeout expired")));
    request.on("error", reject);
    request.end(body);
  });
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch((cause: unknown) => {
    if (!signal.aborted) throw cause;
  });
}
