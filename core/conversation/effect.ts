import type { RoundChange } from "../round/round-change.ts";
import type { Answer } from "../scoring/answer.ts";
import type { Code } from "../scheme/scheme.ts";
import type { IncomingFile } from "./incoming-file.ts";

/** A document named instead of sent: its number, date and issuer. */
export interface DocumentReference {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly issuer: string;
}

/** What a leaf of the draft holds after a change; it replaces the leaf's former content whole. */
export interface LeafContent {
  readonly answer: Answer | null;
  /** Points in ten-thousandths; null when there is no answer or a later pass decides. */
  readonly points: number | null;
  readonly explanation: string | null;
  /** Why the leaf is said not to apply; null when it is not said. */
  readonly notApplicable: string | null;
}

/** What made a leaf change, for its history. */
export type LeafChange = "answer" | "explanation" | "notApplicable" | "undo";

/** A change the outer world must make because of this turn; the use-case carries it out. */
export type Effect =
  | {
      readonly kind: "saveLeaf";
      readonly code: Code;
      readonly change: LeafChange;
      readonly content: LeafContent;
      /** The version this was decided on; 0 for a leaf never touched. A newer one refuses the turn. */
      readonly expectedVersion: number;
      readonly receipt: string;
    }
  /** A file to be fetched, checked and kept as evidence after the turn. */
  | {
      readonly kind: "attachFile";
      readonly code: Code;
      /** Which wanted document it proves; null when it is an addition. */
      readonly wanted: string | null;
      readonly file: IncomingFile;
      readonly receipt: string;
    }
  | {
      readonly kind: "citeDocument";
      readonly code: Code;
      readonly wanted: string | null;
      readonly document: DocumentReference;
      readonly place: string | null;
      readonly receipt: string;
    }
  /** Where in the document the proof stands: section and page; for the evidence items named. */
  | {
      readonly kind: "placeEvidence";
      readonly evidenceIds: readonly string[];
      /** Also the items attached by these receipts. */
      readonly receipts: readonly string[];
      readonly place: string;
    }
  | {
      readonly kind: "withdrawEvidence";
      readonly evidenceId: string;
      readonly reason: string;
      readonly receipt: string;
    }
  /** Hands in the agency's self-score; freezes the draft. */
  | { readonly kind: "submit"; readonly receipt: string; readonly draftVersion: number }
  /** A one-time page on which one file may be sent for a leaf; `token` is kept only as a hash. */
  | {
      readonly kind: "openUpload";
      readonly code: Code;
      readonly wanted: string | null;
      readonly token: string;
    }
  /** Links this chat to the person whose code was typed; world.redeemed told that it is good. */
  | { readonly kind: "linkChat"; readonly staffId: string; readonly codeId: string }
  /** Counts a wrong code against the chat. */
  | { readonly kind: "noteWrongCode" }
  | { readonly kind: "unlink"; readonly linkId: string }
  /** A code for linking a further chat, valid 15 minutes; kept only as an HMAC. */
  | { readonly kind: "issueLinkCode"; readonly code: string }
  | { readonly kind: "setLanguage"; readonly language: "vi" | "en" }
  /** Changes a round: a step, more time, leaves given back, another end of a phase. */
  | { readonly kind: "changeRound"; readonly roundId: string; readonly change: RoundChange }
  /** Who asked for which figures. */
  | { readonly kind: "noteQuery"; readonly what: string };
