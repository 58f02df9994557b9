import type { Hash } from "./chain.ts";

/** All chains of a round as they ended at one moment, joined to the digest before. */
export interface RoundDigest {
  readonly roundId: string;
  /** 1, 2, … in its round. */
  readonly seq: number;
  /** Why it was made: "day 2026-11-25" or "stage 3". */
  readonly occasion: string;
  /** Instant in UTC with six decimals. */
  readonly at: string;
  /** A line for each chain: agency (zeros for the round's own), number and hash of its last link. */
  readonly heads: string;
  readonly previousDigest: string;
  readonly digest: string;
}

/** Where a chain ended when a digest was made. */
export interface DigestedHead {
  /** The agency of the chain; zeros for the round's own. */
  readonly agencyId: string;
  readonly seq: string;
  readonly hash: string;
}

/** The chain of what concerns the round as a whole stands under this agency. */
export const roundItself = "00000000-0000-0000-0000-000000000000";

/** The text whose hash is the digest; the database writes the same (`digest_text`). */
function digestText(digest: RoundDigest): string {
  return [
    ...[digest.previousDigest, "cham-digest-1", digest.roundId, String(digest.seq)],
    ...[digest.occasion, digest.at, digest.heads],
  ].join("\n");
}

/** The ends of chains that a digest holds. */
export function headsOf({ heads }: RoundDigest): readonly DigestedHead[] {
  return heads.split("\n").map((line) => {
    const [agencyId = "", seq = "", hash = ""] = line.split(" ");
    return { agencyId, seq, hash };
  });
}

/**
 * Checks the digests of one round, in order, by themselves.
 *
 * @returns The number of the first that does not follow or is not what it was made of; null when
 *   all hold.
 */
export function firstBrokenDigest(digests: readonly RoundDigest[], hash: Hash): number | null {
  let previous = "";
  for (const [place, digest] of digests.entries()) {
    const follows = digest.seq === place + 1 && digest.previousDigest === previous;
    if (!follows || hash(digestText(digest)) !== digest.digest) return place + 1;
    previous = digest.digest;
  }
  return null;
}
