import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { outboxIn } from "./outbox-repository.ts";

const chat = { channel: "telegram", bot: "123", chatId: "7" } as const;
const now = new Date("2030-01-01T00:00:00Z");

describe("two processes that want a chat's replies in the same instant", () => {
  dbTest("get them once between them", async ({ pool }) => {
    await pool.query(
      `insert into outbox (channel, bot, chat_id, body)
       select 'telegram', '123', '7', json_build_object('reply', json_build_object('text', text))
         from unnest('{một,hai}'::text[]) as text`,
    );
    // Both read the rows before either may change one.
    const busy = await pool.connect();
    await busy.query("begin");
    await busy.query("update outbox set detail = ''");
    const leases = [outboxIn(pool).lease(chat, now), outboxIn(pool).lease(chat, now)];
    await bothWait(pool);
    await busy.query("commit");
    busy.release();

    const handed = (await Promise.all(leases)).map((replies) => replies.map((each) => each.reply));
    expect(handed.filter((replies) => replies.length > 0)).toEqual([
      [{ text: "một" }, { text: "hai" }],
    ]);
    const { rows } = await pool.query("select is_ambiguous from outbox group by 1");
    expect(rows).toEqual([{ is_ambiguous: false }]);
  });
});

/** The test's own time limit ends a vain wait. */
async function bothWait(pool: pg.Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]?.waiting === 2) return;
    await pool.query("select pg_sleep(0.02)");
  }
}
