import type { Delegated } from "../../access/actor.ts";
import type { Code } from "../../scheme/scheme.ts";
import type { Answer } from "../../scoring/answer.ts";
import type { DocumentReference } from "../document-reference.ts";
import type { IncomingFile } from "../incoming-file.ts";
import type { FactorProof } from "../sign-off/sign-off-facts.ts";
import type { AppealOutcome } from "./appeal-kinds.ts";

/** A leaf's answer at the version that was shown; a newer one refuses the turn. */
export interface AppealAt {
  readonly code: Code;
  readonly version: number;
}

/** The value an appraiser gives after an explanation. */
export interface NewValue {
  readonly verdict: "agreed" | "corrected" | "set";
  readonly answer: Answer | null;
  readonly setPoints: number | null;
  readonly points: number | null;
  readonly notApplicable: string | null;
  readonly reason: string;
}

/** What the flow of explanations writes. */
export type AppealEffect =
  | {
      readonly kind: "saveAppeal";
      readonly code: Code;
      readonly answer: "explained" | "accepted";
      readonly explanation: string | null;
      /** 0 for a leaf of which nothing was said. */
      readonly expectedVersion: number;
      /** Of the appraised value that it answers. */
      readonly valueVersion: number;
      readonly receipt: string;
    }
  /** Proof of the explaining phase, kept apart from that of self-scoring. */
  | {
      readonly kind: "attachAppealProof";
      readonly code: Code;
      readonly proof:
        | { readonly kind: "file"; readonly file: IncomingFile }
        | { readonly kind: "document"; readonly document: DocumentReference };
      readonly place: string | null;
      readonly receipt: string;
    }
  | {
      readonly kind: "placeAppealProof";
      readonly code: Code;
      readonly receipts: readonly string[];
      readonly place: string;
    }
  | {
      readonly kind: "withdrawAppealProof";
      readonly code: Code;
      /** Receipt of the proof. */
      readonly proof: string;
      readonly reason: string;
      readonly receipt: string;
    }
  | {
      readonly kind: "moveAppeals";
      readonly to: "signed";
      readonly items: readonly AppealAt[];
      readonly comment: null;
      readonly proof: FactorProof;
      readonly receipt: string;
      /** In whose place; null for the leader's own act. */
      readonly for: Delegated | null;
    }
  | {
      readonly kind: "moveAppeals";
      readonly to: "returned";
      readonly items: readonly AppealAt[];
      /** Why the leader gives it back. */
      readonly comment: string;
      readonly receipt: string;
      readonly for: Delegated | null;
    }
  | {
      readonly kind: "moveAppeals";
      readonly to: "submitted" | "withdrawn";
      readonly items: readonly AppealAt[];
      readonly comment: null;
      readonly receipt: string;
    }
  | {
      readonly kind: "answerAppeal";
      readonly roundId: string;
      readonly agencyId: string;
      readonly code: Code;
      readonly outcome: AppealOutcome;
      readonly appealVersion: number;
      /** Version of the agency's own leaf that was looked at. */
      readonly selfVersion: number;
      /** Version of the second appraisal's value; 0 when there is none yet. */
      readonly expectedVersion: number;
      readonly value: NewValue;
      readonly receipt: string;
    };
