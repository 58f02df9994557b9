import type pg from "pg";

/** Whether the database holds the demo province, with which anybody may play. */
export async function isDemoProvince(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ is_demo: boolean }>(
    `select exists (select from settings
                     where key = 'province' and (value ->> 'demo')::boolean) as is_demo`,
  );
  return rows[0]?.is_demo === true;
}
