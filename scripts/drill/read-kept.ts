import type pg from "pg";

/** What the database holds at the end. */
export interface Kept {
  readonly updates: readonly KeptUpdate[];
  readonly talks: readonly { readonly chatId: string; readonly turns: number }[];
  readonly entries: readonly KeptEntry[];
  readonly leaves: readonly KeptLeaf[];
  readonly evidence: readonly KeptEvidence[];
  /** Everything that was to be sent, oldest first. */
  readonly replies: readonly KeptReply[];
  /** How many agencies have changed since results were computed. */
  readonly dirtyAgencies: number;
  /** Places of the agencies that count as handed in. */
  readonly handedIn: readonly number[];
}

/** One delivery of the messenger, as it was stored. */
export interface KeptUpdate {
  readonly updateId: string;
  readonly chatId: string;
  readonly status: string;
}

/** One link of the ledger. */
export interface KeptEntry {
  readonly agency: number;
  readonly kind: string;
  readonly code: string | null;
  readonly receipt: string | null;
  readonly updateId: string | null;
  readonly chatId: string | null;
}

/** A criterion's answer as it counts now. */
export interface KeptLeaf {
  readonly agency: number;
  readonly code: string;
  readonly done: number | null;
}

/** A file or a document that was put to a criterion. */
export interface KeptEvidence {
  readonly agency: number;
  readonly code: string;
  readonly status: string;
  /** What hindered it last; null when nothing did. */
  readonly reason: string | null;
  readonly sha256: string | null;
  readonly number: string | null;
}

/** A message of the bot as the outbox has it. */
export interface KeptReply {
  readonly chatId: string;
  /** The update that it answers; null for what the bot says by itself. */
  readonly updateId: string | null;
  readonly messageId: string | null;
  readonly isSent: boolean;
  readonly isRefused: boolean;
  readonly isAmbiguous: boolean;
}

/** Reads everything that a drill's people may have caused. */
export async function readKept(pool: pg.Pool): Promise<Kept> {
  const read = async <T extends pg.QueryResultRow>(text: string): Promise<readonly T[]> =>
    (await pool.query<T>(text)).rows;
  const handedIn = await read<{ agency: number }>(
    `select substr(a.code, 2)::integer as agency
       from round_agencies ra join agencies a on a.id = ra.agency_id
      where ra.submitted_at is not null`,
  );
  const dirty = await read("select from dirty_agencies");
  return {
    dirtyAgencies: dirty.length,
    updates: await read<KeptUpdate>(
      `select external_id as "updateId", chat_id as "chatId", status from inbound_updates`,
    ),
    talks: await read<Kept["talks"][number]>(
      `select chat_id as "chatId", version::integer as turns from conversations`,
    ),
    entries: await read<KeptEntry>(entriesSql),
    leaves: await read<KeptLeaf>(
      `select substr(a.code, 2)::integer as agency, l.code, (l.answer ->> 'done')::integer as done
         from leaf_states l join agencies a on a.id = l.agency_id`,
    ),
    evidence: await read<KeptEvidence>(
      `select substr(a.code, 2)::integer as agency, e.code, e.status, e.reason, e.sha256,
              e.document ->> 'number' as number
         from evidence e join agencies a on a.id = e.agency_id`,
    ),
    replies: await read<KeptReply>(repliesSql),
    handedIn: handedIn.map(({ agency }) => agency),
  };
}

const entriesSql = `
select substr(a.code, 2)::integer as agency, e.kind, e.code, e.receipt,
       u.external_id as "updateId", u.chat_id as "chatId"
  from entries e join agencies a on a.id = e.agency_id
  left join inbound_updates u on u.id = e.inbound_id`;

const repliesSql = `
select o.chat_id as "chatId", u.external_id as "updateId", o.message_id as "messageId",
       o.sent_at is not null as "isSent", o.refused is not null as "isRefused",
       o.is_ambiguous as "isAmbiguous"
  from outbox o left join inbound_updates u on u.id = o.inbound_id
 where o.channel = 'telegram' order by o.id`;
