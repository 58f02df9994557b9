import type { Stage } from "../../round/round.ts";
import type { Code, Leaf } from "../../scheme/scheme.ts";
import type { Answer } from "../../scoring/answer.ts";
import type { ShownEvidence } from "../appraise/appraisal-board.ts";

/** What an agency's leaf came to in the last finished round before this one. */
export interface LastYearLeaf {
  /** The year that was assessed. */
  readonly year: number;
  /** The earlier leaf: its code and its rule may be others. */
  readonly leaf: Leaf;
  /** The facts that counted in the end; null when there were none. */
  readonly answer: Answer | null;
  /** Ten-thousandths that counted in the end; null where the leaf did not apply. */
  readonly points: number | null;
  /** Pieces of evidence that counted. */
  readonly evidenceCount: number;
}

/** Last year's leaves by the code that they have now; leaves that continue none are left out. */
export type LastYear = ReadonlyMap<Code, LastYearLeaf>;

/** The evidence that proved a leaf last year. */
export interface LastYearEvidence {
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly year: number;
  /** The earlier leaf. */
  readonly leaf: Leaf;
  /** Where the round that runs stands, and the finished one. */
  readonly stage: Stage;
  readonly finishedStage: Stage;
  /** Whether the round that runs names the person for the leaf. */
  readonly assigned: boolean;
  readonly items: readonly ShownEvidence[];
}
