import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import {
  beginning,
  messagesAfter,
  type StoredMessage,
  type WebCursor,
} from "../../adapters/db/web-history-repository.ts";
import { findSession } from "../../adapters/db/web-session-repository.ts";
import { advanceCursor, pageMessage, readCursor, writeCursor } from "./chat-message.ts";
import type { ServerDependencies } from "./server-dependencies.ts";
import { requireSession, tokenOf } from "./session-cookie.ts";

/** How often a stream shows that it lives, looks by itself and asks whether it still may. */
const beatMs = 15_000;
const batch = 200;
/** `messagesAfter` gives up to 500 messages of each side again. */
const mostGivenAgain = 1_000;

/**
 * New messages as server-sent events. Each carries a cursor as its id, so that a page that was cut
 * off gets what it missed, whichever process serves it then.
 */
export function registerChatEvents(app: FastifyInstance, deps: ServerDependencies): void {
  const open = new Set<ServerResponse>();
  // A server that closes waits for its answers to end, and these never would.
  app.addHook("preClose", (done) => {
    for (const stream of open) stream.end();
    done();
  });

  app.get("/chat/events", async (request, reply) => {
    const { actor } = await requireSession(deps, request, reply);
    const token = tokenOf(deps, request) ?? "";
    const cursor = startOf(request);
    reply.hijack();
    const stream = reply.raw;
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) stream.setHeader(name, value);
    }
    stream.writeHead(200, {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Proxies of the nginx kind would hold the events back.
      "x-accel-buffering": "no",
    });
    open.add(stream);
    stream.once("close", () => open.delete(stream));
    stream.write("retry: 2000\n\n");
    tell(deps, { staffId: actor.staffId, token, cursor, stream, log: request.log });
  });
}

function startOf(request: FastifyRequest): WebCursor {
  const last = request.headers["last-event-id"];
  const query = z.object({ after: z.string() }).safeParse(request.query);
  return readCursor(typeof last === "string" ? last : query.data?.after) ?? beginning;
}

interface Listener {
  readonly staffId: string;
  readonly token: string;
  readonly cursor: WebCursor;
  readonly stream: ServerResponse;
  readonly log: FastifyRequest["log"];
}

/** Writes news until the page goes away, is logged out, or the server closes. */
function tell(deps: ServerDependencies, listener: Listener): void {
  const { staffId, token, stream, log } = listener;
  const given = new Set<string>();
  let cursor = listener.cursor;
  let wanted = false;
  let running = false;

  const writeNews = async () => {
    for (let count = batch; count >= batch;) {
      // What is given again must not count, or a busy chat would be read round and round.
      const read = await messagesAfter(deps.pool, staffId, cursor, batch);
      const news = read.filter((each) => !given.has(keyOf(each)));
      count = news.length;
      for (const each of news) {
        cursor = advanceCursor(cursor, each);
        await write(stream, cursor, each);
        given.add(keyOf(each));
      }
    }
    forgetOld(given);
  };
  // One reading at a time; news told meanwhile make one more round.
  const run = async () => {
    wanted = true;
    if (running) return;
    running = true;
    try {
      while (takeWanted() && !stream.writableEnded) await writeNews();
    } catch (error) {
      // The page comes again by itself with its cursor.
      log.warn({ err: error }, "chat events");
      stream.end();
    } finally {
      running = false;
    }
  };
  const takeWanted = () => {
    const was = wanted;
    wanted = false;
    return was;
  };

  const unsubscribe = deps.feed.subscribe(staffId, () => void run());
  const beat = setInterval(() => void keepAlive(deps, { token, stream, log }, run), beatMs);
  stream.once("close", () => {
    clearInterval(beat);
    unsubscribe();
  });
  void run();
}

async function keepAlive(
  { pool, clock }: ServerDependencies,
  { token, stream, log }: Pick<Listener, "token" | "stream" | "log">,
  run: () => Promise<void>,
): Promise<void> {
  try {
    if (!(await findSession(pool, token, clock.now()))) {
      stream.end("event: signedout\ndata: {}\n\n");
      return;
    }
    stream.write("event: beat\ndata: {}\n\n");
    await run();
  } catch (error) {
    log.warn({ err: error }, "chat events");
    stream.end();
  }
}

async function write(
  stream: ServerResponse,
  cursor: WebCursor,
  stored: StoredMessage,
): Promise<void> {
  const message = pageMessage(stored);
  if (!message || stream.writableEnded) return;
  const event = `id: ${writeCursor(cursor)}\nevent: message\ndata: ${JSON.stringify(message)}\n\n`;
  if (stream.write(event)) return;
  // A slow reader holds back only its own stream; when it leaves, there is nothing to wait for.
  await Promise.race([once(stream, "drain"), once(stream, "close")]);
}

function keyOf({ from, id }: StoredMessage): string {
  return `${from}${id}`;
}

/** What was given long ago lies before the cursor and is not read again. */
function forgetOld(given: Set<string>): void {
  for (const key of given) {
    if (given.size <= mostGivenAgain + 2 * batch) return;
    given.delete(key);
  }
}
