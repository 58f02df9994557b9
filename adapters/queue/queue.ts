import { setTimeout as delay } from "node:timers/promises";
import { type JobsOptions, Queue, createPostgresBackend } from "bullmq";
import { Redis } from "ioredis";
import { z } from "zod";
import type { FailedJobQueue, Jobs } from "../../usecases/job-ports.ts";

/** The one queue; each job name has one handler in worker/handlers.ts. */
export const queueName = "cham";

/** What each kind of job carries: ids only, never personal data. */
export const jobPayloads = {
  recompute: z.object({ roundId: z.string(), group: z.string() }),
  keepEvidence: z.object({ evidenceId: z.string() }),
  morningReport: z.object({}),
};

/** The name of a job that a handler must exist for. */
export type JobName = keyof typeof jobPayloads;

/** Where the queue lives: on Redis when its address is given, otherwise in PostgreSQL. */
export interface QueueAddress {
  readonly redisUrl: string | null;
  readonly databaseUrl: string;
}

/** How the queue stands. */
export interface QueueFigures {
  /** Jobs by state: waiting, active, delayed, failed. */
  readonly counts: Readonly<Record<string, number>>;
  /** How long the oldest job that could be done now has been waiting; 0 when there is none. */
  readonly oldestMs: number;
}

/** The background work as a BullMQ queue. */
export interface JobQueue extends Jobs, FailedJobQueue {
  /** Throws when the queue does not answer. */
  check(): Promise<void>;
  figures(): Promise<QueueFigures>;
  /** Sets the jobs that come by the clock; again, or in another process, it changes nothing. */
  scheduleByClock(): Promise<void>;
  close(): Promise<void>;
}

const jobOptions: JobsOptions = {
  attempts: 5,
  backoff: { type: "exponential", delay: 2_000, jitter: 0.5 },
  // Nothing reads a finished job. To clear them by count, two workers in PostgreSQL would each wait
  // for what the other is clearing, and the loser's job would run once more.
  removeOnComplete: true,
  removeOnFail: { age: 604_800 },
};

/** In the time of Vietnam, wherever the machine's clock stands; days off are left to the job. */
const everyMorning = { pattern: "0 45 7 * * *", tz: "Asia/Ho_Chi_Minh" };

/** The connection to Redis as BullMQ wants it: a worker waits for a lost one, a producer does not. */
export function openRedis(redisUrl: string, side: "producer" | "worker"): Redis {
  return side === "worker"
    ? new Redis(redisUrl, { maxRetriesPerRequest: null })
    : new Redis(redisUrl, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
}

/** Opens the queue for adding jobs. */
export function openQueue(
  { redisUrl, databaseUrl }: QueueAddress,
  onError: (error: Error) => void,
): JobQueue {
  const redis = redisUrl === null ? null : openRedis(redisUrl, "producer");
  const queue = openBull(redis, databaseUrl);
  queue.on("error", onError);
  const recompute: Jobs["recompute"] = async (roundId, group) => {
    const payload: z.infer<typeof jobPayloads.recompute> = { roundId, group };
    const id = `recompute_${roundId}_${group}`;
    await queue.add("recompute", payload, { deduplication: { id, keepLastIfActive: true } });
  };
  return {
    ...failedJobsOf(queue, recompute),
    recompute,
    async keepEvidence(evidenceId, delayMs) {
      const payload: z.infer<typeof jobPayloads.keepEvidence> = { evidenceId };
      await queue.add("keepEvidence", payload, { delay: delayMs });
    },
    async check() {
      await queue.getJobCounts("active");
    },
    async scheduleByClock() {
      const name: JobName = "morningReport";
      await againWhenMet(() =>
        queue.upsertJobScheduler(name, everyMorning, { name, data: {}, opts: jobOptions }),
      );
    },
    async figures() {
      const [counts, [oldest]] = await Promise.all([
        queue.getJobCounts("waiting", "active", "delayed", "failed"),
        queue.getJobs(["waiting"], 0, 0, true),
      ]);
      return { counts, oldestMs: oldest ? Math.max(0, Date.now() - oldest.timestamp) : 0 };
    },
    async close() {
      await queue.close();
      redis?.disconnect();
    },
  };
}

/** Of processes that set a clock at the same moment the queue refuses all but one; not a bit later. */
async function againWhenMet(set: () => Promise<unknown>): Promise<void> {
  for (let triesLeft = 4; triesLeft > 0; triesLeft -= 1) {
    try {
      await set();
      return;
    } catch (error) {
      if (triesLeft === 1) throw error;
      await delay(100);
    }
  }
}

function openBull(redis: Redis | null, databaseUrl: string) {
  const options = { defaultJobOptions: jobOptions };
  return redis
    ? new Queue(queueName, { ...options, connection: redis })
    : new Queue(
        queueName,
        { ...options, connection: { connectionString: databaseUrl } },
        createPostgresBackend,
      );
}

function failedJobsOf(
  queue: ReturnType<typeof openBull>,
  recompute: Jobs["recompute"],
): FailedJobQueue {
  return {
    async failed(limit) {
      const jobs = await queue.getJobs(["failed"], 0, limit - 1, true);
      return jobs.map(({ id = "", name, data, failedReason, finishedOn }) => {
        const failedAt = new Date(finishedOn ?? 0);
        return { queueId: id, name, data: data as unknown, reason: failedReason, failedAt };
      });
    },
    async forget(queueId) {
      await queue.remove(queueId);
    },
    async again({ id, name, data }) {
      const asked = jobPayloads.recompute.safeParse(data);
      if (name === "recompute" && asked.success) {
        return recompute(asked.data.roundId, asked.data.group);
      }
      await queue.add(name, data, { jobId: `again_${id}` });
    },
  };
}

/**
 * Reads a job's name.
 *
 * @throws {Error} When no job has this name: it was queued by another version.
 */
export function readJobName(name: string): JobName {
  if (isJobName(name)) return name;
  throw new Error(`No job is called ${name}`);
}

function isJobName(name: string): name is JobName {
  return Object.hasOwn(jobPayloads, name);
}
