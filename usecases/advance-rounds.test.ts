import { expect, it } from "vitest";
import { advanceRounds } from "./advance-rounds.ts";
import type { RoundStore } from "./round-ports.ts";

it("moves the other rounds when one cannot be moved, and tells of it", async () => {
  const looked: string[] = [];
  const rounds: RoundStore = {
    idOf: () => Promise.resolve(undefined),
    dueByClock: () => Promise.resolve(["one", "broken", "other"]),
    alone: (roundId) => {
      looked.push(roundId);
      if (roundId === "broken") return Promise.reject(new Error("no such calendar"));
      return Promise.resolve(undefined);
    },
  };
  const moving = advanceRounds({ rounds, clock: { now: () => new Date("2026-01-30T10:00:00Z") } });
  await expect(moving).rejects.toMatchObject({ errors: [new Error("no such calendar")] });
  expect(looked).toEqual(["one", "broken", "other"]);
});
