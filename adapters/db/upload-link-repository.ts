import type pg from "pg";
import type { ChatAddress } from "../../usecases/ports.ts";
import { hashToken } from "./hash-token.ts";

/** A one-time upload page, as far as its visitor may see it. */
export interface UploadLink {
  readonly id: string;
  readonly code: string;
  readonly wanted: string | null;
  readonly agencyName: string;
  readonly expiresAt: Date;
}

/** A file that came over a one-time page. */
export interface LinkedUpload {
  readonly linkId: string;
  readonly ref: string;
  readonly name: string;
  readonly size: number;
  readonly now: Date;
}

/** The page of a token; undefined when it never was, is used or has expired. */
export async function findUploadLink(
  pool: pg.Pool,
  token: string,
  now: Date,
): Promise<UploadLink | undefined> {
  const { rows } = await pool.query<LinkRow>(
    `select l.id, l.code, l.wanted, a.name as agency_name, l.expires_at
       from upload_links l
       join agencies a on a.id = l.agency_id
       join staff s on s.id = l.staff_id and s.is_active
      where l.token_hash = $1 and l.used_at is null and l.expires_at > $2`,
    [hashToken(token), now],
  );
  const row = rows[0];
  if (!row) return undefined;
  const { id, code, wanted, agency_name: agencyName, expires_at: expiresAt } = row;
  return { id, code, wanted, agencyName, expiresAt };
}

interface LinkRow {
  readonly id: string;
  readonly code: string;
  readonly wanted: string | null;
  readonly agency_name: string;
  readonly expires_at: Date;
}

/**
 * Uses a page up and puts the file into the owning chat's inbox, both or neither. The payload has
 * the shape `{ upload: { ref, name, size, code, wanted } }` whatever the chat's channel.
 *
 * @returns The chat that has something waiting; undefined when the page was used meanwhile.
 */
export async function useUploadLink(
  pool: pg.Pool,
  { linkId, ref, name, size, now }: LinkedUpload,
): Promise<ChatAddress | undefined> {
  const { rows } = await pool.query<{
    channel: ChatAddress["channel"];
    bot: string;
    chat_id: string;
  }>(
    `with used as (
       update upload_links set used_at = $5
        where id = $1 and used_at is null
       returning id, channel, bot, chat_id, code, wanted)
     insert into inbound_updates (channel, bot, external_id, chat_id, payload)
     select channel, bot, 'upload:' || id, chat_id,
            json_build_object('upload', json_build_object(
              'ref', $2::text, 'name', $3::text, 'size', $4::bigint, 'code', code, 'wanted', wanted))
       from used
     returning channel, bot, chat_id`,
    [linkId, ref, name, size, now],
  );
  const row = rows[0];
  return row && { channel: row.channel, bot: row.bot, chatId: row.chat_id };
}
