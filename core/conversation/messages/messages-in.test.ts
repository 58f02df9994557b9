import { describe, expect, it } from "vitest";
import { aLeaf } from "../../../test/schemes.ts";
import { localTime } from "./local-time.ts";
import { messagesIn } from "./messages-in.ts";

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
    ["2026-01-31T10:00:00.000Z", "31/01/2026", "17:00"],
    ["2025-12-31T17:30:00.000Z", "01/01/2026", "00:30"],
  ])("tells %s as clocks in Vietnam do", (instant, date, time) => {
    expect(localTime(instant)).toEqual({ date, time });
  });
});
