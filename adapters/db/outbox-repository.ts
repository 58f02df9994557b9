import type pg from "pg";
import type {
  ChannelName,
  ChatAddress,
  Outbox,
  OutgoingReply,
  WaitingReply,
} from "../../usecases/ports.ts";
import { chatAddress } from "./inbox-repository.ts";

const leaseMs = 30_000;
/** How long a reply waits to be noted as sent together with others. */
const gatherMs = 100;

interface UnsentRow {
  readonly id: string;
  readonly body: OutgoingReply;
}

/** An outbox that also lets the process write what it has gathered before it ends. */
export interface GatheringOutbox extends Outbox {
  /** Writes the sent marks that still wait. */
  settle(): Promise<void>;
}

/** The outbox as a table; sent marks are gathered for a few milliseconds and written together. */
export function outboxIn(db: pg.Pool): GatheringOutbox {
  const marks = gatherMarks(db);
  return {
    settle: marks.settle,
    async lease(chat, now) {
      const { rows } = await db.query<UnsentRow>(leaseSql, [
        ...[chat.channel, chat.bot, chat.chatId],
        ...[now, new Date(now.getTime() + leaseMs)],
      ]);
      return rows.sort(byId).map((row) => waitingReply(row, chat));
    },
    markSent: marks.add,
    async markRefused(id, reason) {
      await db.query("update outbox set refused = $2, attempts = attempts + 1 where id = $1", [
        id,
        reason,
      ]);
    },
    async giveBack(ids, delayMs, isAmbiguous) {
      await db.query(
        `update outbox set attempts = attempts + 1, is_ambiguous = is_ambiguous or $3,
                leased_until = now() + $2 * interval '1 millisecond'
          where id = any ($1::bigint[])`,
        [ids, delayMs, isAmbiguous],
      );
    },
    async stranded(limit) {
      const { rows } = await db.query<{ channel: ChannelName; bot: string; chat_id: string }>(
        `select channel, bot, chat_id from outbox
          where sent_at is null and refused is null
          group by channel, bot, chat_id
         having coalesce(max(leased_until), '-infinity') <= now()
          order by min(id) limit $1`,
        [limit],
      );
      return rows.map(chatAddress);
    },
  };
}

/** None is handed over while any reply of the chat is in somebody's hand: order would be lost. */
const leaseSql = `
with mine as (
  select id from outbox
   where channel = $1 and bot = $2 and chat_id = $3 and sent_at is null and refused is null
   order by id for update)
update outbox o set leased_until = $5
  from mine
 where o.id = mine.id
   and not exists (
     select from outbox b
      where b.channel = $1 and b.bot = $2 and b.chat_id = $3 and b.sent_at is null
        and b.refused is null and b.leased_until > $4)
returning o.id, o.body`;

function waitingReply({ id, body }: UnsentRow, to: ChatAddress): WaitingReply {
  return { ...body, id, to };
}

function byId(a: UnsentRow, b: UnsentRow): number {
  return BigInt(a.id) < BigInt(b.id) ? -1 : 1;
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

function gatherMarks(db: pg.Pool): {
  readonly add: (id: string, messageId: string | null) => Promise<void>;
  readonly settle: () => Promise<void>;
} {
  let gathered: { readonly id: string; readonly messageId: string | null }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let writing = Promise.resolve();

  async function write(): Promise<void> {
    const batch = gathered;
    gathered = [];
    timer = undefined;
    if (batch.length === 0) return;
    await db.query({
      name: "mark-sent",
      text: markSentSql,
      values: [batch.map((each) => each.id), batch.map((each) => each.messageId)],
    });
  }

  // A mark that cannot be written is left to the lease: the reply is sent once more.
  const writeNext = (): Promise<void> => (writing = writing.then(write).catch(() => undefined));
  return {
    add(id, messageId) {
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
