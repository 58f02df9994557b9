import { expect, it } from "vitest";
import { readWhy } from "./why.ts";

const start = { v: 2, flow: "menu", step: "idle" } as const;

it.each([
  { typed: "1.1.3", code: "1.1.3", agencyCode: null, because: "a code is of the own agency" },
  { typed: "1.1.3 snv", code: "1.1.3", agencyCode: "SNV", because: "the usual order" },
  { typed: "snv 1.1.3", code: "1.1.3", agencyCode: "SNV", because: "the other order is as clear" },
  {
    typed: "1 2B",
    code: "1",
    agencyCode: "2B",
    because: "an agency's code may begin with a digit",
  },
  { typed: "snv", code: null, agencyCode: "SNV", because: "an agency alone is its index" },
  { typed: "", code: null, agencyCode: null, because: "nothing is the own index" },
])("reads $typed: $because", ({ typed, code, agencyCode }) => {
  expect(readWhy(typed, start)).toEqual({ code, agencyCode });
});
