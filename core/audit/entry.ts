/** One link of a ledger's chain: what was written, by whom, when; people only as salted hashes. */
export interface LedgerEntry {
  readonly roundId: string;
  /** Null for what concerns the round as a whole. */
  readonly agencyId: string | null;
  /** 1, 2, … in its chain. */
  readonly seq: string;
  /** Instant in UTC with six decimals: 2026-01-05T03:00:00.000000Z. */
  readonly at: string;
  readonly kind: string;
  readonly code: string | null;
  readonly role: string | null;
  readonly authorMark: string | null;
  /** In whose place the author acted. */
  readonly forMark: string | null;
  /** The message that caused it. */
  readonly inboundId: string | null;
  readonly receipt: string | null;
  /** JSON as the database prints it, without line ends. */
  readonly body: string;
  readonly previousHash: string;
  readonly hash: string;
}

/**
 * The text whose hash is the link: the former link's hash, then a field a line. The database writes
 * the same (`entry_text` in the migrations); only the body holds free text, and JSON has no line ends.
 */
export function entryText(entry: LedgerEntry): string {
  return [
    ...[entry.previousHash, "cham-1", entry.roundId, entry.agencyId ?? "", entry.seq, entry.at],
    ...[entry.kind, entry.code ?? "", entry.role ?? "", entry.authorMark ?? ""],
    ...[entry.forMark ?? "", entry.inboundId ?? "", entry.receipt ?? "", entry.body],
  ].join("\n");
}
