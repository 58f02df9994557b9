import type { ShownEvidence } from "../appraise/appraisal-board.ts";
import type { Acting } from "../sign-off/sign-off-facts.ts";
import type { RoundFacts } from "../../round/round.ts";
import type { Code, Leaf, Scheme } from "../../scheme/scheme.ts";
import type { Answer } from "../../scoring/answer.ts";
import type { LeafContent } from "../effect.ts";
import type { AppealOutcome, AppealStatus } from "./appeal-kinds.ts";

/** The value of a leaf after one step of appraisal. */
export interface ValueFacts {
  readonly version: number;
  /** agreed: the value before it stands; corrected: other facts; set: points by hand. */
  readonly verdict: "agreed" | "corrected" | "set";
  readonly answer: Answer | null;
  /** Ten-thousandths set by hand; null where the rule computes them. */
  readonly setPoints: number | null;
  /** Ten-thousandths; null where the group decides. */
  readonly points: number | null;
  readonly notApplicable: string | null;
  readonly reason: string | null;
  readonly at: string;
}

/** What the agency says to an appraised value. */
export interface AppealWords {
  /** Grows with each change and each step. */
  readonly version: number;
  readonly status: AppealStatus;
  /** explained: it stands by its own value; accepted: it takes the appraised one. */
  readonly answer: "explained" | "accepted";
  readonly explanation: string | null;
  /** What the leader wrote when giving it back. */
  readonly comment: string | null;
  readonly by: string;
  readonly at: string;
  readonly receipt: string;
  readonly outcome: AppealOutcome | null;
}

/** A leaf that was appraised lower than the agency had scored it. */
export interface AppealFacts {
  readonly code: Code;
  readonly self: LeafContent & { readonly version: number };
  readonly appraised: ValueFacts;
  /** Null where nothing was said yet, or it was withdrawn and never said again. */
  readonly words: AppealWords | null;
  /** The value of the second appraisal; null before it. */
  readonly explained: ValueFacts | null;
}

/** One explanation in an appraiser's queue. */
export interface ReappraisalLine {
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly code: Code;
  readonly isSigned: boolean;
  readonly outcome: AppealOutcome | null;
}

/** What an appraiser sees of the second appraisal. */
export interface ReappraisalFacts {
  /** The queue, unanswered ones first; empty before explanations are handed in. */
  readonly lines: readonly ReappraisalLine[];
  /** The round with the exceptions of the opened agency; null when there is none. */
  readonly round: RoundFacts | null;
  /** Whether the round hands out files in the chat. */
  readonly filesInChat: boolean;
  /** The explanation that was asked for; null when none was, or it is not this person's. */
  readonly opened: OpenedAppeal | null;
}

/** One explanation in full. */
export interface OpenedAppeal {
  readonly agencyId: string;
  readonly agencyCode: string;
  readonly agencyName: string;
  readonly scheme: Scheme;
  readonly facts: AppealFacts;
  /** Of both phases, in the order given. */
  readonly evidence: readonly ShownEvidence[];
}

/** Explanations of one field, group and outcome. */
export interface AppealStatsRow {
  readonly field: Code;
  readonly group: string;
  readonly outcome:
    | AppealOutcome
    /** Handed in, not answered yet. */
    | "pending"
    /** The agency takes the appraised value. */
    | "agencyAccepts"
    /** Written, never handed in. */
    | "notHandedIn"
    /** Nothing was said. */
    | "silent";
  readonly count: number;
  /** Ten-thousandths between appraised and self-scored; leaves that the group decides left out. */
  readonly atStake: number;
  /** Ten-thousandths that the second appraisal added. */
  readonly moved: number;
}

/** A leaf in the list, with what the agency may know of it. */
export interface AppealLine {
  readonly leaf: Leaf;
  readonly facts: AppealFacts;
}

/** Why nothing can be said to a leaf's appraisal now. */
export type AppealRefusal =
  | { readonly kind: "noRight" }
  | { readonly kind: "notYet"; readonly opensAt: string }
  | { readonly kind: "closed"; readonly closesAt: string }
  | { readonly kind: "submitted" | "signed" }
  /** The second appraisal has answered. */
  | { readonly kind: "answered" };

/** An explanation that the talk is about, with its leaf and its round. */
export interface Opened extends OpenedAppeal {
  readonly leaf: Leaf;
  readonly round: RoundFacts;
}

/** Why a second appraisal is not taken now. */
export type ReappraiseRefusal =
  | { readonly kind: "noRight" }
  | { readonly kind: "notYet"; readonly opensAt: string }
  | { readonly kind: "closed"; readonly closesAt: string };

/** What is told to others of the agency when explanations move on. */
export type AppealNotice =
  | { readonly kind: "submitted" | "signed"; readonly count: number; readonly by: Acting }
  | {
      readonly kind: "returned";
      readonly code: Code;
      readonly by: Acting;
      readonly comment: string;
    };
