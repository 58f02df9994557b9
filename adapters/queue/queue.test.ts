import { randomUUID } from "node:crypto";
import { Queue, UnrecoverableError, Worker, createPostgresBackend } from "bullmq";
import { Redis } from "ioredis";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { openWorker } from "./open-worker.ts";
import {
  type JobName,
  type QueueAddress,
  jobPayloads,
  openQueue,
  openRedis,
  queueName,
} from "./queue.ts";

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

  dbTest("has the morning's job once, at a quarter to eight in Vietnam", async ({ url }) => {
    await emptyRedis();
    const address = addressOf(url);
    // Six processes that start at once; the queue refuses some of those that meet.
    const queues = Array.from({ length: 6 }, () => openQueue(address, fail));
    await Promise.all(queues.map((queue) => queue.scheduleByClock()));
    await queues[0]?.scheduleByClock();
    await Promise.all(queues.map((queue) => queue.close()));
    const jobs = await readDelayed(address);
    expect(jobs.map(({ name }) => name)).toEqual(["morningReport"]);
    const [job] = jobs;
    const at = new Date((job?.timestamp ?? 0) + (job?.delay ?? 0)).toISOString();
    expect(at.slice(11, 19)).toBe("00:45:00");
  });

  dbTest("hands every kind of job to who performs it", async ({ url }) => {
    await emptyRedis();
    const address = addressOf(url);
    const queue = openQueue(address, fail);
    const names = Object.keys(jobPayloads);
    const performed = new Set<string>();
    const refused: Error[] = [];
    await new Promise<void>((resolve) => {
      const worker = openWorker(address, {
        perform: (name: JobName) => {
          performed.add(name);
          if (performed.size === names.length) resolve(worker.close());
          return Promise.resolve();
        },
        onError: (error) => {
          refused.push(error);
          resolve(worker.close());
        },
      });
      for (const name of names) void queue.again({ id: name, name, data: {} });
    });
    await queue.close();
    expect(refused).toEqual([]);
    expect([...performed].sort()).toEqual([...names].sort());
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

  dbTest("gives the job of a process that is gone to another", async ({ url }) => {
    await emptyRedis();
    const address = addressOf(url);
    const queue = openQueue(address, fail);
    await queue.keepEvidence("e1", 0);
    await takeAndVanish(address);
    expect((await queue.figures()).counts).toMatchObject({ waiting: 0, active: 1 });

    const done = await new Promise<unknown>((resolve) => {
      const worker = openWorker(address, {
        perform: (_name, data) => {
          resolve(worker.close().then(() => data));
          return Promise.resolve();
        },
        onError: fail,
        lockMs: 400,
      });
    });
    await queue.close();
    expect(done).toEqual({ evidenceId: "e1" });
  });

  dbTest("lets what is under way end before it closes, and loses nothing", async ({ url }) => {
    await emptyRedis();
    const address = addressOf(url);
    const queue = openQueue(address, fail);
    const begun = gate();
    const goOn = gate();
    const log: string[] = [];
    const worker = openWorker(address, {
      perform: async () => {
        begun.open();
        await goOn.passed;
        log.push("done");
      },
      onError: fail,
    });
    await queue.keepEvidence("e1", 0);
    await begun.passed;
    const closing = worker.close().then(() => log.push("closed"));
    await queue.keepEvidence("e2", 0);
    goOn.open();
    await closing;
    const { counts } = await queue.figures();
    await queue.close();
    // On PostgreSQL a job that was being fetched when the closing began is done as well.
    expect(log.at(-1)).toBe("closed");
    const done = log.filter((each) => each === "done").length;
    expect(done).toBeGreaterThan(0);
    expect(counts).toMatchObject({ waiting: 2 - done, active: 0, failed: 0 });
  });

  dbTest("hands over what failed for good, and queues it again once", async ({ url }) => {
    await emptyRedis();
    const address = addressOf(url);
    const queue = openQueue(address, fail);
    await new Promise<void>((resolve) => {
      const worker = openWorker(address, {
        perform: () => Promise.reject(new UnrecoverableError("no such file")),
        onError: () => {
          resolve(worker.close());
        },
      });
      void queue.keepEvidence("e1", 0);
    });
    const [failed] = await queue.failed(10);
    expect(failed).toMatchObject({
      ...{ name: "keepEvidence", data: { evidenceId: "e1" }, reason: "no such file" },
    });
    expect(failed?.failedAt.getTime()).toBeGreaterThan(Date.now() - 60_000);
    await queue.forget(failed?.queueId ?? "");
    const again = { id: "9", name: "keepEvidence", data: { evidenceId: "e1" } };
    await queue.again(again);
    await queue.again(again);
    const { counts } = await queue.figures();
    await queue.close();
    expect(counts).toMatchObject({ waiting: 1, failed: 0 });
  });

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

/** Takes a job in hand as a process does that is killed the next moment. */
async function takeAndVanish({ redisUrl, databaseUrl }: QueueAddress): Promise<void> {
  const redis = redisUrl === null ? null : openRedis(redisUrl, "worker");
  const options = { autorun: false, lockDuration: 200 };
  const gone = redis
    ? new Worker(queueName, null, { ...options, connection: redis })
    : new Worker(
        queueName,
        null,
        { ...options, connection: { connectionString: databaseUrl } },
        createPostgresBackend,
      );
  await gone.getNextJob("a token nobody renews");
  await gone.close(true);
  redis?.disconnect();
}

/** The jobs that wait for their time, as BullMQ itself reads them. */
async function readDelayed({ redisUrl, databaseUrl }: QueueAddress) {
  const redis = redisUrl === null ? null : openRedis(redisUrl, "worker");
  const bare = redis
    ? new Queue(queueName, { connection: redis })
    : new Queue(
        queueName,
        { connection: { connectionString: databaseUrl } },
        createPostgresBackend,
      );
  const jobs = await bare.getDelayed();
  await bare.close();
  redis?.disconnect();
  return jobs;
}

function fail(error: Error): void {
  throw error;
}

function gate(): { readonly open: () => void; readonly passed: Promise<void> } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { open, passed };
}
