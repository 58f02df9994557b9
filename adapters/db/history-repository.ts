import type pg from "pg";
import type { GivenKind } from "../../core/given/given.ts";
import type { Role } from "../../core/access/actor.ts";
import type { DocumentReference, LeafChange, LeafContent } from "../../core/conversation/effect.ts";
import type {
  AgencyOrigin,
  HistoryAct,
  HistoryEntry,
  HistoryFacts,
} from "../../core/conversation/history/history-facts.ts";
import type { AgencyDecision } from "../../core/round/agency-change.ts";
import type { Stage } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import type { Answer } from "../../core/scoring/answer.ts";
import { roundOrder } from "./round-order.ts";

/** More entries of one leaf than anybody pages through; older ones are in `cham audit list`. */
const most = 400;

/**
 * What the schemes of the group were before its changes in mid-round; of a change that was taken
 * back the scheme that it had brought.
 */
const formerSchemesSql = `(
  select coalesce(json_agg(json_build_object('scheme', f.body, 'until', c.until)
                           order by c.until desc), '[]')
    from (select coalesce(undone_at, changed_at) as until,
                 case when undone_at is null then former_scheme_id else scheme_id end as scheme_id
            from scheme_changes
           where round_id = ra.round_id and group_code = ra.group_code) c
    join schemes f on f.id = c.scheme_id)`;

/** A leaf's ledger entries in the round that the agency acts in; null when the agency has none. */
export async function findHistory(
  db: pg.Pool,
  agencyCode: string,
  code: string,
): Promise<HistoryFacts | null> {
  const { rows } = await db.query<RoundRow>(
    `select r.id as "roundId", a.id as "agencyId", a.code as "agencyCode", a.name as "agencyName",
            r.stage, r.is_demo as "isDemo", r.is_training as "isTraining", s.body as scheme,
            ${formerSchemesSql} as "formerSchemes"
       from agencies a
       join round_agencies ra on ra.agency_id = a.id
       join rounds r on r.id = ra.round_id
       join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
       join schemes s on s.id = g.scheme_id
      where a.code = $1 and r.stage not in ('draft', 'archived')
      order by ${roundOrder} limit 1`,
    [agencyCode],
  );
  const row = rows[0];
  if (!row) return null;
  const { roundId, agencyId, ...facts } = row;
  const { rows: entries } = await db.query<EntryRow>(entriesSql, [roundId, agencyId, code, most]);
  const origins = await findOrigins(db, agencyId);
  return { ...facts, origins, code, entries: entries.reverse().map(toEntry) };
}

/** The agency and whatever was merged into it, and into that, while it was in the round. */
const entriesSql = `
with recursive parts (id, name) as (
  select $2::uuid, null::text
  union all
  select m.predecessor_id, a.name
    from parts p
    join agency_mergers m on m.successor_id = p.id
    join agencies a on a.id = m.predecessor_id)
select e.at, e.kind, e.role, e.body, e.receipt, e.author_id as "byId", p.name as predecessor,
       coalesce(s.full_name, '') as by, f.full_name as "inPlaceOf",
       e.role is not distinct from 'appraiser' and exists (
         select from blind_values b
          where (b.round_id, b.agency_id, b.code) = (e.round_id, e.agency_id, e.code)
       ) as "isBlind"
  from parts p
  join entries e on e.round_id = $1 and e.agency_id = p.id and e.code = $3
  left join staff s on s.id = e.author_id
  left join staff f on f.id = e.for_id
 order by e.id desc limit $4`;

/** What an agency was called before, and what was merged into it, by date. */
async function findOrigins(db: pg.Pool, agencyId: string): Promise<readonly AgencyOrigin[]> {
  const { rows } = await db.query<AgencyOrigin>(
    `select q.kind, q.name, json_build_object('number', q.number, 'date', q.date) as decision
       from (select 'renamed' as kind, name, decision_number as number, decision_date as date,
                    changed_at as at
               from agency_names where agency_id = $1
             union all
             select 'merged', a.name, m.decision_number, m.decision_date, m.merged_at
               from agency_mergers m join agencies a on a.id = m.predecessor_id
              where m.successor_id = $1
             union all
             select 'ended', a.name, m.decision_number, m.decision_date, m.merged_at
               from agency_mergers m join agencies a on a.id = m.successor_id
              where m.predecessor_id = $1) q
      order by q.date, q.at, q.name`,
    [agencyId],
  );
  return rows;
}

interface RoundRow extends Omit<HistoryFacts, "entries" | "code" | "origins"> {
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
  readonly predecessor: string | null;
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
  if (kind === "carried") return toCarried(body as CarriedBody);
  const given = kind === "given" || kind === "declared" ? toGiven(body as GivenBody) : undefined;
  if (given) return given;
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

interface GivenBody {
  readonly kind: GivenKind;
  readonly after: Answer | null;
  readonly reason: string;
}

/** Undefined for what is declared of the agency as a whole. */
function toGiven({ kind: sort, after, reason }: GivenBody): HistoryAct | undefined {
  if (sort === "adjustment" || sort === "knockout") return undefined;
  return {
    ...{ kind: "given", sort, isRemoved: after === null, reason: reason === "" ? null : reason },
    answer: sort === "external" ? after : null,
  };
}

interface CarriedBody {
  readonly content?: LeafContent | null;
  readonly from: { readonly name: string };
  readonly decision: AgencyDecision;
  readonly evidence?: readonly unknown[];
}

function toCarried({ content = null, from, decision, evidence = [] }: CarriedBody): HistoryAct {
  return { kind: "carried", content, from: from.name, decision, evidence: evidence.length };
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
