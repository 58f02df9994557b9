import { describe, expect, it } from "vitest";
import { aReply, aSender, memoryOutbox } from "../test/memory-outbox.ts";
import { maxSendTries } from "../core/delivery/send-fault.ts";
import { flushOutbox } from "./flush-outbox.ts";
import { type ChannelSender, SendError, type SendTry, type WaitingReply } from "./ports.ts";

const clock = { now: () => new Date("2026-01-05T03:00:00Z") };

async function flush(
  waiting: readonly (string | WaitingReply)[],
  senders: Partial<Record<"telegram", ChannelSender>>,
  onTried: (tried: SendTry) => void = () => undefined,
): Promise<readonly string[]> {
  const replies = waiting.map((each) => (typeof each === "string" ? aReply(each) : each));
  const { outbox, log } = memoryOutbox(replies);
  await flushOutbox({ outbox, senders, clock, onTried }, aReply("1").to);
  return log;
}

function refuse(text: string, error: SendError): (sent: string) => void {
  return (sent) => {
    if (sent === text) throw error;
  };
}

const cut = new SendError("noAnswer", "connection lost");
const busy = new SendError("rateLimited", "too many requests", { retryAfterMs: 7_000 });
const blocked = new SendError("blocked", "bot was blocked by the user");
const broken = new SendError("serviceFault", "bad gateway");

describe("a chat's outbox", () => {
  it("is sent in order, and the service's ids are kept", async () => {
    const log = await flush(
      ["1", "2"],
      aSender(() => undefined),
    );
    expect(log).toEqual(["sent 1 as m-1", "sent 2 as m-2"]);
  });

  it("passes over a reply that is refused for good", async () => {
    expect(await flush(["1", "2"], aSender(refuse("1", blocked)))).toEqual([
      "refused 1: blocked",
      "sent 2 as m-2",
    ]);
  });

  it("gives back a reply refused for now and all behind it, so that order holds", async () => {
    expect(await flush(["1", "2", "3"], aSender(refuse("2", busy)))).toEqual([
      "sent 1 as m-1",
      "back 2,3 in 7000 ms",
    ]);
  });

  it("repeats a reply without an answer, and remembers that it may have arrived", async () => {
    expect(await flush(["1"], aSender(refuse("1", cut)))).toEqual([
      "back 1 in 5000 ms, may have arrived",
    ]);
  });

  it.each([
    { failures: 0, delayMs: 5_000 },
    { failures: 3, delayMs: 40_000 },
    { failures: 30, delayMs: 900_000 },
  ])("waits $delayMs ms after failure $failures", async ({ failures, delayMs }) => {
    const reply = { ...aReply("1"), failures };
    expect(await flush([reply], aSender(refuse("1", broken)))).toEqual([`back 1 in ${delayMs} ms`]);
  });

  it("gives a reply up after its last try and goes on with the next", async () => {
    const reply = { ...aReply("1"), failures: maxSendTries - 1 };
    expect(await flush([reply, "2"], aSender(refuse("1", broken)))).toEqual([
      "refused 1: serviceFault",
      "sent 2 as m-2",
    ]);
  });

  it("never gives up for what is no fault of the message", async () => {
    const reply = { ...aReply("1"), failures: maxSendTries };
    expect(await flush([reply], aSender(refuse("1", busy)))).toEqual(["back 1 in 7000 ms"]);
  });

  it("waits while the channel is switched off", async () => {
    expect(await flush(["1"], {})).toEqual(["back 1 in 5000 ms"]);
  });

  it("tells of each try and whether it was the last", async () => {
    const told: string[] = [];
    const send = (text: string): void => {
      if (text === "1") throw blocked;
      if (text === "3") throw cut;
    };
    await flush(["1", "2", "3"], aSender(send), ({ waiting, error, isOver }) =>
      told.push(`${waiting.id} ${error?.fault ?? "sent"}${isOver ? "" : ", again"}`),
    );
    expect(told).toEqual(["1 blocked", "2 sent", "3 noAnswer, again"]);
  });
});
