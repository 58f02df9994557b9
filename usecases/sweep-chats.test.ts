import { describe, expect, it } from "vitest";
import type { ChatAddress } from "./ports.ts";
import { chatsAtOnce, openChatSweep } from "./sweep-chats.ts";

const chatOf = (chatId: number): ChatAddress => {
  return { channel: "telegram", bot: "1", chatId: String(chatId) };
};

/** A sweep over chats whose work ends when it is told to. */
function aSweep(count: number) {
  const waiting = new Set(Array.from({ length: count }, (_, at) => String(at)));
  const ends = new Map<string, (error?: Error) => void>();
  const failed: string[] = [];
  const begun: string[] = [];
  const sweep = openChatSweep({
    find: (limit) => Promise.resolve([...waiting].slice(0, limit).map((id) => chatOf(Number(id)))),
    work: ({ chatId }) =>
      new Promise((resolve, reject) => {
        begun.push(chatId);
        ends.set(chatId, (error) => {
          if (error) {
            reject(error);
            return;
          }
          waiting.delete(chatId);
          resolve();
        });
      }),
    onFailure: (_, { chatId }) => failed.push(chatId),
  });
  return {
    sweep,
    begun,
    failed,
    end: (chatId: number, error?: Error) => ends.get(String(chatId))?.(error),
  };
}

describe("a sweep of chats", () => {
  it("does not wait for a slow one, nor begin it twice", async () => {
    const { sweep, begun, end } = aSweep(2);
    await sweep.look();
    end(1);
    await sweep.look();
    expect(begun).toEqual(["0", "1"]);
  });

  it("sees to others while many are slow, never to more than it may", async () => {
    const { sweep, begun, end } = aSweep(3 * chatsAtOnce);
    await sweep.look();
    await sweep.look();
    expect(begun).toHaveLength(chatsAtOnce);
    end(3);
    // Its end is noted after the promise.
    await Promise.resolve();
    await sweep.look();
    expect(begun).toHaveLength(chatsAtOnce + 1);
  });

  it("comes back to one that failed, and tells of it", async () => {
    const { sweep, begun, failed, end } = aSweep(1);
    await sweep.look();
    end(0, new Error("the database is away"));
    await sweep.look();
    await sweep.look();
    expect([begun, failed]).toEqual([["0", "0"], ["0"]]);
  });

  it("waits at its end for what is under way, and begins nothing more", async () => {
    const { sweep, begun, end } = aSweep(2);
    await sweep.look();
    const stopped = sweep.stop();
    end(0);
    end(1);
    await stopped;
    await sweep.look();
    expect(begun).toHaveLength(2);
  });
});
