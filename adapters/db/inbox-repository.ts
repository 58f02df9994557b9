import type pg from "pg";
import {
  type ChannelName,
  type ChatAddress,
  type Inbox,
  type RawUpdate,
  chatKeyOf,
} from "../../usecases/ports.ts";
import { knownValues } from "./open-turn.ts";
import { storableJson } from "./storable-json.ts";
import type { TurnRow } from "./turn-row.ts";
import { type TurnsAhead, openTurnsAhead } from "./turns-ahead.ts";

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
 *
 * @param ahead Where the turn of an update that was stored alone is put.
 */
export function inboxIn(db: pg.Pool, ahead: TurnsAhead = openTurnsAhead()): Inbox {
  return {
    receive: gatherWrites(db, ahead),
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
        `update inbound_updates
            set status = 'dead', reason = $2, failures = failures + 1, done_at = now()
          where id = $1 and status = 'waiting'`,
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

async function storeMany(db: pg.Pool, updates: readonly RawUpdate[]): Promise<void> {
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

async function storeAndOpen(db: pg.Pool, ahead: TurnsAhead, update: RawUpdate): Promise<void> {
  const { from, externalId, payload } = update;
  const base = ahead.drafts.ofChat(chatKeyOf(from));
  const { rows } = await db.query<{ turn: TurnRow | null }>({
    name: "receive-turn",
    text: "select receive_turn($1, $2, $3, $4, $5, $6, $7, $8) as turn",
    values: [
      ...[from.channel, from.bot, externalId, from.chatId, storableJson(payload)],
      ...knownValues(base),
    ],
  });
  const row = rows[0]?.turn;
  if (row) ahead.keep(from, { row, base });
}

function gatherWrites(db: pg.Pool, ahead: TurnsAhead): (update: RawUpdate) => Promise<void> {
  let waiting: WaitingWrite[] = [];
  let writers = 0;

  function write(batch: readonly WaitingWrite[]): Promise<void> {
    const [first, ...others] = batch.map((each) => each.update);
    if (!first) return Promise.resolve();
    return others.length > 0
      ? storeMany(db, [first, ...others])
      : // Whatever hinders the reading, what was said is stored.
        storeAndOpen(db, ahead, first).catch(() => storeMany(db, [first]));
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
