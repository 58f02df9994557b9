import type pg from "pg";

/** The province's name as the pages show it; empty when it is not set. */
export async function readProvince(db: pg.Pool): Promise<string> {
  const { rows } = await db.query<{ name: string | null }>(
    "select value ->> 'name' as name from settings where key = 'province'",
  );
  return rows[0]?.name ?? "";
}
