import type pg from "pg";
import type { DeadCause, DeadGroup, DeadLetter } from "../../core/delivery/dead-letter.ts";
import { isSendFault } from "../../core/delivery/send-fault.ts";
import type { FailedJob, FailedJobs } from "../../usecases/job-ports.ts";

interface CauseRow {
  readonly key: string;
  readonly source: "update" | "job" | "send" | "file";
  readonly subject: string;
  readonly words: string;
}

/** What could not be done, by cause, the newest failure first. */
export async function findDeadGroups(db: pg.Pool): Promise<readonly DeadGroup[]> {
  const { rows } = await db.query<
    CauseRow & { readonly count: number; readonly replayable: number; readonly newest_at: Date }
  >(
    `select cause_key as key, source, min(subject) as subject, min(words) as words,
            count(*)::int as count, (count(*) filter (where may_replay))::int as replayable,
            max(failed_at) as newest_at
       from dead_letters group by cause_key, source order by newest_at desc, key`,
  );
  return rows.map(({ count, replayable, newest_at: at, ...row }) => {
    return { key: row.key, cause: causeOf(row), count, replayable, newestAt: at.toISOString() };
  });
}

/** The dead letters meant, newest first; a name is a cause's key or a single one's ref. */
export async function findDeadLetters(
  db: pg.Pool,
  names: readonly string[],
  limit: number,
): Promise<readonly DeadLetter[]> {
  const { rows } = await db.query<
    CauseRow & {
      readonly ref: string;
      readonly tries: number | null;
      readonly failed_at: Date;
      readonly may_have_arrived: boolean;
    }
  >(
    `select ref, cause_key as key, source, subject, words, tries, failed_at, may_have_arrived
       from dead_letters where ${meant} order by failed_at desc, ref limit $2`,
    [names, limit],
  );
  return rows.map(({ ref, tries, failed_at: at, may_have_arrived: mayHaveArrived, ...row }) => ({
    ...{ ref, key: row.key, cause: causeOf(row), tries, mayHaveArrived },
    failedAt: at.toISOString(),
  }));
}

/**
 * Lets dead letters be tried again by the worker's sweeps. What was tried meanwhile is left alone,
 * and so is what may have arrived and must not be repeated, or belongs to what is signed or past.
 *
 * @param names Keys of causes or refs of single ones.
 * @returns How many will be tried.
 */
export async function replayDeadLetters(
  db: pg.Pool | pg.ClientBase,
  names: readonly string[],
): Promise<number> {
  const { rows } = await db.query<{ n: number }>(replaySql, [names]);
  const files = await db.query<{ n: number }>("select replay_files($1, now()) as n", [names]);
  return (rows[0]?.n ?? 0) + (files.rows[0]?.n ?? 0);
}

const meant = "(cause_key = any ($1::text[]) or ref = any ($1::text[]))";

/** A sent message and a played update are never among these: their rows are not dead. */
const replaySql = `
with meant as (select ref from dead_letters where may_replay and ${meant}),
updates as (
  update inbound_updates set status = 'waiting', failures = 0, not_before = null, done_at = null
   where status = 'dead' and id in (
     select substr(ref, 2)::bigint from meant where ref like 'u%') returning 1),
jobs as (
  update failed_jobs set status = 'wanted'
   where status = 'dead' and id in (
     select substr(ref, 2)::bigint from meant where ref like 'j%') returning 1),
sends as (
  update outbox
     set refused = null, failures = 0, begun_at = null, leased_until = now(), given_back = true
   where refused is not null and sent_at is null and id in (
     select substr(ref, 2)::bigint from meant where ref like 's%') returning 1)
select ((select count(*) from updates) + (select count(*) from jobs)
  + (select count(*) from sends))::int as n`;

function causeOf({ source, subject, words }: CauseRow): DeadCause {
  switch (source) {
    case "update":
      return { source, channel: subject, words };
    case "file":
      return { source, channel: subject, words };
    case "job":
      return { source, name: subject, words };
    case "send":
      return { source, channel: subject, fault: isSendFault(words) ? words : "unacceptable" };
  }
}

/** The jobs that failed for good, as a table. */
export function failedJobsIn(db: pg.Pool): FailedJobs {
  return {
    async note({ queueId, name, data, reason, failedAt }) {
      await db.query(
        `insert into failed_jobs (queue_id, name, data, reason, failed_at)
         values ($1, $2, $3, $4, $5) on conflict (queue_id, failed_at) do nothing`,
        [queueId, name, JSON.stringify(data), reason, failedAt],
      );
    },
    async wanted(limit) {
      const { rows } = await db.query<Pick<FailedJob, "name" | "data"> & { readonly id: string }>(
        "select id, name, data from failed_jobs where status = 'wanted' order by id limit $1",
        [limit],
      );
      return rows;
    },
    async noteAgain(id) {
      await db.query("update failed_jobs set status = 'again' where id = $1", [id]);
    },
  };
}
