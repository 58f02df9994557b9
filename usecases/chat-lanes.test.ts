import fc from "fast-check";
import { expect, it } from "vitest";
import { openChatLanes } from "./chat-lanes.ts";
import type { ChatAddress } from "./ports.ts";

const chat = (chatId: string): ChatAddress => ({ channel: "telegram", bot: "1", chatId });

it("never runs one chat twice at once and never misses a wake", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 60 }), async (wakes) => {
      const waiting = new Map<string, number>();
      const running = new Set<string>();
      const played = new Map<string, number>();
      const lanes = openChatLanes(async ({ chatId }) => {
        expect(running.has(chatId)).toBe(false);
        running.add(chatId);
        await Promise.resolve();
        played.set(chatId, (played.get(chatId) ?? 0) + (waiting.get(chatId) ?? 0));
        waiting.set(chatId, 0);
        await Promise.resolve();
        running.delete(chatId);
      });
      for (const [index, chatId] of wakes.entries()) {
        waiting.set(chatId, (waiting.get(chatId) ?? 0) + 1);
        lanes.wake(chat(chatId));
        if (index % 3 === 0) await Promise.resolve();
      }
      // The last run of each chat may still be on its way: let the lanes come to rest.
      for (let round = 0; round < 20; round += 1) await Promise.resolve();
      await lanes.stop();
      for (const chatId of new Set(wakes)) {
        expect(played.get(chatId)).toBe(wakes.filter((each) => each === chatId).length);
      }
    }),
  );
});

it("runs work in a chat at rest alone, and drains the chat after it when it was woken", async () => {
  const log: string[] = [];
  let end = (): void => undefined;
  const lanes = openChatLanes(({ chatId }) => Promise.resolve(void log.push(`drained ${chatId}`)));
  const work = (): Promise<void> => new Promise((ended) => (end = ended));
  expect(lanes.tryRun(chat("a"), work)).toBe(true);
  expect(lanes.tryRun(chat("a"), work)).toBe(false);
  expect(lanes.tryRun(chat("b"), () => Promise.resolve(void log.push("worked b")))).toBe(true);
  lanes.wake(chat("a"));
  expect(log).toEqual(["worked b"]);
  end();
  for (let round = 0; round < 5; round += 1) await Promise.resolve();
  expect(log).toEqual(["worked b", "drained a"]);
  await lanes.stop();
});

it("begins nothing after it was stopped", async () => {
  let runs = 0;
  const lanes = openChatLanes(() => Promise.resolve(void (runs += 1)));
  await lanes.stop();
  lanes.wake(chat("a"));
  expect(lanes.tryRun(chat("a"), () => Promise.resolve(void (runs += 1)))).toBe(false);
  expect(runs).toBe(0);
});
