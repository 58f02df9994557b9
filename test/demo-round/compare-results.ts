import type pg from "pg";
import type { AgencyResultText } from "../../core/ranking/group-result.ts";

/** Results of agencies by code, every figure as `cham score` prints it. */
type Results = ReadonlyMap<string, AgencyResultText>;

/** Reads what `cham score` printed. */
export function scoredResults(stdout: string): Results {
  const { groups } = JSON.parse(stdout) as { groups: { agencies: AgencyResultText[] }[] };
  return byCode(groups.flatMap(({ agencies }) => agencies));
}

/** Reads what the database holds. */
export async function keptResults(pool: pg.Pool, roundId: string): Promise<Results> {
  const { rows } = await pool.query<{ result: AgencyResultText }>(
    `select json_build_object(
              'code', a.code,
              'achieved', ${inPoints("x.achieved")}, 'applicableMax', ${inPoints("x.applicable_max")},
              'bonus', ${inPoints("x.bonus")}, 'penalty', ${inPoints("x.penalty")},
              'index', x.index_text, 'band', x.band, 'rank', x.rank,
              'nodes', (select json_object_agg(n.code, case
                                 when n.points is null then json_build_object('notApplicable', true)
                                 else json_build_object('points', ${inPoints("n.points")},
                                                        'max', ${inPoints("n.max")}) end)
                          from node_results n
                         where n.round_id = x.round_id and n.agency_id = x.agency_id)) as result
       from agency_results x join agencies a on a.id = x.agency_id
      where x.round_id = $1`,
    [roundId],
  );
  return byCode(rows.map(({ result }) => result));
}

function byCode(results: readonly AgencyResultText[]): Results {
  return new Map(results.map((result) => [result.code, result]));
}

/** Ten-thousandths as the text of points with four decimals. */
function inPoints(column: string): string {
  return `(${column} / 10000.0)::numeric(12, 4)::text`;
}
