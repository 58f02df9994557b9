import type pg from "pg";
import type { LedgerEntry } from "../../core/audit/entry.ts";
import { type RoundDigest, roundItself } from "../../core/audit/round-digest.ts";
import type { LedgerPlace, LedgerReader } from "../../usecases/ledger-ports.ts";

/** The texts in which an entry's fields are hashed, in the order of `LedgerEntry`. */
const entryColumns = `e.round_id, e.agency_id, e.seq::text,
  to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.kind, e.code, e.role,
  e.author_mark, e.for_mark, e.inbound_id::text, e.receipt, e.body::text, e.previous_hash, e.hash`;

const chainKey = `coalesce(e.agency_id, '${roundItself}'::uuid)`;

/** Reads the ledger; with a client in a transaction everything is as it was at one moment. */
export function ledgerIn(db: pg.Pool | pg.ClientBase): LedgerReader {
  return {
    page: (after, limit, roundId = null) => readPage(db, { after, limit, roundId }),
    heads: (roundId = null) => readHeads(db, roundId),
    digests: (roundId = null) => readDigests(db, roundId),
  };
}

/** Where in the ledger a list of one chain is. */
export interface ChainPage {
  readonly roundId: string;
  /** Null for the round's own chain. */
  readonly agencyId: string | null;
  /** Only this leaf; null for all. */
  readonly code: string | null;
  /** Links with a higher number. */
  readonly after: string;
  readonly limit: number;
}

/** A page of one chain, oldest first; empty behind the end. */
export async function chainPage(
  db: pg.Pool | pg.ClientBase,
  { roundId, agencyId, code, after, limit }: ChainPage,
): Promise<readonly LedgerEntry[]> {
  const { rows } = await db.query<EntryFields>({
    text: `select ${entryColumns} from entries e
      where e.round_id = $1 and ${chainKey} = $2 and e.seq > $3::bigint
        and ($4::text is null or e.code = $4)
      order by e.seq limit $5`,
    values: [roundId, agencyId ?? roundItself, after, code, limit],
    rowMode: "array",
  });
  return rows.map(toEntry);
}

/** A round's id by its code; null when there is none. */
export async function roundIdOf(db: pg.Pool | pg.ClientBase, code: string): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>("select id from rounds where code = $1", [code]);
  return rows[0]?.id ?? null;
}

/** The chain of an agency in a round, or the round's own; null when there is no such. */
export async function findChain(
  db: pg.Pool | pg.ClientBase,
  roundCode: string,
  agencyCode: string | null,
): Promise<Pick<ChainPage, "roundId" | "agencyId"> | null> {
  const { rows } = await db.query<{ roundId: string; agencyId: string | null }>(
    `select r.id as "roundId", a.id as "agencyId"
       from rounds r
       left join (round_agencies ra join agencies a on a.id = ra.agency_id and a.code = $2)
         on ra.round_id = r.id
      where r.code = $1 and ($2::text is null or a.id is not null)`,
    [roundCode, agencyCode],
  );
  return rows[0] ?? null;
}

/**
 * Joins the ends of each round's chains into the digest of this local day, where something was
 * written since the last one. Any number of workers may do it at once: the day has one.
 *
 * @returns How many digests were made.
 */
export async function digestRounds(db: pg.Pool, now: Date): Promise<number> {
  const { rowCount } = await db.query(
    `with day as (
       select 'day ' || to_char($1::timestamptz at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD')
              as occasion)
     insert into round_digests (round_id, occasion, at)
     select distinct h.round_id, day.occasion, $1::timestamptz from chain_heads h, day
      where not exists (
        select from round_digests d where d.round_id = h.round_id and d.occasion = day.occasion)
      order by h.round_id
     on conflict (round_id, occasion) do nothing`,
    [now],
  );
  return rowCount ?? 0;
}

type EntryFields = [
  ...[roundId: string, agencyId: string | null, seq: string, at: string, kind: string],
  ...[code: string | null, role: string | null, authorMark: string | null],
  ...[forMark: string | null, inboundId: string | null, receipt: string | null],
  ...[body: string, previousHash: string, hash: string],
];

function toEntry(fields: EntryFields): LedgerEntry {
  return {
    roundId: fields[0],
    agencyId: fields[1],
    seq: fields[2],
    at: fields[3],
    kind: fields[4],
    code: fields[5],
    role: fields[6],
    authorMark: fields[7],
    forMark: fields[8],
    inboundId: fields[9],
    receipt: fields[10],
    body: fields[11],
    previousHash: fields[12],
    hash: fields[13],
  };
}

async function readPage(
  db: pg.Pool | pg.ClientBase,
  of: { readonly after: LedgerPlace; readonly limit: number; readonly roundId: string | null },
): Promise<readonly LedgerEntry[]> {
  const { after, limit, roundId } = of;
  const { rows } = await db.query<EntryFields>({
    name: roundId === null ? "ledger-page" : "ledger-page-of-round",
    text: `select ${entryColumns} from entries e
      where (e.round_id, ${chainKey}, e.seq) > ($1::uuid, $2::uuid, $3::bigint)
        ${roundId === null ? "" : "and e.round_id = $5"}
      order by e.round_id, ${chainKey}, e.seq limit $4`,
    values: [
      ...[after.roundId, after.agencyId, after.seq, limit],
      ...(roundId === null ? [] : [roundId]),
    ],
    rowMode: "array",
  });
  return rows.map(toEntry);
}

async function readHeads(
  db: pg.Pool | pg.ClientBase,
  roundId: string | null,
): ReturnType<LedgerReader["heads"]> {
  const { rows } = await db.query<Awaited<ReturnType<LedgerReader["heads"]>>[number]>(
    `select h.round_id as "roundId", h.agency_id as "agencyId", h.seq::text, h.hash,
            r.code as "roundCode", coalesce(a.code, '') as "agencyCode"
       from chain_heads h join rounds r on r.id = h.round_id
       left join agencies a on a.id = h.agency_id
      where $1::uuid is null or h.round_id = $1
      order by h.round_id, h.agency_id`,
    [roundId],
  );
  return rows;
}

async function readDigests(
  db: pg.Pool | pg.ClientBase,
  roundId: string | null,
): Promise<readonly RoundDigest[]> {
  const { rows } = await db.query<RoundDigest>(
    `select round_id as "roundId", seq, occasion, heads, previous_digest as "previousDigest", digest,
            to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
       from round_digests where $1::uuid is null or round_id = $1 order by round_id, seq`,
    [roundId],
  );
  return rows;
}
