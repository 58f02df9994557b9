import type { NewItem } from "../../../council/agenda.ts";
import type {
  ApprovalFacts,
  ClosingFacts,
  CouncilFacts,
  CouncilItem,
  CouncilMember,
  CouncilVote,
  ItemValue,
  Motion,
  VoidReason,
  VoteManner,
} from "../../../council/council.ts";
import type { Tally, VoteChoice, VoteOutcome } from "../../../council/outcome.ts";
import type { CouncilPack } from "../../../council/pack.ts";
import type { CouncilRefusal, VoteRefusal } from "../../../council/voting.ts";
import type { ApprovalRefusal, CloseBlock, VoteGiven } from "../../council/council-said.ts";
import type { DecisionChange } from "../../council/council-effect.ts";
import type { RankingFacts } from "../../facts.ts";

/** The buttons of the council whose label needs no fact. */
export type CouncilButton =
  | ("item" | "agenda" | "next" | "pack" | "open" | "makeAgenda" | "close" | "confirmClose")
  | ("reopen" | "agree" | "disagree" | "other" | "interest" | "put" | "points" | "refuse")
  | ("enter" | "decide");

/** How a vote stands. */
export interface VoteResult {
  readonly tally: Tally;
  readonly outcome: VoteOutcome;
}

/** The council's agenda, votes and decisions. */
export interface CouncilMessages {
  title(): string;
  noRound(): string;
  readonly button: (name: CouncilButton) => string;
  agenda(about: {
    readonly facts: CouncilFacts;
    readonly lines: readonly CouncilItem[];
    readonly page: number;
    readonly pages: number;
  }): string;
  itemButton(item: CouncilItem): string;
  itemTitle(number: number): string;
  noSuchItem(number: string): string;
  item(about: {
    readonly facts: CouncilFacts;
    readonly item: CouncilItem;
    readonly result: VoteResult;
    readonly seesVotes: boolean;
    /** The person's own vote. */
    readonly own: CouncilVote | null;
    /** Why the person is out of this vote. */
    readonly out: Extract<VoteRefusal, { kind: "ownAgency" | "declared" }> | null;
  }): string;
  refused(about: {
    readonly why: VoteRefusal | CouncilRefusal;
    readonly facts: CouncilFacts;
    readonly item: CouncilItem | null;
  }): string;
  wordsWanted(): string;
  askOpinion(item: CouncilItem): string;
  voted(about: {
    readonly item: CouncilItem;
    readonly given: VoteGiven;
    readonly receipt: string;
    /** Whose vote was entered; null for the own one. */
    readonly name: string | null;
  }): string;
  askInterest(item: CouncilItem): string;
  interestDeclared(about: { readonly item: CouncilItem; readonly receipt: string }): string;
  enterWho(about: {
    readonly item: CouncilItem;
    readonly members: readonly CouncilMember[];
  }): string;
  enterHow(about: { readonly item: CouncilItem; readonly member: CouncilMember }): string;
  entryButton(about: { readonly manner: VoteManner; readonly choice: VoteChoice }): string;
  alreadyOpen(meeting: { readonly at: string; readonly by: string }): string;
  opened(facts: CouncilFacts): string;
  agendaAdded(about: { readonly items: readonly NewItem[]; readonly before: number }): string;
  alreadyPut(item: CouncilItem): string;
  put(about: { readonly facts: CouncilFacts; readonly item: CouncilItem }): string;
  noLeaf(): string;
  askPoints(about: { readonly item: CouncilItem; readonly value: ItemValue }): string;
  motionSet(about: { readonly item: CouncilItem; readonly motion: Motion }): string;
  notQuorate(tally: Tally): string;
  askReason(about: { readonly item: CouncilItem; readonly result: VoteResult }): string;
  changedMeanwhile(typed: string): string;
  decided(about: {
    readonly item: CouncilItem;
    readonly outcome: "passed" | "notPassed";
    readonly tally: Tally;
    readonly reason: string;
    readonly change: DecisionChange;
    readonly receipt: string;
  }): string;
  closeTitle(): string;
  closeBlocked(block: CloseBlock): string;
  confirmClose(about: { readonly facts: CouncilFacts; readonly hash: string }): string;
  closed(about: {
    readonly facts: CouncilFacts;
    readonly hash: string;
    readonly receipt: string;
  }): string;
  nothingClosed(): string;
  askReopening(): string;
  reopened(receipt: string): string;
  packTitle(): string;
  pack(about: {
    readonly facts: CouncilFacts;
    readonly pack: CouncilPack;
    /** Cases told in detail under each heading; the rest are counted. */
    readonly most: number;
  }): string;
  noticeTitle(kind: "opened" | "ballot" | "closed" | "void" | "reopened"): string;
  notice(
    about:
      | { readonly kind: "opened"; readonly facts: CouncilFacts }
      | { readonly kind: "ballot"; readonly facts: CouncilFacts; readonly item: CouncilItem }
      | { readonly kind: "closed"; readonly facts: CouncilFacts; readonly hash: string }
      | {
          readonly kind: "void" | "reopened";
          readonly facts: CouncilFacts;
          readonly why: VoidReason;
        },
  ): string;
}

/** Submitting the results and approving them. */
export interface ApprovalMessages {
  button(name: "submit" | "approve" | "return" | "confirm" | "look" | "notNow"): string;
  submissionTitle(): string;
  title(): string;
  refused(about: { readonly why: ApprovalRefusal; readonly facts: CouncilFacts }): string;
  confirmSubmission(about: { readonly facts: CouncilFacts; readonly hash: string }): string;
  submitted(about: {
    readonly facts: CouncilFacts;
    readonly hash: string;
    readonly receipt: string;
  }): string;
  summary(about: {
    readonly facts: CouncilFacts;
    readonly closing: ClosingFacts;
    readonly rankings: readonly RankingFacts[];
    readonly pack: CouncilPack | null;
  }): string;
  askNumber(): string;
  askDate(number: string): string;
  confirm(about: {
    readonly facts: CouncilFacts;
    readonly number: string;
    readonly date: string;
    readonly hash: string;
  }): string;
  approved(about: {
    readonly facts: CouncilFacts;
    readonly number: string;
    readonly date: string;
    readonly hash: string;
    readonly receipt: string;
  }): string;
  askReturn(): string;
  returned(about: {
    readonly facts: CouncilFacts;
    readonly reason: string;
    readonly receipt: string;
  }): string;
  /** What those concerned hear of it. */
  notice(
    about:
      | { readonly kind: "submitted"; readonly facts: CouncilFacts; readonly hash: string }
      | {
          readonly kind: "approved";
          readonly facts: CouncilFacts;
          readonly approval: Pick<ApprovalFacts, "number" | "date">;
        }
      | { readonly kind: "returned"; readonly facts: CouncilFacts; readonly reason: string },
  ): string;
}
