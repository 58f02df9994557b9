import type pg from "pg";
import type { NewItem } from "../../core/council/agenda.ts";
import { type RoundEntry, noteEntry } from "./note-entry.ts";

/**
 * Adds items after the last one of the round; one that is there already is left as it is.
 *
 * @returns How many were added.
 */
export async function insertAgenda(
  client: pg.PoolClient,
  act: Omit<RoundEntry, "kind" | "body" | "receipt">,
  items: readonly NewItem[],
): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    `insert into council_items (round_id, number, source, source_key, agency_ids, code,
       declaration_id, proposal, created_at)
     select $1, coalesce((select max(number) from council_items where round_id = $1), 0)
              + row_number() over (order by n.place),
            n.item ->> 'source', n.item ->> 'key',
            (select coalesce(array_agg(e.value::uuid), '{}')
               from jsonb_array_elements_text(n.item -> 'agencyIds') e),
            n.item ->> 'code', (n.item ->> 'declarationId')::uuid, n.item ->> 'proposal', $3
       from jsonb_array_elements($2) with ordinality as n (item, place)
      where not exists (
        select from council_items k where k.round_id = $1
           and k.source = n.item ->> 'source' and k.source_key = n.item ->> 'key')
     returning number`,
    [act.roundId, JSON.stringify(items), act.now],
  );
  if (rows.length > 0) {
    const body = { numbers: rows.map(({ number }) => number) };
    await noteEntry(client, { ...act, kind: "agenda", body });
  }
  return rows.length;
}
