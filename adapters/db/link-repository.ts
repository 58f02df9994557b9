import type pg from "pg";
import type { LinkFacts } from "../../core/conversation/world.ts";
import type { ChatAddress } from "../../usecases/ports.ts";

interface LinkRow {
  readonly id: string;
  readonly channel: LinkFacts["channel"];
  readonly label: string;
  readonly at: Date;
  readonly is_this_one: boolean;
}

/** Lists the chats and web logins that speak for a person, newest first. */
export async function findLinks(
  db: pg.Pool,
  staffId: string,
  from: ChatAddress,
): Promise<readonly LinkFacts[]> {
  const { rows } = await db.query<LinkRow>(
    `select id, channel, '…' || right(chat_id, 4) as label, linked_at as at,
            channel = $2 and bot = $3 and chat_id = $4 as is_this_one
       from chat_links where staff_id = $1 and unlinked_at is null and channel <> 'web'
      union all
     select id, 'web', label, created_at, false
       from web_sessions
      where staff_id = $1 and revoked_at is null and expires_at > now()
      order by at desc`,
    [staffId, from.channel, from.bot, from.chatId],
  );
  return rows.map(({ id, channel, label, at, is_this_one: isThisOne }) => {
    return { id, channel, label, linkedAt: at.toISOString(), isThisOne };
  });
}
