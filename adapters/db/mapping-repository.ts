import type pg from "pg";
import type { MappingFile } from "../../core/scheme/read-mapping-file.ts";

/** Keeps the mapping of a scheme to an earlier one in place of the one there was. */
export async function saveMapping(
  pool: pg.Pool,
  { scheme, previous, leaves }: MappingFile,
): Promise<void> {
  const rows = [...leaves];
  await pool.query(
    `with gone as (
       delete from scheme_mappings where scheme = $1 and previous = $2 and code <> all ($3))
     insert into scheme_mappings (scheme, previous, code, previous_code)
     select $1, $2, * from unnest($3::text[], $4::text[])
     on conflict (scheme, previous, code) do update set previous_code = excluded.previous_code`,
    [scheme, previous, rows.map(([code]) => code), rows.map(([, earlier]) => earlier)],
  );
}
