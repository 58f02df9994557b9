import type { PhaseWindow } from "../round/round.ts";
import type { Stage } from "../round/round.ts";
import type { AgendaSource, ItemAgency } from "./agenda.ts";
import type { FigureDifference } from "./figures.ts";
import type { Tally, VoteChoice } from "./outcome.ts";
import type { CouncilRules } from "./rules.ts";

/** A person who votes in the council now: a member, or the chair, who is one too. */
export interface CouncilMember {
  readonly staffId: string;
  readonly name: string;
  readonly agencyId: string;
  readonly agencyName: string;
  readonly isChair: boolean;
}

/** How a vote came: by the member in chat, or entered by the secretary for a hand or a letter. */
export type VoteManner = "chat" | "hand" | "written";

/** A vote on an item as it stands; the ledger keeps those before it. */
export interface CouncilVote {
  readonly memberId: string;
  readonly name: string;
  readonly agencyId: string;
  readonly isChair: boolean;
  readonly choice: VoteChoice;
  readonly manner: VoteManner;
  readonly opinion: string | null;
  /** Who entered it; null when the member did. */
  readonly enteredBy: string | null;
  readonly at: string;
}

/** An interest that a member has declared in an item. */
export interface CouncilInterest {
  readonly memberId: string;
  readonly name: string;
  readonly reason: string;
  readonly at: string;
}

/** What a majority makes true of the item's subject. */
export type Motion =
  | { readonly kind: "accept" }
  | { readonly kind: "refuse" }
  /** Ten-thousandths of a point for the item's leaf. */
  | { readonly kind: "setPoints"; readonly points: number };

/** The counted value of an item's leaf and the versions it was read at. */
export interface ItemValue {
  /** Ten-thousandths; null where the leaf does not apply. */
  readonly points: number | null;
  readonly max: number;
  readonly selfVersion: number;
  /** Of the council's own step; 0 when it has set none. */
  readonly version: number;
}

/** What the council concluded about an item. */
export interface CouncilDecision {
  readonly outcome: "passed" | "notPassed";
  readonly tally: Tally;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly receipt: string;
}

/** One item of the agenda. */
export interface CouncilItem {
  readonly id: string;
  readonly number: number;
  readonly source: AgendaSource["kind"];
  /** None when it is about no agency in particular. */
  readonly agencies: readonly ItemAgency[];
  readonly code: string | null;
  /** The question in words, made from facts when the item was. */
  readonly proposal: string;
  readonly motion: Motion;
  readonly status: "waiting" | "voting" | "decided";
  readonly version: number;
  readonly ballot: number;
  /** Of the present ballot. */
  readonly votes: readonly CouncilVote[];
  readonly interests: readonly CouncilInterest[];
  /** Null where the item is about no leaf of one agency. */
  readonly value: ItemValue | null;
  /** Whether a declaration stands behind it, which a refusal strikes out. */
  readonly isDeclaration: boolean;
  readonly decision: CouncilDecision | null;
}

/** Why a closing decision no longer holds. */
export type VoidReason =
  | { readonly kind: "changed"; readonly difference: FigureDifference }
  | { readonly kind: "reopened"; readonly by: string; readonly reason: string };

/** The newest closing decision of a round. */
export interface ClosingFacts {
  readonly id: string;
  readonly state: "valid" | "void";
  readonly hash: string;
  readonly at: string;
  readonly by: string;
  /** Whether a void one was told to whom it concerns. */
  readonly isTold: boolean;
  readonly why: VoidReason | null;
}

/** The approval of a closing decision. */
export interface ApprovalFacts {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly by: string;
  readonly at: string;
  readonly hash: string;
}

/** The council of a round as it stands. */
export interface CouncilFacts {
  readonly round: {
    readonly id: string;
    readonly code: string;
    readonly title: string;
    readonly stage: Stage;
    readonly isDemo: boolean;
    readonly isTraining: boolean;
    /** Null when the round gives the council no window: the stage alone counts. */
    readonly window: PhaseWindow | null;
    /** Agencies assessed in the round. */
    readonly agencyIds: readonly string[];
  };
  readonly rules: CouncilRules;
  readonly meeting: { readonly at: string; readonly by: string } | null;
  /** By name, the chair first. */
  readonly members: readonly CouncilMember[];
  /** By number. */
  readonly items: readonly CouncilItem[];
  readonly closing: ClosingFacts | null;
  /** Of the closing that holds; null when there is none or it is not approved. */
  readonly approval: ApprovalFacts | null;
  /** Agencies whose results are being computed again, or have none yet. */
  readonly pending: number;
}
