import type pg from "pg";
import type {
  BotAddress,
  BulkOutbox,
  BulkTake,
  ChannelName,
  OutgoingReply,
  Pace,
} from "../../usecases/ports.ts";

/** Longer than any call to a provider, with the writing of its mark. */
const leaseMs = 60_000;

type TakenRow =
  | { readonly waitMs: number | null; readonly id?: undefined }
  | {
      readonly waitMs: 0;
      readonly id: string;
      readonly chatId: string;
      readonly body: OutgoingReply;
      readonly failures: number;
    };

/** The messages to many, in the outbox; the pace of each bot is kept in the database for all. */
export function bulkIn(db: pg.Pool): BulkOutbox {
  return {
    async bulkBots() {
      const { rows } = await db.query<{ channel: ChannelName; bot: string }>(
        `select distinct channel, bot from outbox
          where is_bulk and sent_at is null and refused is null
            and coalesce(leased_until, '-infinity') <= now()`,
      );
      return rows;
    },
    async takeBulk(from, pace) {
      const { rows } = await db.query<{ taken: TakenRow }>({
        name: "take-bulk",
        text: "select take_bulk($1, $2, $3, $4, $5) as taken",
        values: [from.channel, from.bot, ...intervalsOf(pace), leaseMs],
      });
      const [row] = rows;
      if (!row) throw new Error("a function gave no row");
      return readTaken(from, row.taken);
    },
  };
}

/**
 * So many milliseconds lie between two messages that, in any second, one place is left for a reply
 * which nobody could foresee, and a hundredth for a call that takes longer than the one before.
 */
function intervalsOf(pace: Pace | null): readonly [number, number] {
  if (!pace) return [0, 0];
  return [
    Math.ceil(1_010 / Math.max(1, pace.perSecond - 1)),
    Math.ceil(1_010 / pace.perChatPerSecond) + 250,
  ];
}

function readTaken({ channel, bot }: BotAddress, row: TakenRow): BulkTake {
  if (row.id === undefined) {
    return row.waitMs === null ? { kind: "none" } : { kind: "wait", waitMs: row.waitMs };
  }
  const { id, chatId, body, failures } = row;
  const to = { channel, bot, chatId };
  return { kind: "message", waiting: { ...body, id, to, updateId: null, failures, isBulk: true } };
}
