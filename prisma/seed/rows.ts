import type { LeafContent } from "../../core/conversation/effect.ts";

/** Rows of the tables of one round, by the columns' names. */
export interface RoundRows {
  readonly roundAgencies: readonly RoundAgencyRow[];
  readonly exceptions: readonly ExceptionRow[];
  readonly declarations: readonly DeclarationRow[];
  readonly givenAnswers: readonly GivenAnswerRow[];
  readonly leafStates: readonly LeafStateRow[];
  readonly evidence: readonly EvidenceRow[];
  readonly entries: readonly EntryRow[];
}

interface OfDraft {
  readonly round_id: string;
  readonly agency_id: string;
}

/** An agency's part in a round. */
export interface RoundAgencyRow extends OfDraft {
  readonly group_code: string;
  readonly draft_version: number;
  readonly submitted_at: string | null;
  readonly submitted_by: string | null;
}

/** An extension of one agency. */
export interface ExceptionRow extends OfDraft {
  readonly phase: "selfScoring";
  readonly closes_at: string;
  readonly reason: string;
  readonly letter: string;
  readonly granted_by: string;
  readonly granted_at: string;
}

/** What the province declares about an agency. */
export interface DeclarationRow extends OfDraft {
  readonly kind: "notApplicable" | "adjustment" | "knockout";
  readonly code: string;
  readonly count: number;
  readonly leaves: readonly string[];
  readonly reason: string;
  readonly declared_by: string | null;
}

/** An answer that others give. */
export interface GivenAnswerRow extends OfDraft {
  readonly code: string;
  readonly source: "external" | "appraiser" | "survey";
  readonly body: unknown;
  readonly given_at: string;
}

/** A leaf of a draft as it stands. */
export interface LeafStateRow extends OfDraft {
  readonly code: string;
  readonly version: number;
  readonly draft_version: number;
  readonly answer: LeafContent["answer"];
  readonly points: number | null;
  readonly explanation: string | null;
  readonly evidence_count: number;
  readonly before: LeafContent | null;
  readonly receipt: string;
  readonly changed_by: string;
  readonly changed_at: string;
}

/** A document named as proof. */
export interface EvidenceRow extends OfDraft {
  readonly id: string;
  readonly code: string;
  readonly wanted: string | null;
  readonly status: "kept";
  readonly document: { readonly number: string; readonly date: string; readonly issuer: string };
  readonly place: string;
  readonly receipt: string;
  readonly added_by: string;
  readonly added_at: string;
}

/** One line of a draft's history. */
export interface EntryRow extends OfDraft {
  readonly code: string | null;
  readonly kind: "answer" | "explanation" | "evidence" | "submit";
  readonly body: unknown;
  readonly author_id: string;
  readonly role: "officer";
  readonly receipt: string;
  readonly at: string;
}
