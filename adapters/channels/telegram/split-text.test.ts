import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitText } from "./split-text.ts";

const texts = (text: string, limit: number) => splitText(text, limit).map((part) => part.text);
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

describe("splitText", () => {
  it.each([
    { text: "", limit: 10, parts: [""], because: "an empty text is one part" },
    { text: "0123456789", limit: 10, parts: ["0123456789"], because: "it just fits" },
    {
      text: "một hai\n\nba bốn",
      limit: 12,
      parts: ["một hai", "ba bốn"],
      because: "a paragraph ends",
    },
    { text: "một hai\nba bốn", limit: 12, parts: ["một hai", "ba bốn"], because: "a line ends" },
    { text: "một hai ba", limit: 8, parts: ["một hai", "ba"], because: "a word ends" },
    {
      text: "a bcdefghij",
      limit: 6,
      parts: ["a bcde", "fghij"],
      because: "a part of one letter is none",
    },
    { text: "abcd ef", limit: 4, parts: ["abcd", "ef"], because: "the cut falls on the space" },
    { text: "ab😀cd", limit: 3, parts: ["ab", "😀c", "d"], because: "a character stays whole" },
  ])("cuts $text at $limit: $because", ({ text, limit, parts }) => {
    expect(texts(text, limit)).toEqual(parts);
  });

  const words = fc
    .array(
      fc.oneof(
        fc.string({ unit: "grapheme", maxLength: 30 }),
        fc.constant("\n\n"),
        fc.constant(" "),
      ),
    )
    .map((pieces) => pieces.join(""));

  it("keeps every letter in order, in parts that fit and are well formed", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 4, max: 60 }), (text, limit) => {
        fc.pre(!loneSurrogate.test(text));
        const parts = splitText(text, limit);
        const visible = (each: string) => each.replaceAll(/\s/g, "");
        expect(visible(parts.map((part) => part.text).join(""))).toBe(visible(text));
        for (const part of parts) {
          expect(part.text.length).toBeLessThanOrEqual(limit);
          expect(part.text).not.toMatch(loneSurrogate);
          expect(text.startsWith(part.text, part.start)).toBe(true);
        }
      }),
    );
  });
});
