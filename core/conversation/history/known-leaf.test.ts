import { expect, it } from "vitest";
import { aLeaf, aScheme } from "../../../test/schemes.ts";
import { knownLeaf } from "./known-leaf.ts";

const scheme = aScheme([aLeaf()]);
const older = { scheme: aScheme([aLeaf(), leaf("1.3", "Cũ")]), until: "2026-01-05T01:00:00Z" };
const newer = { scheme: aScheme([aLeaf(), leaf("1.2", "Mới hơn")]), until: "2026-01-07T01:00:00Z" };
const oldest = {
  scheme: aScheme([aLeaf({ name: "Tên cũ" }), leaf("1.3", "Cũ nhất")]),
  until: "2026-01-03T01:00:00Z",
};

it.each([
  { code: "1.1", name: aLeaf().name, removedAt: null, because: "it is in the scheme of today" },
  { code: "1.2", name: "Mới hơn", removedAt: newer.until, because: "the last change removed it" },
  { code: "1.3", name: "Cũ", removedAt: older.until, because: "the last that had it counts" },
])("finds $code as “$name”: $because", ({ code, name, removedAt }) => {
  const found = knownLeaf({ scheme, formerSchemes: [newer, older, oldest], code });
  expect(found).toMatchObject({ leaf: { code, name }, removedAt });
});

it("finds neither a branch nor what never was", () => {
  const about = { scheme, formerSchemes: [newer] };
  expect(knownLeaf({ ...about, code: "1" })).toBeUndefined();
  expect(knownLeaf({ ...about, code: "9.9" })).toBeUndefined();
});

function leaf(code: string, name: string) {
  return aLeaf({ code, name });
}
