import type pg from "pg";
import type { AgendaSource } from "../../core/council/agenda.ts";
import { type AgencyColumns, agencyColumns, agencyOf, takesPart } from "./item-agency.ts";

type Db = pg.Pool | pg.PoolClient;

interface ExplanationRow extends AgencyColumns {
  readonly code: string;
  readonly outcome: "rejected" | "partly";
  readonly appraised: number | null;
  readonly explained: number | null;
  readonly reason: string | null;
}

/** Explanations that the appraiser did not follow, or only in part. */
export async function rejectedExplanations(
  db: Db,
  roundId: string,
): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<ExplanationRow>(
    `select ${agencyColumns}, p.code, p.outcome, x.reason,
            coalesce(v.set_points, v.points) as appraised,
            coalesce(x.set_points, x.points) as explained
       from appeals p
       join agencies a on a.id = p.agency_id
       left join leaf_values v on (v.round_id, v.agency_id, v.code, v.step)
                                = (p.round_id, p.agency_id, p.code, 'appraised')
       left join leaf_values x on (x.round_id, x.agency_id, x.code, x.step)
                                = (p.round_id, p.agency_id, p.code, 'explained')
      where p.round_id = $1 and p.outcome in ('rejected', 'partly')
        and ${takesPart}
      order by a.code, p.code`,
    [roundId],
  );
  return rows.map((row) => {
    const { code, outcome: answer, appraised, explained } = row;
    const agency = agencyOf(row);
    const reason = row.reason ?? "";
    return { kind: "explanation", agency, code, answer, appraised, explained, reason };
  });
}

interface DifferenceRow extends AgencyColumns {
  readonly code: string;
  readonly first: number | null;
  readonly second: number | null;
}

/** Leaves on which two appraisers, neither seen by the other, differ by more than the round allows. */
export async function blindDifferences(db: Db, roundId: string): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<DifferenceRow>(
    `select ${agencyColumns}, d.code, d.first_points as first, d.second_points as second
       from appraisal_differences d join agencies a on a.id = d.agency_id
      where d.round_id = $1 order by a.code, d.code`,
    [roundId],
  );
  return rows.map((row) => {
    const { code, first, second } = row;
    return { kind: "blindDifference", agency: agencyOf(row), code, first, second };
  });
}

/**
 * Leaves drawn at random from those agreed with in bulk, each with what single judgement made of it:
 * the value of the part (first or second) in which it was drawn.
 */
export const drawnLeavesSql = `
  select c.agency_id, c.code, c.seed, e.author_id, v.verdict, v.points, v.reason
    from spot_checks c
    join entries e on e.round_id = c.round_id and e.kind = 'bulkAgreement'
     and e.body ->> 'seed' = c.seed
    left join lateral (
      select w.verdict, coalesce(w.set_points, w.points) as points, w.reason
        from leaf_values w
       where (w.round_id, w.agency_id, w.code, w.step)
           = (c.round_id, c.agency_id, c.code, 'appraised') and e.body ->> 'part' = 'first'
      union all
      select s.verdict, coalesce(s.set_points, s.points), s.reason
        from second_values s
       where (s.round_id, s.agency_id, s.code) = (c.round_id, c.agency_id, c.code)
         and e.body ->> 'part' = 'second') v on true
   where c.round_id = $1`;

interface DrawnRow extends AgencyColumns {
  readonly code: string;
  readonly appraiser: string;
  readonly verdict: "corrected" | "set" | null;
  readonly self: number | null;
  readonly points: number | null;
  readonly reason: string | null;
}

/** Drawn leaves that were judged otherwise than agreed with, or not at all. */
export async function spotChecks(db: Db, roundId: string): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<DrawnRow>(
    `select ${agencyColumns}, d.code, d.verdict, d.points, d.reason, l.points as self,
            coalesce(s.full_name, '') as appraiser
       from (${drawnLeavesSql}) d
       join agencies a on a.id = d.agency_id
       left join staff s on s.id = d.author_id
       left join leaf_states l on (l.round_id, l.agency_id, l.code) = ($1, d.agency_id, d.code)
      where d.verdict is distinct from 'agreed' and ${takesPart}
      order by a.code, d.code`,
    [roundId],
  );
  return rows.map((row) => {
    const { code, appraiser, verdict, self, points, reason } = row;
    const of = { kind: "spotCheck", agency: agencyOf(row), code, appraiser } as const;
    return verdict === null
      ? { ...of, finding: { kind: "unjudged" } }
      : { ...of, finding: { kind: "differs", self, points, reason: reason ?? "" } };
  });
}

interface BulkRow {
  readonly id: string;
  readonly appraiser: string;
  readonly times: number;
  readonly agreed: number;
  readonly drawn: number;
  readonly differing: number;
  readonly unjudged: number;
}

/** What each appraiser agreed with in bulk, and what came of the leaves drawn from it. */
export async function bulkAgreements(db: Db, roundId: string): Promise<readonly AgendaSource[]> {
  const { rows } = await db.query<BulkRow>(
    `select b.author_id as id, s.full_name as appraiser, b.times, b.agreed,
            coalesce(d.drawn, 0) as drawn, coalesce(d.differing, 0) as differing,
            coalesce(d.unjudged, 0) as unjudged
       from (select e.author_id, count(*)::integer as times,
                    sum(jsonb_array_length(e.body -> 'list')
                      - jsonb_array_length(e.body -> 'sample'))::integer as agreed
               from entries e where e.round_id = $1 and e.kind = 'bulkAgreement'
              group by e.author_id) b
       join staff s on s.id = b.author_id
       left join (
         select author_id, count(*)::integer as drawn,
                count(*) filter (where verdict <> 'agreed')::integer as differing,
                count(*) filter (where verdict is null)::integer as unjudged
           from (${drawnLeavesSql}) q group by author_id) d on d.author_id = b.author_id
      order by s.full_name, s.id`,
    [roundId],
  );
  return rows.map((row) => ({ kind: "bulkAgreement", ...row }));
}
