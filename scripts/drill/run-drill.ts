import { mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type Random, openRandom } from "../../prisma/seed/random.ts";
import { type FakeTelegram, startFakeTelegram } from "../fakes/telegram.ts";
import { type DrillDatabase, openDrillDatabase } from "./drill-database.ts";
import { type DrillOptions, type PersonPlan, leaderId, planDrill } from "./drill-plan.ts";
import type { DrillRecord, Saying } from "./drill-record.ts";
import { type Verdict, judgeDrill } from "./judge-drill.ts";
import {
  type TroubledParts,
  type Troubles,
  failNowAndThen,
  makeTrouble,
  noTroubles,
} from "./make-trouble.ts";
import { type Stage, playPerson } from "./play-person.ts";
import { readKept } from "./read-kept.ts";
import { type Service, productService, redisService } from "./services.ts";

/** What a drill needs from outside. */
export interface DrillHouse {
  /** A PostgreSQL server on which a database may be made; none of its databases is touched. */
  readonly serverUrl: string;
  /** Folder of the built program. */
  readonly dist: string;
  /** Where programs are found. */
  readonly path: string;
  readonly tell: (line: string) => void;
  /** Ends the drill before its time; it then throws, having cleaned up. */
  readonly stop?: AbortSignal;
}

/** What came of a drill. */
export interface DrillOutcome {
  readonly troubles: Troubles;
  readonly verdict: Verdict;
}

/** Of its time a drill storms so long; then what is on its way may arrive. */
const stormShare = 0.75;
/**
 * How long people at most have after the time is over, and the product after them. A lease of 60 s
 * may end, twice; on a slow machine all takes longer. Who is quiet sooner is not waited for.
 */
const graceMs = 180_000;
/** How long making a database, starting and stopping may take, all in all. */
const startAndStopMs = 120_000;
const duplicatePercent = 20;
/** People's thinking spreads them over the storm; after it, it would only make the drill longer. */
const calmThinkMs = 500;

/** How long a drill takes at the most, in ms. */
export function drillLimitMs({ minutes }: Pick<DrillOptions, "minutes">): number {
  return startAndStopMs + minutes * 60_000 + 2 * graceMs;
}

/**
 * Runs a drill on a database, a messenger and processes of its own, all of which are gone
 * afterwards, however it ends.
 *
 * @throws {Error} When it was stopped, or when something of it does not start.
 */
export async function runDrill(options: DrillOptions, house: DrillHouse): Promise<DrillOutcome> {
  const cleanings: (() => Promise<unknown>)[] = [];
  const stopped = new Promise<never>((_, reject) => {
    house.stop?.addEventListener("abort", () => {
      reject(new Error("the drill was broken off"));
    });
  });
  stopped.catch(() => undefined);
  try {
    return await Promise.race([play(options, house, cleanings), stopped]);
  } finally {
    // One that fails must not keep the others from being done.
    for (const clean of cleanings.reverse()) await clean().catch(() => undefined);
  }
}

async function play(
  options: DrillOptions,
  house: DrillHouse,
  cleanings: (() => Promise<unknown>)[],
): Promise<DrillOutcome> {
  const telegram = await startFakeTelegram({ webhookRetryMs: 50 });
  cleanings.push(() => telegram.stop());
  const database = await openDrillDatabase(house.serverUrl, telegram.botId, options);
  cleanings.push(() => database.drop());
  const parts = await startParts(options, house, { telegram, database, cleanings });
  const troubles = noTroubles();
  const calm = new AbortController();
  cleanings.push(() => {
    calm.abort();
    return Promise.resolve();
  });
  // Who only listens must have opened the chat before.
  for (const id of everyone(options)) telegram.user({ id });
  const random = openRandom(options.seed);
  failNowAndThen(telegram, random, troubles, calm.signal);
  const stormMs = options.minutes * 60_000 * stormShare;
  house.tell(`Bắt đầu: ${String(options.agencies * options.people)} người cùng hoàn tất.`);
  const { sayings, played } = playPeople(options, { telegram, troubles, stormMs });
  await Promise.all([
    makeTrouble(parts, troubles, calm.signal),
    delay(stormMs).then(() => {
      calm.abort();
    }),
  ]);
  house.tell("Hết sự cố, chờ mọi việc còn dở xong.");
  cleanings.push(hurryFiles(database));
  await played;
  await settle(database, telegram);
  return judge(options, { sayings, telegram, database, troubles });
}

interface Opened {
  readonly telegram: FakeTelegram;
  readonly database: DrillDatabase;
  readonly cleanings: (() => Promise<unknown>)[];
}

async function startParts(
  { backend }: DrillOptions,
  house: DrillHouse,
  { telegram, database, cleanings }: Opened,
): Promise<TroubledParts> {
  const folder = await mkdtemp(path.join(tmpdir(), "cham-drill-"));
  cleanings.push(() => rm(folder, { recursive: true, force: true }));
  const keep = async (starting: Promise<Service>): Promise<Service> => {
    // Also when broken off half-way.
    cleanings.push(async () => (await starting.catch(() => null))?.stop());
    return starting;
  };
  const redisPort = await freePort();
  const isRedis = backend === "redis";
  const redis = isRedis ? await keep(redisService(redisPort, folder, house.path)) : null;
  const port = await freePort();
  const env = {
    ...{ PATH: house.path, HOST: "127.0.0.1", PORT: String(port), DATA_DIR: folder },
    ...{ PUBLIC_URL: `http://127.0.0.1:${String(port)}`, DATABASE_URL: database.url },
    ...{ TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: telegram.apiRoot },
    ...{ TELEGRAM_MODE: "webhook", TELEGRAM_WEBHOOK_SECRET: "secret_of_the_drill_only" },
    ...{ CHAM_SECRET: "a secret for drills only, long enough", NODE_ENV: "production" },
    ...(isRedis && { REDIS_URL: `redis://127.0.0.1:${String(redisPort)}` }),
  };
  const about = { dist: house.dist, env, folder };
  const [bot, worker] = await Promise.all([
    keep(productService("bot", about)),
    keep(productService("worker", about)),
  ]);
  return { bot, worker, redis, database };
}

function playPeople(
  options: DrillOptions,
  about: {
    readonly telegram: FakeTelegram;
    readonly troubles: Troubles;
    readonly stormMs: number;
  },
): { readonly sayings: readonly Saying[]; readonly played: Promise<unknown> } {
  const { telegram, troubles, stormMs } = about;
  const plans = planDrill(options);
  const sayings: Saying[] = [];
  const finished = new Map<number, Promise<void>>();
  // Three or four things are said about each criterion; all should be said before the storm ends.
  const sayingsEach = (plans[0]?.tasks.length ?? 1) * 3 + 3;
  const calmAtMs = performance.now() + stormMs;
  const stage: Stage = {
    ...{ bot: telegram, sayings },
    thinkMs: () => (performance.now() < calmAtMs ? stormMs / sayingsEach / 1.5 : calmThinkMs),
    endsAtMs: performance.now() + stormMs / stormShare + graceMs,
    onSaid: (updateId, random) => {
      deliverAgain(telegram, updateId, random, troubles);
    },
    colleagues: async (agency) => {
      const others = plans.filter((each) => each.agency === agency && !each.handsIn);
      await Promise.all(others.map(async ({ id }) => finished.get(id)));
    },
  };
  for (const plan of plans.toReversed()) finished.set(plan.id, playPerson(plan, stage));
  troubles.slowFiles = plans.reduce((sum, plan) => sum + slowFilesOf(plan), 0);
  troubles.blocked = plans.filter(({ blocks }) => blocks).length;
  return { sayings, played: Promise.all(finished.values()) };
}

function slowFilesOf({ tasks }: PersonPlan): number {
  return tasks.filter(({ proof }) => proof.kind === "file" && proof.slow).length;
}

/** A fifth of all is delivered once more, some before the first delivery, some long after it. */
function deliverAgain(
  telegram: FakeTelegram,
  updateId: number,
  random: Random,
  troubles: Troubles,
): void {
  if (!random.chance(duplicatePercent / 100)) return;
  const afterMs = random.chance(0.5) ? 0 : random.whole(10, 5_000);
  void delay(afterMs, undefined, { ref: false }).then(async () => {
    const statuses = await telegram.redeliver(updateId, 1);
    if (statuses.includes(200)) troubles.deliveredAgain += 1;
  });
}

/**
 * After several failed tries a file waits for five minutes, and until then its agency cannot hand
 * in; nobody waits for that in a drill. Files in a process's hand, a minute, are left alone. Gives
 * how to end it.
 */
function hurryFiles({ pool }: DrillDatabase): () => Promise<void> {
  const timer = setInterval(() => {
    // The next round makes good what fails.
    pool.query(hurrySql).catch(() => undefined);
  }, 1_000);
  return () => {
    clearInterval(timer);
    return Promise.resolve();
  };
}

const hurrySql = `
update evidence set next_try_at = now()
 where status = 'fetching' and next_try_at > now() + interval '65 seconds'`;

/** Waits until nothing is on its way any more; what never ends is left to the verdict. */
async function settle({ pool }: DrillDatabase, telegram: FakeTelegram): Promise<void> {
  const endsAt = performance.now() + graceMs;
  while (performance.now() < endsAt) {
    const { rowCount } = await pool.query(quietSql);
    if (rowCount && telegram.pending() === 0) return;
    await delay(250);
  }
}

const quietSql = `
select 1
 where not exists (select from inbound_updates where status = 'waiting')
   and not exists (select from outbox where sent_at is null and refused is null)
   and not exists (select from evidence where status = 'fetching')
   and not exists (select from dirty_agencies)`;

async function judge(
  options: DrillOptions,
  about: {
    readonly sayings: readonly Saying[];
    readonly telegram: FakeTelegram;
    readonly database: DrillDatabase;
    readonly troubles: Troubles;
  },
): Promise<DrillOutcome> {
  const { sayings, telegram, database, troubles } = about;
  const leaders = new Map(
    Array.from({ length: options.agencies }, (_, agency) => [
      agency,
      String(leaderId(options, agency)),
    ]),
  );
  const people = planDrill(options);
  const blockers = new Set(people.filter(({ blocks }) => blocks).map(({ id }) => String(id)));
  const record: DrillRecord = {
    ...{ sayings, agencies: options.agencies },
    chats: everyone(options).map((id) => ({
      ...{ chatId: String(id), isBlocked: blockers.has(String(id)) },
      messages: telegram.user({ id }).heard.map(({ message_id: messageId, text }) => {
        return { messageId: String(messageId), text: text ?? "" };
      }),
    })),
  };
  const kept = await readKept(database.pool);
  return { troubles, verdict: judgeDrill(record, kept, leaders) };
}

function everyone(options: DrillOptions): readonly number[] {
  const leaders = Array.from({ length: options.agencies }, (_, agency) =>
    leaderId(options, agency),
  );
  return [...planDrill(options).map(({ id }) => id), ...leaders];
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
