import type pg from "pg";
import type { CouncilPack } from "../../core/council/pack.ts";

type Db = pg.Pool | pg.PoolClient;

/** Counts what the council is told about the round. */
export async function readCouncilPack(db: Db, roundId: string): Promise<CouncilPack | null> {
  const { rows } = await db.query<Omit<CouncilPack, "conflicts" | UnjoinedPart> & Conflicts>(
    `select (select count(*)::integer from round_exceptions x
              where x.round_id = r.id and x.codes is null) as extensions,
            (select count(*)::integer from round_exceptions x
              where x.round_id = r.id and x.codes is not null) as reopenings,
            (select count(*)::integer from entries e
              where e.round_id = r.id and e.kind = 'phase') as "movedPhases",
            (select count(*)::integer from leaf_values v
              where v.round_id = r.id and v.step = 'council') as "councilValues",
            (select count(*)::integer from council_interests n
               join council_items i on i.id = n.item_id where i.round_id = r.id) as declared,
            (select count(*)::integer from council_items i
              where i.round_id = r.id and exists (
                select from staff s join staff_roles g on g.staff_id = s.id
                 where s.is_active and s.agency_id = any (i.agency_ids)
                   and g.role in ('councilMember', 'councilChair'))) as "bySystem"
       from rounds r where r.id = $1`,
    [roundId],
  );
  const row = rows[0];
  if (!row) return null;
  const { declared, bySystem, ...counts } = row;
  return { ...counts, ...unjoined, conflicts: { declared, bySystem } };
}

interface Conflicts {
  readonly declared: number;
  readonly bySystem: number;
}

type UnjoinedPart = "signedAlone" | "appeals" | "bulkAgreements";

/** What signing, explaining and appraisal will count here, once they keep it. */
const unjoined: Pick<CouncilPack, UnjoinedPart> = {
  signedAlone: null,
  appeals: null,
  bulkAgreements: null,
};
