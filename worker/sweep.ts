import { type DrainChatDependencies, drainChat } from "../usecases/drain-chat.ts";
import { advanceRounds } from "../usecases/advance-rounds.ts";
import { sendSummaries } from "../usecases/send-summaries.ts";
import type { DrawPicture, SummaryStore } from "../usecases/summary-ports.ts";
import { flushOutbox } from "../usecases/flush-outbox.ts";
import type { ReminderStore } from "../usecases/reminder-ports.ts";
import { sendReminders } from "../usecases/send-reminders.ts";
import { type Sweep, openSweep } from "../usecases/open-sweep.ts";
import { chatKeyOf } from "../usecases/ports.ts";
import type { Jobs } from "../usecases/job-ports.ts";
import type { RoundStore } from "../usecases/round-ports.ts";
import type { EvidenceStore } from "../usecases/file-ports.ts";
import type { ResultStore } from "../usecases/result-ports.ts";

/** What sweeping needs from the outside. */
export interface SweepDependencies extends DrainChatDependencies {
  readonly evidence: Pick<EvidenceStore, "dueFiles">;
  readonly results: Pick<ResultStore, "dirtyGroups">;
  readonly rounds: RoundStore;
  readonly summaries: SummaryStore;
  readonly draw: DrawPicture;
  readonly reminders: ReminderStore;
  readonly jobs: Jobs;
  /** Fetches one file; must not throw. */
  readonly keep: (evidenceId: string) => Promise<void>;
}

/** How long the bot process has an update to itself before the sweeper takes it, in ms. */
const strandedMs = 5_000;
/** How long a change waits for the asking of the process that made it, in ms. */
const unansweredMs = 15_000;

/** Drains chats whose updates were left waiting: by a crash, a fault, or until their next try. */
export function openInboxSweep(deps: SweepDependencies, onFailure: OnFailure): Sweep {
  return openSweep({
    find: (limit) => deps.inbox.stranded(strandedMs, limit),
    work: (chat) => drainChat(deps, chat),
    keyOf: chatKeyOf,
    onFailure,
  });
}

/** Sends replies that nobody has in hand any more. */
export function openOutboxSweep(deps: SweepDependencies, onFailure: OnFailure): Sweep {
  return openSweep({
    find: (limit) => deps.outbox.stranded(limit),
    work: (chat) => flushOutbox(deps, chat),
    keyOf: chatKeyOf,
    onFailure,
  });
}

/** Fetches evidence files whose next try is due. */
export function openFileSweep(deps: SweepDependencies, onFailure: OnFailure): Sweep {
  return openSweep({
    find: (limit) => deps.evidence.dueFiles(deps.clock.now(), limit),
    work: deps.keep,
    keyOf: (evidenceId) => evidenceId,
    onFailure,
  });
}

type OnFailure = (error: unknown) => void;

/** Asks for the results of groups whose change marks were never answered. */
export async function sweepResults(deps: SweepDependencies): Promise<void> {
  for (const { roundId, group } of await deps.results.dirtyGroups(unansweredMs)) {
    await deps.jobs.recompute(roundId, group);
  }
}

/** How long a look that found nothing to send is enough, in ms. */
const restMs = 60_000;

/**
 * Reminds whoever is due; after a look that left nothing to send the next is a minute later.
 *
 * @returns A sweep that keeps the time of its last look.
 */
export function openReminderSweep(): (deps: SweepDependencies) => Promise<void> {
  let restUntil = 0;
  return async (deps) => {
    const now = deps.clock.now();
    await deps.reminders.tryNextChannels(now.toISOString());
    if (now.getTime() < restUntil) return;
    const { left } = await sendReminders(deps);
    restUntil = left > 0 ? 0 : now.getTime() + restMs;
  };
}

/** Sends officials the summaries that are due. */
export async function sweepSummaries(deps: SweepDependencies): Promise<void> {
  await sendSummaries(deps);
}

/** Moves rounds whose phase has closed by the clock. */
export async function sweepRounds(deps: SweepDependencies): Promise<void> {
  await advanceRounds(deps);
}
