import type { LedgerEntry } from "../core/audit/entry.ts";
import type { RoundDigest } from "../core/audit/round-digest.ts";

/** A place between two links; the agency of zeros stands for the round's own chain. */
export interface LedgerPlace {
  readonly roundId: string;
  readonly agencyId: string;
  readonly seq: string;
}

/** Where the database says that a chain ends. */
export interface StoredHead extends LedgerPlace {
  readonly hash: string;
  readonly roundCode: string;
  /** Empty for the round's own chain. */
  readonly agencyCode: string;
}

/** The ledger as it is read for checking. */
export interface LedgerReader {
  /** The links after a place, chain by chain, each in order; fewer than `limit` at the end. */
  page(after: LedgerPlace, limit: number, roundId?: string | null): Promise<readonly LedgerEntry[]>;
  /** The end of every chain, by round and agency. */
  heads(roundId?: string | null): Promise<readonly StoredHead[]>;
  /** By round, oldest first. */
  digests(roundId?: string | null): Promise<readonly RoundDigest[]>;
}
