import { type JobName, jobPayloads } from "../adapters/queue/queue.ts";
import { type KeepEvidenceDependencies, keepEvidence } from "../usecases/keep-evidence.ts";
import type { RecomputeResults } from "../usecases/recompute-results.ts";

/** Does one job; what it throws makes the queue try again. */
export type Handler = (data: unknown) => Promise<void>;

/** What the jobs need from the outside. */
export interface HandlerDependencies extends KeepEvidenceDependencies {
  readonly recompute: RecomputeResults;
  /** Tells coordinators each working morning where the rounds stand. */
  readonly reportMorning: () => Promise<void>;
}

/** The table job name → use-case; a name without a handler does not compile. */
export function handlers(deps: HandlerDependencies): Readonly<Record<JobName, Handler>> {
  return {
    async recompute(data) {
      const { roundId, group } = jobPayloads.recompute.parse(data);
      await deps.recompute(roundId, group);
    },
    morningReport: () => deps.reportMorning(),
    async keepEvidence(data) {
      await keepEvidence(deps, jobPayloads.keepEvidence.parse(data).evidenceId);
    },
  };
}
