import type pg from "pg";
import type { ChannelLink } from "../../core/reminders/recipient.ts";
import { officeHours } from "../../core/reminders/sending-hours.ts";
import type { ChatAddress } from "../../usecases/ports.ts";
import type { RemindedPerson } from "../../usecases/reminder-ports.ts";

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly language: RemindedPerson["language"];
  readonly from: string | null;
  readonly until: string | null;
  readonly last: Date | null;
  readonly links: readonly ChannelLink[];
}

/** Messengers before the web chat, which nobody carries about; then the one linked last. */
const peopleSql = `
select s.id, s.full_name as name, s.language, s.sending_from as "from", s.sending_until as until,
       (select max(d.at) from reminder_digests d where d.staff_id = s.id) as last,
       coalesce((
         select json_agg(json_build_object(
                  'channel', k.channel || '/' || k.bot || '/' || k.chat_id, 'state', case
                    when k.inactive_since is not null then 'blockedByUser'
                    when k.channel = any ($2::text[]) then 'quota' else 'open' end)
                  order by k.channel = 'web', k.linked_at desc)
           from chat_links k
          where k.staff_id = s.id and k.unlinked_at is null), '[]') as links
  from staff s
 where s.is_active and ($1::uuid is null or s.id = $1)`;

/**
 * Everybody who may be reminded, with their chats; a channel is named as chatKeyOf names a chat.
 * Those of `spent` are channels whose quota is gone.
 */
export async function findRecipients(
  db: pg.Pool | pg.PoolClient,
  {
    staffId = null,
    spent = [],
  }: { readonly staffId?: string | null; readonly spent?: readonly string[] } = {},
): Promise<ReadonlyMap<string, RemindedPerson>> {
  const { rows } = await db.query<PersonRow>(peopleSql, [staffId, spent]);
  return new Map(
    rows.map(({ id, name, language, from, until, last, links }) => [
      id,
      {
        ...{ staffId: id, name, language, links },
        hours: from !== null && until !== null ? { from, until } : officeHours,
        lastDigestAt: last?.toISOString() ?? null,
      },
    ]),
  );
}

/** The chats behind the channels of a digest, in order. */
export function addressesOf(
  { links }: Pick<RemindedPerson, "links">,
  channels: readonly string[],
): readonly ChatAddress[] {
  const known = new Set(links.map(({ channel }) => channel));
  return channels.filter((each) => known.has(each)).map(addressOf);
}

function addressOf(key: string): ChatAddress {
  const [channel = "", bot = "", ...chat] = key.split("/");
  if (channel !== "telegram" && channel !== "zalo" && channel !== "web") {
    throw new Error(`No channel ${channel}`);
  }
  return { channel, bot, chatId: chat.join("/") };
}
