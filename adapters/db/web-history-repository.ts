import type pg from "pg";

/** How far into a web chat a page has read: ids of the newest message each way. */
export interface WebCursor {
  readonly said: bigint;
  readonly replied: bigint;
}

/** One stored message of a web chat, not yet read. */
export interface StoredMessage {
  readonly from: "person" | "us";
  readonly id: bigint;
  /** The id the page gave a message; empty for ours. */
  readonly externalId: string;
  readonly at: Date;
  readonly content: unknown;
  /** True for a message that could not be played and was set aside. */
  readonly isDead: boolean;
}

/** Before everything, for reading what follows. */
export const beginning: WebCursor = { said: 0n, replied: 0n };
const lastId = 9_223_372_036_854_775_807n;
/** After everything, for reading backwards. */
export const end: WebCursor = { said: lastId, replied: lastId };

/**
 * The page of a chat that ends just before the cursor, oldest first; the inbox holds what the
 * person said and the outbox what we replied, so there is no history to write beside them.
 */
export async function messagesBefore(
  pool: pg.Pool,
  chatId: string,
  cursor: WebCursor,
  limit: number,
): Promise<readonly StoredMessage[]> {
  const { rows } = await pool.query<Row>({
    name: "web-messages-before",
    text: `(select ${saidColumns} from inbound_updates
             where channel = 'web' and chat_id = $1 and id < $2 order by id desc limit $4)
           union all
           (select ${repliedColumns} from outbox
             where channel = 'web' and chat_id = $1 and id < $3 and refused is null
             order by id desc limit $4)`,
    values: [chatId, String(cursor.said), String(cursor.replied), limit],
  });
  return merge(rows.map(toMessage)).slice(-limit);
}

/**
 * What was added after the cursor, oldest first. An id may become visible after a higher one, when
 * two transactions overlap; so those of the last minute are given again, and the reader drops what
 * it has.
 */
export async function messagesAfter(
  pool: pg.Pool,
  chatId: string,
  cursor: WebCursor,
  limit: number,
): Promise<readonly StoredMessage[]> {
  const { rows } = await pool.query<Row>({
    name: "web-messages-after",
    text: `(select ${saidColumns} from inbound_updates
             where channel = 'web' and chat_id = $1 and id > $2 order by id limit $4)
           union all
           (select ${saidColumns} from inbound_updates
             where channel = 'web' and chat_id = $1
               and id <= $2 and id > $2 - 500 and received_at > now() - interval '1 minute')
           union all
           (select ${repliedColumns} from outbox
             where channel = 'web' and chat_id = $1 and refused is null and id > $3
             order by id limit $4)
           union all
           (select ${repliedColumns} from outbox
             where channel = 'web' and chat_id = $1 and refused is null
               and id <= $3 and id > $3 - 500 and created_at > now() - interval '1 minute')`,
    values: [chatId, String(cursor.said), String(cursor.replied), limit],
  });
  return merge(rows.map(toMessage));
}

/** Whether a message of the page has been stored before, so that its file need not be read again. */
export async function isReceived(pool: pg.Pool, externalId: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    "select 1 from inbound_updates where channel = 'web' and bot = 'web' and external_id = $1",
    [externalId],
  );
  return rowCount === 1;
}

const saidColumns = `'person' as "from", id, external_id, received_at as at, payload as content,
  status = 'dead' as is_dead`;
const repliedColumns = `'us' as "from", id, '' as external_id, created_at as at, body as content,
  false as is_dead`;

interface Row {
  readonly from: "person" | "us";
  readonly id: string;
  readonly external_id: string;
  readonly at: Date;
  readonly content: unknown;
  readonly is_dead: boolean;
}

function toMessage(row: Row): StoredMessage {
  return {
    from: row.from,
    id: BigInt(row.id),
    externalId: row.external_id,
    at: row.at,
    content: row.content,
    isDead: row.is_dead,
  };
}

/**
 * Lays the two rows of messages into one by time. Each keeps its own order by id whatever the
 * clock says, or a cursor made of ids would skip some.
 */
function merge(messages: readonly StoredMessage[]): readonly StoredMessage[] {
  const said = ordered(messages, "person");
  const replied = ordered(messages, "us");
  const merged: StoredMessage[] = [];
  let next = 0;
  for (const reply of replied) {
    while (isBefore(said[next], reply)) merged.push(...said.slice(next, (next += 1)));
    merged.push(reply);
  }
  return [...merged, ...said.slice(next)];
}

function ordered(messages: readonly StoredMessage[], from: "person" | "us"): StoredMessage[] {
  return messages
    .filter((each) => each.from === from)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function isBefore(said: StoredMessage | undefined, reply: StoredMessage): boolean {
  return said !== undefined && said.at.getTime() <= reply.at.getTime();
}
