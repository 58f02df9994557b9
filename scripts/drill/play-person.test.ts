import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type FakeTelegram, startFakeTelegram } from "../fakes/telegram.ts";
import { type PersonPlan, planDrill } from "./drill-plan.ts";
import type { Saying } from "./drill-record.ts";
import { type Stage, playPerson } from "./play-person.ts";

const [plan] = planDrill({ minutes: 1, backend: "redis", agencies: 1, people: 1, seed: 1 });

describe("a person of the drill", () => {
  let bot: FakeTelegram;
  beforeEach(async () => {
    bot = await startFakeTelegram();
  });
  afterEach(async () => {
    await bot.stop();
  });

  it("says nothing any more when the time is over, whatever was answered before", async () => {
    const sayings: Saying[] = [];
    const stage: Stage = {
      ...{ bot, sayings, endsAtMs: performance.now() },
      thinkMs: () => 0,
      onSaid: () => undefined,
      colleagues: () => Promise.resolve(),
    };
    await playPerson(somebody(), stage);
    expect(sayings).toEqual([]);
  });
});

function somebody(): PersonPlan {
  if (!plan) throw new Error("a drill has a person");
  return plan;
}
