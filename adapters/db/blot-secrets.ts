import type pg from "pg";
import { messagesIn } from "../../core/conversation/messages/messages-in.ts";

/** How long a secret may stand in a message that was sent: long enough to copy it. */
const standsMs = 15 * 60_000;
/** A message that cannot be sent is blotted out too, after this time. */
const waitsMs = 24 * 3_600_000;

/** Blots out what the outbox keeps of messages that held a secret: keys, recovery codes. */
export async function blotSecrets(pool: pg.Pool, now: Date): Promise<void> {
  await pool.query(
    `update outbox o
        set body = jsonb_set(o.body, '{reply}', (o.body -> 'reply') - 'isSecret' - 'link'
              || jsonb_build_object('text', case coalesce((
                   select s.language from chat_links k join staff s on s.id = k.staff_id
                    where k.channel = o.channel and k.bot = o.bot and k.chat_id = o.chat_id
                      and k.unlinked_at is null), 'vi') when 'en' then $3::text else $4 end))
      where (o.body -> 'reply' ->> 'isSecret') = 'true'
        and (o.sent_at < $1 or (o.sent_at is null and o.created_at < $2))`,
    [
      ...[new Date(now.getTime() - standsMs), new Date(now.getTime() - waitsMs)],
      ...[messagesIn("en").signOff.blotted(), messagesIn("vi").signOff.blotted()],
    ],
  );
}
