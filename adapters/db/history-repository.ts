import type pg from "pg";
import type { Role } from "../../core/access/actor.ts";
import type { DocumentReference, LeafChange, LeafContent } from "../../core/conversation/effect.ts";
import type {
  HistoryAct,
  HistoryEntry,
  HistoryFacts,
} from "../../core/conversation/history/history-facts.ts";
import type { Stage } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";

/** More entries of one leaf than anybody pages through; older ones are in `cham audit list`. */
const most = 400;

/** A leaf's ledger entries in the agency's newest round; null when the agency has none. */
export async function findHistory(
  db: pg.Pool,
  agencyCode: string,
  code: string,
): Promise<HistoryFacts | null> {
  const { rows } = await db.query<RoundRow>(
    `select r.id as "roundId", a.id as "agencyId", a.code as "agencyCode", a.name as "agencyName",
            r.stage, r.is_demo as "isDemo", r.is_training as "isTraining", s.body as scheme
       from agencies a
       join round_agencies ra on ra.agency_id = a.id
       join rounds r on r.id = ra.round_id
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join schemes s on s.id = g.scheme_id
      where a.code = $1 and r.stage not in ('draft', 'archived')
      order by r.year desc, r.created_at desc limit 1`,
    [agencyCode],
  );
  const row = rows[0];
  if (!row) return null;
  const { roundId, agencyId, ...facts } = row;
  const entries = await db.query<EntryRow>(
    `select e.at, e.kind, e.role, e.body, e.receipt, e.author_id as "byId",
            coalesce(s.full_name, '') as by, f.full_name as "inPlaceOf",
            e.role is not distinct from 'appraiser' and exists (
              select from blind_values b
               where (b.round_id, b.agency_id, b.code) = (e.round_id, e.agency_id, e.code)
            ) as "isBlind"
       from entries e
       left join staff s on s.id = e.author_id
       left join staff f on f.id = e.for_id
      where e.round_id = $1 and e.agency_id = $2 and e.code = $3
      order by e.id desc limit $4`,
    [roundId, agencyId, code, most],
  );
  return { ...facts, code, entries: entries.rows.reverse().map(toEntry) };
}

interface RoundRow extends Omit<HistoryFacts, "entries" | "code"> {
  readonly roundId: string;
  readonly agencyId: string;
  readonly stage: Stage;
  readonly scheme: Scheme;
}

interface EntryRow {
  readonly at: Date;
  readonly kind: string;
  readonly role: Role | null;
  readonly body: unknown;
  readonly receipt: string | null;
  readonly byId: string | null;
  readonly by: string;
  readonly inPlaceOf: string | null;
  readonly isBlind: boolean;
}

function toEntry({ at, kind, body, ...rest }: EntryRow): HistoryEntry {
  return { ...rest, at: at.toISOString(), act: toAct(kind, body) };
}

const changes: readonly LeafChange[] = ["answer", "explanation", "notApplicable", "undo"];

function toAct(kind: string, body: unknown): HistoryAct {
  const change = changes.find((each) => each === kind);
  // Each kind is written in one form only: by save_leaf, note_evidence and save_value.
  if (change) return { kind: "content", change, content: body as LeafContent };
  if (kind === "value") return toValue(body as ValueBody);
  if (kind !== "evidence" && kind !== "withdrawal") return { kind: "other", name: kind };
  const { fileName, document, place, reason } = body as EvidenceBody;
  return {
    ...{ kind: "evidence", isWithdrawn: kind === "withdrawal", fileName, document, place, reason },
  };
}

type ValueAct = Extract<HistoryAct, { readonly kind: "value" }>;

interface ValueBody extends Pick<ValueAct, "step" | "verdict"> {
  readonly answer?: ValueAct["answer"];
  readonly setPoints?: number | null;
  readonly points?: number | null;
  readonly notApplicable?: string | null;
  readonly reason?: string | null;
}

interface EvidenceBody {
  readonly fileName: string | null;
  readonly document: DocumentReference | null;
  readonly place: string | null;
  readonly reason: string | null;
}

function toValue(body: ValueBody): ValueAct {
  const {
    step,
    verdict,
    answer = null,
    setPoints,
    points,
    notApplicable = null,
    reason = null,
  } = body;
  return {
    ...{ kind: "value", step, verdict, answer, notApplicable, reason },
    points: setPoints ?? points ?? null,
  };
}
