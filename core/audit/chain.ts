import { type LedgerEntry, entryText } from "./entry.ts";

/** Where a chain ends: the number and the hash of its last link. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** Before the first link. */
export const emptyChain: ChainHead = { seq: 0, hash: "" };

/** What is wrong at the first broken link. */
export interface BrokenLink {
  /** The number the link has, or should have. */
  readonly seq: number;
  readonly why:
    /** A link is missing, doubled or out of order. */
    | "gap"
    /** It does not follow the link before it. */
    | "notLinked"
    /** Its content is not what its hash was made of. */
    | "changed";
}

/** How a hash is made: SHA-256 of the text in UTF-8, hexadecimal. */
export type Hash = (text: string) => string;

/**
 * Checks links that follow a head, in order.
 *
 * @returns The head after them, or the first broken link.
 */
export function verifyChain(
  head: ChainHead,
  entries: readonly LedgerEntry[],
  hash: Hash,
): ChainHead | BrokenLink {
  let { seq, hash: previous } = head;
  for (const entry of entries) {
    seq += 1;
    if (entry.seq !== String(seq)) return { seq, why: "gap" };
    if (entry.previousHash !== previous) return { seq, why: "notLinked" };
    if (hash(entryText(entry)) !== entry.hash) return { seq, why: "changed" };
    previous = entry.hash;
  }
  return { seq, hash: previous };
}
