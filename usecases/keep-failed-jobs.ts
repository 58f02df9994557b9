import type { FailedJobQueue, FailedJobs } from "./job-ports.ts";

/** What keeping failed jobs needs from the outside. */
export interface KeepFailedJobsDependencies {
  readonly jobs: FailedJobQueue;
  readonly failedJobs: FailedJobs;
}

const atOnce = 100;

/**
 * Moves jobs that failed for good out of the queue to where a person finds them, and queues those
 * again that a person wants tried once more. Broken off anywhere and begun anew, nothing is lost
 * and nothing done twice: a job is kept before it is forgotten, and queued under a name of its own
 * before that is noted.
 */
export async function keepFailedJobs({
  jobs,
  failedJobs,
}: KeepFailedJobsDependencies): Promise<void> {
  for (const job of await jobs.failed(atOnce)) {
    await failedJobs.note(job);
    await jobs.forget(job.queueId);
  }
  for (const job of await failedJobs.wanted(atOnce)) {
    await jobs.again(job);
    await failedJobs.noteAgain(job.id);
  }
}
