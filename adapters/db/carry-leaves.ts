import type pg from "pg";
import type {
  AgencyDecision,
  CarriedLeaf,
  KnownAgency,
  PlannedRoundMerger,
} from "../../core/round/agency-change.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import { noteAgencyEntry } from "./note-agency-entry.ts";
import { randomReceipt } from "./random-receipt.ts";

/** Leaves that go over to an agency in one round. */
export interface LeavesToCarry {
  readonly roundId: string;
  readonly into: string;
  readonly decision: AgencyDecision;
  readonly round: PlannedRoundMerger;
  /** Those that they come from. */
  readonly agencies: readonly KnownAgency[];
}

interface Carrying extends LeavesToCarry {
  readonly client: pg.PoolClient;
  readonly by: RoundAuthor;
  readonly draftVersion: number;
}

/**
 * Writes leaves over into an agency's draft, each with an entry of its own, as one change: a
 * signature under the draft is void, and while self-scoring is open the officers have it back.
 */
export async function carryLeaves(
  { client, by }: Pick<Carrying, "client" | "by">,
  leaves: LeavesToCarry,
): Promise<void> {
  const draftVersion = await touchDraft(client, leaves, by.now);
  const carrying = { client, by, draftVersion, ...leaves };
  await dropJudgements(carrying);
  for (const carried of leaves.round.carried) {
    if (carried.leaf.origin === "own") await carryOwn(carrying, carried);
    else await carryGiven(carrying, carried);
  }
}

async function touchDraft(
  client: pg.PoolClient,
  { roundId, into, round }: LeavesToCarry,
  now: string,
): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `update round_agencies ra
        set draft_version = ra.draft_version + 1,
            submitted_at = case when is_phase_open($1, $2, 'selfScoring', null, $4) then null
                                else coalesce(ra.submitted_at, f.submitted_at) end,
            submitted_by = case when is_phase_open($1, $2, 'selfScoring', null, $4) then null
                                else coalesce(ra.submitted_by, f.submitted_by) end
       from (select submitted_at, submitted_by from round_agencies
              where round_id = $1 and agency_id = any ($3::uuid[])
              order by submitted_at nulls last limit 1) f
      where ra.round_id = $1 and ra.agency_id = $2
     returning ra.draft_version as version`,
    [roundId, into, round.leavingIds, now],
  );
  const row = rows[0];
  if (!row) throw new Error("The agency that goes on is not in the round");
  return row.version;
}

/**
 * What was judged of facts that do not go on counts no more, and the leaf is back in its appraiser's
 * queue; the ledger keeps every value.
 */
async function dropJudgements({ client, roundId, into, round }: Carrying): Promise<void> {
  for (const table of ["leaf_values", "second_values", "spot_checks", "appeals"]) {
    await client.query(
      `delete from ${table} where round_id = $1 and agency_id = $2 and code = any ($3::text[])`,
      [roundId, into, round.carried.map(({ leaf }) => leaf.code)],
    );
  }
}

async function carryOwn(carrying: Carrying, { leaf, fromId }: CarriedLeaf): Promise<void> {
  const { client, by, roundId, into, draftVersion } = carrying;
  const evidence = await carryEvidence(carrying, { leaf, fromId });
  const receipt = randomReceipt();
  const { rows } = await client.query<{ readonly content: object }>(
    `insert into leaf_states as ls (
       round_id, agency_id, code, version, draft_version, answer, points, explanation,
       not_applicable, evidence_count, receipt, changed_by, changed_at)
     select f.round_id, $3, f.code, 1, $5, f.answer, f.points, f.explanation, f.not_applicable,
            (select count(*) from evidence e
              where e.round_id = $1 and e.agency_id = $3 and e.code = $4
                and e.phase = 'selfScoring' and e.status in ('fetching', 'kept')),
            $6, $7, $8
       from leaf_states f where f.round_id = $1 and f.agency_id = $2 and f.code = $4
     on conflict (round_id, agency_id, code) do update set
       version = ls.version + 1, draft_version = excluded.draft_version,
       answer = excluded.answer, points = excluded.points, explanation = excluded.explanation,
       not_applicable = excluded.not_applicable, evidence_count = excluded.evidence_count,
       receipt = excluded.receipt, changed_by = excluded.changed_by,
       changed_at = excluded.changed_at,
       before = jsonb_build_object(
         'answer', ls.answer, 'points', ls.points,
         'explanation', ls.explanation, 'notApplicable', ls.not_applicable)
     returning jsonb_build_object('answer', answer, 'points', points,
       'explanation', explanation, 'notApplicable', not_applicable) as content`,
    [roundId, fromId, into, leaf.code, draftVersion, receipt, by.staffId, by.now],
  );
  await note(carrying, { leaf, fromId }, { receipt, content: rows[0]?.content ?? null, evidence });
}

interface CarriedEvidence {
  readonly id: string;
  readonly receipt: string;
}

/** Names the same files and documents for the agency that goes on, each with a receipt of its own. */
async function carryEvidence(
  { client, roundId, into }: Carrying,
  { leaf, fromId }: CarriedLeaf,
): Promise<readonly CarriedEvidence[]> {
  const { rows } = await client.query<{ id: string }>(
    `select id from evidence
      where round_id = $1 and agency_id = $2 and code = $3 and phase = 'selfScoring'
        and status in ('fetching', 'kept') order by added_at, id`,
    [roundId, fromId, leaf.code],
  );
  const carried: CarriedEvidence[] = [];
  for (const { id } of rows) {
    const receipt = randomReceipt();
    const copied = await client.query<{ id: string }>(
      `insert into evidence (round_id, agency_id, code, wanted, status, reason, file_name, source,
         sha256, document, place, receipt, added_by, added_at, attempts, failures,
         next_try_at, phase)
       select round_id, $2, code, wanted, status, reason, file_name, source,
              sha256, document, place, $3, added_by, added_at, attempts, failures,
              next_try_at, phase
         from evidence where id = $1 returning id`,
      [id, into, receipt],
    );
    carried.push(...copied.rows.map((each) => ({ id: each.id, receipt })));
  }
  return carried;
}

async function carryGiven(carrying: Carrying, { leaf, fromId }: CarriedLeaf): Promise<void> {
  const { client, roundId, into } = carrying;
  const { rows } = await client.query<{ readonly body: object }>(
    `insert into given_answers (round_id, agency_id, code, source, body, given_at)
     select round_id, $3, code, source, body, given_at from given_answers
      where round_id = $1 and agency_id = $2 and code = $4
     on conflict (round_id, agency_id, code) do update set
       source = excluded.source, body = excluded.body, given_at = excluded.given_at
     returning body`,
    [roundId, fromId, into, leaf.code],
  );
  const receipt = randomReceipt();
  await note(carrying, { leaf, fromId }, { receipt, given: rows[0]?.body ?? null });
}

async function note(
  { client, by, roundId, into, decision, agencies }: Carrying,
  { leaf, fromId }: CarriedLeaf,
  { receipt, ...what }: { readonly receipt: string } & Readonly<Record<string, unknown>>,
): Promise<void> {
  const from = agencies.find(({ id }) => id === fromId);
  const origin = { id: fromId, code: from?.code ?? "", name: from?.name ?? "" };
  const reason = `nhập từ ${origin.name}, QĐ ${decision.number}`;
  const body = { ...what, from: origin, decision, reason };
  const entry = { roundId, agencyId: into, kind: "carried" as const, code: leaf.code };
  await noteAgencyEntry(client, { ...entry, body, receipt }, by);
}
