import type pg from "pg";

/** An agency's result, every figure as `cham score` prints it, by agency code. */
type Results = ReadonlyMap<string, AgencyScore>;

interface AgencyScore {
  readonly achieved: string;
  readonly applicableMax: string;
  readonly bonus: string;
  readonly penalty: string;
  readonly index: string | null;
  readonly band: string | null;
  readonly rank: number | null;
  /** Points of each node that applies. */
  readonly nodes: Readonly<Record<string, string>>;
}

interface ScoredAgency extends Omit<AgencyScore, "nodes"> {
  readonly code: string;
  readonly nodes: Readonly<
    Record<string, { readonly points: string } | { readonly notApplicable: true }>
  >;
}

/** Reads what `cham score` printed. */
export function scoredResults(stdout: string): Results {
  const { groups } = JSON.parse(stdout) as { groups: { agencies: ScoredAgency[] }[] };
  return new Map(
    groups
      .flatMap(({ agencies }) => agencies)
      .map(({ code, nodes, ...score }) => [
        code,
        {
          ...score,
          nodes: Object.fromEntries(
            Object.entries(nodes).flatMap(([node, each]) =>
              "points" in each ? [[node, each.points] as const] : [],
            ),
          ),
        },
      ]),
  );
}

/** Reads what the database holds. */
export async function keptResults(pool: pg.Pool, roundId: string): Promise<Results> {
  const { rows } = await pool.query<{ code: string; score: AgencyScore }>(
    `select a.code, json_build_object(
              'achieved', (x.achieved / 10000.0)::numeric(12, 4)::text,
              'applicableMax', (x.applicable_max / 10000.0)::numeric(12, 4)::text,
              'bonus', (x.bonus / 10000.0)::numeric(12, 4)::text,
              'penalty', (x.penalty / 10000.0)::numeric(12, 4)::text,
              'index', x.index_text, 'band', x.band, 'rank', x.rank,
              'nodes', (select json_object_agg(n.code, (n.points / 10000.0)::numeric(12, 4)::text)
                          from node_results n
                         where n.round_id = x.round_id and n.agency_id = x.agency_id
                           and n.points is not null)) as score
       from agency_results x join agencies a on a.id = x.agency_id
      where x.round_id = $1`,
    [roundId],
  );
  return new Map(rows.map(({ code, score }) => [code, score]));
}
