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

it("begins nothing after it was stopped", async () => {
  let runs = 0;
  const lanes = openChatLanes(() => Promise.resolve(void (runs += 1)));
  await lanes.stop();
  lanes.wake(chat("a"));
  expect(runs).toBe(0);
});
