import type { NewItem } from "../../council/agenda.ts";
import type { Motion, VoidReason, VoteManner } from "../../council/council.ts";
import type { JointScope } from "../../council/joint.ts";
import type { FactorProof } from "../sign-off/sign-off-facts.ts";
import type { Tally, VoteChoice } from "../../council/outcome.ts";

/** What a decision changes beside the item itself. */
export type DecisionChange =
  | { readonly kind: "none" }
  /** The declaration behind the item counts no more. */
  | { readonly kind: "strike" }
  | {
      readonly kind: "setPoints";
      readonly agencyId: string;
      readonly code: string;
      readonly points: number;
      readonly selfVersion: number;
      /** Of the council's value that was seen; 0 for none. */
      readonly version: number;
      readonly reason: string;
      readonly receipt: string;
    };

/** Changes that the council and the approval make; each is written with a ledger entry. */
export type CouncilEffect =
  | { readonly kind: "openCouncil"; readonly roundId: string }
  | {
      readonly kind: "addAgenda";
      readonly roundId: string;
      readonly items: readonly NewItem[];
    }
  | {
      readonly kind: "setMotion";
      readonly itemId: string;
      readonly expectedVersion: number;
      readonly motion: Motion;
    }
  | { readonly kind: "putToVote"; readonly itemId: string; readonly expectedVersion: number }
  /** Several items at once; each member is told once, of all that the scope asks of them. */
  | {
      readonly kind: "putTogether";
      readonly roundId: string;
      readonly scope: JointScope;
      readonly items: readonly { readonly itemId: string; readonly expectedVersion: number }[];
    }
  | {
      readonly kind: "castVote";
      readonly itemId: string;
      readonly ballot: number;
      readonly memberId: string;
      readonly choice: VoteChoice;
      readonly manner: VoteManner;
      readonly opinion: string | null;
      readonly receipt: string;
    }
  | {
      readonly kind: "declareInterest";
      readonly itemId: string;
      readonly reason: string;
      readonly receipt: string;
    }
  | {
      readonly kind: "decideItem";
      readonly itemId: string;
      readonly expectedVersion: number;
      readonly outcome: "passed" | "notPassed";
      readonly tally: Tally;
      readonly reason: string;
      readonly change: DecisionChange;
      readonly receipt: string;
    }
  | {
      readonly kind: "closeCouncil";
      readonly roundId: string;
      readonly hash: string;
      readonly receipt: string;
    }
  /** Takes a closing back so that the council can go on. */
  | {
      readonly kind: "reopenCouncil";
      readonly closingId: string;
      readonly reason: string;
      readonly receipt: string;
    }
  /** Marks a closing whose figures have changed, and tells whom it concerns; once. */
  | { readonly kind: "voidClosing"; readonly closingId: string; readonly why: VoidReason }
  | { readonly kind: "submitResults"; readonly closingId: string; readonly receipt: string }
  | {
      readonly kind: "approveResults";
      readonly closingId: string;
      readonly number: string;
      /** YYYY-MM-DD. */
      readonly date: string;
      readonly proof: FactorProof;
      readonly receipt: string;
    }
  | {
      readonly kind: "returnResults";
      readonly closingId: string;
      readonly reason: string;
      readonly receipt: string;
    };
