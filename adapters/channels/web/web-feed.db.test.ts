import { expect } from "vitest";
import { dbTest } from "../../../test/db.ts";
import { openWebFeed, type WebFeed } from "./web-feed.ts";
import { webNewsChannel, webSender } from "./web-sender.ts";

const reply = { reply: { text: "xin chào" }, editMessageId: null, callbackId: null };

/** A feed that counts what it tells about the chats asked for. */
const it = dbTest.extend<{ feed: WebFeed; told: (chatId: string, times: number) => Promise<void> }>(
  {
    feed: async ({ url }, use) => {
      const feed = openWebFeed({ databaseUrl: url, onError: () => undefined, retryMs: 10 });
      await use(feed);
      await feed.close();
    },
    told: async ({ feed }, use) => {
      await use(
        (chatId, times) =>
          new Promise((resolve) => {
            let count = 0;
            feed.subscribe(chatId, () => {
              count += 1;
              if (count === times) resolve();
            });
          }),
      );
    },
  },
);

it("wakes the pages of the chat that was sent to, whoever sent", async ({ feed, pool, told }) => {
  const others: string[] = [];
  feed.subscribe("khac", () => others.push("khac"));
  // The first wake-up comes when the feed begins to listen.
  await told("an", 1);
  others.length = 0;
  const woken = told("an", 1);
  await webSender(pool).send({ channel: "web", bot: "web", chatId: "an" }, reply);
  await woken;
  expect(others).toEqual([]);
});

it("listens again after its connection was cut, and wakes everybody", async ({ pool, told }) => {
  await told("an", 1);
  const woken = told("an", 1);
  await pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike $1`,
    [`listen ${webNewsChannel}`],
  );
  await woken;
  const again = told("an", 1);
  await webSender(pool).send({ channel: "web", bot: "web", chatId: "an" }, reply);
  await again;
});

it("tells nothing to who has left", ({ feed }) => {
  const news: string[] = [];
  const leave = feed.subscribe("an", () => news.push("an"));
  leave();
  feed.wake("an");
  expect(news).toEqual([]);
});
