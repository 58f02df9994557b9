import { randomUUID } from "node:crypto";
import { Redis } from "ioredis";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { openWorker } from "./open-worker.ts";
import { type JobName, type QueueAddress, openQueue } from "./queue.ts";

const redisUrl = process.env["TEST_REDIS_URL"] ?? null;
const backends = ["postgresql", ...(redisUrl === null ? [] : ["redis"])] as const;

describe.each(backends)("the queue on %s", (backend) => {
  const addressOf = (databaseUrl: string): QueueAddress => ({
    databaseUrl,
    redisUrl: backend === "redis" ? redisUrl : null,
  });

  dbTest("does each job and tries a failed one again", async ({ url }) => {
    await emptyRedis();
    const address = addressOf(url);
    const queue = openQueue(address, fail);
    const done = new Set<string>();
    let tries = 0;
    await new Promise<void>((resolve, reject) => {
      const worker = openWorker(address, {
        perform: (name: JobName, data) => {
          tries += 1;
          if (tries === 1) return Promise.reject(new Error("passing fault"));
          done.add(`${name} ${JSON.stringify(data)}`);
          if (done.size === 2) resolve(worker.close());
          return Promise.resolve();
        },
        onError: (error, job) => {
          if (!job) reject(error);
        },
      });
      void queue.keepEvidence("e1", 0);
      void queue.keepEvidence("e2", 10);
    });
    await queue.close();
    expect([...done].sort()).toEqual([
      'keepEvidence {"evidenceId":"e1"}',
      'keepEvidence {"evidenceId":"e2"}',
    ]);
    expect(tries).toBe(3);
  });

  dbTest("tells how many jobs wait, and since when the oldest", async ({ url }) => {
    await emptyRedis();
    const queue = openQueue(addressOf(url), fail);
    const nothing = await queue.figures();
    const before = Date.now();
    await queue.keepEvidence("e1", 0);
    await queue.keepEvidence("e2", 60_000);
    const { counts, oldestMs } = await queue.figures();
    await queue.close();

    expect(nothing).toEqual({
      counts: { waiting: 0, active: 0, delayed: 0, failed: 0 },
      oldestMs: 0,
    });
    expect(counts).toEqual({ waiting: 1, active: 0, delayed: 1, failed: 0 });
    expect(oldestMs).toBeLessThanOrEqual(Date.now() - before);
  });

  dbTest(
    "makes one computation of many askings, and one more for those in between",
    async ({ url }) => {
      await emptyRedis();
      const address = addressOf(url);
      const queue = openQueue(address, fail);
      const roundId = randomUUID();
      const begun = gate();
      const goOn = gate();
      const second = gate();
      let runs = 0;
      let atOnce = 0;
      const worker = openWorker(address, {
        perform: async () => {
          runs += 1;
          atOnce += 1;
          expect(atOnce).toBe(1);
          begun.open();
          if (runs === 1) await goOn.passed;
          if (runs === 2) second.open();
          atOnce -= 1;
        },
        onError: fail,
      });
      await queue.recompute(roundId, "so");
      await begun.passed;
      await Promise.all([1, 2, 3, 4, 5].map(() => queue.recompute(roundId, "so")));
      goOn.open();
      await second.passed;
      await worker.close();
      await queue.close();
      expect(runs).toBe(2);
    },
  );

  dbTest("says that it is up, or throws", async ({ url }) => {
    const queue = openQueue(addressOf(url), fail);
    await expect(queue.check()).resolves.toBeUndefined();
    await queue.close();
  });

  async function emptyRedis(): Promise<void> {
    if (backend !== "redis" || redisUrl === null) return;
    const redis = new Redis(redisUrl);
    await redis.flushall();
    await redis.quit();
  }
});

function fail(error: Error): void {
  throw error;
}

function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}
