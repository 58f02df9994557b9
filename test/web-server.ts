import { createHash, randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { pino } from "pino";
import { openWebFeed, type WebFeed } from "../adapters/channels/web/web-feed.ts";
import { webSender } from "../adapters/channels/web/web-sender.ts";
import { inboxIn } from "../adapters/db/inbox-repository.ts";
import { openPdfStamper } from "../adapters/documents/pdf/pdf-stamper.ts";
import { diskStore } from "../adapters/files/disk-store.ts";
import { uploadStore } from "../adapters/files/upload-store.ts";
import { buildServer } from "../bot/http/server.ts";
import type { Persona, ServerDependencies } from "../bot/http/server-dependencies.ts";
import type { Reply } from "../core/conversation/turn.ts";
import type { ChatAddress } from "../usecases/ports.ts";

/** A real server on real PostgreSQL; only what answers in the talk is given by the test. */
export interface TestWebServer {
  readonly app: FastifyInstance;
  readonly pool: pg.Pool;
  readonly feed: WebFeed;
  readonly dataDir: string;
  readonly deps: ServerDependencies;
  /** Waits until everything said so far has been answered. */
  settle(): Promise<void>;
  /** Listens on a free port of this machine and gives the address. */
  listen(): Promise<string>;
  close(): Promise<void>;
}

/** Answers what was said in a chat; none by default. */
export type Answer = (payload: unknown) => readonly Reply[];

/** Starts a server on a database; `change` replaces parts of what it depends on. */
export async function startWebServer(
  url: string,
  answer: Answer = () => [],
  change: Partial<ServerDependencies> = {},
): Promise<TestWebServer> {
  const pool = new pg.Pool({ connectionString: url });
  // A connection that is closing may be cut off when the test's database is dropped.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const dataDir = await mkdtemp(path.join(tmpdir(), "cham-web-"));
  const feed = openWebFeed({ databaseUrl: url, onError: () => undefined, retryMs: 50 });
  let playing = Promise.resolve();
  const wake = (chat: ChatAddress): void => {
    playing = playing.then(() => play(pool, chat, answer));
  };
  const deps: ServerDependencies = {
    publicUrl: "http://localhost",
    trustedProxies: "loopback",
    isDemo: true,
    province: "tỉnh Minh Sơn",
    version: "0.0.0-test",
    log: pino({ level: "silent" }),
    clock: { now: () => new Date() },
    receive: async (update) => {
      await inboxIn(pool).receive(update);
      wake(update.from);
    },
    wake,
    redeem: () => Promise.resolve({ kind: "unknown" }),
    sourceOfAddress: (address) => `ip:${address}`,
    personas: () => Promise.resolve([]),
    linkKey: "a key of the tests of links",
    files: diskStore(path.join(dataDir, "files")),
    stamper: openPdfStamper(),
    uploads: uploadStore(path.join(dataDir, "uploads")),
    health: { parts: {}, channels: () => [] },
    ...{ pool, feed },
    ...change,
  };
  const app = buildServer(deps);
  return {
    ...{ app, pool, feed, dataDir, deps },
    settle: () => playing,
    listen: async () => {
      await app.listen({ port: 0, host: "127.0.0.1" });
      return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
    },
    close: async () => {
      await app.close();
      await playing;
      await feed.close();
      await pool.end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Adds an agency with one officer who may be entered as in the demo. */
export async function aPersona(
  pool: pg.Pool,
  name = "Nguyễn Thị Mận",
): Promise<Persona & { readonly staffId: string; readonly agencyId: string }> {
  const staffCode = `vai-${randomUUID().slice(0, 8)}`;
  const agency = "Sở Thử nghiệm";
  const { rows } = await pool.query<{ staff_id: string; agency_id: string }>(
    `with a as (insert into agencies (code, name, group_code) values ($1, $2, 'so') returning id),
          s as (insert into staff (code, full_name, agency_id) select $1, $3, id from a
                returning id, agency_id),
          r as (insert into staff_roles (staff_id, role) select id, 'officer' from s)
     select id as staff_id, agency_id from s`,
    [staffCode, agency, name],
  );
  const row = rows[0];
  if (!row) throw new Error("the persona was not inserted");
  const { staff_id: staffId, agency_id: agencyId } = row;
  return { staffCode, name, duty: "Chuyên viên tự chấm", agency, staffId, agencyId };
}

/** Opens a one-time upload page for a Telegram chat of the persona, and gives its path. */
export async function anUploadLink(
  pool: pg.Pool,
  { agencyId, staffId }: { readonly agencyId: string; readonly staffId: string },
): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  const { rows } = await pool.query<{ id: string }>(
    `with s as (insert into schemes (scheme, version, group_code, year, title, hash, body)
                values ($1, 1, 'so', 2025, 't', $1, '{}') returning id),
          r as (insert into rounds (code, title, year, stage)
                values ($1, 't', 2025, 'selfScoring') returning id),
          p as (insert into round_phases (round_id, phase, opens_at, closes_at)
                select id, 'selfScoring', now(), now() + interval '1 day' from r),
          g as (insert into round_groups (round_id, group_code, scheme_id)
                select r.id, 'so', s.id from r, s)
     select id from r`,
    [token],
  );
  const roundId = rows[0]?.id;
  await pool.query(
    "insert into round_agencies (round_id, agency_id, group_code) values ($1, $2, 'so')",
    [roundId, agencyId],
  );
  await pool.query(
    `insert into upload_links (token_hash, channel, bot, chat_id, staff_id, round_id, agency_id,
       code, wanted, expires_at)
     values ($1, 'telegram', '77', '4242', $2, $3, $4, '2.1.3', 'Kế hoạch', now() + interval '30 minutes')`,
    [createHash("sha256").update(token).digest("hex"), staffId, roundId, agencyId],
  );
  return `/upload/${token}`;
}

/** Plays a chat's waiting updates as the bot would, with the test's answers. */
async function play(pool: pg.Pool, chat: ChatAddress, answer: Answer): Promise<void> {
  const { rows } = await pool.query<{ id: string; payload: unknown }>(
    `update inbound_updates set status = 'done', done_at = now()
      where channel = $1 and bot = $2 and chat_id = $3 and status = 'waiting'
     returning id, payload`,
    [chat.channel, chat.bot, chat.chatId],
  );
  for (const { payload } of rows.sort((one, other) => Number(one.id) - Number(other.id))) {
    for (const reply of answer(payload)) await say(pool, chat, reply);
  }
}

/** Writes a reply of ours and wakes the pages that are open. */
export async function say(pool: pg.Pool, to: ChatAddress, reply: Reply): Promise<void> {
  const body = { reply, editMessageId: null, callbackId: null };
  await pool.query("insert into outbox (channel, bot, chat_id, body) values ($1, $2, $3, $4)", [
    to.channel,
    to.bot,
    to.chatId,
    JSON.stringify(body),
  ]);
  await webSender(pool).send(to, body);
}
