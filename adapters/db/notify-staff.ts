import type pg from "pg";
import type { Language } from "../../core/conversation/messages/catalogue.ts";
import type { Reply } from "../../core/conversation/turn.ts";
import type { OutgoingReply } from "../../usecases/ports.ts";

interface ChatRow {
  readonly channel: string;
  readonly bot: string;
  readonly chat_id: string;
  readonly language: Language;
}

/** Every chat that speaks for the people, the web chat of each included. */
const chatsSql = `
select k.channel, k.bot, k.chat_id, s.language
  from staff s join chat_links k on k.staff_id = s.id and k.unlinked_at is null
 where s.id = any ($1::uuid[]) and s.is_active
union
select 'web', 'web', s.id::text, s.language from staff s
 where s.id = any ($1::uuid[]) and s.is_active
 order by 1, 2, 3`;

/** Queues a message to people in all their chats, each in their own language; nothing is sent here. */
export async function notifyStaff(
  client: pg.PoolClient,
  staffIds: readonly string[],
  reply: (language: Language) => Reply,
): Promise<void> {
  if (staffIds.length === 0) return;
  const { rows } = await client.query<ChatRow>(chatsSql, [staffIds]);
  for (const { channel, bot, chat_id: chatId, language } of rows) {
    const body: OutgoingReply = { reply: reply(language), editMessageId: null, callbackId: null };
    await client.query("insert into outbox (channel, bot, chat_id, body) values ($1, $2, $3, $4)", [
      channel,
      bot,
      chatId,
      JSON.stringify(body),
    ]);
  }
}

/** The people who have any of the duties now. */
export async function staffWithRoles(
  client: pg.PoolClient,
  roles: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select distinct s.id from staff s join staff_roles g on g.staff_id = s.id
      where s.is_active and g.role = any ($1::text[]) order by s.id`,
    [roles],
  );
  return rows.map(({ id }) => id);
}
