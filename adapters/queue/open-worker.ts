import { Worker, createPostgresBackend } from "bullmq";
import { type JobName, type QueueAddress, openRedis, queueName, readJobName } from "./queue.ts";

/** Does jobs until it is closed. */
export interface JobWorker {
  /** Waits for the jobs under way, then lets the connections go. */
  close(): Promise<void>;
}

/** How jobs are done and who hears of faults. */
export interface JobWorkerOptions {
  /** Does one job; what it throws makes the queue try again. */
  readonly perform: (name: JobName, data: unknown) => Promise<void>;
  readonly onError: (error: Error, job?: { readonly name: string; readonly id?: string }) => void;
  /** How long a job is a process's own without a sign of life, in ms; then another does it. */
  readonly lockMs?: number;
}

/** Starts doing the queue's jobs, on whichever backend the queue lives. */
export function openWorker(
  { redisUrl, databaseUrl }: QueueAddress,
  { perform, onError, lockMs = 10_000 }: JobWorkerOptions,
): JobWorker {
  const redis = redisUrl === null ? null : openRedis(redisUrl, "worker");
  const options = { concurrency: 4, lockDuration: lockMs, stalledInterval: lockMs / 2 };
  const play = (job: { readonly name: string; readonly data: unknown }): Promise<void> =>
    perform(readJobName(job.name), job.data);
  const worker = redis
    ? new Worker(queueName, play, { ...options, connection: redis })
    : new Worker(
        queueName,
        play,
        { ...options, connection: { connectionString: databaseUrl } },
        createPostgresBackend,
      );
  worker.on("error", (error) => {
    onError(error);
  });
  worker.on("failed", (job, error) => {
    onError(error, job && { name: job.name, ...(job.id !== undefined && { id: job.id }) });
  });
  return {
    async close() {
      await worker.close();
      redis?.disconnect();
    },
  };
}
