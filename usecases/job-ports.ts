/** Background work, seen from a use-case. */
export interface Jobs {
  /** Asks the worker to compute a group's results again; many askings become one computation. */
  recompute(roundId: string, group: string): Promise<void>;
  /** Asks the worker to fetch an evidence file again later. */
  keepEvidence(evidenceId: string, delayMs: number): Promise<void>;
}

/** A job that was tried as often as it may be. */
export interface FailedJob {
  /** Its id in the queue. */
  readonly queueId: string;
  readonly name: string;
  /** As it was queued; ids only. */
  readonly data: unknown;
  readonly reason: string;
  readonly failedAt: Date;
}

/** The queue's side of jobs that failed for good. */
export interface FailedJobQueue {
  /** The oldest ones that the queue still keeps. */
  failed(limit: number): Promise<readonly FailedJob[]>;
  /** Lets the queue forget a failed job. */
  forget(queueId: string): Promise<void>;
  /** Queues a job once more; done twice with the same `id` it is queued once. */
  again(job: Pick<FailedJob, "name" | "data"> & { readonly id: string }): Promise<void>;
}

/** Where jobs that failed for good are kept for a person to look at. */
export interface FailedJobs {
  /** Keeps a failure; the same one again changes nothing. */
  note(job: FailedJob): Promise<void>;
  /** Those that a person wants tried again. */
  wanted(
    limit: number,
  ): Promise<readonly (Pick<FailedJob, "name" | "data"> & { readonly id: string })[]>;
  noteAgain(id: string): Promise<void>;
}
