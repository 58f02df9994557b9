import type pg from "pg";
import type { ChannelName, ChatAddress, Inbox, RawUpdate } from "../../usecases/ports.ts";

interface ChatRow {
  readonly channel: ChannelName;
  readonly bot: string;
  readonly chat_id: string;
}

interface WaitingWrite {
  readonly update: RawUpdate;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/**
 * The inbox as a table: rows are `waiting`, `done` or `dead`, and never deleted by a turn.
 *
 * Updates that arrive while a write is under way are written together by the next one; `receive`
 * returns only when its own row is committed.
 */
export function inboxIn(db: pg.Pool): Inbox {
  return {
    receive: gatherWrites(db),
    async noteFailure(id, reason, delayMs) {
      await db.query(
        `update inbound_updates
            set failures = failures + 1, reason = $2,
                not_before = now() + $3 * interval '1 millisecond'
          where id = $1 and status = 'waiting'`,
        [id, reason, delayMs],
      );
    },
    async bury(id, reason) {
      await db.query(
        "update inbound_updates set status = 'dead', reason = $2 where id = $1 and status = 'waiting'",
        [id, reason],
      );
    },
    async stranded(olderThanMs, limit) {
      const { rows } = await db.query<ChatRow>(
        `select channel, bot, chat_id from inbound_updates
          where status = 'waiting' and (not_before is null or not_before <= now())
            and greatest(received_at, not_before) <= now() - $1 * interval '1 millisecond'
          group by channel, bot, chat_id order by min(id) limit $2`,
        [olderThanMs, limit],
      );
      return rows.map(chatAddress);
    },
  };
}

/** Reads the columns that name a chat. */
export function chatAddress({ channel, bot, chat_id: chatId }: ChatRow): ChatAddress {
  return { channel, bot, chatId };
}

const receiveSql = `
insert into inbound_updates (channel, bot, external_id, chat_id, payload)
select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::jsonb[])
on conflict (channel, bot, external_id) do nothing`;

function gatherWrites(db: pg.Pool): (update: RawUpdate) => Promise<void> {
  let waiting: WaitingWrite[] = [];
  let writers = 0;

  async function write(batch: readonly WaitingWrite[]): Promise<void> {
    const updates = batch.map((each) => each.update);
    await db.query({
      name: "receive",
      text: receiveSql,
      values: [
        updates.map(({ from }) => from.channel),
        updates.map(({ from }) => from.bot),
        updates.map(({ externalId }) => externalId),
        updates.map(({ from }) => from.chatId),
        updates.map(({ payload }) => storableJson(payload)),
      ],
    });
  }

  async function writeAll(): Promise<void> {
    writers += 1;
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await write(batch);
        for (const each of batch) each.done();
      } catch (error) {
        for (const each of batch) each.failed(error);
      }
    }
    writers -= 1;
  }

  return (update) =>
    new Promise((done, failed) => {
      waiting.push({ update, done, failed });
      if (writers < 2) void writeAll();
    });
}

/** Text that PostgreSQL's JSON cannot hold: the character zero, and halves of a pair. */
const unstorable = /\\u(?:0000|d[89a-f])/i;

const loneHalf = /\p{Surrogate}/gu;

/** A payload that could never be stored would come again for ever: such characters are left out. */
function storableJson(payload: unknown): string {
  const json = JSON.stringify(payload) as string | undefined;
  if (json === undefined) return "null";
  if (!unstorable.test(json)) return json;
  return JSON.stringify(payload, (_key, value: unknown) =>
    typeof value === "string" ? value.replaceAll("\0", "").replaceAll(loneHalf, "\ufffd") : value,
  );
}
