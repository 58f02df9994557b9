import type { Role } from "../../access/actor.ts";
import type { AgencyDecision } from "../../round/agency-change.ts";
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
  /** Taken over from an agency that was merged into this one. */
  | {
      readonly kind: "carried";
      /** Null for what was given from outside. */
      readonly content: LeafContent | null;
      readonly from: string;
      readonly decision: AgencyDecision;
      /** Files and documents that came along. */
      readonly evidence: number;
    }
  /** What the province gives for a leaf, or declares of it. */
  | {
      readonly kind: "given";
      readonly sort: "external" | "survey" | "notApplicable";
      readonly isRemoved: boolean;
      /** The external figure; null for anything else, and when it was taken away. */
      readonly answer: Answer | null;
      readonly reason: string | null;
    }
  /** Something else that was noted; its kind in the ledger, of which core/audit/entry-kinds knows. */
  | { readonly kind: "other"; readonly name: string };

/** One entry of the ledger, as a person reads it. */
export interface HistoryEntry {
  readonly at: string;
  /** The predecessor whose entry it is; null for the agency's own. */
  readonly predecessor: string | null;
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

/** What an agency was called, or came from, until a decision. */
export interface AgencyOrigin {
  /** renamed: it was called so; merged: that became part of it; ended: it became part of that. */
  readonly kind: "renamed" | "merged" | "ended";
  readonly name: string;
  readonly decision: AgencyDecision;
}

/** A scheme that a change in mid-round has put out of use. */
export interface FormerScheme {
  readonly scheme: Scheme;
  /** When it ceased to be in use. */
  readonly until: string;
}

/** A leaf's entries in an agency's newest round, oldest first. */
export interface HistoryFacts {
  readonly agencyCode: string;
  readonly agencyName: string;
  /** By date. */
  readonly origins: readonly AgencyOrigin[];
  readonly stage: Stage;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  readonly scheme: Scheme;
  /** The newest first. */
  readonly formerSchemes: readonly FormerScheme[];
  readonly code: Code;
  readonly entries: readonly HistoryEntry[];
}
