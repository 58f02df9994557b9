import { describe, expect } from "vitest";
import type pg from "pg";
import { dbTest } from "../../test/db.ts";
import { type ChatAddress, SendError, type WaitingReply } from "../../usecases/ports.ts";
import { outboxIn } from "./outbox-repository.ts";

const chat = { channel: "telegram", bot: "123", chatId: "7" } as const;
const now = new Date("2030-01-01T00:00:00Z");
const cut = new SendError("noAnswer", "connection lost");
const blocked = new SendError("blocked", "403 bot was blocked by the user");

describe("the outbox", () => {
  dbTest("hands replies to one process at a time, oldest first", async ({ pool }) => {
    await write(pool, ["một", "hai"]);
    const [a, b] = await Promise.all([
      outboxIn(pool).lease(chat, now),
      outboxIn(pool).lease(chat, now),
    ]);
    expect(textsOf([...a, ...b])).toEqual(["một", "hai"]);
  });

  dbTest("hands over nothing while an older reply is in another's hand", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await write(pool, ["một"]);
    await outbox.lease(chat, now);
    await write(pool, ["hai"]);
    expect(await outbox.lease(chat, now)).toEqual([]);
    const later = new Date(now.getTime() + 60_000);
    expect(textsOf(await outbox.lease(chat, later))).toEqual(["một", "hai"]);
  });

  dbTest("notes that a reply may have arrived when its holder is gone", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await write(pool, ["một"]);
    await outbox.lease(chat, now);
    await write(pool, ["hai"]);
    await outbox.lease(chat, new Date(now.getTime() + 60_000));
    expect(await column(pool, "is_ambiguous")).toEqual([true, false]);
  });

  dbTest("does not take a reply that was given back for one that arrived", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await write(pool, ["một", "hai"]);
    const leased = await outbox.lease(chat, now);
    await outbox.giveBack(leased, new SendError("unreachable", "no network"), 0);
    await outbox.lease(chat, new Date());
    expect(await column(pool, "is_ambiguous")).toEqual([false, false]);
    expect(await column(pool, "failures")).toEqual([1, 0]);
  });

  dbTest("lets replies overtake bulk of their chat and hands out no bulk", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await write(pool, ["nhắc việc"], { isBulk: true });
    expect(await outbox.stranded(10)).toEqual([]);
    await write(pool, ["trả lời"]);
    expect(await outbox.stranded(10)).toEqual([chat]);
    expect(textsOf(await outbox.lease(chat, now))).toEqual(["trả lời"]);
  });

  dbTest("lets a reply follow those that have left, and no others", async ({ pool }) => {
    const [mine, others] = [outboxIn(pool), outboxIn(pool)];
    await write(pool, ["một", "hai"]);
    const leased = await others.lease(chat, new Date());
    const ids = leased.map(({ id }) => id);
    const following = mine.mayFollow(ids);
    await Promise.all(ids.map((id) => others.markSent(id, null)));
    expect(await others.mayFollow(ids)).toBe(true);
    expect(await following).toBe(true);

    await write(pool, ["ba"]);
    const stuck = await others.lease(chat, new Date());
    await others.giveBack(stuck, cut, 60_000);
    expect(await mine.mayFollow(stuck.map(({ id }) => id))).toBe(false);
  });

  dbTest("writes gathered sent marks and forgets none", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await write(
      pool,
      Array.from({ length: 50 }, (_, index) => `tin ${index}`),
    );
    const leased = await outbox.lease(chat, now);
    await Promise.all(leased.map(({ id }) => outbox.markSent(id, `m${id}`)));
    await outbox.settle();
    const { rows } = await pool.query(
      "select count(*)::int as sent from outbox where sent_at is not null and message_id = 'm' || id",
    );
    expect(rows).toEqual([{ sent: 50 }]);
  });

  dbTest("finds chats with replies that nobody has in hand", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await write(pool, ["một"]);
    expect(await outbox.stranded(10)).toEqual([chat]);
    const leased = await outbox.lease(chat, new Date());
    expect(await outbox.stranded(10)).toEqual([]);
    await outbox.giveBack(leased, cut, 0);
    expect(await outbox.stranded(10)).toEqual([chat]);
    await Promise.all(leased.map((each) => outbox.markRefused(each, blocked)));
    expect(await outbox.stranded(10)).toEqual([]);
  });

  dbTest("closes the chat of who blocked the bot until they write again", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await link(pool);
    await write(pool, ["một"]);
    const [reply] = await outbox.lease(chat, new Date());
    if (reply) await outbox.markRefused(reply, blocked);
    expect(await reasons(pool)).toEqual(["blocked"]);

    const { rows } = await pool.query<{ id: string }>(
      `insert into inbound_updates (channel, bot, external_id, chat_id, payload)
       values ('telegram', '123', '1', '7', '{}') returning id`,
    );
    await pool.query(
      `select commit_turn($1, 'telegram', '123', '7', 0, '{}', null, null, null, 0, '[]', '[]',
              now(), now())`,
      [rows[0]?.id],
    );
    expect(await reasons(pool)).toEqual([null]);
  });
});

const pace = { perSecond: 30, perChatPerSecond: 1 };

describe("bulk in the outbox", () => {
  dbTest("is taken oldest first, one process at a time, at one pace", async ({ pool }) => {
    for (const chatId of ["1", "2", "3"]) await write(pool, [chatId], { chatId, isBulk: true });
    const slow = { perSecond: 2, perChatPerSecond: 1 };
    expect(await take(pool, slow)).toBe("1");
    expect(await take(pool, slow)).toBe("wait");
    await paceIsOver(pool);
    expect((await Promise.all([take(pool, slow), take(pool, slow)])).sort()).toEqual(["2", "wait"]);
  });

  dbTest("keeps no pace where the channel has none", async ({ pool }) => {
    for (const chatId of ["1", "2"]) await write(pool, [chatId], { chatId, isBulk: true });
    const taken = [await take(pool, null), await take(pool, null), await take(pool, null)];
    expect(taken).toEqual(["1", "2", "none"]);
  });

  dbTest(
    "is charged with the replies written meanwhile, for a second at most",
    async ({ pool }) => {
      for (const chatId of ["1", "2"]) await write(pool, [chatId], { chatId, isBulk: true });
      await take(pool);
      await paceIsOver(pool);
      await write(pool, ["trả lời", "trả lời"], { chatId: "8" });
      const two = await waitMs(pool);
      expect(two).toBeGreaterThan(35);
      expect(two).toBeLessThanOrEqual(70);
      await paceIsOver(pool);
      await write(
        pool,
        Array.from({ length: 100 }, () => "trả lời"),
      );
      const many = await waitMs(pool);
      expect(many).toBeGreaterThan(900);
      expect(many).toBeLessThanOrEqual(1_000);
    },
  );

  dbTest("waits for the replies of its chat and for a pause in the talk", async ({ pool }) => {
    await write(pool, ["nhắc việc"], { isBulk: true });
    await write(pool, ["trả lời"]);
    expect(await take(pool)).toBe("none");
    await pool.query("update outbox set sent_at = now() where not is_bulk");
    await pool.query(
      "insert into conversations (channel, bot, chat_id) values ('telegram', '123', '7')",
    );
    expect(await take(pool, pace, "afterPause")).toBe("none");
    await pool.query("update conversations set updated_at = now() - interval '20 seconds'");
    expect(await take(pool, pace, "afterPause")).toBe("nhắc việc");
  });

  dbTest("goes to a chat that never rests after ten minutes all the same", async ({ pool }) => {
    await write(pool, ["nhắc việc"], { isBulk: true });
    await pool.query("update outbox set created_at = now() - interval '11 minutes'");
    await pool.query(
      `insert into conversations (channel, bot, chat_id, updated_at)
       values ('telegram', '123', '7', now() - interval '3 seconds')`,
    );
    expect(await take(pool)).toBe("nhắc việc");
  });

  dbTest("leaves a second between two messages of one chat", async ({ pool }) => {
    await write(pool, ["một", "hai"], { isBulk: true });
    expect(await take(pool)).toBe("một");
    await pool.query("update outbox set sent_at = now() where begun_at is not null");
    expect(await take(pool, pace, "afterPause")).toBe("none");
    await pool.query("update outbox set leased_until = now() where sent_at is null");
    expect(await take(pool, pace, "afterPause")).toBe("hai");
  });

  dbTest("ends as perhaps arrived when whoever began to send it is gone", async ({ pool }) => {
    await write(pool, ["một"], { isBulk: true });
    await take(pool);
    await pool.query("update outbox set leased_until = now()");
    expect(await take(pool, pace, "afterPause")).toBe("none");
    expect(await column(pool, "refused")).toEqual(["noAnswer"]);
    expect(await column(pool, "is_ambiguous")).toEqual([true]);
  });

  dbTest("is taken again after a try that cannot have arrived", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await write(pool, ["một"], { isBulk: true });
    const taken = await outbox.takeBulk(chat, pace);
    const busy = new SendError("rateLimited", "too many requests");
    if (taken.kind === "message") await outbox.giveBack([taken.waiting], busy, 5_000);
    expect(await waitMs(pool)).toBeGreaterThan(4_000);
    await pool.query("update outbox set leased_until = now()");
    expect(await take(pool, pace, "afterPause")).toBe("một");
  });

  dbTest("names the bots that have some", async ({ pool }) => {
    await write(pool, ["trả lời"]);
    expect(await outboxIn(pool).bulkBots()).toEqual([]);
    await write(pool, ["nhắc việc"], { isBulk: true });
    expect(await outboxIn(pool).bulkBots()).toEqual([{ channel: "telegram", bot: "123" }]);
  });
});

async function take(
  pool: pg.Pool,
  at: typeof pace | null = pace,
  when: "now" | "afterPause" = "now",
): Promise<string> {
  if (when === "afterPause") await paceIsOver(pool);
  const taken = await outboxIn(pool).takeBulk(chat, at);
  return taken.kind === "message" ? taken.waiting.reply.text : taken.kind;
}

async function waitMs(pool: pg.Pool): Promise<number> {
  const taken = await outboxIn(pool).takeBulk(chat, pace);
  return taken.kind === "wait" ? taken.waitMs : 0;
}

async function paceIsOver(pool: pg.Pool): Promise<void> {
  await pool.query("update send_budgets set next_at = now()");
}

function textsOf(replies: readonly WaitingReply[]): readonly string[] {
  return replies.map(({ reply }) => reply.text);
}

async function column(pool: pg.Pool, name: string): Promise<readonly unknown[]> {
  const { rows } = await pool.query<{ value: unknown }>(
    `select ${name} as value from outbox order by id`,
  );
  return rows.map(({ value }) => value);
}

async function link(pool: pg.Pool): Promise<void> {
  await pool.query(`
    with a as (
      insert into agencies (code, name, group_code) values ('SYT', 'Sở Y tế', 'so') returning id),
    s as (
      insert into staff (code, full_name, agency_id) select 'nv1', 'Lan', id from a returning id)
    insert into chat_links (staff_id, channel, bot, chat_id)
    select id, 'telegram', '123', '7' from s`);
}

async function reasons(pool: pg.Pool): Promise<readonly (string | null)[]> {
  const { rows } = await pool.query<{ reason: string | null }>(
    "select inactive_reason as reason from chat_links",
  );
  return rows.map(({ reason }) => reason);
}

async function write(
  pool: pg.Pool,
  texts: readonly string[],
  {
    chatId = "7",
    isBulk = false,
  }: Partial<Pick<ChatAddress, "chatId">> & { readonly isBulk?: boolean } = {},
): Promise<void> {
  for (const text of texts) {
    await pool.query(
      `insert into outbox (channel, bot, chat_id, body, is_bulk)
       values ('telegram', '123', $1, $2, $3)`,
      [chatId, JSON.stringify({ reply: { text }, editMessageId: null, callbackId: null }), isBulk],
    );
  }
}
