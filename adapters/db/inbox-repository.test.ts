import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { anUpdate } from "../../test/province.ts";
import { inboxIn } from "./inbox-repository.ts";

const chat = { channel: "telegram", bot: "123", chatId: "7" } as const;

describe("the inbox", () => {
  dbTest("keeps a delivery once, however often and at once it comes", async ({ pool }) => {
    const inbox = inboxIn(pool);
    const again = Array.from({ length: 20 }, () => inbox.receive(anUpdate(chat, "1", { n: 1 })));
    await Promise.all([...again, inbox.receive(anUpdate({ ...chat, bot: "456" }, "1", { n: 2 }))]);
    const { rows } = await pool.query("select bot, payload from inbound_updates order by bot");
    expect(rows).toEqual([
      { bot: "123", payload: { n: 1 } },
      { bot: "456", payload: { n: 2 } },
    ]);
  });

  dbTest(
    "takes text that JSON in the database cannot hold, without that part",
    async ({ pool }) => {
      const inbox = inboxIn(pool);
      await inbox.receive(
        anUpdate(chat, "1", { text: "a\0b \ud83d c", path: "\\u0000", ok: "😀" }),
      );
      const { rows } = await pool.query("select payload from inbound_updates");
      expect(rows).toEqual([{ payload: { text: "ab \ufffd c", path: "\\u0000", ok: "😀" } }]);
    },
  );

  dbTest("puts a poison update aside and leaves played ones alone", async ({ pool }) => {
    const inbox = inboxIn(pool);
    await inbox.receive(anUpdate(chat, "1"));
    await inbox.receive(anUpdate(chat, "2"));
    const { rows } = await pool.query<{ id: string }>("select id from inbound_updates order by id");
    const [first = "", second = ""] = rows.map(({ id }) => id);
    await pool.query("update inbound_updates set status = 'done' where id = $1", [second]);
    await inbox.bury(first, "không đọc được");
    await inbox.bury(second, "không đọc được");
    const after = await pool.query("select status, reason from inbound_updates order by id");
    expect(after.rows).toEqual([
      { status: "dead", reason: "không đọc được" },
      { status: "done", reason: null },
    ]);
  });

  dbTest(
    "finds chats left waiting, but not those that wait for their next try",
    async ({ pool }) => {
      const inbox = inboxIn(pool);
      await inbox.receive(anUpdate(chat, "1"));
      expect(await inbox.stranded(0, 10)).toEqual([chat]);
      expect(await inbox.stranded(60_000, 10)).toEqual([]);
      const { rows } = await pool.query<{ id: string }>("select id from inbound_updates");
      await inbox.noteFailure(rows[0]?.id ?? "", "lỗi tạm thời", 60_000);
      expect(await inbox.stranded(0, 10)).toEqual([]);
    },
  );
});
