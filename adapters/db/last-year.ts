import type pg from "pg";
import type {
  LastYear,
  LastYearEvidence,
  LastYearLeaf,
} from "../../core/conversation/last-year/last-year-facts.ts";
import type { Stage } from "../../core/round/round.ts";
import { mapLeaves } from "../../core/scheme/map-leaves.ts";
import type { Leaf } from "../../core/scheme/scheme.ts";
import type { Answer } from "../../core/scoring/answer.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import type { SchemeCache } from "./scheme-cache.ts";

/** An agency in a round. */
export interface AgencyInRound {
  readonly roundId: string;
  readonly agencyId: string;
}

/** What agencies' leaves came to in the round before, kept by this process. */
export interface LastYears {
  /** Empty where the agency was in no finished round of an earlier year. */
  of(place: AgencyInRound): Promise<LastYear>;
}

/** A finished round does not change; a mapping that is imported meanwhile is soon seen. */
const keepMs = 10 * 60_000;
const mostAgencies = 2_000;

/** Reads an agency's last year once in ten minutes. */
export function openLastYears(db: pg.Pool, schemes: SchemeCache): LastYears {
  const known = new Map<string, { readonly readAt: number; readonly found: Promise<LastYear> }>();
  return {
    of(place) {
      const key = `${place.roundId}/${place.agencyId}`;
      const now = performance.now();
      const kept = known.get(key);
      if (kept && now - kept.readAt < keepMs) return kept.found;
      const found = readLastYear(db, schemes, place);
      found.catch(() => known.delete(key));
      known.delete(key);
      known.set(key, { readAt: now, found });
      const oldest = known.keys().next();
      if (known.size > mostAgencies && !oldest.done) known.delete(oldest.value);
      return found;
    },
  };
}

/** The evidence that proved a leaf last year; null where the leaf continues none. */
export async function findLastYearEvidence(
  db: pg.Pool,
  schemes: SchemeCache,
  asked: {
    readonly agencyCode: string;
    readonly code: string;
    /** The signed path of a piece's file. */
    readonly pathOf: (evidenceId: string) => string;
  },
): Promise<Omit<LastYearEvidence, "assigned"> | null> {
  const place = await findPlace(db, asked.agencyCode);
  const before = place && (await findBefore(db, place));
  if (!before) return null;
  const leaf = (await mapped(schemes, before)).get(asked.code);
  if (!leaf) return null;
  const { rows } = await db.query<EvidenceRow>(
    `select ${evidenceColumns} from evidence e left join staff w on w.id = e.added_by
      where e.round_id = $1 and e.agency_id = $2 and e.code = $3 and e.status = 'kept'
      order by e.added_at, e.receipt`,
    [before.round_id, place.agencyId, leaf.code],
  );
  const items = rows.map(evidenceFacts).map((item) => ({
    ...item,
    path: item.sha256 === null ? null : asked.pathOf(item.id),
  }));
  return {
    ...{
      agencyCode: asked.agencyCode,
      agencyName: place.agencyName,
      year: before.year,
      leaf,
      items,
    },
    ...{ stage: place.stage, finishedStage: before.stage },
  };
}

interface BeforeRow {
  readonly round_id: string;
  readonly year: number;
  readonly stage: Stage;
  readonly scheme_id: string;
  readonly previous_id: string;
  readonly mapping: Readonly<Record<string, string | null>> | null;
}

/** The newest finished round of an earlier year in which the agency was, with both schemes. */
async function findBefore(db: pg.Pool, place: AgencyInRound): Promise<BeforeRow | undefined> {
  const { rows } = await db.query<BeforeRow>(
    `select p.id as round_id, p.year, p.stage, g.scheme_id, pg.scheme_id as previous_id,
            (select json_object_agg(m.code, m.previous_code) from scheme_mappings m
               join schemes s on s.id = g.scheme_id and s.scheme = m.scheme
               join schemes ps on ps.id = pg.scheme_id and ps.scheme = m.previous) as mapping
       from round_agencies ra
       join rounds r on r.id = ra.round_id
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join round_agencies pa on pa.agency_id = ra.agency_id
       join rounds p on p.id = pa.round_id and p.stage in ('published', 'archived')
        and p.year < r.year and not p.is_training and p.is_demo = r.is_demo
       join round_groups pg on pg.round_id = pa.round_id and pg.group_code = pa.group_code
      where ra.round_id = $1 and ra.agency_id = $2
      order by p.year desc, p.created_at desc limit 1`,
    [place.roundId, place.agencyId],
  );
  return rows[0];
}

async function mapped(
  schemes: SchemeCache,
  { scheme_id, previous_id, mapping }: BeforeRow,
): Promise<ReadonlyMap<string, Leaf>> {
  const [current, previous] = await Promise.all([schemes.get(scheme_id), schemes.get(previous_id)]);
  return mapLeaves(current, previous, new Map(Object.entries(mapping ?? {})));
}

interface LeafRow {
  readonly code: string;
  readonly answer: Answer | null;
  readonly points: string | null;
  readonly evidence_count: number;
}

async function readLastYear(
  db: pg.Pool,
  schemes: SchemeCache,
  place: AgencyInRound,
): Promise<LastYear> {
  const before = await findBefore(db, place);
  if (!before) return new Map();
  const leaves = await mapped(schemes, before);
  const { rows } = await db.query<LeafRow>(
    `select n.code, n.points, case when v.code is null then l.answer else v.answer end as answer,
            (select count(*)::integer from evidence e
              where e.round_id = n.round_id and e.agency_id = n.agency_id and e.code = n.code
                and e.status = 'kept') as evidence_count
       from node_results n
       left join leaf_states l on l.round_id = n.round_id and l.agency_id = n.agency_id
        and l.code = n.code
       left join lateral (
         select x.code, x.answer from leaf_values x
          where x.round_id = n.round_id and x.agency_id = n.agency_id and x.code = n.code
          order by array_position(array['council', 'explained', 'appraised'], x.step) limit 1) v on true
      where n.round_id = $1 and n.agency_id = $2 and n.code = any ($3)`,
    [before.round_id, place.agencyId, [...leaves.values()].map(({ code }) => code)],
  );
  const found = new Map(rows.map((row) => [row.code, row]));
  return new Map(
    [...leaves].flatMap(([code, leaf]): readonly (readonly [string, LastYearLeaf])[] => {
      const row = found.get(leaf.code);
      return row ? [[code, leafOf(row, leaf, before.year)]] : [];
    }),
  );
}

function leafOf(
  { answer, points, evidence_count }: LeafRow,
  leaf: Leaf,
  year: number,
): LastYearLeaf {
  return {
    ...{ year, leaf, answer, evidenceCount: evidence_count },
    points: points === null ? null : Number(points),
  };
}

interface Place extends AgencyInRound {
  readonly agencyName: string;
  readonly stage: Stage;
}

/** Where an agency stands in the round that runs. */
async function findPlace(db: pg.Pool, agencyCode: string): Promise<Place | undefined> {
  const { rows } = await db.query<Place>(
    `select ra.round_id as "roundId", a.id as "agencyId", a.name as "agencyName", r.stage
       from agencies a
       join round_agencies ra on ra.agency_id = a.id
       join rounds r on r.id = ra.round_id and r.stage not in ('draft', 'archived')
      where a.code = $1 and not r.is_training
      order by r.year desc, r.created_at desc limit 1`,
    [agencyCode],
  );
  return rows[0];
}
