import type { Role } from "../../access/actor.ts";
import type { Stage } from "../../round/round.ts";
import type { Code, Scheme } from "../../scheme/scheme.ts";
import type { Answer } from "../../scoring/answer.ts";
import type { DocumentReference, LeafChange, LeafContent } from "../effect.ts";

/** What one entry of the ledger says about a leaf. */
export type HistoryAct =
  | { readonly kind: "content"; readonly change: LeafChange; readonly content: LeafContent }
  | {
      readonly kind: "evidence";
      readonly isWithdrawn: boolean;
      readonly fileName: string | null;
      readonly document: DocumentReference | null;
      readonly place: string | null;
      readonly reason: string | null;
    }
  | {
      readonly kind: "value";
      readonly step: "appraised" | "explained" | "council";
      readonly verdict: "agreed" | "corrected" | "set";
      readonly answer: Answer | null;
      /** Ten-thousandths; null when the group decides. */
      readonly points: number | null;
      readonly notApplicable: string | null;
      readonly reason: string | null;
    }
  /** Something else that was noted; its kind in the ledger, of which core/audit/entry-kinds knows. */
  | { readonly kind: "other"; readonly name: string };

/** One entry of the ledger, as a person reads it. */
export interface HistoryEntry {
  readonly at: string;
  readonly by: string;
  readonly byId: string | null;
  readonly role: Role | null;
  /** In whose place; null when the author acted for themselves. */
  readonly inPlaceOf: string | null;
  readonly receipt: string | null;
  /** Of an appraiser, while the other of two blind values is not there. */
  readonly isBlind: boolean;
  readonly act: HistoryAct;
}

/** A leaf's entries in an agency's newest round, oldest first. */
export interface HistoryFacts {
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly stage: Stage;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  readonly scheme: Scheme;
  readonly code: Code;
  readonly entries: readonly HistoryEntry[];
}
