import type pg from "pg";
import { localDay } from "../../core/access/delegation.ts";
import type { LeafFacts, EvidenceFacts } from "../../core/conversation/facts.ts";
import type {
  LeaderFacts,
  SettledReturn,
  SignOffFacts,
} from "../../core/conversation/sign-off/sign-off-facts.ts";
import type { Found } from "../../core/conversation/world.ts";
import { type SignedState, readSignedText } from "../../core/sign-off/signed-state.ts";
import type { OpenTurn } from "../../usecases/ports.ts";
import { type EvidenceRow, evidenceColumns, evidenceFacts } from "./evidence-facts.ts";
import { type LeafRow, leafColumns, leafFacts } from "./leaf-facts.ts";

type Db = pg.Pool | pg.ClientBase;

/** An agency's draft in one round. */
export interface DraftKey {
  readonly roundId: string;
  readonly agencyId: string;
}

/** What a signature covers beside the scheme itself, as it stands in the database. */
export interface SignableDraft {
  readonly draft: { readonly version: number; readonly leaves: ReadonlyMap<string, LeafFacts> };
  readonly evidence: readonly EvidenceFacts[];
  readonly schemeHash: string;
}

/** The facts that the digest and a signature need; none where the agency has no round. */
export async function findSignOff(context: {
  readonly db: Db;
  readonly opened: OpenTurn;
  readonly now: string;
}): Promise<Pick<Found, "signOff">> {
  const { db, opened, now } = context;
  const { me, round } = opened;
  if (!me || !round) return {};
  const key = { roundId: round.id, agencyId: me.agencyId };
  const [schemeHash, last, settled, enteredBy, leaders] = await Promise.all([
    findSchemeHash(db, key),
    findLastSigned(db, key),
    findSettledReturns(db, key),
    findEnteredBy(db, key),
    findLeaders(db, me.agencyId, now),
  ]);
  const signOff: SignOffFacts = { schemeHash, last, settled, enteredBy, leaders };
  return { signOff };
}

/** Everybody who may sign for the agency on the day of an instant, acting leaders included. */
export async function findLeaders(
  db: Db,
  agencyId: string,
  now: string,
): Promise<readonly LeaderFacts[]> {
  const { rows } = await db.query<LeaderFacts>(
    `select s.id as "staffId", s.full_name as name, f.full_name as "forName",
            exists (select from chat_links k
                     where k.staff_id = s.id and k.unlinked_at is null) as "hasChat"
       from leaders_of($1, $2::date) l
       join staff s on s.id = l.staff_id
       left join staff f on f.id = l.for_id
      order by f.full_name nulls first, s.full_name`,
    [agencyId, localDay(now)],
  );
  return rows;
}

/** Everybody who scores for the agency. */
export async function findOfficerIds(db: Db, agencyId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select s.id from staff s join staff_roles g on g.staff_id = s.id and g.role = 'officer'
      where s.agency_id = $1 and s.is_active order by s.code`,
    [agencyId],
  );
  return rows.map(({ id }) => id);
}

/** What was signed last, whether it still holds or not. */
export async function findLastSigned(
  db: Db,
  { roundId, agencyId }: DraftKey,
): Promise<SignedState | null> {
  const { rows } = await db.query<{ state: string }>(
    `select state from sign_offs where round_id = $1 and agency_id = $2
      order by signed_at desc limit 1`,
    [roundId, agencyId],
  );
  return rows[0] ? readSignedText(rows[0].state) : null;
}

/** What became of the leaves given back since the last signature, the latest of each. */
export async function findSettledReturns(
  db: Db,
  { roundId, agencyId }: DraftKey,
): Promise<readonly SettledReturn[]> {
  const { rows } = await db.query<SettledReturn>(
    `select distinct on (b.code) b.code, b.answer from returned_leaves b
      where b.round_id = $1 and b.agency_id = $2 and b.settled_at is not null
        and b.returned_at > coalesce((
          select max(o.signed_at) from sign_offs o
           where o.round_id = b.round_id and o.agency_id = b.agency_id), '-infinity')
      order by b.code, b.returned_at desc`,
    [roundId, agencyId],
  );
  return rows;
}

/** Reads a draft with its evidence; the caller holds the draft's lock, or checks its version. */
export async function readSignable(db: Db, key: DraftKey): Promise<SignableDraft> {
  const of = [key.roundId, key.agencyId];
  const version = await db.query<{ version: number }>(
    "select draft_version as version from round_agencies where round_id = $1 and agency_id = $2",
    of,
  );
  const leaves = await db.query<LeafRow>(
    `select ${leafColumns} from leaf_states l left join staff w on w.id = l.changed_by
      where l.round_id = $1 and l.agency_id = $2`,
    of,
  );
  const evidence = await db.query<EvidenceRow>(
    `select ${evidenceColumns} from evidence e left join staff w on w.id = e.added_by
      where e.round_id = $1 and e.agency_id = $2 order by e.code, e.added_at, e.receipt`,
    of,
  );
  return {
    draft: {
      version: version.rows[0]?.version ?? 0,
      leaves: new Map(leaves.rows.map((row) => [row.code, leafFacts(row)])),
    },
    evidence: evidence.rows.map(evidenceFacts),
    schemeHash: await findSchemeHash(db, key),
  };
}

async function findSchemeHash(db: Db, { roundId, agencyId }: DraftKey): Promise<string> {
  const { rows } = await db.query<{ hash: string }>(
    `select s.hash from round_agencies ra
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join schemes s on s.id = g.scheme_id
      where ra.round_id = $1 and ra.agency_id = $2`,
    [roundId, agencyId],
  );
  return rows[0]?.hash ?? "";
}

async function findEnteredBy(db: Db, { roundId, agencyId }: DraftKey): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct coalesce(changed_by::text, '') as id from leaf_states
      where round_id = $1 and agency_id = $2`,
    [roundId, agencyId],
  );
  return rows.map(({ id }) => id);
}
