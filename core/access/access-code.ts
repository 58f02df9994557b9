import { err, ok, type Result } from "../result.ts";

/**
 * The letters of a code: upper case, none that is mistaken for another in print or handwriting.
 * Left out are 0/O/Q, 1/I/L, 5/S, and of the pairs 2/Z, 8/B and V/U the second.
 */
export const codeAlphabet = "ACDEFGHJKMNPRTVWXY2346789";

/** How many letters a code has: 25^8, about 37 bits. */
export const codeLength = 8;

/** What a code is for: a person's first link, or one more chat of a linked person. */
export type CodePurpose = "invitation" | "link";

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** How long a code is good for, in milliseconds. */
export const codeLifeMs: Readonly<Record<CodePurpose, number>> = {
  invitation: 14 * dayMs,
  link: 15 * minuteMs,
};

/** Wrong codes are counted over this time, and a source that typed too many waits as long. */
export const lockMs = 15 * minuteMs;

/**
 * Makes a code out of random bytes; each letter is as likely as any other.
 *
 * @throws {RangeError} When the bytes run out, which 32 random ones practically never do.
 */
export function codeFromBytes(bytes: Uint8Array): string {
  const size = codeAlphabet.length;
  const fair = Math.floor(256 / size) * size;
  const letters = [...bytes].filter((byte) => byte < fair).slice(0, codeLength);
  if (letters.length < codeLength) throw new RangeError("too few random bytes for a code");
  return letters.map((byte) => codeAlphabet.charAt(byte % size)).join("");
}

/** Writes a code as people read it out: two groups of four. */
export function spellCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/**
 * Reads a code as it was typed: spaces, dashes, full-width forms and lower case do not matter, and
 * the letter left out of a pair stands for the one kept (Z for 2, B for 8, U for V).
 *
 * @returns The code, or null when it cannot be one.
 */
export function normaliseCode(text: string): string | null {
  const plain = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[\s\p{Pd}._\u200B-\u200D\u2060\uFEFF]/gu, "")
    .replace(/[ZBU]/g, (letter) => keptFor[letter] ?? letter);
  const fits = plain.length === codeLength && Array.from(plain).every(isLetter);
  return fits ? plain : null;
}

const keptFor: Readonly<Record<string, string>> = { Z: "2", B: "8", U: "V" };

function isLetter(text: string): boolean {
  return codeAlphabet.includes(text);
}

/** A code as it is kept. */
export interface KeptCode {
  readonly id: string;
  readonly staffId: string;
  readonly expiresAt: Date;
  readonly usedAt: Date | null;
  /** False when the person has left or was switched off. */
  readonly isStaffActive: boolean;
}

/** Why a code does not open the door. */
export type CodeRefusal = "unknown" | "expired" | "used";

/** Says whether a code found in the register may be used at `now`; undefined: no such code. */
export function judgeCode(code: KeptCode | undefined, now: Date): Result<KeptCode, CodeRefusal> {
  if (code?.isStaffActive !== true) return err("unknown");
  if (code.usedAt !== null) return err("used");
  if (code.expiresAt <= now) return err("expired");
  return ok(code);
}

/** How many wrong codes in 15 minutes lock a source: 20 for an address, 5 for a chat. */
export function wrongCodeLimit(source: string): number {
  return source.startsWith("ip:") ? 20 : 5;
}

/**
 * Says whether a source has typed too many wrong codes: it is locked for 15 minutes from the one
 * that reached the limit.
 *
 * @param wrongAt When wrong codes came from the source, in any order; older than half an hour does
 *   not matter.
 */
export function isLocked(wrongAt: readonly Date[], limit: number, now: Date): boolean {
  const times = wrongAt.map((each) => each.getTime()).sort((a, b) => a - b);
  return times.some((last, index) => {
    if (last <= now.getTime() - lockMs || last > now.getTime()) return false;
    const first = times[index - limit + 1];
    return first !== undefined && first > last - lockMs;
  });
}
