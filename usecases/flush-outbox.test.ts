import { expect, it } from "vitest";
import { aReply, aSender, memoryOutbox } from "../test/memory-outbox.ts";
import { flushOutbox } from "./flush-outbox.ts";
import { type ChannelSender, SendError } from "./ports.ts";

const clock = { now: () => new Date("2026-01-05T03:00:00Z") };

async function flush(
  ids: readonly string[],
  senders: Partial<Record<"telegram", ChannelSender>>,
): Promise<readonly string[]> {
  const { outbox, log } = memoryOutbox(ids.map(aReply));
  await flushOutbox({ outbox, senders, clock }, aReply("1").to);
  return log;
}

function refuse(text: string, error: SendError): (sent: string) => void {
  return (sent) => {
    if (sent === text) throw error;
  };
}

it("sends in order and keeps the service's ids", async () => {
  expect(
    await flush(
      ["1", "2"],
      aSender(() => undefined),
    ),
  ).toEqual(["sent 1 as m-1", "sent 2 as m-2"]);
});

it("passes over a reply that is refused for good", async () => {
  const blocked = new SendError("blocked by the user", { retryable: false });
  expect(await flush(["1", "2"], aSender(refuse("1", blocked)))).toEqual([
    "refused 1: blocked by the user",
    "sent 2 as m-2",
  ]);
});

it("gives back a reply refused for now and all behind it, so that order holds", async () => {
  const busy = new SendError("too many requests", { retryable: true, retryAfterMs: 7_000 });
  expect(await flush(["1", "2", "3"], aSender(refuse("2", busy)))).toEqual([
    "sent 1 as m-1",
    "back 2,3 in 7000 ms",
  ]);
});

it("remembers that a reply without an answer may have arrived", async () => {
  const cut = new SendError("connection lost", { retryable: true, isAmbiguous: true });
  expect(await flush(["1"], aSender(refuse("1", cut)))).toEqual([
    "back 1 in 5000 ms, may have arrived",
  ]);
});

it("lets replies wait while their channel is switched off", async () => {
  expect(await flush(["1"], {})).toEqual(["back 1 in 5000 ms"]);
});
