import { randomUUID } from "node:crypto";
import pg from "pg";
import { Queue, Worker, createPostgresBackend } from "bullmq";
import { resultsIn } from "../../../adapters/db/group-results.ts";
import { openWorker } from "../../../adapters/queue/open-worker.ts";
import { type QueueAddress, openQueue, openRedis } from "../../../adapters/queue/queue.ts";
import { openRecomputeResults } from "../../../usecases/recompute-results.ts";
import { withClient } from "../chat/databases.ts";

/** Jobs that are added at once, by the product's queue and by the bare one. */
const addedAtOnce = 50;
/** As the product's worker has it. */
const concurrency = 4;

/** Jobs a second through our queue and our worker with a handler that does nothing. */
export async function measureOurs(address: QueueAddress, jobs: number): Promise<number> {
  const queue = openQueue(address, fail);
  const counter = countTo(jobs);
  const worker = openWorker(address, { perform: counter.count, onError: fail });
  const rate = await rateOf(jobs, counter.reached, () =>
    queue.keepEvidence("00000000-0000-0000-0000-000000000000", 0),
  );
  await worker.close();
  await queue.close();
  return rate;
}

/** The same through BullMQ as it is. */
export async function measureBare(address: QueueAddress, jobs: number): Promise<number> {
  const name = `bare-${randomUUID()}`;
  const { redisUrl, databaseUrl } = address;
  const counter = countTo(jobs);
  const options = { defaultJobOptions: { removeOnComplete: true } };
  const producer = redisUrl === null ? null : openRedis(redisUrl, "producer");
  const consumer = redisUrl === null ? null : openRedis(redisUrl, "worker");
  const database = { connection: { connectionString: databaseUrl } };
  const queue = producer
    ? new Queue(name, { ...options, connection: producer })
    : new Queue(name, { ...options, ...database }, createPostgresBackend);
  const worker = consumer
    ? new Worker(name, counter.count, { concurrency, connection: consumer })
    : new Worker(name, counter.count, { concurrency, ...database }, createPostgresBackend);
  await worker.waitUntilReady();
  const rate = await rateOf(jobs, counter.reached, () =>
    queue.add("keepEvidence", { evidenceId: "00000000-0000-0000-0000-000000000000" }),
  );
  await worker.close();
  await queue.close();
  producer?.disconnect();
  consumer?.disconnect();
  return rate;
}

/**
 * Computations of a group's results a second, one after the other as the queue lets them run: an
 * agency's draft changes, the job is asked for, read, computed and written.
 */
export async function measureRecompute(address: QueueAddress, jobs: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: address.databaseUrl, max: 4 });
  const recompute = openRecomputeResults({
    results: resultsIn(pool),
    clock: { now: () => new Date() },
  });
  const group = await withClient(address.databaseUrl, async (client) => {
    const { rows } = await client.query<{ round_id: string; group_code: string }>(
      "select round_id, group_code from round_groups limit 1",
    );
    return rows[0] ?? { round_id: "", group_code: "" };
  });
  let done: () => void = () => undefined;
  const queue = openQueue(address, fail);
  const worker = openWorker(address, {
    perform: async () => {
      await recompute(group.round_id, group.group_code);
      done();
    },
    onError: fail,
  });
  const once = async (): Promise<void> => {
    await pool.query(
      `select mark_dirty($1, (select agency_id from round_agencies order by random() limit 1), now())`,
      [group.round_id],
    );
    const computed = new Promise<void>((resolve) => (done = resolve));
    await queue.recompute(group.round_id, group.group_code);
    await computed;
  };
  await once();
  const begun = performance.now();
  for (let job = 0; job < jobs; job += 1) await once();
  const rate = (jobs * 1_000) / (performance.now() - begun);
  await worker.close();
  await queue.close();
  await pool.end();
  return rate;
}

/** Adds the jobs, some at once, while they are done; from the first adding to the last done. */
async function rateOf(
  jobs: number,
  reached: Promise<void>,
  add: () => Promise<unknown>,
): Promise<number> {
  const begun = performance.now();
  for (let added = 0; added < jobs; added += addedAtOnce) {
    await Promise.all(Array.from({ length: Math.min(addedAtOnce, jobs - added) }, add));
  }
  await reached;
  return (jobs * 1_000) / (performance.now() - begun);
}

function countTo(jobs: number): {
  readonly count: () => Promise<void>;
  readonly reached: Promise<void>;
} {
  let counted = 0;
  let go: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => (go = resolve));
  return {
    reached,
    count: () => {
      counted += 1;
      if (counted === jobs) go();
      return Promise.resolve();
    },
  };
}

function fail(error: Error): void {
  throw error;
}
