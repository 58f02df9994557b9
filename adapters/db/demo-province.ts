import type pg from "pg";

/** A condition: the database holds the demo province, with which anybody may play. */
export const isDemoSql = `exists (
  select from settings where key = 'province' and (value ->> 'demo')::boolean)`;

/** Whether the database holds the demo province. */
export async function isDemoProvince(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ is_demo: boolean }>(`select ${isDemoSql} as is_demo`);
  return rows[0]?.is_demo === true;
}
