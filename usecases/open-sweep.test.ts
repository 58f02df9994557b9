import { describe, expect, it } from "vitest";
import { openSweep, sweptAtOnce } from "./open-sweep.ts";

/** A sweep over items whose work ends when it is told to. */
function aSweep(count: number) {
  const waiting = new Set(Array.from({ length: count }, (_, at) => String(at)));
  const ends = new Map<string, (error?: Error) => void>();
  const failed: string[] = [];
  const begun: string[] = [];
  const sweep = openSweep({
    find: (limit) => Promise.resolve([...waiting].slice(0, limit)),
    work: (id: string) =>
      new Promise((resolve, reject) => {
        begun.push(id);
        ends.set(id, (error) => {
          if (error) {
            reject(error);
            return;
          }
          waiting.delete(id);
          resolve();
        });
      }),
    keyOf: (id) => id,
    onFailure: (_, id) => failed.push(id),
  });
  return {
    sweep,
    begun,
    failed,
    end: (id: number, error?: Error) => ends.get(String(id))?.(error),
  };
}

describe("a sweep", () => {
  it("does not wait for a slow one, nor begin it twice", async () => {
    const { sweep, begun, end } = aSweep(2);
    await sweep.look();
    end(1);
    await sweep.look();
    expect(begun).toEqual(["0", "1"]);
  });

  it("sees to others while many are slow, never to more than it may", async () => {
    const { sweep, begun, end } = aSweep(3 * sweptAtOnce);
    await sweep.look();
    await sweep.look();
    expect(begun).toHaveLength(sweptAtOnce);
    end(3);
    // Its end is noted after the promise.
    await Promise.resolve();
    await sweep.look();
    expect(begun).toHaveLength(sweptAtOnce + 1);
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
