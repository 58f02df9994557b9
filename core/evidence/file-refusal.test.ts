import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FileRefusal, readRefusal, writeRefusal } from "./file-refusal.ts";

const word = fc.stringMatching(/^[a-z0-9/ ]{1,20}$/);
const refusal: fc.Arbitrary<FileRefusal> = fc.oneof(
  fc.record({ kind: fc.constant("tooLarge"), maxBytes: fc.integer({ min: 1 }) }),
  fc.record({ kind: fc.constant("empty") }),
  fc.record({ kind: fc.constant("renamed"), found: word, named: word }),
  fc.record({
    kind: fc.constantFrom("typeNotTaken", "archive", "program", "encrypted", "macros", "damaged"),
    found: word,
  }),
);

describe("a stored refusal", () => {
  it("is read as it was written", () => {
    fc.assert(
      fc.property(refusal, (each) => {
        expect(readRefusal(writeRefusal(each))).toEqual(each);
      }),
    );
  });

  it("keeps a name's colons from being read as a separator", () => {
    expect(readRefusal(writeRefusal({ kind: "program", found: "a:b" }))).toEqual({
      kind: "program",
      found: "ab",
    });
  });

  it.each(["FetchError: 503", "", "tooLarge:x", "renamed:pdf", "unheard:of", "empty:1"])(
    "is not read out of %j",
    (reason) => {
      expect(readRefusal(reason)).toBeNull();
    },
  );
});
