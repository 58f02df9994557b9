import type { RoundMarks } from "../../../round/round.ts";
import type { FileRefusal } from "../../../evidence/file-refusal.ts";
import type { EvidenceWanted, Leaf } from "../../../scheme/scheme.ts";
import type { DocumentReference } from "../../effect.ts";
import type { Blocker, FieldTotal } from "../../submit/submit-facts.ts";
import type { EvidenceFacts } from "../../facts.ts";

/** Asking for documents and explanations. */
export interface EvidenceMessages {
  secretWarning(): string;
  ask(facts: {
    readonly leaf: Leaf;
    /** Null for anything that proves the leaf. */
    readonly wanted: EvidenceWanted | null;
    /** Its place among the required documents, where they are asked in turn. */
    readonly place: { readonly n: number; readonly of: number } | null;
    /** Names of documents that would do, where none is asked by name. */
    readonly optional: readonly string[];
    readonly maxBytes: number;
    /** Whether this talk asks for a document for the first time in the round. */
    readonly isFirst: boolean;
  }): string;
  askWhyZero(): string;
  leftForLater(facts: { readonly code: string; readonly names: readonly string[] }): string;
  received(facts: {
    readonly code: string;
    readonly fileName: string;
    readonly wanted: string | null;
    readonly receipt: string;
  }): string;
  whichLeaf(fileName: string): string;
  tooLarge(facts: { readonly name: string; readonly maxBytes: number }): string;
  /** Too large for this channel: a link to a page follows. */
  tooLargeHere(facts: { readonly name: string; readonly maxBytes: number }): string;
  uploadPage(): string;
  askPlace(files: number): string;
  placeTooLong(facts: { readonly length: number; readonly longest: number }): string;
  placed(place: string): string;
  /** What is noted as the place when the whole document is the proof. */
  wholeDocument(): string;
  notADocument(): string;
  badDocumentDate(read: string): string;
  askDocumentPart(parts: { readonly number: string | null; readonly date: string | null }): string;
  partTooLong(): string;
  cited(facts: {
    readonly code: string;
    readonly document: DocumentReference;
    readonly receipt: string;
  }): string;
  outsidePeriod(facts: {
    readonly date: string;
    readonly from: string;
    readonly to: string;
  }): string;
  answerFirst(code: string): string;
  askExplanation(facts: { readonly shortest: number; readonly present: string | null }): string;
  /** With `mayCorrect`, also how to correct the figures instead. */
  explanationTooShort(facts: {
    readonly length: number;
    readonly shortest: number;
    readonly mayCorrect?: boolean;
  }): string;
  explanationTooLong(facts: { readonly length: number; readonly longest: number }): string;
  explainedByOther(facts: {
    readonly by: string;
    readonly at: string;
    readonly theirs: string;
    readonly mine: string;
  }): string;
  explained(facts: {
    readonly code: string;
    readonly receipt: string;
    readonly old: string | null;
  }): string;
  chooseWanted(): string;
  wantedButton(facts: { readonly wanted: EvidenceWanted; readonly isGiven: boolean }): string;
  listTitle(leaf: Leaf): string;
  list(facts: {
    readonly leaf: Leaf;
    readonly items: readonly EvidenceFacts[];
    readonly missing: readonly string[];
    readonly explanation: string | null;
  }): string;
  withdrawButton(item: EvidenceFacts): string;
  askWithdrawal(facts: { readonly item: EvidenceFacts; readonly shortest: number }): string;
  withdrawalLength(facts: { readonly length: number; readonly shortest: number }): string;
  withdrawn(facts: { readonly code: string; readonly receipt: string }): string;
}

/** What is told after the turn, when a file has been fetched and checked. */
export interface NoticeMessages {
  fileKept(facts: {
    readonly fileName: string;
    readonly code: string;
    readonly receipt: string;
    readonly sha256: string;
  }): string;
  fileRefused(facts: {
    readonly fileName: string;
    readonly code: string;
    readonly receipt: string;
    readonly refusal: FileRefusal;
  }): string;
  fileFailed(facts: {
    readonly fileName: string;
    readonly code: string;
    readonly receipt: string;
  }): string;
}

/** Handing the self-score in. */
export interface SubmitMessages {
  blockedTitle(): string;
  blocked(facts: {
    readonly total: number;
    readonly lines: readonly Blocker[];
    readonly page: number;
    readonly pages: number;
    readonly marks: RoundMarks;
  }): string;
  blockerButton(blocker: Blocker): string;
  title(): string;
  confirm(facts: {
    readonly agencyName: string;
    readonly totals: readonly FieldTotal[];
    readonly marks: RoundMarks;
  }): string;
  changedMeanwhile(): string;
  doneTitle(): string;
  done(facts: {
    readonly agencyName: string;
    readonly roundTitle: string;
    readonly receipt: string;
    readonly at: string;
    readonly marks: RoundMarks;
    /** Who signs next, in words. */
    readonly whoSigns: string;
  }): string;
}
