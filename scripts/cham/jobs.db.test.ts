import type pg from "pg";
import { describe, expect } from "vitest";
import { failedJobsIn } from "../../adapters/db/dead-letter-repository.ts";
import { outboxIn } from "../../adapters/db/outbox-repository.ts";
import { talksIn } from "../../adapters/db/talks.ts";
import { inboxIn } from "../../adapters/db/inbox-repository.ts";
import { openQueue } from "../../adapters/queue/queue.ts";
import { openWorker } from "../../adapters/queue/open-worker.ts";
import { dbTest } from "../../test/db.ts";
import { aSender } from "../../test/memory-outbox.ts";
import { quietTurns } from "../../test/quiet-turns.ts";
import { anUpdate } from "../../test/province.ts";
import { drainChat } from "../../usecases/drain-chat.ts";
import { flushOutbox } from "../../usecases/flush-outbox.ts";
import { keepFailedJobs } from "../../usecases/keep-failed-jobs.ts";
import { registerJobs } from "./jobs.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

const chat = { channel: "telegram", bot: "123", chatId: "7" } as const;
const clock = { now: () => new Date() };
const onTried = (): void => undefined;

describe("cham jobs", () => {
  dbTest("lists what failed by cause, without what people wrote", async ({ pool }) => {
    await bury(pool, "1", 'error: invalid input syntax for type integer: "Ông Nguyễn Văn A"');
    await bury(pool, "2", 'error: invalid input syntax for type integer: "12 tháng"');
    await bury(pool, "3", 'error: column "points_2" does not exist');
    await refuse(pool, { refused: "blocked" });
    await refuse(pool, { refused: "noAnswer", isBulk: true });

    const { lines } = await run(pool, "list");
    expect(lines.map((line) => line.replace(/mới nhất \S+ ngày \S+ {2}/, ""))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^update\.\w{8} {2}2 {2}error: invalid input .*: "…"$/),
        expect.stringMatching(/^update\.\w{8} {2}1 {2}error: column "points_#" does not exist$/),
        expect.stringMatching(/^send\.blocked {2}1 {2}Người nhận đã chặn bot/),
        expect.stringMatching(/^send\.noAnswer {2}1 \(1 có thể đã đến, không gửi lại\) {2}Dịch vụ/),
      ]),
    );
    expect(lines.join("\n")).not.toContain("Nguyễn");
    expect(JSON.parse((await run(pool, "list", "--json")).lines.join(""))).toHaveLength(4);
  });

  dbTest("shows the single ones of a cause, and one by its name", async ({ pool }) => {
    await refuse(pool, { refused: "blocked" });
    await refuse(pool, { refused: "blocked" });
    const all = await run(pool, "show", "send.blocked");
    expect(all.lines).toHaveLength(3);
    expect(all.lines[1]).toMatch(/^s\d+ {2}telegram {2}.* {2}0 lần thử$/);
    const ref = all.lines[1]?.split(" ")[0] ?? "";
    expect((await run(pool, "show", ref)).lines).toHaveLength(2);
    expect((await run(pool, "show", "u99")).errors).toEqual([
      "Không có sự cố nào mang mã u99. Xem: cham jobs list.",
    ]);
  });

  dbTest("replays an update once, however often it is asked", async ({ pool }) => {
    await inboxIn(pool).receive(anUpdate(chat, "1"));
    await pool.query("update inbound_updates set status = 'dead', reason = 'Error: x'");
    expect((await run(pool, "replay", "u1")).lines).toEqual([
      "Đã cho thử lại 1. Xem kết quả sau ít phút: cham jobs list.",
    ]);
    expect((await run(pool, "replay", "u1")).errors).toHaveLength(1);
    await drain(pool);
    expect((await run(pool, "replay", "u1")).errors).toHaveLength(1);
    await drain(pool);
    const { rows } = await pool.query("select status from inbound_updates");
    expect(rows).toEqual([{ status: "done" }]);
    expect((await pool.query("select version from conversations")).rows).toEqual([{ version: 1 }]);
  });

  dbTest("replays a reply once, and never bulk that may have arrived", async ({ pool }) => {
    await refuse(pool, { refused: "blocked", text: "trả lời" });
    await refuse(pool, { refused: "noAnswer", text: "nhắc việc", isBulk: true });
    const sent: string[] = [];
    const deps = {
      ...{ outbox: outboxIn(pool), clock, onTried },
      senders: aSender((text) => void sent.push(text)),
    };
    expect((await run(pool, "replay", "send.blocked", "send.noAnswer")).lines[0]).toContain("1.");
    await flushOutbox(deps, chat);
    await deps.outbox.settle();
    expect((await run(pool, "replay", "send.blocked")).errors).toHaveLength(1);
    await flushOutbox(deps, chat);
    expect(sent).toEqual(["trả lời"]);
    expect((await deps.outbox.takeBulk(chat, null)).kind).toBe("none");
  });

  dbTest("keeps a job that failed for good and queues it again once", async ({ pool, url }) => {
    const address = { databaseUrl: url, redisUrl: null };
    const jobs = openQueue(address, never);
    const failedJobs = failedJobsIn(pool);
    const failed = { queueId: "77", name: "keepEvidence", data: { evidenceId: "e1" } } as const;
    const queued = {
      ...jobs,
      failed: () =>
        Promise.resolve([{ ...failed, reason: "Error: no route 5", failedAt: new Date(0) }]),
    };
    await keepFailedJobs({ jobs: queued, failedJobs });
    await keepFailedJobs({ jobs: queued, failedJobs });
    expect((await run(pool, "list")).lines).toEqual([
      expect.stringMatching(/^job\.\w{8} {2}1 .*Error: no route #$/),
    ]);
    await run(pool, "replay", "j1");
    // Broken off before it was noted: it is queued under the same name.
    await jobs.again({ id: "1", name: failed.name, data: failed.data });
    await keepFailedJobs({ jobs, failedJobs });
    expect((await jobs.figures()).counts).toMatchObject({ waiting: 1 });

    const done: unknown[] = [];
    await new Promise<void>((resolve) => {
      const worker = openWorker(address, {
        perform: (name, data) => {
          done.push([name, data]);
          resolve(worker.close());
          return Promise.resolve();
        },
        onError: never,
      });
    });
    await jobs.close();
    expect(done).toEqual([["keepEvidence", { evidenceId: "e1" }]]);
    expect((await run(pool, "list")).lines).toEqual(["Không có sự cố nào chờ xử lý."]);
  });
});

async function drain(pool: pg.Pool): Promise<void> {
  await drainChat(
    {
      ...quietTurns,
      ...{ inbox: inboxIn(pool), outbox: outboxIn(pool), onTried },
      talks: talksIn(pool, { codeKey: "k" }),
      senders: {},
      onPlayed: () => undefined,
      onFailure: (error) => {
        throw error;
      },
    },
    chat,
  );
}

async function bury(pool: pg.Pool, externalId: string, reason: string): Promise<void> {
  await pool.query(
    `insert into inbound_updates (channel, bot, external_id, chat_id, payload, status, reason)
     values ('telegram', '123', $1, '7', '{}', 'dead', $2)`,
    [externalId, reason],
  );
}

async function refuse(
  pool: pg.Pool,
  row: { readonly refused: string; readonly text?: string; readonly isBulk?: boolean },
): Promise<void> {
  const { refused, text = "tin", isBulk = false } = row;
  await pool.query(
    `insert into outbox (channel, bot, chat_id, body, refused, is_bulk, is_ambiguous)
     values ('telegram', '123', '7', $1, $2, $3, $3)`,
    [JSON.stringify({ reply: { text }, editMessageId: null, callbackId: null }), refused, isBulk],
  );
}

function never(error: Error): void {
  throw error;
}

function run(pool: pg.Pool, ...args: readonly string[]): Promise<Said> {
  return runCham(registerJobs, { pool, now: new Date() }, ["jobs", ...args]);
}
