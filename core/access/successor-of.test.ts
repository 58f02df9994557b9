import { expect, it } from "vitest";
import type { AgencyRecord } from "./people.ts";
import { successorOf } from "./successor-of.ts";

const last = anAgency("A3");
const middle = { ...anAgency("A2"), mergedInto: "A3" };
const first = { ...anAgency("A1"), mergedInto: "A2" };
const known = new Map([first, middle, last].map((each) => [each.code, each]));

it.each([
  { of: last, is: undefined, because: "it was never merged" },
  { of: middle, is: last, because: "it was merged once" },
  { of: first, is: last, because: "what it became part of was merged too" },
])("names who goes on for $of.code: $because", ({ of, is }) => {
  expect(successorOf(of, known)).toBe(is);
});

function anAgency(code: string): AgencyRecord {
  return { code, name: `Sở ${code}`, group: "so", predecessorCode: null, isActive: true };
}
