import type pg from "pg";

/** The officers and leaders of agencies, who hear what becomes of them. */
export async function peopleOfAgencies(
  client: pg.PoolClient,
  agencyIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select distinct s.id from staff s join staff_roles g on g.staff_id = s.id
      where s.is_active and s.agency_id = any ($1::uuid[]) and g.role in ('officer', 'leader')`,
    [agencyIds],
  );
  return rows.map(({ id }) => id);
}
