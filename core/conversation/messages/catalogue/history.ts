import type { Leaf } from "../../../scheme/scheme.ts";
import type { AgencyOrigin, HistoryEntry } from "../../history/history-facts.ts";

/** A leaf's history out of the ledger. */
export interface HistoryMessages {
  title(leaf: Leaf): string;
  page(facts: {
    readonly agencyName: string;
    readonly origins: readonly AgencyOrigin[];
    readonly isDemo: boolean;
    readonly isTraining: boolean;
    readonly leaf: Leaf;
    /** When it went out of the scheme; null while it is in it. */
    readonly removedAt: string | null;
    /** Oldest first; may be empty. */
    readonly entries: readonly HistoryEntry[];
    readonly page: number;
    readonly pages: number;
    /** Entries that this reader may not see at this stage. */
    readonly hidden: number;
  }): string;
  whichCode(): string;
  notAllowed(): string;
  older(): string;
  newer(): string;
}
