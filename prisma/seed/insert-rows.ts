import type pg from "pg";

/** A table's columns to be filled, with their types. */
export type Columns<Row> = { readonly [Name in keyof Row]-?: string };

const atOnce = 2000;

/** Inserts many rows with few statements. */
export async function insertRows<Row>(
  client: pg.ClientBase,
  table: string,
  { columns, rows }: { readonly columns: Columns<Row>; readonly rows: readonly Row[] },
): Promise<void> {
  const names = Object.keys(columns).join(", ");
  const typed = Object.entries<string>(columns).map(([name, type]) => `${name} ${type}`);
  const sql = `insert into ${table} (${names}) select ${names}
    from jsonb_to_recordset($1::jsonb) as r (${typed.join(", ")})`;
  for (let start = 0; start < rows.length; start += atOnce) {
    await client.query(sql, [JSON.stringify(rows.slice(start, start + atOnce))]);
  }
}
