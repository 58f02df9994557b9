import type pg from "pg";
import type { ComparedAgency } from "../../core/conversation/overview/comparison.ts";
import type { FieldShare, FieldSpread } from "../../core/conversation/overview/round-summary.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { newestRoundSql } from "./newest-round.ts";
import { findAgencyResult } from "./result-repository.ts";

/** One of two agencies to be compared; null where there is no such agency, or no result of it. */
export async function findCompared(
  db: pg.Pool,
  agencyCode: string,
): Promise<ComparedAgency | null> {
  const result = await findAgencyResult(db, agencyCode);
  if (!result) return null;
  const { rows } = await db.query<{ body: Scheme }>(
    `select s.body
       from round_agencies ra
       join agencies a on a.id = ra.agency_id
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join schemes s on s.id = g.scheme_id
      where a.code = $1 and ra.round_id = ${newestRoundSql}`,
    [agencyCode],
  );
  const scheme = rows[0]?.body;
  return scheme ? { result, scheme } : null;
}

interface SpreadRow {
  readonly group_code: string;
  readonly code: string;
  readonly name: string;
  readonly agencies: readonly FieldShare[];
}

/** The fields of every group with the agencies that reach most and least of them. */
export async function findFieldSpreads(db: pg.Pool): Promise<readonly FieldSpread[]> {
  const { rows } = await db.query<SpreadRow>(
    `select g.group_code, f.node ->> 'code' as code, f.node ->> 'name' as name,
            json_agg(json_build_object(
              'agencyCode', a.code, 'percent', n.points * 100 / n.max)
              order by n.points::numeric / n.max desc, a.code) as agencies
       from round_groups g
       join schemes s on s.id = g.scheme_id
       cross join lateral jsonb_array_elements(s.body -> 'fields')
         with ordinality as f (node, place)
       join round_agencies ra on ra.round_id = g.round_id and ra.group_code = g.group_code
        and ra.left_at is null
       join agencies a on a.id = ra.agency_id
       join node_results n on n.round_id = ra.round_id and n.agency_id = ra.agency_id
        and n.code = f.node ->> 'code' and n.points is not null and n.max > 0
      where g.round_id = ${newestRoundSql}
      group by g.group_code, f.node, f.place order by g.group_code, f.place`,
  );
  return rows.flatMap(({ group_code: group, code, name, agencies }) => {
    const [best, worst] = [agencies[0], agencies.at(-1)];
    return best && worst && agencies.length > 1 ? [{ group, code, name, best, worst }] : [];
  });
}
