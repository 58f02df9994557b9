import type { ClosingFacts, VoteManner } from "../../council/council.ts";
import type { VoteChoice } from "../../council/outcome.ts";

/** What keeps the chair from closing. */
export interface CloseBlock {
  readonly undecided: readonly number[];
  /** Agencies whose results are not computed yet. */
  readonly pending: number;
}

/** Whose vote is given and how. */
export interface VoteGiven {
  readonly memberId: string;
  readonly manner: VoteManner;
  readonly choice: VoteChoice;
  readonly opinion: string | null;
}

/** Why results are neither submitted nor approved now. */
export type ApprovalRefusal =
  | { readonly kind: "wrongStage"; readonly wanted: "council" | "submission" }
  | { readonly kind: "notClosed" }
  /** When it is submitted already, it goes back to the council. */
  | { readonly kind: "void"; readonly closing: ClosingFacts; readonly isSubmitted: boolean }
  | { readonly kind: "pending"; readonly agencies: number }
  | { readonly kind: "ownAgency" }
  | { readonly kind: "approved" };
