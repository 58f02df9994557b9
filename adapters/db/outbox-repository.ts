import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { closesChat, retryOf } from "../../core/delivery/send-fault.ts";
import type {
  BulkOutbox,
  ChannelName,
  ChatAddress,
  Outbox,
  OutgoingReply,
  SendError,
  WaitingReply,
} from "../../usecases/ports.ts";
import { bulkIn } from "./bulk-repository.ts";
import { chatAddress } from "./inbox-repository.ts";

const leaseMs = 30_000;
/** How long a reply waits to be noted as sent together with others. */
const gatherMs = 100;

interface UnsentRow {
  readonly id: string;
  readonly body: OutgoingReply;
  readonly update_id: string | null;
  readonly failures: number;
}

/** An outbox that also lets the process write what it has gathered before it ends. */
export interface GatheringOutbox extends Outbox, BulkOutbox {
  /** Writes the sent marks that still wait. */
  settle(): Promise<void>;
}

/** The outbox as a table; sent marks are gathered for a few milliseconds and written together. */
export function outboxIn(db: pg.Pool): GatheringOutbox {
  const marks = gatherMarks(db);
  return {
    ...bulkIn(db),
    settle: marks.settle,
    async lease(chat, now) {
      const { rows } = await db.query<UnsentRow>(leaseSql, [
        ...[chat.channel, chat.bot, chat.chatId],
        ...[now, new Date(now.getTime() + leaseMs)],
      ]);
      return rows.sort(byId).map((row) => waitingReply(row, chat));
    },
    markSent: marks.add,
    markRefused: (waiting, error) => markRefused(db, waiting, error),
    giveBack: (failed, error, delayMs) => giveBack(db, failed, error, delayMs),
    mayFollow: (ahead) =>
      haveLeft(
        db,
        ahead.filter((id) => !marks.holds(id)),
      ),
    async hold(ids) {
      await db.query(
        `update outbox set attempts = attempts + 1, given_back = true, leased_until = now()
          where id = any ($1::bigint[])`,
        [ids],
      );
    },
    async stranded(limit) {
      const { rows } = await db.query<{ channel: ChannelName; bot: string; chat_id: string }>(
        `select channel, bot, chat_id from outbox
          where sent_at is null and refused is null and not is_bulk
          group by channel, bot, chat_id
         having coalesce(max(leased_until), '-infinity') <= now()
          order by min(id) limit $1`,
        [limit],
      );
      return rows.map(chatAddress);
    },
  };
}

/**
 * None is handed over while any reply of the chat is in somebody's hand: order would be lost. One
 * whose holder is gone may have been sent: it is, once more, and that is noted.
 *
 * Whoever asks in the same instant sees the replies as they were before they were locked; only what
 * `mine` asks of them is asked again once they are, so the lease is asked there too.
 */
const leaseSql = `
with mine as (
  select id from outbox
   where channel = $1 and bot = $2 and chat_id = $3 and sent_at is null and refused is null
     and not is_bulk and coalesce(leased_until, '-infinity') <= $4
   order by id for update)
update outbox o
   set leased_until = $5, given_back = false,
       is_ambiguous = o.is_ambiguous or (o.leased_until is not null and not o.given_back)
  from mine
 where o.id = mine.id
   and not exists (
     select from outbox b
      where b.channel = $1 and b.bot = $2 and b.chat_id = $3 and b.sent_at is null
        and b.refused is null and not b.is_bulk and b.leased_until > $4)
returning o.id, o.body, o.failures,
  (select u.external_id from inbound_updates u where u.id = o.inbound_id) as update_id`;

function waitingReply({ id, body, update_id, failures }: UnsentRow, to: ChatAddress): WaitingReply {
  return { ...body, id, to, updateId: update_id, failures, isBulk: false };
}

function byId(a: UnsentRow, b: UnsentRow): number {
  return BigInt(a.id) < BigInt(b.id) ? -1 : 1;
}

/** Longer than a process takes to send a reply and to write its mark. */
const followMs = 1_500;
const askMs = 25;

/** Given back, they wait for longer than a moment. */
const leavingSql = `
select coalesce(bool_or(given_back), false) as held, count(*) = 0 as gone from outbox
 where id = any ($1::bigint[]) and sent_at is null and refused is null`;

async function haveLeft(db: pg.Pool, ids: readonly string[]): Promise<boolean> {
  if (ids.length === 0) return true;
  const until = performance.now() + followMs;
  while (performance.now() < until) {
    const { rows } = await db.query<{ held: boolean; gone: boolean }>(leavingSql, [ids]);
    const [row] = rows;
    if (row?.gone) return true;
    if (row?.held) return false;
    await delay(askMs);
  }
  return false;
}

async function markRefused(
  db: pg.Pool,
  { id, to }: WaitingReply,
  { fault, message, isAmbiguous }: SendError,
): Promise<void> {
  await db.query(
    `update outbox set refused = $2, detail = $3, is_ambiguous = is_ambiguous or $4,
            attempts = attempts + 1, failures = failures + 1
      where id = $1 and sent_at is null`,
    [id, fault, message, isAmbiguous],
  );
  if (!closesChat(fault)) return;
  await db.query(
    `update chat_links set inactive_since = now(), inactive_reason = $4
      where channel = $1 and bot = $2 and chat_id = $3 and unlinked_at is null
        and inactive_since is null`,
    [to.channel, to.bot, to.chatId, fault],
  );
}

/** A failed try was a call to the provider too; after a refusal for haste all bulk waits as told. */
const giveBackSql = `
with charged as (
  update send_budgets
     set next_at = greatest(next_at, now())
           + case when $6 then $2 else interval_ms end * interval '1 millisecond'
   where (channel, bot) = ($7, $8))
update outbox
   set attempts = attempts + case when is_bulk then 0 else 1 end,
       given_back = true, begun_at = null,
       leased_until = now() + $2 * interval '1 millisecond',
       is_ambiguous = is_ambiguous or (id = $3 and $4),
       failures = failures + case when id = $3 and $5 then 1 else 0 end,
       detail = case when id = $3 then $9 else detail end
 where id = any ($1::bigint[])`;

async function giveBack(
  db: pg.Pool,
  failed: readonly WaitingReply[],
  { fault, message, isAmbiguous }: SendError,
  delayMs: number,
): Promise<void> {
  const [first] = failed;
  if (!first) return;
  await db.query(giveBackSql, [
    ...[failed.map(({ id }) => id), delayMs, first.id],
    ...[isAmbiguous, retryOf(fault) === "counted", fault === "rateLimited"],
    ...[first.to.channel, first.to.bot, message],
  ]);
}

/**
 * Nobody waits for these marks to reach the disk, so they do not keep it busy when an answer does:
 * a power cut may lose the newest, and their replies are sent once more.
 */
const markSentSql = `
update outbox o set sent_at = now(), attempts = attempts + 1, message_id = m.message_id
  from unnest($1::bigint[], $2::text[]) as m (id, message_id),
       (select set_config('synchronous_commit', 'off', true)) as unhurried
 where o.id = m.id`;

interface Mark {
  readonly id: string;
  readonly messageId: string | null;
}

function gatherMarks(db: pg.Pool): {
  readonly add: (id: string, messageId: string | null) => Promise<void>;
  /** Whether this process has sent a message and its mark may not be written yet. */
  readonly holds: (id: string) => boolean;
  readonly settle: () => Promise<void>;
} {
  const unwritten = new Set<string>();
  let gathered: Mark[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    const batch = gathered;
    gathered = [];
    timer = undefined;
    if (batch.length === 0) return;
    try {
      await db.query({
        name: "mark-sent",
        text: markSentSql,
        values: [batch.map((each) => each.id), batch.map((each) => each.messageId)],
      });
    } finally {
      for (const { id } of batch) unwritten.delete(id);
    }
  }

  // A mark that cannot be written is left to the lease: the reply is sent once more.
  const writeNext = (): Promise<void> => (writing = writing.then(write).catch(() => undefined));
  return {
    holds: (id) => unwritten.has(id),
    add(id, messageId) {
      unwritten.add(id);
      gathered.push({ id, messageId });
      timer ??= setTimeout(() => void writeNext(), gatherMs);
      return Promise.resolve();
    },
    async settle() {
      clearTimeout(timer);
      await writeNext();
    },
  };
}
