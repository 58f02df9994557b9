import type pg from "pg";
import { inTransaction } from "./in-transaction.ts";

/** What a person's erasure takes away; the counts are of rows. */
export interface Erasure {
  readonly code: string;
  readonly fullName: string;
  /** The code that stands for the person from now on. */
  readonly newCode: string;
  readonly links: number;
  readonly sessions: number;
  readonly codes: number;
  readonly roles: number;
  /** Second factors, recovery codes and one-time codes of signing. */
  readonly factors: number;
  /** Entries of the ledger that keep pointing to the nameless row. */
  readonly entries: number;
}

/** What stands in the place of a name that was erased. */
const erasedName = "(đã xoá)";

/**
 * Takes away who a person is: name, title, code, salt, duties, chats, logins, one-time codes, second
 * factors with their recovery codes, and what they sent as the messengers delivered it. The row stays, nameless, so that everything that
 * points to it still does; the ledger's chains hold, because the marks are stored in them.
 *
 * @returns Null when nobody has this code. Without `apply` nothing is changed.
 */
export async function eraseStaff(
  pool: pg.Pool,
  code: string,
  apply: boolean,
): Promise<Erasure | null> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<Erasure & { readonly id: string }>(
      `select s.id, s.code, s.full_name as "fullName", 'da-xoa-' || left(s.id::text, 8) as "newCode",
              (select count(*)::int from chat_links where staff_id = s.id) as links,
              (select count(*)::int from web_sessions where staff_id = s.id) as sessions,
              (select count(*)::int from access_codes where staff_id = s.id) as codes,
              (select count(*)::int from staff_roles where staff_id = s.id) as roles,
              ((select count(*) from staff_factors where staff_id = s.id)
                + (select count(*) from recovery_codes where staff_id = s.id)
                + (select count(*) from confirm_codes where staff_id = s.id))::int as factors,
              (select count(*)::int from entries
                where author_id = s.id or for_id = s.id) as entries
         from staff s where s.code = $1 for update`,
      [code],
    );
    const row = rows[0];
    if (!row) return null;
    const { id, ...erasure } = row;
    if (apply) for (const statement of statements) await client.query(statement, [id]);
    return erasure;
  });
}

const chats = `(select channel, bot, chat_id from chat_links where staff_id = $1
  union select 'web', 'web', $1::uuid::text)`;

/** In this order: the chats are known by their links. */
const statements = [
  `update inbound_updates set payload = '{}'
    where status <> 'waiting' and (channel, bot, chat_id) in ${chats}`,
  `update outbox set body = jsonb_build_object(
            'reply', jsonb_build_object('text', ''), 'editMessageId', null, 'callbackId', null)
    where (sent_at is not null or refused is not null) and (channel, bot, chat_id) in ${chats}`,
  `delete from conversations where (channel, bot, chat_id) in ${chats}`,
  "delete from chat_links where staff_id = $1",
  "delete from web_sessions where staff_id = $1",
  "delete from access_codes where staff_id = $1",
  "delete from staff_factors where staff_id = $1",
  "delete from recovery_codes where staff_id = $1",
  "delete from confirm_codes where staff_id = $1",
  "delete from staff_roles where staff_id = $1",
  `update staff set full_name = '${erasedName}', title = '', code = 'da-xoa-' || left(id::text, 8),
          salt = gen_random_uuid(), is_active = false
    where id = $1`,
];
