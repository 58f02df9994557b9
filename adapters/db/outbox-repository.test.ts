import { describe, expect } from "vitest";
import type pg from "pg";
import { dbTest } from "../../test/db.ts";
import { outboxIn } from "./outbox-repository.ts";

const chat = { channel: "telegram", bot: "123", chatId: "7" } as const;
const now = new Date("2030-01-01T00:00:00Z");

describe("the outbox", () => {
  dbTest("hands replies to one process at a time, oldest first", async ({ pool }) => {
    await write(pool, ["một", "hai"]);
    const [a, b] = await Promise.all([
      outboxIn(pool).lease(chat, now),
      outboxIn(pool).lease(chat, now),
    ]);
    const texts = [...a, ...b].map(({ reply }) => reply.text);
    expect(texts).toEqual(["một", "hai"]);
  });

  dbTest("hands over nothing while an older reply is in another's hand", async ({ pool }) => {
    const outbox = outboxIn(pool);
    await write(pool, ["một"]);
    await outbox.lease(chat, now);
    await write(pool, ["hai"]);
    expect(await outbox.lease(chat, now)).toEqual([]);
    const later = new Date(now.getTime() + 60_000);
    expect((await outbox.lease(chat, later)).map(({ reply }) => reply.text)).toEqual([
      "một",
      "hai",
    ]);
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
    const [reply] = await outbox.lease(chat, new Date());
    expect(await outbox.stranded(10)).toEqual([]);
    await outbox.giveBack([reply?.id ?? ""], 0, true);
    expect(await outbox.stranded(10)).toEqual([chat]);
    await outbox.markRefused(reply?.id ?? "", "blocked");
    expect(await outbox.stranded(10)).toEqual([]);
  });
});

async function write(pool: pg.Pool, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await pool.query(
      "insert into outbox (channel, bot, chat_id, body) values ('telegram', '123', '7', $1)",
      [JSON.stringify({ reply: { text }, editMessageId: null, callbackId: null })],
    );
  }
}
