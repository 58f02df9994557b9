import { describe, expect, it } from "vitest";
import { aReply, aSender, memoryOutbox } from "../test/memory-outbox.ts";
import { type BulkTake, SendError } from "./ports.ts";
import { openBulkSender } from "./send-bulk.ts";

const wait = (waitMs: number): BulkTake => ({ kind: "wait", waitMs });
const message = (id: string): BulkTake => ({
  kind: "message",
  waiting: { ...aReply(id), isBulk: true },
});

/** Sends what a scripted outbox hands out and tells what was done. */
async function send(
  takes: readonly BulkTake[],
  deliver: (text: string) => void = () => undefined,
): Promise<readonly string[]> {
  const { outbox, log } = memoryOutbox();
  const script = [...takes];
  const sender = openBulkSender({
    outbox: {
      ...outbox,
      bulkBots: () => Promise.resolve([{ channel: "telegram", bot: "123" }]),
      takeBulk: () => Promise.resolve(script.shift() ?? { kind: "none" }),
    },
    senders: aSender(deliver),
    paces: { telegram: { perSecond: 30, perChatPerSecond: 1 } },
    pause: (ms) => Promise.resolve(void log.push(`paused ${ms} ms`)),
    onTried: () => undefined,
    onFailure: (error) => void log.push(String(error)),
  });
  await sender.wake();
  await sender.wake();
  for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
  await sender.stop();
  return log;
}

describe("bulk", () => {
  it("is sent message by message at the pace that all processes share", async () => {
    expect(await send([message("1"), wait(35), message("2")])).toEqual([
      "paused 35 ms",
      "sent 1 as m-1",
      "sent 2 as m-2",
    ]);
  });

  it("is never repeated when it may have arrived", async () => {
    const cut = new SendError("noAnswer", "connection lost");
    const deliver = (): never => {
      throw cut;
    };
    expect(await send([message("1")], deliver)).toEqual(["refused 1: noAnswer, may have arrived"]);
  });

  it("waits as the service asks when nothing can have arrived", async () => {
    const busy = new SendError("rateLimited", "too many", { retryAfterMs: 3_000 });
    const deliver = (): never => {
      throw busy;
    };
    expect(await send([message("1")], deliver)).toEqual(["back 1 in 3000 ms"]);
  });

  it("goes on after a fault of its own, and pauses at most a second at a time", async () => {
    const deliver = (text: string): void => {
      if (text === "1") throw new Error("no such column");
    };
    expect(await send([message("1"), wait(60_000), message("2")], deliver)).toEqual([
      "paused 1000 ms",
      "Error: no such column",
      "sent 2 as m-2",
    ]);
  });
});
