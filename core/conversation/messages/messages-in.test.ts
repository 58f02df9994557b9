import { describe, expect, it } from "vitest";
import { aLeaf } from "../../../test/schemes.ts";
import type { RoundFacts } from "../../round/round.ts";
import { localTime } from "./local-time.ts";
import { messagesIn } from "./messages-in.ts";

const round: RoundFacts = {
  ...{ id: "r", code: "2025", title: "Kỳ 2025", year: 2025, stage: "appraisal" },
  ...{ isDemo: false, isTraining: false, phases: {}, exceptions: [] },
};

describe("messagesIn", () => {
  it.each([
    ["vi", "Đã ghi 1.1: 1,8 điểm"],
    ["en", "Stored 1.1: 1.8 points"],
  ] as const)("writes numbers the way %s does", (language, sentence) => {
    const title = messagesIn(language).leaf.savedTitle({ leaf: aLeaf(), points: 18_000 });
    expect(title).toBe(sentence);
  });

  it("has the same sentences in both languages", () => {
    const shape = (language: "vi" | "en") =>
      Object.entries<unknown>({ ...messagesIn(language) }).map(([chapter, sentences]) => [
        chapter,
        typeof sentences === "object" && sentences !== null
          ? Object.keys(sentences).sort()
          : typeof sentences,
      ]);
    expect(shape("en")).toEqual(shape("vi"));
  });

  it.each([
    ["vi", "Chưa nộp kết quả tự chấm, 64 đơn vị: ", " và 44 đơn vị khác."],
    ["en", "Not handed in yet, 64 agencies: ", " and 44 more."],
  ] as const)("cuts a long list of agencies between two codes in %s", (language, begin, end) => {
    const codes = Array.from({ length: 64 }, (_, index) => `X${index + 10}`);
    const text = messagesIn(language).appraise.queue({
      ...{ round, now: "2026-01-05T03:00:00.000Z", window: null },
      ...{ all: 64, left: 64, second: 0, spotChecks: 0, notSubmitted: codes },
    });
    const line = text.split("\n").find((each) => each.startsWith(begin)) ?? "";
    expect(line.slice(begin.length, -end.length).split(", ")).toEqual(codes.slice(0, 20));
    expect(line.endsWith(end)).toBe(true);
  });

  it.each([
    ["2026-01-31T10:00:00.000Z", "31/01/2026", "17:00"],
    ["2025-12-31T17:30:00.000Z", "01/01/2026", "00:30"],
  ])("tells %s as clocks in Vietnam do", (instant, date, time) => {
    expect(localTime(instant)).toEqual({ date, time });
  });
});
