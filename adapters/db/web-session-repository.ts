import { randomBytes } from "node:crypto";
import type pg from "pg";
import type { Actor } from "../../core/access/actor.ts";
import { type ActorRow, actorColumns, actorOf } from "./find-actor.ts";
import { hashToken } from "./hash-token.ts";
import { inTransaction } from "./in-transaction.ts";

/** A browser that speaks for a person. */
export interface WebSession {
  readonly id: string;
  readonly actor: Actor;
  /** True when it was just prolonged, so that the cookie must be too. */
  readonly isProlonged: boolean;
}

/** How long a session lasts after its last use. */
export const sessionMs = 30 * 86_400_000;
/** A session in use is prolonged at most this often, so that a request does not mean a write. */
const prolongAfterMs = 3_600_000;

/**
 * Opens a session for a person and, at the first one, links the web chat to them. `label` is the
 * browser as `/lienket` shows it.
 *
 * @returns The token for the cookie; it is kept only as a hash.
 */
export async function openSession(
  pool: pg.Pool,
  { staffId, label, now }: { readonly staffId: string; readonly label: string; readonly now: Date },
): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await inTransaction(pool, async (client) => {
    await client.query(
      `insert into chat_links (staff_id, channel, bot, chat_id, linked_at)
       values ($1::uuid, 'web', 'web', $1::uuid::text, $2)
       on conflict (channel, bot, chat_id) where unlinked_at is null do nothing`,
      [staffId, now],
    );
    await client.query(
      `insert into web_sessions (token_hash, staff_id, label, created_at, seen_at, expires_at)
       values ($1, $2, $3, $4, $4, $5)`,
      [hashToken(token), staffId, label, now, new Date(now.getTime() + sessionMs)],
    );
  });
  return token;
}

/** The session of a cookie's token; undefined when it ended, or the person may no longer enter. */
export async function findSession(
  pool: pg.Pool,
  token: string,
  now: Date,
): Promise<WebSession | undefined> {
  const { rows } = await pool.query<SessionRow>({
    name: "find-web-session",
    text: findSessionSql,
    values: [hashToken(token), now],
  });
  const row = rows[0];
  if (!row) return undefined;
  const isProlonged = now.getTime() - row.seen_at.getTime() > prolongAfterMs;
  if (isProlonged) {
    await pool.query("update web_sessions set seen_at = $2, expires_at = $3 where id = $1", [
      row.id,
      now,
      new Date(now.getTime() + sessionMs),
    ]);
  }
  return { id: row.id, actor: actorOf(row, now), isProlonged };
}

/** Ends a session, as logging out does. */
export async function endSession(pool: pg.Pool, sessionId: string, now: Date): Promise<void> {
  await pool.query("update web_sessions set revoked_at = $2 where id = $1 and revoked_at is null", [
    sessionId,
    now,
  ]);
}

/** The id of an active person by code; undefined when there is none. */
export async function staffIdOf(pool: pg.Pool, staffCode: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ id: string }>(
    "select id from staff where code = $1 and is_active",
    [staffCode],
  );
  return rows[0]?.id;
}

/** A web chat that was unlinked ends every session of the person, whatever its own row says. */
const findSessionSql = `
select w.id, w.seen_at, ${actorColumns}
  from web_sessions w
  join staff s on s.id = w.staff_id and s.is_active
  join agencies a on a.id = s.agency_id
  join chat_links k on k.channel = 'web' and k.bot = 'web' and k.chat_id = s.id::text
   and k.unlinked_at is null
 where w.token_hash = $1 and w.revoked_at is null and w.expires_at > $2`;

interface SessionRow extends ActorRow {
  readonly id: string;
  readonly seen_at: Date;
}
