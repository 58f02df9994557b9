import { describe, expect, it } from "vitest";
import { parseRawJson } from "./parse-raw-json.ts";

describe("JSON", () => {
  it.each([
    { text: '{"a": 1, "a": 1}', because: "equal values are doubled all the same" },
    { text: '{"a": 1, "a": 2}', because: "nobody could tell which one counts" },
    { text: '{"x": [{"b": "{,}", "c": [], "b": "{,}"}]}', because: "at any depth" },
    { text: '{"\\u0061": 1, "a": 1}', because: "however it is written" },
  ])("refuses the doubled key of $text: $because", ({ text }) => {
    expect(() => parseRawJson(text)).toThrow(SyntaxError);
  });

  it.each([
    '{"a": "a", "b": "a"}',
    '[{"a": 1}, {"a": 1}]',
    '{"a": {"a": ["a", "a"]}}',
    '"a"',
    "[]",
  ])("takes %s", (text) => {
    expect(() => parseRawJson(text)).not.toThrow();
  });
});
