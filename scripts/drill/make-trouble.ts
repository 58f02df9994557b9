import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../../prisma/seed/random.ts";
import type { FakeBot } from "../fakes/telegram.ts";
import type { Fault } from "../fakes/telegram/faults.ts";
import type { DrillDatabase } from "./drill-database.ts";
import type { Service } from "./services.ts";

/** What can be troubled. */
export interface TroubledParts {
  readonly bot: Service;
  readonly worker: Service;
  /** Null where the queue runs on PostgreSQL. */
  readonly redis: Service | null;
  readonly database: DrillDatabase;
}

/** How often each trouble was made. */
export interface Troubles {
  botKilled: number;
  workerKilled: number;
  connectionsCut: number;
  redisRestarted: number;
  /** Calls that the messenger answered with 429. */
  tooMany: number;
  /** Calls, also for files, that it answered with 5xx. */
  serverFaults: number;
  /** Calls whose connection broke before or after they were done. */
  brokenOff: number;
  delayed: number;
  deliveredAgain: number;
  slowFiles: number;
  blocked: number;
}

const pauseMs = 2_500;

/** No trouble yet. */
export function noTroubles(): Troubles {
  return {
    ...{ botKilled: 0, workerKilled: 0, connectionsCut: 0, redisRestarted: 0, tooMany: 0 },
    ...{ serverFaults: 0, brokenOff: 0, delayed: 0, deliveredAgain: 0, slowFiles: 0 },
    blocked: 0,
  };
}

/** Kills and cuts in turn, every few seconds, until the signal. */
export async function makeTrouble(
  { bot, worker, redis, database }: TroubledParts,
  troubles: Troubles,
  calm: AbortSignal,
): Promise<void> {
  const kinds = [
    async () => {
      troubles.botKilled += 1;
      await bot.killAndStart();
    },
    async () => {
      troubles.connectionsCut += await database.cut();
    },
    async () => {
      troubles.workerKilled += 1;
      await worker.killAndStart();
    },
    async () => {
      if (!redis) return;
      troubles.redisRestarted += 1;
      await redis.killAndStart();
    },
  ];
  for (let turn = 0; ; turn += 1) {
    await delay(pauseMs, undefined, { signal: calm }).catch(() => undefined);
    if (calm.aborted) return;
    await kinds[turn % kinds.length]?.();
  }
}

/** Lets the messenger fail now and then, until the signal. */
export function failNowAndThen(
  bot: FakeBot,
  random: Random,
  troubles: Troubles,
  calm: AbortSignal,
): void {
  const often = (method: string, percent: number, name: keyof Troubles, fault: Fault): void => {
    const when = (): boolean => {
      const isMet = !calm.aborted && random.chance(percent / 100);
      if (isMet) troubles[name] += 1;
      return isMet;
    };
    bot.failNext(method, { ...fault, when, times: Number.MAX_SAFE_INTEGER });
  };
  const tooMany = { error_code: 429, description: "Too Many Requests: retry after 1" };
  for (const method of ["sendMessage", "editMessageText"]) {
    often(method, 3, "tooMany", { ...tooMany, retry_after: 1 });
    often(method, 2, "serverFaults", { status: 502, body: "<html>502 Bad Gateway</html>" });
    often(method, 1, "brokenOff", { dropConnection: "before" });
    often(method, 1, "brokenOff", { dropConnection: "after" });
    often(method, 2, "delayed", { delayMs: 800 });
  }
  often("getFile", 8, "serverFaults", { status: 500, description: "Internal Server Error" });
  often("file", 4, "serverFaults", { status: 503, description: "Service Unavailable" });
  often("file", 4, "brokenOff", { dropConnection: "before" });
}
