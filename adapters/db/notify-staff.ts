import type pg from "pg";
import type { Language } from "../../core/conversation/messages/catalogue.ts";
import type { Reply } from "../../core/conversation/turn.ts";
import type { OutgoingReply } from "../../usecases/ports.ts";

const languages: readonly Language[] = ["vi", "en"];

/**
 * Queues a message for people in the transaction that makes it true: in each chat that is linked to
 * them and takes messages, and in their web chat, once each, in their own language. Who has left
 * hears nothing.
 *
 * @param priority Bulk for what may go to a whole province: it never goes before a reply.
 */
export async function notifyStaff(
  client: pg.ClientBase,
  staffIds: readonly string[],
  write: (language: Language) => Reply,
  priority: "direct" | "bulk" = "direct",
): Promise<void> {
  if (staffIds.length === 0) return;
  for (const language of languages) {
    const body: OutgoingReply = { reply: write(language), editMessageId: null, callbackId: null };
    await client.query(
      `insert into outbox (channel, bot, chat_id, body, is_bulk)
       select t.channel, t.bot, t.chat_id, $3::jsonb, $4 from (
         select k.channel, k.bot, k.chat_id, s.id, s.language
           from staff s join chat_links k on k.staff_id = s.id and k.unlinked_at is null
           and k.inactive_since is null
          where s.is_active
         union
         select 'web', 'web', s.id::text, s.id, s.language from staff s where s.is_active) t
        where t.id = any ($1::uuid[]) and t.language = $2`,
      [staffIds, language, JSON.stringify(body), priority === "bulk"],
    );
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
