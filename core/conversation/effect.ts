import type { SendingHours } from "../reminders/sending-hours.ts";
import type { Delegated } from "../access/actor.ts";
import type { RoundChange } from "../round/round-change.ts";
import type { Answer } from "../scoring/answer.ts";
import type { Stage } from "../round/round.ts";
import type { Code } from "../scheme/scheme.ts";
import type { CouncilEffect } from "./council/council-effect.ts";
import type { AppealEffect } from "./appeal/appeal-effects.ts";
import type { DocumentReference } from "./document-reference.ts";
import type { IncomingFile } from "./incoming-file.ts";
import type { FactorProof, FactorPurpose } from "./sign-off/sign-off-facts.ts";
import type { RespondentEffect } from "./respondents/respondent-effect.ts";
import type { AppraisalEffect } from "./appraise/appraisal-effect.ts";

export type { DocumentReference } from "./document-reference.ts";

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

/** What leaders do with a draft that was handed up, and with their own second factor. */
export type SignOffEffect =
  /** Signs exactly the state of `draftVersion` under the scheme named. */
  | {
      readonly kind: "signOff";
      readonly receipt: string;
      readonly draftVersion: number;
      readonly schemeHash: string;
      readonly proof: FactorProof;
      /** Why the signer alone entered everything; null when others did. */
      readonly aloneReason: string | null;
      /** In whose place; null for the leader's own signature. */
      readonly for: Delegated | null;
    }
  | {
      readonly kind: "returnLeaves";
      readonly receipt: string;
      readonly codes: readonly Code[];
      readonly comment: string;
      readonly for: Delegated | null;
    }
  | {
      readonly kind: "answerReturn";
      readonly receipt: string;
      readonly code: Code;
      readonly answer: string;
    }
  /** Keeps the secret of an app, encrypted, until a first code proves it. */
  | { readonly kind: "beginFactor"; readonly secret: string }
  | {
      readonly kind: "confirmFactor";
      readonly proof: FactorProof;
      /** Kept only as HMACs. */
      readonly recoveryCodes: readonly string[];
    }
  /** Sends a confirmation code to the person's other chats; this one never sees it. */
  | {
      readonly kind: "sendConfirmCode";
      readonly code: string;
      readonly purpose: FactorPurpose;
    }
  /** Takes somebody else's second factor away, so that they can enrol again. */
  | {
      readonly kind: "resetFactor";
      readonly staffId: string;
      readonly reason: string;
      readonly receipt: string;
    }
  /** Counts a wrong confirmation code against the person. */
  | { readonly kind: "noteWrongFactor" }
  | {
      readonly kind: "delegate";
      readonly receipt: string;
      readonly actingId: string;
      readonly from: string;
      readonly until: string;
      readonly decision: string;
    }
  | { readonly kind: "revokeDelegation"; readonly receipt: string; readonly id: string };

/** A change the outer world must make because of this turn; the use-case carries it out. */
export type Effect =
  | SignOffEffect
  | AppraisalEffect
  | CouncilEffect
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
  /** Hands the agency's self-score up to its leaders; freezes the draft. */
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
  /** When the person may be reminded; null for office hours. */
  | { readonly kind: "setSendingHours"; readonly hours: SendingHours | null }
  /** Lets what failed for one cause be tried again. */
  | { readonly kind: "replay"; readonly key: string }
  /** Who asked for which figures, and where the round they are of stood; null where none was meant. */
  | { readonly kind: "noteQuery"; readonly what: string; readonly stage: Stage | null }
  | RespondentEffect
  | AppealEffect;
