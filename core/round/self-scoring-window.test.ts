import { describe, expect, it } from "vitest";
import type { Stage } from "./round.ts";
import { selfScoringWindow } from "./self-scoring-window.ts";

const round = (stage: Stage) => ({
  stage,
  selfScoringOpensAt: "2026-01-05T01:00:00.000Z",
  selfScoringClosesAt: "2026-01-31T10:00:00.000Z",
});

describe("selfScoringWindow", () => {
  it.each([
    {
      stage: "selfScoring",
      now: "2026-01-05T00:59:59.999Z",
      is: "notYet",
      because: "a moment early",
    },
    {
      stage: "selfScoring",
      now: "2026-01-05T01:00:00.000Z",
      is: "open",
      because: "opens on the dot",
    },
    {
      stage: "selfScoring",
      now: "2026-01-31T09:59:59.999Z",
      is: "open",
      because: "the last moment",
    },
    {
      stage: "selfScoring",
      now: "2026-01-31T10:00:00.000Z",
      is: "closed",
      because: "late is late",
    },
    { stage: "announced", now: "2026-01-10T00:00:00.000Z", is: "notYet", because: "not begun" },
    {
      stage: "appraisal",
      now: "2026-01-10T00:00:00.000Z",
      is: "closed",
      because: "the round went on",
    },
    { stage: "published", now: "2026-01-10T00:00:00.000Z", is: "closed", because: "it is over" },
  ] as const)("$stage at $now is $is: $because", ({ stage, now, is }) => {
    expect(selfScoringWindow(round(stage), now)).toBe(is);
  });

  it("accepts a minute past the common end where the agency's own end was put off", () => {
    const extended = { ...round("selfScoring"), selfScoringClosesAt: "2026-02-05T10:00:00.000Z" };
    expect(selfScoringWindow(extended, "2026-01-31T10:01:00.000Z")).toBe("open");
  });
});
