import { fastify } from "fastify";
import { describe, expect } from "vitest";
import { openMetrics } from "../../adapters/metrics.ts";
import { inboxIn } from "../../adapters/db/inbox-repository.ts";
import { openSendTally } from "../../adapters/send-tally.ts";
import { openQueue } from "../../adapters/queue/queue.ts";
import { dbTest } from "../../test/db.ts";
import { anUpdate } from "../../test/province.ts";
import { type ChannelSender, type OutgoingReply, SendError } from "../../usecases/ports.ts";
import { registerMetrics } from "./metrics.ts";

const chat = { channel: "web", bot: "web", chatId: "9" } as const;
const reply: OutgoingReply = {
  reply: { text: "Đã ghi", choices: [] },
  editMessageId: null,
  callbackId: null,
};
const waiting = { id: "1", updateId: null, failures: 0, isBulk: true };
const token = "a-token-of-this-test";

describe("/metrics", () => {
  dbTest("tells how inbox, outbox and sends stand", async ({ pool, url }) => {
    const jobs = openQueue({ databaseUrl: url, redisUrl: null }, never);
    const metrics = openMetrics({ pool, jobs });
    await inboxIn(pool).receive(anUpdate(chat, "1"));
    await inboxIn(pool).receive(anUpdate({ ...chat, chatId: "10" }, "2"));
    await pool.query("update inbound_updates set status = 'dead' where external_id = '2'");
    await pool.query(
      `insert into outbox (channel, bot, chat_id, body, created_at)
       values ('telegram', '1', '5', '{}', now() - interval '90 seconds')`,
    );
    await pool.query(
      `insert into outbox (channel, bot, chat_id, body, is_bulk, refused, created_at)
       values ('telegram', '1', '6', '{}', true, null, now() - interval '1 hour'),
              ('telegram', '1', '7', '{}', false, 'blocked', now())`,
    );
    await pool.query("insert into owed_duties values ('selfScoring', 'score', 12, now())");
    const tally = openSendTally(pool);
    for (const error of [null, null, new SendError("rateLimited", "429")]) {
      tally.note({ waiting: { ...reply, to: chat, ...waiting }, error });
      await tally.write();
    }
    metrics.noteReceived({ from: chat });
    const results = [
      () => Promise.resolve("7"),
      () => Promise.reject(new SendError("blocked", "403")),
      () => Promise.reject(new SendError("rateLimited", "429")),
      () => Promise.reject(new SendError("noAnswer", "cut off")),
    ];
    for (const send of results) {
      await metrics
        .counted(senderThat(send))
        .send(chat, reply)
        .catch(() => undefined);
    }
    const app = fastify();
    registerMetrics(app, { metrics, token });
    const { body, headers } = await app.inject({
      url: "/metrics",
      headers: { authorization: `Bearer ${token}` },
    });
    await app.close();
    await jobs.close();

    expect(headers["content-type"]).toContain("text/plain");
    const figures = new Map(
      body
        .split("\n")
        .filter((line) => line !== "" && !line.startsWith("#"))
        .map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]),
    );
    expect(Object.fromEntries(figures)).toMatchObject({
      'cham_inbox_updates{state="waiting"}': 1,
      'cham_inbox_updates{state="dead"}': 1,
      'cham_outbox_unsent{channel="telegram"}': 1,
      'cham_outbox_unsent{channel="web"}': 0,
      'cham_outbox_bulk_unsent{channel="telegram"}': 1,
      'cham_outbox_given_up{fault="blocked"}': 1,
      'cham_duties_owed{phase="selfScoring",kind="score"}': 12,
      'cham_sends_total{channel="web",result="sent"}': 1,
      'cham_sends_total{channel="web",result="refused"}': 1,
      'cham_sends_total{channel="web",result="retryable"}': 1,
      'cham_sends_total{channel="web",result="ambiguous"}': 1,
      'cham_worker_sends{channel="web",result="sent"}': 2,
      'cham_worker_sends{channel="web",result="retryable"}': 1,
      'cham_reply_seconds_count{channel="web"}': 1,
      'cham_jobs{state="waiting"}': 0,
    });
    expect(figures.get("cham_outbox_lag_seconds")).toBeGreaterThanOrEqual(90);
    expect(figures.get("cham_outbox_lag_seconds")).toBeLessThan(600);
  });

  dbTest("is closed to whoever does not show the token", async ({ pool, url }) => {
    const jobs = openQueue({ databaseUrl: url, redisUrl: null }, never);
    const metrics = openMetrics({ pool, jobs });
    const shut = fastify();
    registerMetrics(shut, { metrics, token: null });
    const open = fastify();
    registerMetrics(open, { metrics, token });
    const answers = [
      await shut.inject({ url: "/metrics", headers: { authorization: "Bearer null" } }),
      await open.inject({ url: "/metrics" }),
      await open.inject({ url: "/metrics", headers: { authorization: "Bearer wrong" } }),
    ];
    await Promise.all([shut.close(), open.close(), jobs.close()]);

    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 401, 401]);
    expect(answers.map(({ body }) => body).join("")).not.toContain("cham_");
  });
});

function senderThat(send: () => Promise<string>): ChannelSender {
  return { channel: "web", send };
}

function never(): never {
  throw new Error("the queue failed");
}
