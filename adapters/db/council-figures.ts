import { createHash } from "node:crypto";
import type pg from "pg";
import { type AgencyFigures, figuresText } from "../../core/council/figures.ts";

interface FiguresRow {
  readonly round_code: string;
  readonly group_code: string;
  readonly scheme_hash: string;
  readonly code: string;
  readonly nodes: AgencyFigures["nodes"] | null;
  readonly sources: AgencyFigures["sources"] | null;
  readonly declarations: readonly string[] | null;
  readonly achieved: string | null;
  readonly applicable_max: string | null;
  readonly bonus: string | null;
  readonly penalty: string | null;
  readonly index_text: string | null;
  readonly band: string | null;
  readonly rank: number | null;
}

/** One statement and so one snapshot. What counts of a leaf is the last step present. */
const figuresSql = `
select r.code as round_code, ra.group_code, s.hash as scheme_hash, a.code,
       x.achieved, x.applicable_max, x.bonus, x.penalty, x.index_text, x.band, x.rank,
       (select json_agg(json_build_object('code', n.code, 'points', n.points))
          from node_results n
         where n.round_id = ra.round_id and n.agency_id = ra.agency_id) as nodes,
       (select json_agg(json_build_object('code', c.code, 'source', c.step || ' ' || c.version))
          from (select distinct on (v.code) v.code, v.step, v.version
                  from (select w.code, w.step, w.version from leaf_values w
                         where w.round_id = ra.round_id and w.agency_id = ra.agency_id
                        union all
                        select l.code, 'self', l.version from leaf_states l
                         where l.round_id = ra.round_id and l.agency_id = ra.agency_id) v
                 order by v.code,
                       array_position(array['council', 'explained', 'appraised', 'self'], v.step)) c
       ) as sources,
       (select json_agg(concat_ws(':', d.kind, d.code, d.count, array_to_string(d.leaves, ',')))
          from declarations d
         where d.round_id = ra.round_id and d.agency_id = ra.agency_id) as declarations
  from round_agencies ra
  join rounds r on r.id = ra.round_id
  join agencies a on a.id = ra.agency_id
  join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
  join schemes s on s.id = g.scheme_id
  left join agency_results x on x.round_id = ra.round_id and x.agency_id = ra.agency_id
 where ra.round_id = $1 and ra.left_at is null
 order by ra.group_code, a.code`;

/** All figures of a round as the text that the closing decision hashes. */
export async function readFiguresText(
  db: pg.Pool | pg.PoolClient,
  roundId: string,
): Promise<string> {
  const { rows } = await db.query<FiguresRow>(figuresSql, [roundId]);
  const groups = [...new Set(rows.map(({ group_code: group }) => group))].map((group) => {
    const members = rows.filter((row) => row.group_code === group);
    return {
      group,
      schemeHash: members[0]?.scheme_hash ?? "",
      agencies: members.map(agencyFigures),
    };
  });
  return figuresText(rows[0]?.round_code ?? "", groups);
}

/** SHA-256 of a text of figures, hexadecimal. */
export function hashFigures(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

function agencyFigures(row: FiguresRow): AgencyFigures {
  return {
    code: row.code,
    nodes: row.nodes ?? [],
    sources: row.sources ?? [],
    declarations: row.declarations ?? [],
    achieved: numberOf(row.achieved),
    applicableMax: numberOf(row.applicable_max),
    bonus: numberOf(row.bonus),
    penalty: numberOf(row.penalty),
    index: row.index_text,
    band: row.band,
    rank: row.rank,
  };
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}
