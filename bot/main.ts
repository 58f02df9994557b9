import { readFileSync } from "node:fs";
import { openWebFeed } from "../adapters/channels/web/web-feed.ts";
import { readConfig } from "../adapters/config.ts";
import { codeRegister, sourceOfAddress } from "../adapters/db/access-code-repository.ts";
import { demoPersonas } from "../adapters/db/demo-personas.ts";
import { isLedgerGuarded, unguardedLedger } from "../adapters/db/program-role.ts";
import { readProvince } from "../adapters/db/settings-repository.ts";
import { openPdfStamper } from "../adapters/documents/pdf/pdf-stamper.ts";
import { openLog } from "../adapters/log.ts";
import { openMetrics } from "../adapters/metrics.ts";
import { type Adapters, openAdapters } from "../adapters/open-adapters.ts";
import { readSecret } from "../adapters/secret.ts";
import { fileNotice } from "../core/conversation/evidence/file-notice.ts";
import { openChatLanes } from "../usecases/chat-lanes.ts";
import { type DrainChatDependencies, drainChat } from "../usecases/drain-chat.ts";
import { flushOutbox } from "../usecases/flush-outbox.ts";
import { keepEvidence } from "../usecases/keep-evidence.ts";
import type { RawUpdate } from "../usecases/ports.ts";
import type { PlayedTurn } from "../usecases/play-turn.ts";
import { openRecomputeRequests } from "../usecases/recompute-requests.ts";
import { redeemCode } from "../usecases/redeem-code.ts";
import { takeUpdate } from "../usecases/take-update.ts";
import { registerMetrics } from "./http/metrics.ts";
import { buildServer } from "./http/server.ts";
import { openTelegram } from "./telegram.ts";

const config = readConfig(process.env);
const log = openLog("bot", config.logLevel);
const secret = readSecret(config);
const opened = openAdapters(config, secret, log);
const metrics = openMetrics(opened);
const adapters = { ...opened, senders: countedSenders(opened.senders) };
const recompute = openRecomputeRequests({
  jobs: adapters.jobs,
  clock: adapters.clock,
  later: (work, ms) => setTimeout(work, ms),
  onFailure: (error) => {
    log.warn({ err: error }, "the queue did not take a job; the sweeper will ask again");
  },
});
const deps: DrainChatDependencies = {
  ...adapters,
  onPlayed,
  onFailure: (error, updateId) => {
    log.error({ err: error, updateId }, "an update could not be played");
  },
};
const lanes = openChatLanes((chat) => drainChat(deps, chat));
const receive = (update: RawUpdate): Promise<void> => {
  metrics.noteReceived(update);
  log.debug({ updateId: update.externalId, channel: update.from.channel }, "received");
  return takeUpdate({ ...deps, lanes }, update);
};
const feed = openWebFeed({
  databaseUrl: config.databaseUrl,
  onError: (error) => {
    log.warn({ err: error }, "news of web chats are cut off; connecting again");
  },
});
const telegram = openTelegram({
  ...{ config, log, bot: adapters.telegram, receive },
});
const server = buildServer({
  ...adapters,
  stamper: openPdfStamper(),
  isDemo: config.demo,
  trustedProxies: config.trustedProxies,
  province: await readProvince(adapters.pool),
  version: readVersion(),
  log,
  feed,
  receive,
  wake: (chat) => {
    lanes.wake(chat);
  },
  redeem: (code, source) =>
    redeemCode(codeRegister(adapters.pool, secret), { code, source, now: new Date() }),
  sourceOfAddress: (address) => sourceOfAddress(secret, address),
  linkKey: secret,
  personas: () => demoPersonas(adapters.pool),
  health: {
    parts: {
      database: async () => {
        await adapters.pool.query("select 1");
      },
      files: () => adapters.files.checkWritable(),
      queue: () => adapters.jobs.check(),
    },
    channels: () => [telegram.state()],
  },
  routes: [
    ...telegram.routes,
    (app) => {
      registerMetrics(app, { metrics, token: config.metricsToken });
    },
  ],
});

if (!(await isLedgerGuarded(adapters.pool))) log.warn(unguardedLedger);
await server.listen({ port: config.port, host: config.host });
telegram.start();
log.info({ port: config.port, host: config.host, telegram: telegram.state() }, "bot is up");
for (const chat of await adapters.inbox.stranded(0, 1_000)) lanes.wake(chat);

process.once("SIGTERM", () => void stop());
process.once("SIGINT", () => void stop());

function countedSenders({ telegram: byTelegram, web }: Adapters["senders"]): Adapters["senders"] {
  return {
    ...(byTelegram && { telegram: metrics.counted(byTelegram) }),
    ...(web && { web: metrics.counted(web) }),
  };
}

function onPlayed(played: PlayedTurn): void {
  const { from, externalId: updateId } = played.opened.update;
  log.debug({ updateId, channel: from.channel, bot: from.bot }, "played");
  recompute.note(played);
  if (played.decided.effects.some(({ kind }) => kind === "attachFile")) void keepDueFiles();
}

/** A messenger's links do not last: files are fetched at once, not at the sweeper's next round. */
async function keepDueFiles(): Promise<void> {
  try {
    const ids = await adapters.evidence.dueFiles(adapters.clock.now(), 20);
    await Promise.all(ids.map(keepFile));
  } catch (error) {
    log.error({ err: error }, "files could not be looked for; the sweeper will");
  }
}

async function keepFile(evidenceId: string): Promise<void> {
  try {
    const chat = await keepEvidence({ ...adapters, notice: fileNotice }, evidenceId);
    if (chat) await flushOutbox(adapters, chat);
  } catch (error) {
    log.error({ err: error, evidenceId }, "a file could not be kept; the sweeper will try again");
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

function readVersion(): string {
  // In dist/ the package's file lies one folder further up.
  for (const place of ["../package.json", "../../package.json"]) {
    try {
      const { version } = JSON.parse(readFileSync(new URL(place, import.meta.url), "utf8")) as {
        readonly version: string;
      };
      return version;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    }
  }
  return "";
}

/** New messages are refused, turns under way end, what they decided is sent; then all is closed. */
async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), 4_000).unref();
  await Promise.all([server.close(), telegram.stop(), feed.close()]);
  await lanes.stop();
  await recompute.settle();
  await adapters.close();
  process.exit(0);
}
