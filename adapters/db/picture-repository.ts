import type pg from "pg";

/** Reads a picture; null when there is none of that id. */
export async function readPicture(db: pg.Pool, id: string): Promise<Uint8Array | null> {
  const { rows } = await db.query<{ png: Buffer }>("select png from pictures where id = $1", [id]);
  return rows[0]?.png ?? null;
}

/** Reads a picture for the page of a person it was sent to; null for anybody else. */
export async function readPictureFor(
  db: pg.Pool,
  id: string,
  staffId: string,
): Promise<Uint8Array | null> {
  const { rows } = await db.query<{ png: Buffer }>(
    `select p.png from pictures p
      where p.id = $1 and exists (
        select from outbox o
         where o.channel = 'web' and o.bot = 'web' and o.chat_id = $2 and o.refused is null
           and o.body #>> '{reply,picture,id}' = p.id::text)`,
    [id, staffId],
  );
  return rows[0]?.png ?? null;
}
