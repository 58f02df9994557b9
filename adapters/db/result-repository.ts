import type pg from "pg";
import type { AgencyResult, RankingFacts, RankingRow } from "../../core/conversation/world.ts";
import type { Stage } from "../../core/round/round.ts";
import { isUnderAny } from "../../core/appraisal/roster.ts";
import { type Scheme, leavesOf } from "../../core/scheme/scheme.ts";
import { explainInGroup } from "./explain-in-group.ts";
import { findDraftProgress } from "./draft-progress-repository.ts";
import { formatTenThousandths } from "./format-points.ts";
import { newestRoundSql } from "./newest-round.ts";

interface GroupRow {
  readonly round_id: string;
  readonly title: string;
  readonly stage: Stage;
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly group_code: string;
  readonly snapshot: number;
  readonly computed_at: Date | null;
  readonly body: Scheme;
  readonly official: RankingFacts["official"];
}

interface ResultRow {
  readonly agency_id: string;
  readonly code: string;
  readonly name: string;
  readonly rank: number | null;
  readonly index_text: string | null;
  readonly band: string | null;
  readonly answered: number;
  /** Nodes that the province has left out for the agency. */
  readonly left_out: readonly string[];
  readonly submitted: boolean;
}

const groupSql = `
select r.id as round_id, r.title, r.stage, r.is_demo, r.is_training, g.group_code, g.snapshot, g.computed_at, s.body,
       (select json_build_object('number', p.number, 'date', p.date)
          from approvals p join council_closings c on c.id = p.closing_id
         where p.round_id = r.id and c.void_at is null and not c.is_suspect) as official
  from rounds r
  join round_groups g on g.round_id = r.id
  join schemes s on s.id = g.scheme_id`;

const rowSql = `
select a.id as agency_id, a.code, a.name, x.rank, x.index_text, x.band,
       ra.submitted_at is not null as submitted,
       (select count(*)::integer from leaf_states l
         where l.round_id = ra.round_id and l.agency_id = ra.agency_id
           and (l.answer is not null or l.not_applicable is not null)
           and not exists (
             select from unnest(o.codes) as c (code)
              where l.code = c.code or starts_with(l.code, c.code || '.'))) as answered,
       o.codes as left_out
  from round_agencies ra
  join agencies a on a.id = ra.agency_id
  cross join lateral (
    select coalesce(array_agg(d.code), '{}') as codes from declarations d
     where d.round_id = ra.round_id and d.agency_id = ra.agency_id
       and d.kind = 'notApplicable') o
  left join agency_results x on x.round_id = ra.round_id and x.agency_id = ra.agency_id`;

/** The newest ranking of one group, or of every group, in the round that runs. */
export async function findRankings(
  db: pg.Pool,
  group: string | null,
): Promise<readonly RankingFacts[]> {
  const { rows } = await db.query<GroupRow>(
    `${groupSql} where r.id = ${newestRoundSql} and ($1::text is null or g.group_code = $1)
      order by g.group_code`,
    [group],
  );
  return Promise.all(rows.map((row) => rankingOf(db, row)));
}

async function rankingOf(db: pg.Pool, found: GroupRow): Promise<RankingFacts> {
  const { rows } = await db.query<ResultRow>(
    `${rowSql} where ra.round_id = $1 and ra.group_code = $2 and ra.left_at is null
      order by x.rank nulls last, a.code`,
    [found.round_id, found.group_code],
  );
  return {
    group: found.group_code,
    roundTitle: found.title,
    isDemo: found.is_demo,
    isTraining: found.is_training,
    stage: found.stage,
    computedAt: found.computed_at?.toISOString() ?? null,
    snapshot: found.computed_at ? found.snapshot : null,
    official: found.official,
    bands: found.body.bands.map(({ name }) => name),
    rows: rows.map((row) => rankingRow(row, found.body)),
  };
}

/** One agency's newest result, with how a leaf came about where one is named; null before the first computation. */
export async function findAgencyResult(
  db: pg.Pool,
  agencyCode: string,
  code?: string,
): Promise<AgencyResult | null> {
  const { rows } = await db.query<GroupRow & ResultRow & DetailRow>(
    `select d.*, q.agency_id, q.code, q.name, q.rank, q.index_text, q.band, q.answered, q.left_out, q.submitted,
            y.scheme_hash, y.achieved, y.applicable_max, y.bonus, y.penalty,
            (select count(*)::integer from round_agencies m
              where m.round_id = d.round_id and m.group_code = d.group_code
                and m.left_at is null) as group_size,
            (select json_agg(json_build_object('code', n.code, 'points', n.points, 'max', n.max))
               from node_results n
              where n.round_id = d.round_id and n.agency_id = q.agency_id) as nodes
       from (${rowSql.replace("select ", "select ra.round_id, ra.group_code, ")}) q
       join (${groupSql}) d on d.round_id = q.round_id and d.group_code = q.group_code
       join agency_results y on y.round_id = q.round_id and y.agency_id = q.agency_id
      where q.code = $1 and q.round_id = ${newestRoundSql}`,
    [agencyCode],
  );
  const row = rows[0];
  if (!row) return null;
  const { round_id: roundId, group_code: group, agency_id: agencyId } = row;
  const asked = { roundId, group, agencyId };
  const trace = code === undefined ? null : await explainInGroup(db, { ...asked, code });
  return { ...agencyResult(row), ...(await selfScore(db, row)), trace };
}

/** How far the agency is with its self-score, counted as everywhere while it is at it. */
async function selfScore(
  db: pg.Pool,
  found: GroupRow & ResultRow,
): Promise<Pick<AgencyResult, "row" | "unproved">> {
  const row = rankingRow(found, found.body);
  if (found.stage !== "selfScoring") return { row, unproved: 0 };
  const { agency_id: id, group_code: group, body } = found;
  const agency = { id, group, leftOut: found.left_out.map((code) => ({ code, reason: "" })) };
  const schemes = new Map([[group, body]]);
  const progress = (await findDraftProgress(db, found.round_id, [agency], schemes)).get(id);
  const { complete = [], unproved = [] } = progress ?? {};
  return {
    row: { ...row, answered: complete.length + unproved.length },
    unproved: unproved.length,
  };
}

interface DetailRow {
  readonly scheme_hash: string;
  readonly achieved: string;
  readonly applicable_max: string;
  readonly bonus: string;
  readonly penalty: string;
  readonly group_size: number;
  readonly nodes:
    | readonly { readonly code: string; readonly points: number | null; readonly max: number }[]
    | null;
}

function agencyResult(
  row: GroupRow & ResultRow & DetailRow,
): Omit<AgencyResult, "trace" | "row" | "unproved"> {
  const text = (value: string | number): string => formatTenThousandths(BigInt(value));
  return {
    roundTitle: row.title,
    isDemo: row.is_demo,
    isTraining: row.is_training,
    stage: row.stage,
    computedAt: row.computed_at?.toISOString() ?? "",
    snapshot: row.snapshot,
    official: row.official,
    schemeHash: row.scheme_hash,
    achieved: text(row.achieved),
    applicableMax: text(row.applicable_max),
    bonus: text(row.bonus),
    penalty: text(row.penalty),
    groupSize: row.group_size,
    nodes: new Map(
      (row.nodes ?? []).map(({ code, points, max }) => [
        code,
        { points: points === null ? null : text(points), max: text(max) },
      ]),
    ),
  };
}

function rankingRow(row: ResultRow, scheme: Scheme): RankingRow {
  return {
    rank: row.rank,
    agencyCode: row.code,
    agencyName: row.name,
    index: row.index_text,
    band: row.band,
    answered: row.answered,
    toAnswer: leavesToAnswer(scheme, row.left_out),
    submitted: row.submitted,
  };
}

function leavesToAnswer({ fields }: Scheme, leftOut: readonly string[]): number {
  return leavesOf(fields).filter(
    ({ code, source }) => source === "self" && !isUnderAny(code, leftOut),
  ).length;
}
