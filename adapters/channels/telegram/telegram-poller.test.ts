import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFeed } from "../../../scripts/fakes/feed.ts";
import { type FakeTelegram, startFakeTelegram } from "../../../scripts/fakes/telegram.ts";
import type { RawUpdate } from "../../../usecases/ports.ts";
import { pollTelegram, type TelegramPollerDependencies } from "./telegram-poller.ts";

let fake: FakeTelegram;
let stop: AbortController;

beforeEach(async () => {
  fake = await startFakeTelegram();
  stop = new AbortController();
});
afterEach(async () => {
  stop.abort();
  await fake.stop();
});

/** A poller whose pauses are over at once, and what it handed on. */
function startPoller(more: Partial<TelegramPollerDependencies> = {}) {
  const stored = openFeed<RawUpdate>("stored");
  const troubles = openFeed<string>("troubles");
  const pauses: number[] = [];
  const finished = pollTelegram(
    fake,
    {
      pollSeconds: 20,
      receive: (update) => {
        stored.push(update);
        return Promise.resolve();
      },
      report: troubles.push,
      wait: (ms) => {
        pauses.push(ms);
        return Promise.resolve();
      },
      ...more,
    },
    stop.signal,
  );
  return { stored, troubles, pauses, finished };
}

const ids = (updates: readonly RawUpdate[]) => updates.map(({ externalId }) => Number(externalId));

describe("pollTelegram", () => {
  it("stores what came while it was away and what comes, and confirms it", async () => {
    const user = fake.user({ id: 4242 });
    const first = user.send("một");
    const { stored } = startPoller();
    await stored.next();
    const second = user.send("hai");
    await stored.next();
    await fake.settled();

    expect(ids(stored.items)).toEqual([first.updateId, second.updateId]);
    expect(stored.items[0]?.from).toEqual({
      ...{ channel: "telegram", bot: fake.botId, chatId: "4242" },
    });
  });

  it("asks for messages, presses and blocks only, and waits long", async () => {
    startPoller();
    const { payload } = await fake.nextCall("getUpdates");
    expect(payload).toMatchObject({
      timeout: 20,
      allowed_updates: ["message", "callback_query", "my_chat_member"],
    });
  });

  it("keeps the order within each chat", async () => {
    for (const text of ["1", "2", "3"]) {
      for (const id of [11, 12]) fake.user({ id }).send(text);
    }
    const { stored } = startPoller();
    await fake.settled();

    const textsOf = (chatId: string) =>
      stored.items
        .filter(({ from }) => from.chatId === chatId)
        .map(({ payload }) => (payload as { message: { text: string } }).message.text);
    expect([textsOf("11"), textsOf("12")]).toEqual([
      ["1", "2", "3"],
      ["1", "2", "3"],
    ]);
  });

  it("confirms nothing while the storing fails, and loses nothing", async () => {
    const user = fake.user({ id: 4242 });
    const sent = ["một", "hai", "ba"].map((text) => user.send(text).updateId);
    const kept = openFeed<number>("kept");
    let failures = 2;
    const { troubles } = startPoller({
      receive(update) {
        if (Number(update.externalId) === sent[1] && failures > 0) {
          failures -= 1;
          return Promise.reject(new Error("the database is away"));
        }
        kept.push(Number(update.externalId));
        return Promise.resolve();
      },
    });
    for (const updateId of sent) await kept.next((each) => each === updateId);
    await fake.settled();

    expect([...new Set(kept.items)]).toEqual(sent);
    expect(troubles.items).toHaveLength(2);
    expect(troubles.items[0]).toContain("the database is away");
  });

  it("gets a batch again after it died between storing and confirming", async () => {
    const { updateId } = fake.user({ id: 4242 }).send("một");
    const taken: RawUpdate[] = [];
    const before = startPoller({
      // Killed here: the update is stored, the next call is never made.
      receive(update) {
        taken.push(update);
        stop.abort();
        return Promise.resolve();
      },
    });
    await before.finished;
    expect(fake.pending()).toBe(1);

    stop = new AbortController();
    const after = startPoller();
    expect((await after.stored.next()).externalId).toBe(String(updateId));
    await fake.settled();
    expect(ids(taken)).toEqual([updateId]);
  });

  it("stops within a second though it waits for an empty answer", async () => {
    const { finished } = startPoller();
    await fake.nextCall("getUpdates");
    const started = performance.now();
    stop.abort();
    await finished;
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it("waits longer after each failure, at most half a minute, and goes on by itself", async () => {
    fake.failNext("getUpdates", { error_code: 502, times: 7 });
    const { stored, pauses } = startPoller();
    fake.user({ id: 4242 }).send("một");
    await stored.next();
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it("waits as long as Telegram asks", async () => {
    fake.failNext("getUpdates", { error_code: 429, retry_after: 40 });
    const { stored, pauses } = startPoller();
    fake.user({ id: 4242 }).send("một");
    await stored.next();
    expect(pauses).toEqual([40_000]);
  });

  it.each([
    [
      { error_code: 409, description: "Conflict: terminated by other getUpdates request" },
      "chương trình khác",
    ],
    [
      {
        error_code: 409,
        description: "Conflict: can't use getUpdates method while webhook is active",
      },
      "webhook",
    ],
    [{ error_code: 401, description: "Unauthorized" }, "TELEGRAM_BOT_TOKEN"],
    [{ dropConnection: true }, "không mất tin nào"],
  ])("tells the operator what %j means, without the token", async (fault, words) => {
    fake.failNext("getUpdates", fault);
    const { troubles } = startPoller();
    const told = await troubles.next();
    expect(told).toContain(words);
    expect(told).not.toContain(fake.token.split(":")[1]);
  });

  it("asks without a number after an empty answer, since Telegram may begin to count anew", async () => {
    const user = fake.user({ id: 4242 });
    user.send("một");
    const { stored } = startPoller({ pollSeconds: 0 });
    await stored.next();
    await fake.nextCall("getUpdates");
    await fake.settled();
    const isFresh = ({ payload }: { payload: Readonly<Record<string, unknown>> }) =>
      payload["offset"] === 0;
    while (!isFresh(await fake.nextCall("getUpdates")));
    expect(fake.pending()).toBe(0);
  });
});
