import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { err } from "../result.ts";
import {
  codeAlphabet,
  codeFromBytes,
  codeLength,
  isLocked,
  judgeCode,
  normaliseCode,
  spellCode,
  wrongCodeLimit,
  type KeptCode,
} from "./access-code.ts";

const now = new Date("2025-11-03T02:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe("a code", () => {
  it("has eight letters, none of them mistaken for another", () => {
    for (const letter of "0OQ1IL5SZBU") expect(codeAlphabet).not.toContain(letter);
    expect(new Set(codeAlphabet).size).toBe(codeAlphabet.length);
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 64, maxLength: 64 }), (bytes) => {
        fc.pre(bytes.filter((byte) => byte < 250).length >= codeLength);
        const code = codeFromBytes(bytes);
        expect(code).toHaveLength(codeLength);
        expect(Array.from(code).every((letter) => codeAlphabet.includes(letter))).toBe(true);
      }),
    );
  });

  it("uses each letter equally often over all bytes", () => {
    const uses = new Map<string, number>();
    for (let byte = 0; byte < 250; byte += 1) {
      const letter = codeFromBytes(new Uint8Array(8).fill(byte)).charAt(0);
      uses.set(letter, (uses.get(letter) ?? 0) + 1);
    }
    expect([...uses.values()]).toEqual(codeAlphabet.split("").map(() => 10));
  });

  it("refuses to be made of too few fair bytes", () => {
    expect(() => codeFromBytes(new Uint8Array(40).fill(255))).toThrow(RangeError);
  });

  it.each([
    { typed: "ACDE-2346", because: "as it is printed" },
    { typed: " acde 2346 ", because: "lower case and spaces" },
    { typed: "ACDE–2346", because: "a phone turns the dash into a longer one" },
    { typed: "ACDEZ346", because: "Z is read as the 2 that is kept" },
    { typed: "ＡＣＤＥ２３４６", because: "full-width letters" },
    { typed: "\uFEFFACDE2346\u200B", because: "invisible marks of a copied text" },
  ])("is read from $typed: $because", ({ typed }) => {
    expect(normaliseCode(typed)).toBe("ACDE2346");
  });

  it.each([
    { typed: "ACDE234", because: "one letter is missing" },
    { typed: "ACDE23466", because: "one letter too many" },
    { typed: "ACDE234O", because: "O is in no code" },
    { typed: "", because: "nothing was typed" },
    { typed: "xin chào", because: "words are not a code" },
  ])("is not read from $typed: $because", ({ typed }) => {
    expect(normaliseCode(typed)).toBeNull();
  });

  it("is read back from how it is spelled", () => {
    expect(spellCode("ACDE2346")).toBe("ACDE-2346");
    expect(normaliseCode(spellCode("ACDE2346"))).toBe("ACDE2346");
  });
});

describe("judging a code", () => {
  const good: KeptCode = {
    id: "1",
    staffId: "2",
    expiresAt: new Date(now.getTime() + 1),
    usedAt: null,
    isStaffActive: true,
  };
  it.each([
    { code: undefined, refusal: "unknown", because: "nobody issued it" },
    { code: { ...good, usedAt: minutesAgo(1) }, refusal: "used", because: "it works once" },
    { code: { ...good, expiresAt: now }, refusal: "expired", because: "the last instant is out" },
    {
      code: { ...good, usedAt: minutesAgo(1), expiresAt: now },
      refusal: "used",
      because: "that it was used tells more than that it is old",
    },
    {
      code: { ...good, isStaffActive: false },
      refusal: "unknown",
      because: "who has left is told nothing",
    },
  ])("$refusal: $because", ({ code, refusal }) => {
    expect(judgeCode(code, now)).toEqual(err(refusal));
  });

  it("lets a fresh one pass", () => {
    expect(judgeCode(good, now)).toEqual({ ok: true, value: good });
  });
});

describe("wrong codes", () => {
  it.each([
    { ago: [1, 2, 3, 4], locked: false, because: "four wrong ones are not five" },
    { ago: [1, 2, 3, 4, 5], locked: true, because: "five within 15 minutes" },
    { ago: [1, 2, 3, 4, 16], locked: false, because: "they are spread over more than 15 minutes" },
    { ago: [14, 20, 25, 26, 27], locked: true, because: "the fifth came 14 minutes ago" },
    { ago: [15, 16, 17, 18, 19], locked: false, because: "the lock ends after 15 minutes" },
    { ago: [-1, 1, 2, 3, 4], locked: false, because: "what lies ahead is not counted" },
  ])("at $ago minutes: locked is $locked, $because", ({ ago, locked }) => {
    expect(isLocked(ago.map(minutesAgo), 5, now)).toBe(locked);
  });

  it("lets an office behind one address make more mistakes than one chat", () => {
    expect(wrongCodeLimit("ip:abc")).toBe(20);
    expect(wrongCodeLimit("telegram:42")).toBe(5);
  });
});
