import type pg from "pg";
import type { Language } from "../../core/conversation/messages/catalogue.ts";
import type { Reply } from "../../core/conversation/turn.ts";
import type { OutgoingReply } from "../../usecases/ports.ts";

interface ToldRow {
  readonly staff_id: string;
  readonly language: Language;
}

/** Queues a message for people: in each linked chat and in the web chat. */
export async function notifyStaff(
  client: pg.PoolClient,
  staffIds: readonly string[],
  write: (language: Language) => Reply,
): Promise<void> {
  const { rows } = await client.query<ToldRow>(
    "select id as staff_id, language from staff where id = any ($1) and is_active order by id",
    [staffIds],
  );
  for (const { staff_id: staffId, language } of rows) {
    const body: OutgoingReply = { reply: write(language), editMessageId: null, callbackId: null };
    await client.query(
      `insert into outbox (channel, bot, chat_id, body)
       select channel, bot, chat_id, $2::jsonb from chat_links
        where staff_id = $1 and unlinked_at is null and channel <> 'web'
       union all select 'web', 'web', $1::text, $2::jsonb`,
      [staffId, JSON.stringify(body)],
    );
  }
}
