import http from "node:http";
import type { AddressInfo } from "node:net";
import { answerFile } from "./telegram/answer-file.ts";
import { type ApiCall, type BotState, newBot } from "./telegram/bot-state.ts";
import {
  count,
  type Exchange,
  isAnsweredBy,
  notFound,
  refuse,
  reply,
} from "./telegram/exchange.ts";
import { type FakeUser, openUser } from "./telegram/fake-user.ts";
import type { Fault } from "./telegram/faults.ts";
import { type Method, methods, sendingMethods } from "./telegram/methods.ts";
import { openRateLimit, type RateLimit } from "./telegram/rate-limit.ts";
import { readPayload } from "./telegram/read-payload.ts";
import { openUpdates, type Updates } from "./telegram/updates.ts";
import { ApiRefusal, type Payload } from "./telegram/wire.ts";

/** How the fake is set up; everything may be left out. */
export interface FakeTelegramOptions {
  /** A free one when left out. */
  readonly port?: number;
  readonly token?: string;
  /** Answers more than this with 429, as Telegram would; off when left out. */
  readonly rateLimit?: { readonly perSecond: number; readonly perChatPerSecond: number };
  /** Takes every message of every chat unchecked and keeps none: for benchmarks. */
  readonly sink?: boolean;
  /** Told of each message taken; in a benchmark, how the driver hears the reply. */
  readonly onTaken?: (method: string, payload: Payload) => void;
  /** Told of each message refused with 429 in sink mode. */
  readonly onLimited?: (payload: Payload) => void;
  /** Pause before a failed webhook is tried again; doubles. 20 when left out. */
  readonly webhookRetryMs?: number;
  /** Behaves like a self-hosted server in local mode, which names files on its own disk. */
  readonly localDir?: string;
}

/** One bot at the fake, seen from a test. */
export interface FakeBot {
  readonly token: string;
  /** The bot's id within Telegram. */
  readonly botId: string;
  /** Every call, as it came; none in sink mode. */
  readonly calls: readonly ApiCall[];
  /** How often each method was called. */
  readonly counts: ReadonlyMap<string, number>;
  /** Gives the next call of a method, waiting for it. */
  nextCall(method: string, timeoutMs?: number): Promise<ApiCall>;
  /** A person who talks to this bot; the same id is the same person. */
  user(about: {
    readonly id: number;
    readonly name?: string;
    readonly language?: string;
  }): FakeUser;
  /** Makes coming calls of a method go wrong; "file" is the download of a file. */
  failNext(method: string, fault: Fault): void;
  /** Delivers an update again, `times` at once; gives the statuses a webhook answered. */
  redeliver(updateId: number, times: number): Promise<readonly number[]>;
  /** How many updates wait to be taken. */
  pending(): number;
  /** Resolves when no update waits to be taken. */
  settled(): Promise<void>;
}

/** A Bot API server on this machine; it is itself its first bot. */
export interface FakeTelegram extends FakeBot {
  readonly apiRoot: string;
  readonly port: number;
  addBot(token: string): FakeBot;
  stop(): Promise<void>;
}

interface Registered {
  readonly state: BotState;
  readonly updates: Updates;
  readonly rateLimit: RateLimit | null;
}

/** Starts a fake Bot API server on 127.0.0.1. */
export async function startFakeTelegram(options: FakeTelegramOptions = {}): Promise<FakeTelegram> {
  const bots = new Map<string, Registered>();
  const server = http.createServer((request, response) => {
    answer(bots, options, { request, response }).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500);
      response.end(String(error));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.on("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;

  function addBot(token: string): FakeBot {
    const state = newBot(token);
    const updates = openUpdates(state, options.webhookRetryMs ?? 20, options.sink !== true);
    const rateLimit = options.rateLimit ? openRateLimit(options.rateLimit) : null;
    bots.set(token, { state, updates, rateLimit });
    return controlOf(state, updates);
  }

  const first = addBot(options.token ?? "1000001:AAE-fake_token-of_the-test_bot");
  return {
    ...first,
    apiRoot: `http://127.0.0.1:${port}`,
    port,
    addBot,
    async stop() {
      for (const { updates } of bots.values()) updates.stop();
      const closed = new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      server.closeAllConnections();
      await closed;
    },
  };
}

function controlOf(state: BotState, updates: Updates): FakeBot {
  return {
    token: state.token,
    botId: String(state.self.id),
    calls: state.calls.items,
    counts: state.counts,
    nextCall: (method, timeoutMs) => state.calls.next((call) => call.method === method, timeoutMs),
    user: ({ id, name = `Người ${id}`, language = "vi" }) =>
      openUser(state, updates, { id, is_bot: false, first_name: name, language_code: language }),
    failNext: (method, fault) => {
      state.faults.add(method, fault);
    },
    redeliver: (updateId, times) => updates.redeliver(updateId, times),
    pending: () => state.pending.size,
    settled: () => updates.settled(),
  };
}

async function answer(
  bots: ReadonlyMap<string, Registered>,
  options: FakeTelegramOptions,
  { request, response }: Exchange,
): Promise<void> {
  const { isFile, token, name, query } = routeOf(request.url ?? "");
  const bot = bots.get(token);
  if (!bot) {
    request.resume();
    refuse(response, token === "" ? notFound() : new ApiRefusal(401, "Unauthorized"));
    return;
  }
  if (isFile) {
    await answerFile(bot.state, name, response);
    return;
  }
  const payload = await readPayload(request, query);
  const call = { request, response, method: name, payload };
  const isSent = sendingMethods.has(name);
  // A sink has no presses either, so each of them may be answered.
  if (options.sink && (isSent || name === "answerCallbackQuery")) {
    if (isSent && isLimited(bot, call)) {
      options.onLimited?.(payload);
      return;
    }
    takeUnread(bot.state, call);
  } else await answerCall(bot, options, call);
  if (isSent) options.onTaken?.(name, payload);
}

function routeOf(url: string): {
  readonly isFile: boolean;
  readonly token: string;
  readonly name: string;
  readonly query: string;
} {
  const [path = "", query = ""] = url.split("?", 2);
  const [, file, token = "", name = ""] = /^\/(file\/)?bot([^/]+)\/(.*)$/.exec(path) ?? [];
  const isFile = file !== undefined;
  return { isFile, token: decodeURIComponent(token), name: decodeURIComponent(name), query };
}

/** Refuses what is over the limit; there is none when none was given. */
function isLimited({ rateLimit }: Registered, { payload, response }: Call): boolean {
  try {
    rateLimit?.check(String(payload["chat_id"]));
    return false;
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    refuse(response, error);
    return true;
  }
}

/** The short way of a benchmark: no checks, no chats, nothing kept. */
function takeUnread(state: BotState, { method, payload, response }: Call): void {
  const { chat_id: id, text, message_id: edited } = payload;
  count(state, method);
  if (id === undefined) {
    reply(response, 200, { ok: true, result: true });
    return;
  }
  const message_id = edited ?? state.nextMessageId;
  state.nextMessageId += 1;
  const chat = { id: Number(id), type: "private" };
  reply(response, 200, { ok: true, result: { message_id, date: 1_790_000_000, chat, text } });
}

interface Call extends Exchange {
  readonly method: string;
  readonly payload: Payload;
}

async function answerCall(
  bot: Registered,
  options: FakeTelegramOptions,
  call: Call,
): Promise<void> {
  const { request, response, method, payload } = call;
  count(bot.state, method);
  if (options.sink !== true) bot.state.calls.push({ method, payload });
  const fault = bot.state.faults.take(method, payload);
  if (fault && (await isAnsweredBy(fault, { request, response }))) return;
  try {
    const result = await run(bot, options, call);
    if (fault?.dropConnection === "after") request.socket.destroy();
    else reply(response, 200, { ok: true, result });
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    refuse(response, error);
  }
}

function run(
  { state, updates, rateLimit }: Registered,
  { localDir }: FakeTelegramOptions,
  { response, method, payload }: Call,
): unknown {
  const known: Method | undefined = methods.get(method);
  if (!known) throw new ApiRefusal(404, "Not Found: method not found");
  if (sendingMethods.has(method)) rateLimit?.check(String(payload["chat_id"]));
  const gone = new AbortController();
  response.on("close", () => {
    gone.abort();
  });
  return known({ bot: state, updates, localDir: localDir ?? null, gone: gone.signal }, payload);
}
