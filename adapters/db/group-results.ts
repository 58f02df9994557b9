import type pg from "pg";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { rawNumber } from "../../core/scheme/raw-value.ts";
import type {
  ComputedAgency,
  ComputedGroup,
  GroupToCompute,
  KnownSnapshot,
  ResultStore,
} from "../../usecases/result-ports.ts";
import { type AnswersRow, agencyAnswers } from "./agency-answers.ts";
import { readCalendar } from "./calendar-cache.ts";
import { inTransaction } from "./in-transaction.ts";

interface GroupRow {
  /** Null when it is the known one. */
  readonly body: Scheme | null;
  readonly hash: string;
  readonly snapshot: number;
}

interface AgencyRow extends AnswersRow {
  readonly stamp: string | null;
  readonly is_read: boolean;
}

/** Results in PostgreSQL; a row that has not changed keeps its time, which says since when it holds. */
export function resultsIn(db: pg.Pool): ResultStore {
  return {
    async dirtyGroups(olderThanMs) {
      const { rows } = await db.query<{ round_id: string; group_code: string }>(
        `select distinct round_id, group_code from dirty_agencies
          where since <= now() - $1 * interval '1 millisecond' order by 1, 2`,
        [olderThanMs],
      );
      return rows.map(({ round_id: roundId, group_code: group }) => ({ roundId, group }));
    },
    loadGroup: (roundId, group, known) => loadGroup(db, { roundId, group, known }),
    saveGroup: (computed) => inTransaction(db, (client) => saveGroup(client, computed)),
    async settleMarks(roundId, marks) {
      await db.query(
        `delete from dirty_agencies d using unnest($2::uuid[], $3::bigint[]) as m (agency_id, stamp)
          where d.round_id = $1 and d.agency_id = m.agency_id and d.stamp = m.stamp`,
        [roundId, marks.map(({ agencyId }) => agencyId), marks.map(({ stamp }) => stamp)],
      );
    },
  };
}

/** Which group is read, and what the reader knows of it. */
export interface GroupToLoad {
  readonly roundId: string;
  readonly group: string;
  readonly known: KnownSnapshot | null;
  /** Only what agencies have said themselves, as if nothing were appraised yet. */
  readonly isSelfOnly?: boolean;
}

/**
 * Reads a group with all that its results follow from. Who knows the kept results gets only the
 * agencies marked since; that nobody keeps others in between is checked when results are saved.
 */
export async function loadGroup(
  db: pg.Pool | pg.PoolClient,
  { roundId, group, known, isSelfOnly = false }: GroupToLoad,
): Promise<GroupToCompute | undefined> {
  const groups = await db.query<GroupRow>(
    `select case when g.snapshot = $3 and s.hash = $4 then null else s.body end as body,
            s.hash, g.snapshot
       from round_groups g join schemes s on s.id = g.scheme_id
      where g.round_id = $1 and g.group_code = $2`,
    [roundId, group, known?.snapshot ?? null, known?.schemeHash ?? null],
  );
  const found = groups.rows[0];
  if (!found) return undefined;
  const { body, hash: schemeHash, snapshot } = found;
  const isWhole = body !== null;
  const { rows } = await db.query<AgencyRow>(isSelfOnly ? selfSql : agenciesSql, [
    roundId,
    group,
    isWhole,
  ]);
  const { daysOff, workingDays } = await readCalendar(db);
  const answered = rows.filter((row) => row.is_read);
  return {
    ...{ schemeHash, snapshot, isWhole },
    scheme() {
      if (!body) throw new Error("The scheme is the known one and was not read");
      return body;
    },
    answers: {
      format: rawNumber("1"),
      calendar: { daysOff, workingDays },
      agencies: answered.map(agencyAnswers),
    },
    answeredIds: answered.map(({ agency_id: agencyId }) => agencyId),
    agencyIds: rows.map(({ agency_id: agencyId }) => agencyId),
    marks: rows.flatMap(({ agency_id: agencyId, stamp }) =>
      stamp === null ? [] : [{ agencyId, stamp }],
    ),
  };
}

/** One statement and so one snapshot: the marks belong to the answers read with them. */
const agenciesSql = `
select q.agency_id, q.code, q.name, q.group_code, q.stamp, q.is_read,
       case when q.is_read then (
         select json_agg(json_build_object('code', c.code, 'answer', c.answer,
                                           'set', c.set_points, 'na', c.not_applicable))
           from counting_values c where c.round_id = q.round_id and c.agency_id = q.agency_id)
        end as leaves,
       case when q.is_read then (
         select json_agg(json_build_object('code', v.code, 'source', v.source, 'body', v.body))
           from given_answers v where v.round_id = q.round_id and v.agency_id = q.agency_id)
        end as given,
       case when q.is_read then (
         select json_agg(json_build_object('kind', c.kind, 'code', c.code, 'count', c.count,
                                           'leaves', c.leaves, 'reason', c.reason) order by c.id)
           from declarations c where c.round_id = q.round_id and c.agency_id = q.agency_id)
        end as declared
  from (select ra.round_id, ra.agency_id, a.code, a.name, ra.group_code, d.stamp,
               $3::boolean or d.stamp is not null as is_read
          from round_agencies ra
          join agencies a on a.id = ra.agency_id
          left join dirty_agencies d on d.round_id = ra.round_id and d.agency_id = ra.agency_id
         where ra.round_id = $1 and ra.group_code = $2 and ra.left_at is null) q
 order by q.code`;

const selfSql = agenciesSql
  .replace("from counting_values c", "from self_values c")
  .replace("v.agency_id = q.agency_id)", "v.agency_id = q.agency_id and v.source <> 'appraiser')");

async function saveGroup(client: pg.PoolClient, computed: ComputedGroup): Promise<number | null> {
  const { roundId, group, schemeHash, now, after } = computed;
  const { rows } = await client.query<{ snapshot: number }>(
    `update round_groups set snapshot = snapshot + 1, computed_at = $3
      where round_id = $1 and group_code = $2 and snapshot = $4 returning snapshot`,
    [roundId, group, now, after],
  );
  const row = rows[0];
  if (!row) return null;
  const about = { roundId, group, schemeHash, now, snapshot: row.snapshot };
  await saveAgencies(client, about, computed.agencies);
  await saveNodes(client, about, computed.agencies);
  return row.snapshot;
}

interface About {
  readonly roundId: string;
  readonly group: string;
  readonly schemeHash: string;
  readonly now: Date;
  readonly snapshot: number;
}

async function saveAgencies(
  client: pg.PoolClient,
  about: About,
  agencies: readonly ComputedAgency[],
): Promise<void> {
  await client.query(
    `insert into agency_results (round_id, agency_id, group_code, scheme_hash, snapshot,
       computed_at, achieved, applicable_max, bonus, penalty, index_text, band, rank)
     select $1, r."agencyId", $3, $4, $5, $6, r.achieved, r."applicableMax", r.bonus, r.penalty,
            r.index, r.band, r.rank
       from jsonb_to_recordset($2) as r ("agencyId" uuid, achieved bigint, "applicableMax" bigint,
              bonus bigint, penalty bigint, index text, band text, rank integer)
     on conflict (round_id, agency_id) do update set
       group_code = excluded.group_code, scheme_hash = excluded.scheme_hash,
       snapshot = excluded.snapshot, computed_at = excluded.computed_at,
       achieved = excluded.achieved, applicable_max = excluded.applicable_max,
       bonus = excluded.bonus, penalty = excluded.penalty, index_text = excluded.index_text,
       band = excluded.band, rank = excluded.rank`,
    [
      about.roundId,
      JSON.stringify(agencies.map((agency) => ({ ...agency, nodes: undefined }))),
      ...[about.group, about.schemeHash, about.snapshot, about.now],
    ],
  );
}

/** Nodes whose figures are as they were keep their time: it says since when they hold. */
async function saveNodes(
  client: pg.PoolClient,
  { roundId, schemeHash, now }: About,
  agencies: readonly ComputedAgency[],
): Promise<void> {
  const rows = agencies.flatMap(({ agencyId, nodes }) =>
    nodes.map((node) => ({ ...node, agencyId })),
  );
  await client.query(
    `insert into node_results (round_id, agency_id, code, points, max, computed_at, scheme_hash)
     select $1, m.agency_id, m.code, m.points, m.max, $6, $7
       from unnest($2::uuid[], $3::text[], $4::bigint[], $5::bigint[])
         as m (agency_id, code, points, max)
       left join lateral (
         -- Row by row by its key: the planner knows nothing of the rows given and would join whole.
         select n.points, n.max, n.scheme_hash from node_results n
          where n.round_id = $1 and n.agency_id = m.agency_id and n.code = m.code
         offset 0) k on true
      where (k.points, k.max, k.scheme_hash) is distinct from (m.points, m.max, $7)
     on conflict (round_id, agency_id, code) do update set
       points = excluded.points, max = excluded.max, computed_at = excluded.computed_at,
       scheme_hash = excluded.scheme_hash`,
    [
      roundId,
      rows.map(({ agencyId }) => agencyId),
      rows.map(({ code }) => code),
      rows.map(({ points }) => points),
      rows.map(({ max }) => max),
      ...[now, schemeHash],
    ],
  );
}
