import fc from "fast-check";
import { expect, it } from "vitest";
import { rawNumber } from "../../core/scheme/raw-value.ts";
import { parseRawJson } from "./parse-raw-json.ts";
import { answersJson } from "./write-answers-file.ts";

it("writes what reads back as the same", () => {
  const number = fc.integer({ min: 0, max: 1e6 }).map((whole) => rawNumber(`${String(whole)}.50`));
  const { raw } = fc.letrec((tie) => ({
    raw: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(fc.string(), fc.boolean(), fc.constant(null), number),
      fc.array(tie("raw"), { maxLength: 4 }),
      fc.dictionary(fc.string({ minLength: 1 }), tie("raw"), { maxKeys: 4, noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(raw, (value) => {
      expect(parseRawJson(answersJson(value as never))).toEqual(value);
    }),
  );
});
