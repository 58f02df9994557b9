import http from "node:http";
import type { AddressInfo } from "node:net";
import type pg from "pg";
import { afterEach, beforeEach, expect, it } from "vitest";
import { cloneDatabase, openTestPool } from "../db.ts";
import { type FakeTelegram, startFakeTelegram } from "../../scripts/fakes/telegram.ts";
import { type Product, aProduct, freePort } from "../product.ts";
import { aProvince } from "../province.ts";
import { aLeaf, aScheme } from "../schemes.ts";

const codes = Array.from({ length: 8 }, (_, index) => `1.${index + 1}`);
const people = 15;
const reminded = 40;

interface Stage {
  readonly telegram: FakeTelegram;
  readonly pool: pg.Pool;
  readonly product: Product;
  close(): Promise<void>;
}

/** Three bots behind one address and three workers, on one database and, where there is one, Redis. */
async function setUp(): Promise<Stage> {
  const database = await cloneDatabase();
  const pool = openTestPool(database.url, 4);
  const telegram = await startFakeTelegram({ token: "123:AAE-fake_token-of_the-test_bot" });
  await aProvince(pool, {
    scheme: aScheme(codes.map((code) => aLeaf({ code }))),
    agencyCount: people,
  });
  const ports = await Promise.all([freePort(), freePort(), freePort()]);
  const door = await openDoor(ports);
  const redisUrl = process.env["TEST_REDIS_URL"];
  const product = await aProduct({
    ...{ DATABASE_URL: database.url, TELEGRAM_BOT_TOKEN: telegram.token },
    ...{ TELEGRAM_API_ROOT: telegram.apiRoot, TELEGRAM_MODE: "webhook" },
    ...{ TELEGRAM_WEBHOOK_SECRET: "webhook_secret_of_this_test", PUBLIC_URL: door.url },
    ...(redisUrl !== undefined && { REDIS_URL: `${redisUrl}/7` }),
  });
  await Promise.all([
    ...ports.map((port) => product.startBot(port)),
    ...[1, 2, 3].map(() => product.startWorker()),
  ]);
  return {
    ...{ telegram, pool, product },
    async close() {
      await product.close();
      door.close();
      await telegram.stop();
      await pool.end();
      await database.drop();
    },
  };
}

let stage: Stage;
beforeEach(async () => {
  stage = await setUp();
});
afterEach(() => stage.close());

it("keeps order in each chat and does everything once with three bots and three workers", async () => {
  const { telegram, pool } = stage;
  await remind(pool);
  const users = Array.from({ length: people }, (_, index) => telegram.user({ id: index + 1 }));
  for (const code of codes) {
    for (const user of users) {
      user.send(`/tc ${code}`);
      user.send("18/20");
    }
  }
  await telegram.settled();
  await until(
    pool,
    "select 1 where not exists (select from inbound_updates where status = 'waiting')",
  );
  await until(pool, "select 1 where not exists (select from outbox where sent_at is null)");
  await until(pool, "select 1 where not exists (select from dirty_agencies)");

  for (const user of users) expect(codesIn(user.sent)).toEqual(codes);
  const updates = people * codes.length * 2;
  const { rows } = await pool.query(`
    select (select count(*)::int from inbound_updates where status = 'done') as played,
           (select sum(version)::int from conversations) as turns,
           (select count(*)::int from entries) as entries,
           (select sum(version)::int from leaf_states) as changes,
           (select count(distinct achieved)::int from agency_results) as totals,
           (select count(*)::int from outbox where is_ambiguous) as ambiguous,
           (select count(*)::int from outbox where refused is not null) as refused`);
  const answers = people * codes.length;
  expect(rows).toEqual([
    {
      ...{ played: updates, turns: updates, entries: answers, changes: answers },
      ...{ totals: 1, ambiguous: 0, refused: 0 },
    },
  ]);
  const { rows: sent } = await pool.query<{ n: number }>("select count(*)::int as n from outbox");
  const calls = telegram.calls.filter(({ method }) =>
    /^(sendMessage|editMessageText)$/.test(method),
  );
  expect(calls).toHaveLength(sent[0]?.n ?? 0);
  const reminders = calls.filter(({ payload }) => payload["text"] === "Nhắc việc");
  expect(new Set(reminders.map(({ payload }) => payload["chat_id"])).size).toBe(reminded);
  expect(reminders).toHaveLength(reminded);
});

/** The leaves that a chat was told about, in order, each once. */
function codesIn(sent: readonly { readonly text?: string }[]): readonly string[] {
  const named = sent.flatMap(({ text = "" }) => /1\.\d+/.exec(text)?.[0] ?? []);
  return named.filter((code, index) => code !== named[index - 1]);
}

/** A message to many, by the way, to chats that nobody types in. */
async function remind(pool: pg.Pool): Promise<void> {
  for (let index = 0; index < reminded; index += 1) {
    stage.telegram.user({ id: 1_000 + index });
  }
  await pool.query(
    `insert into outbox (channel, bot, chat_id, body, is_bulk)
     select 'telegram', '123', n::text, $1, true
       from generate_series(1000, 1000 + $2::integer - 1) n`,
    [
      JSON.stringify({ reply: { text: "Nhắc việc" }, editMessageId: null, callbackId: null }),
      reminded,
    ],
  );
}

/**
 * One address in front of all bots: each delivery goes to the next one, and every third one to yet
 * another at the same time, as a provider that lost patience would.
 */
async function openDoor(ports: readonly number[]): Promise<{ url: string; close: () => void }> {
  let turn = 0;
  const server = http.createServer((request, response) => {
    turn += 1;
    const [port = 0, other = 0] = [ports[turn % 3], ports[(turn + 1) % 3]];
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { url: path = "/", method, headers } = request;
      const call = { path, method, headers, body: Buffer.concat(chunks) };
      if (turn % 3 === 0) passOn(other, call, () => undefined);
      passOn(port, call, (status) => response.writeHead(status).end());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

function passOn(
  port: number,
  call: {
    readonly path: string;
    readonly method: string | undefined;
    readonly headers: http.IncomingHttpHeaders;
    readonly body: Buffer;
  },
  answer: (status: number) => void,
): void {
  const { body, ...about } = call;
  const passed = http.request({ host: "127.0.0.1", port, ...about }, (response) => {
    response.resume();
    response.on("end", () => {
      answer(response.statusCode ?? 502);
    });
  });
  passed.on("error", () => {
    answer(502);
  });
  passed.end(body);
}

/** Asks the database until the query gives a row; the test's own time limit ends a vain wait. */
async function until(pool: pg.Pool, query: string): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(query);
    if (rowCount) return;
    await pool.query("select pg_sleep(0.02)");
  }
}
