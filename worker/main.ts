import { constants, setPriority } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import cron, { type ScheduledTask } from "node-cron";
import { readConfig } from "../adapters/config.ts";
import { openRosterCache } from "../adapters/db/appraisal-roster.ts";
import { openSchemeCache } from "../adapters/db/scheme-cache.ts";
import { watchIn } from "../adapters/db/watch-repository.ts";
import { findMachineAlerts } from "../adapters/watch-machine.ts";
import { blotSecrets } from "../adapters/db/blot-secrets.ts";
import { tellForgotten } from "../adapters/db/tell-sign-off.ts";
import { failedJobsIn } from "../adapters/db/dead-letter-repository.ts";
import { resultsIn } from "../adapters/db/group-results.ts";
import { fillCalendars } from "../adapters/db/calendar-repository.ts";
import { shippedCalendars } from "../adapters/scheme-files/calendar-files.ts";
import { findQuotaAlerts } from "../adapters/db/quota-repository.ts";
import { roundsIn } from "../adapters/db/round-repository.ts";
import { summariesIn } from "../adapters/db/summary-repository.ts";
import { openPictures } from "../adapters/documents/picture/draw-picture.ts";
import { remindersIn } from "../adapters/db/reminder-repository.ts";
import { digestRounds } from "../adapters/db/ledger-repository.ts";
import { checkClosings } from "../adapters/db/void-closing.ts";
import { beat } from "../adapters/heartbeat.ts";
import { openLog } from "../adapters/log.ts";
import { openAdapters } from "../adapters/open-adapters.ts";
import { openWorker } from "../adapters/queue/open-worker.ts";
import { readSecret } from "../adapters/secret.ts";
import { openSendTally } from "../adapters/send-tally.ts";
import { keepEvidence } from "../usecases/keep-evidence.ts";
import type { NamedAlert } from "../core/conversation/standing/alert.ts";
import { fileNotice } from "../core/conversation/evidence/file-notice.ts";
import { flushOutbox } from "../usecases/flush-outbox.ts";
import { keepFailedJobs } from "../usecases/keep-failed-jobs.ts";
import { openBulkSender } from "../usecases/send-bulk.ts";
import { raiseAlerts } from "../usecases/raise-alerts.ts";
import { reportMorning } from "../usecases/report-morning.ts";
import { openRecomputeResults } from "../usecases/recompute-results.ts";
import type { SendTry } from "../usecases/ports.ts";
import { handlers } from "./handlers.ts";
import {
  type SweepDependencies,
  sweepResults,
  openFileSweep,
  openInboxSweep,
  openOutboxSweep,
  openReminderSweep,
  sweepRounds,
  sweepSummaries,
} from "./sweep.ts";

// Where one machine does all, who waits for an answer goes before what is computed meanwhile.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const config = readConfig(process.env);
const log = openLog("worker", config.logLevel);
const opened = openAdapters(config, readSecret(config), log);
const tally = openSendTally(opened.pool);
const adapters = {
  ...opened,
  onTried: (tried: SendTry): void => {
    opened.onTried(tried);
    tally.note(tried);
  },
};
const results = resultsIn(adapters.pool);

const deps: SweepDependencies = {
  ...adapters,
  results,
  rounds: roundsIn(adapters.pool),
  summaries: summariesIn(adapters.pool),
  draw: openPictures(),
  reminders: remindersIn(adapters.pool, config.sendQuotas),
  onPlayed: ({ opened: { update } }) => {
    const { from, externalId: updateId } = update;
    log.debug({ updateId, channel: from.channel, bot: from.bot }, "played");
  },
  onFailure: (error, updateId) => {
    log.error({ err: error, updateId }, "an update could not be played");
  },
  keep,
};

const fileDeps = { ...adapters, notice: fileNotice };
const recompute = openRecomputeResults({ results, clock: adapters.clock });
const duties = { schemes: openSchemeCache(adapters.pool), rosters: openRosterCache(adapters.pool) };
const watching = {
  watch: watchIn(adapters.pool, duties),
  clock: adapters.clock,
  others: findOthers,
};
const jobs = handlers({
  ...{ ...fileDeps, recompute },
  async reportMorning() {
    if (config.reminds) await reportMorning(watching);
  },
});
const worker = openWorker(config, {
  perform: (name, data) => jobs[name](data),
  onError: (error, job) => {
    log.error({ err: error, job }, job ? "a job failed" : "the queue is in trouble");
  },
});

await fillCalendars(adapters.pool, await shippedCalendars());
await adapters.jobs.scheduleByClock();

const failedJobs = failedJobsIn(adapters.pool);
const bulk = openBulkSender({
  ...adapters,
  pause: (ms) => delay(ms),
  onFailure: (error) => {
    log.error({ err: error }, "bulk could not be sent; it is tried again");
  },
});

const inboxSweep = openInboxSweep(deps, sweepFailed("inbox"));
const outboxSweep = openOutboxSweep(deps, sweepFailed("outbox"));
const fileSweep = openFileSweep(deps, sweepFailed("files"));
const sweepers = [
  sweepEvery("* * * * * *", "bulk", () => bulk.wake()),
  sweepEvery("*/2 * * * * *", "inbox", () => inboxSweep.look()),
  sweepEvery("*/2 * * * * *", "outbox", () => outboxSweep.look()),
  sweepEvery("*/5 * * * * *", "files", () => fileSweep.look()),
  sweepEvery("*/5 * * * * *", "results", sweepResults),
  sweepEvery("*/10 * * * * *", "rounds", sweepRounds),
  ...(config.reminds
    ? [
        sweepEvery("*/10 * * * * *", "reminders", openReminderSweep()),
        sweepEvery("45 * * * * *", "alerts", async () => {
          await raiseAlerts(watching);
        }),
        sweepEvery("20 * * * * *", "summaries", sweepSummaries),
      ]
    : []),
  sweepEvery("*/5 * * * * *", "failed jobs", () => keepFailedJobs({ ...adapters, failedJobs })),
  sweepEvery("*/5 * * * * *", "signatures", () => tellForgotten(adapters.pool)),
  sweepEvery("30 * * * * *", "secrets", () => blotSecrets(adapters.pool, adapters.clock.now())),
  sweepEvery("*/5 * * * * *", "closings", async () => {
    await checkClosings(adapters.pool, adapters.clock.now());
  }),
  sweepEvery("*/10 * * * * *", "send tally", () => tally.write()),
  sweepEvery("*/10 * * * * *", "heartbeat", async () => {
    await adapters.pool.query("select 1");
    await beat(config.dataDir, "worker");
  }),
  // The first round after midnight in Viet Nam makes the day's digests; the others find them made.
  sweepEvery("0 */10 * * * *", "digests", async () => {
    await digestRounds(adapters.pool, new Date());
  }),
  sweepEvery("0 7 * * * *", "left-overs", async () => {
    await adapters.files.clean(new Date());
    await adapters.uploads.clean(new Date());
  }),
];
log.info({ queue: config.redisUrl === null ? "postgresql" : "redis" }, "worker is up");

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());

/** Alerts about what only this process sees, and about what the providers allow. */
async function findOthers(now: string): Promise<readonly NamedAlert[]> {
  return [
    ...(await findMachineAlerts(config.dataDir, adapters.jobs)),
    ...(await findQuotaAlerts(adapters.pool, config.sendQuotas, now)),
  ];
}

async function keep(evidenceId: string): Promise<void> {
  try {
    const chat = await keepEvidence(fileDeps, evidenceId);
    if (chat) await flushOutbox(adapters, chat);
  } catch (error) {
    log.error({ err: error, evidenceId }, "a file could not be kept; it is tried again");
    await giveFileBack(evidenceId, error);
  }
}

/** Otherwise the file would be in this process's hand for minutes. */
async function giveFileBack(evidenceId: string, error: unknown): Promise<void> {
  try {
    await adapters.evidence.giveBack(evidenceId, String(error), 5_000, adapters.clock.now());
  } catch (again) {
    log.error({ err: again, evidenceId }, "the database does not answer");
  }
}

function sweepFailed(name: string): (error: unknown) => void {
  return (error) => {
    log.error({ err: error, sweep: name }, "a sweep failed");
  };
}

function sweepEvery(
  pattern: string,
  name: string,
  sweep: (deps: SweepDependencies) => Promise<void>,
): ScheduledTask {
  const task = async (): Promise<void> => {
    try {
      await sweep(deps);
    } catch (error) {
      sweepFailed(name)(error);
    }
  };
  return cron.schedule(pattern, task, { name, noOverlap: true });
}

/** Jobs under way may end; what does not within four seconds is taken up again at the next start. */
async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), 4_000).unref();
  for (const each of sweepers) await each.stop();
  const sweeps = [inboxSweep, outboxSweep, fileSweep];
  await Promise.all([worker.close(), bulk.stop(), ...sweeps.map((each) => each.stop())]);
  await tally.write().catch(() => undefined);
  await adapters.close();
  process.exit(0);
}
