import type { AppraisalPart, AppraisedValue } from "./appraised-value.ts";
import type { Code } from "../../scheme/scheme.ts";
import type { Answer } from "../../scoring/answer.ts";

/** What an appraiser decides about a leaf, before it is kept. */
export interface PendingValue extends Pick<
  AppraisedValue,
  "verdict" | "setPoints" | "points" | "notApplicable" | "reason"
> {
  readonly answer: Answer | null;
}

/** What appraising changes. */
export type AppraisalEffect =
  | {
      readonly kind: "appraise";
      readonly roundId: string;
      readonly agencyId: string;
      readonly code: Code;
      readonly part: AppraisalPart;
      /** The leaf is not scored by the agency at all: the value is its answer. */
      readonly isGiven: boolean;
      readonly value: PendingValue;
      /** The agency's version of the leaf that was looked at; 0 for a leaf never touched. */
      readonly selfVersion: number;
      /** The value's version this was decided on; a newer one refuses the turn. */
      readonly expectedVersion: number;
      readonly receipt: string;
    }
  /** Asks an agency to explain a leaf, and tells its people. */
  | {
      readonly kind: "askExplanation";
      readonly roundId: string;
      readonly agencyId: string;
      readonly code: Code;
      readonly leafName: string;
      readonly question: string;
      readonly isDemo: boolean;
      readonly isTraining: boolean;
      readonly receipt: string;
    }
  /** That leaves were agreed with in bulk, and which were drawn for single judgement. */
  | {
      readonly kind: "noteBulk";
      readonly roundId: string;
      /** The agency gone through; null when it was one leaf across agencies. */
      readonly agencyId: string | null;
      readonly code: Code | null;
      readonly part: AppraisalPart;
      readonly seed: string;
      readonly percent: number;
      /** Names of the leaves ("STC/1.1.3"): all that were not flagged, and the drawn ones of them. */
      readonly list: readonly string[];
      readonly sample: readonly { readonly agencyId: string; readonly code: Code }[];
      readonly sampleNames: readonly string[];
      readonly receipt: string;
    };
