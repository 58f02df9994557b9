import { type JobsOptions, Queue, createPostgresBackend } from "bullmq";
import { Redis } from "ioredis";
import { z } from "zod";
import type { Jobs } from "../../usecases/ports.ts";

/** The one queue; each job name has one handler in worker/handlers.ts. */
export const queueName = "cham";

/** What each kind of job carries: ids only, never personal data. */
export const jobPayloads = {
  recompute: z.object({ roundId: z.string(), group: z.string() }),
  keepEvidence: z.object({ evidenceId: z.string() }),
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
export interface JobQueue extends Jobs {
  /** Throws when the queue does not answer. */
  check(): Promise<void>;
  figures(): Promise<QueueFigures>;
  close(): Promise<void>;
}

const jobOptions: JobsOptions = {
  attempts: 5,
  backoff: { type: "exponential", delay: 2_000, jitter: 0.5 },
  removeOnComplete: { age: 3_600, count: 200 },
  removeOnFail: { age: 604_800 },
};

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
  const queue = redis
    ? new Queue(queueName, { connection: redis, defaultJobOptions: jobOptions })
    : new Queue(
        queueName,
        { connection: { connectionString: databaseUrl }, defaultJobOptions: jobOptions },
        createPostgresBackend,
      );
  queue.on("error", onError);
  return {
    async recompute(roundId, group) {
      const payload: z.infer<typeof jobPayloads.recompute> = { roundId, group };
      const id = `recompute_${roundId}_${group}`;
      await queue.add("recompute", payload, { deduplication: { id, keepLastIfActive: true } });
    },
    async keepEvidence(evidenceId, delayMs) {
      const payload: z.infer<typeof jobPayloads.keepEvidence> = { evidenceId };
      await queue.add("keepEvidence", payload, { delay: delayMs });
    },
    async check() {
      await queue.getJobCounts("active");
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

/**
 * Reads a job's name.
 *
 * @throws {Error} When no job has this name: it was queued by another version.
 */
export function readJobName(name: string): JobName {
  if (name === "recompute" || name === "keepEvidence") return name;
  throw new Error(`No job is called ${name}`);
}
