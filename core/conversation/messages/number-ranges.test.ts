import { expect, it } from "vitest";
import { numberRanges } from "./number-ranges.ts";

it.each([
  { numbers: [], text: "", because: "there is nothing to name" },
  { numbers: [3, 4], text: "3, 4", because: "two are named each" },
  { numbers: [1, 2, 3, 5, 7, 8, 9], text: "1–3, 5, 7–9", because: "runs are drawn together" },
])("$numbers is “$text”: $because", ({ numbers, text }) => {
  expect(numberRanges(numbers)).toBe(text);
});
