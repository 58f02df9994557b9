import type pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { cloneDatabase, openTestPool } from "../db.ts";
import { type FakeTelegram, startFakeTelegram } from "../../scripts/fakes/telegram.ts";
import { type Product, aProduct } from "../product.ts";
import { type TestProvince, aProvince } from "../province.ts";
import { aLeaf, aScheme } from "../schemes.ts";

const secret = "webhook_secret_of_this_test";
const leaves = Array.from({ length: 12 }, (_, index) => aLeaf({ code: `1.${index + 1}` }));

interface Stage {
  readonly telegram: FakeTelegram;
  readonly pool: pg.Pool;
  readonly product: Product;
  readonly province: TestProvince;
  close(): Promise<void>;
}

async function setUp(agencyCount: number): Promise<Stage> {
  const database = await cloneDatabase();
  const pool = openTestPool(database.url, 4);
  const telegram = await startFakeTelegram({ token: "123:AAE-fake_token-of_the-test_bot" });
  const province = await aProvince(pool, { scheme: aScheme(leaves), agencyCount });
  const product = await aProduct({
    ...{ DATABASE_URL: database.url, TELEGRAM_BOT_TOKEN: telegram.token },
    ...{ TELEGRAM_API_ROOT: telegram.apiRoot, TELEGRAM_MODE: "webhook" },
    ...{ TELEGRAM_WEBHOOK_SECRET: secret },
  });
  return {
    ...{ telegram, pool, product, province },
    async close() {
      await product.close();
      await telegram.stop();
      await pool.end();
      await database.drop();
    },
  };
}

let stage: Stage;

describe("whatever happens to messages and processes", () => {
  beforeEach(async () => {
    stage = await setUp(50);
  });
  afterEach(() => stage.close());

  it("plays the same update once, delivered twenty times in parallel", async () => {
    await stage.product.startBot();
    const user = stage.telegram.user({ id: 1 });
    user.send("/tc 1.1");
    await user.nextMessage();
    const { updateId } = user.send("18/20");
    const reply = await user.nextMessage(({ text }) => (text ?? "").includes("0,9 điểm"));
    const statuses = await stage.telegram.redeliver(updateId, 20);
    user.send("/tiendo");
    await user.nextMessage();

    expect(statuses).toEqual(Array.from({ length: 20 }, () => 200));
    const { rows } = await stage.pool.query<{ receipt: string }>("select receipt from entries");
    expect(rows).toHaveLength(1);
    expect(reply.text).toContain(rows[0]?.receipt);
    expect(user.sent.filter(({ text }) => (text ?? "").includes("0,9 điểm"))).toHaveLength(1);
  });

  it("loses and doubles nothing of a shuffled and doubled stream of 1,000 updates", async () => {
    await stage.product.startBot();
    const updates = Array.from({ length: 500 }, (_, index) => anUpdate(index));
    const stream = shuffled([...updates, ...updates]);
    const statuses = new Set<number>();
    await inParallel(stream, 40, async (update) => {
      statuses.add(await deliver(update));
    });
    expect(statuses).toEqual(new Set([200]));
    await allPlayed(stage.pool);

    const { rows } = await stage.pool.query(`
      select (select count(*)::int from inbound_updates where status = 'done') as played,
             (select sum(version)::int from conversations) as turns,
             (select count(distinct inbound_id)::int from outbox) as answered,
             (select count(*)::int from entries) as entries,
             (select sum(version)::int from leaf_states) as changes`);
    const { entries, changes, ...counts } = rows[0] as Record<string, number>;
    expect(counts).toEqual({ played: 500, turns: 500, answered: 500 });
    expect(entries).toBe(changes);
    expect(entries).toBeGreaterThan(0);
  });

  it("answers three messages within 100 ms in their order", async () => {
    await stage.product.startBot();
    const user = stage.telegram.user({ id: 1 });
    for (const code of ["1.1", "1.2", "1.3"]) user.send(`/tc ${code}`);
    const codes: string[] = [];
    for (const code of ["1.1", "1.2", "1.3"]) {
      const message = await user.nextMessage();
      if ((message.text ?? "").includes(code)) codes.push(code);
    }
    expect(codes).toEqual(["1.1", "1.2", "1.3"]);
  });

  it("does all once when the bot is killed between storing and playing", async () => {
    const bot = await stage.product.startBot();
    const user = stage.telegram.user({ id: 1 });
    user.send("/tc 1.1");
    await user.nextMessage();
    const release = await hold(stage.pool, "lock table conversations in exclusive mode");
    user.send("18/20");
    await stage.telegram.settled();
    await bot.kill();
    await release();
    // What the bot had just asked of the database is still done: then only the reply is missing,
    // and in the hand of the killed process.
    await until(
      stage.pool,
      `select 1 where not exists (
         select from pg_stat_activity where state = 'active' and query like '%commit_turn%'
            and pid <> pg_backend_pid() and datname = current_database())`,
    );
    await stage.pool.query("update outbox set leased_until = now() where sent_at is null");
    await stage.product.startBot();
    await stage.product.startWorker();
    await user.nextMessage(({ text }) => (text ?? "").includes("0,9 điểm"));

    const { rows } = await stage.pool.query("select version from leaf_states");
    expect(rows).toEqual([{ version: 1 }]);
  });

  it("sends a reply whose bot was killed before sending it", async () => {
    stage.telegram.failNext("sendMessage", { delayMs: 600_000, times: 1 });
    const bot = await stage.product.startBot();
    const user = stage.telegram.user({ id: 1 });
    const begun = stage.telegram.nextCall("sendMessage");
    user.send("/tc 1.1");
    await begun;
    await bot.kill();
    // The lease of the killed process ends; nobody waits half a minute for that in a test.
    await stage.pool.query("update outbox set leased_until = now() where sent_at is null");
    await stage.product.startWorker();
    expect((await user.nextMessage()).text).toContain("1.1");
    const { rows } = await stage.pool.query("select count(*)::int as turns from outbox");
    expect(rows).toEqual([{ turns: 1 }]);
  });

  it("computes the results once more when the worker is killed in the middle", async () => {
    const worker = await stage.product.startWorker();
    await stage.product.startBot();
    const release = await hold(stage.pool, "lock table agency_results in access exclusive mode");
    const user = stage.telegram.user({ id: 1 });
    user.send("/tc 1.1");
    await user.nextMessage();
    user.send("18/20");
    await user.nextMessage(({ text }) => (text ?? "").includes("0,9 điểm"));
    await blockedOn(stage.pool, "agency_results");
    await worker.kill();
    await release();
    await stage.product.startWorker();
    await until(stage.pool, "select 1 from agency_results where achieved = 9000");
    await until(stage.pool, "select 1 where not exists (select from dirty_agencies)");
    const { rows } = await stage.pool.query("select count(*)::int as agencies from agency_results");
    expect(rows).toEqual([{ agencies: 50 }]);
  });

  it("lets a file that can never be fetched hold up nothing", async () => {
    stage.telegram.failNext("getFile", { status: 500, times: 1_000_000 });
    await stage.product.startBot();
    await stage.product.startWorker();
    const user = stage.telegram.user({ id: 1 });
    user.send("/tc 1.1");
    await user.nextMessage();
    user.send("18/20");
    await user.nextMessage(({ text }) => (text ?? "").includes("0,9 điểm"));
    user.sendDocument("%PDF-1.4 …", "ke-hoach.pdf");
    for (let index = 0; index < 100; index += 1) user.send("/tiendo");
    for (let index = 0; index < 200; index += 1) {
      stage.telegram.user({ id: (index % 49) + 2 }).send("/tiendo");
    }
    // Only what has been stored can be seen to be waiting.
    await stage.telegram.settled();
    await allPlayed(stage.pool);
    const { rows } = await stage.pool.query(`
      select count(*)::int as played, (select status from evidence) as file
        from inbound_updates where status = 'done'`);
    expect(rows).toEqual([{ played: 303, file: "fetching" }]);
  });

  it("goes on with a state that an older version has stored", async () => {
    await stage.pool.query(
      `insert into conversations (channel, bot, chat_id, state, version)
       values ('telegram', '123', '1', $1, 3), ('telegram', '123', '2', $2, 1)`,
      [
        JSON.stringify({ v: 1, flow: "selfScore", step: "answer", code: "1.2", done: "18" }),
        JSON.stringify({ v: 99, x: [] }),
      ],
    );
    await stage.product.startBot();
    const user = stage.telegram.user({ id: 1 });
    user.send("20");
    expect((await user.nextMessage()).text).toMatch(/0,9 điểm/);
    const other = stage.telegram.user({ id: 2 });
    other.send("/tc 1.2");
    expect((await other.nextMessage()).text).toContain("1.2");
  });
});

function anUpdate(index: number): unknown {
  const id = (index % 50) + 1;
  const texts = ["/tc 1.1", "18/20", "/tiendo", "3/4", "/tc 1.5", "xin chào", "7/9"];
  return {
    update_id: 10_000 + index,
    message: {
      message_id: 10_000 + index,
      date: 1_770_000_000,
      chat: { id, type: "private" },
      from: { id, is_bot: false, first_name: `Người ${id}` },
      text: texts[Math.floor(index / 50) % texts.length],
    },
  };
}

async function deliver(update: unknown): Promise<number> {
  const response = await fetch(`${stage.product.url}/webhooks/telegram/123`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-telegram-bot-api-secret-token": secret,
    },
    body: JSON.stringify(update),
  });
  await response.arrayBuffer();
  return response.status;
}

async function inParallel<T>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = [...items];
  const next = async (): Promise<void> => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: width }, next));
}

/** The same order each time: a small generator of its own instead of chance. */
function shuffled<T>(items: readonly T[]): readonly T[] {
  let seed = 12_345;
  const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31;
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

/** Takes a lock as somebody else would, until it is released. */
async function hold(pool: pg.Pool, lock: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query("begin");
  await client.query(lock);
  return async () => {
    await client.query("rollback");
    client.release();
  };
}

function allPlayed(pool: pg.Pool): Promise<void> {
  return until(
    pool,
    "select 1 where not exists (select from inbound_updates where status = 'waiting')",
  );
}

function blockedOn(pool: pg.Pool, table: string): Promise<void> {
  return until(
    pool,
    `select 1 from pg_locks where relation = '${table}'::regclass and not granted limit 1`,
  );
}

/** Asks the database until the query gives a row; the test's own time limit ends a vain wait. */
async function until(pool: pg.Pool, query: string): Promise<void> {
  for (;;) {
    const { rowCount } = await pool.query(query);
    if (rowCount) return;
    await pool.query("select pg_sleep(0.02)");
  }
}
