import type pg from "pg";
import type { ChannelName, SendError, SendTry } from "../usecases/ports.ts";

/** How a try to send ended, as the measures have it. */
export type SendResult = "sent" | "ambiguous" | "retryable" | "refused";

/** Names the result of a try; null is a message that arrived. */
export function resultOf(error: SendError | null): SendResult {
  if (error === null) return "sent";
  if (error.isAmbiguous) return "ambiguous";
  return error.retryable ? "retryable" : "refused";
}

/** Counts a process's tries, and adds them to those of all workers when asked. */
export interface SendTally {
  note(tried: Pick<SendTry, "waiting" | "error">): void;
  /** What cannot be written is kept for the next time. */
  write(): Promise<void>;
}

/** A tally in the database. A process that is killed takes what it had not written with it. */
export function openSendTally(pool: pg.Pool): SendTally {
  let counts = new Map<string, Count>();
  const add = ({ channel, result, total }: Count): void => {
    const key = `${channel} ${result}`;
    counts.set(key, { channel, result, total: total + (counts.get(key)?.total ?? 0) });
  };
  return {
    note({ waiting, error }) {
      add({ channel: waiting.to.channel, result: resultOf(error), total: 1 });
    },
    async write() {
      const taken = [...counts.values()];
      if (taken.length === 0) return;
      counts = new Map();
      try {
        await pool.query(addSql, [JSON.stringify(taken)]);
      } catch (error) {
        taken.forEach(add);
        throw error;
      }
    },
  };
}

interface Count {
  readonly channel: ChannelName;
  readonly result: SendResult;
  readonly total: number;
}

const addSql = `
insert into worker_sends as w (channel, result, total)
select * from json_to_recordset($1) as c (channel text, result text, total bigint)
    on conflict (channel, result) do update set total = w.total + excluded.total`;
