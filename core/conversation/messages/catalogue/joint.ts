import type { CouncilItem } from "../../../council/council.ts";
import type {
  DecideAlone,
  Joint,
  JointScope,
  VoteAlone,
  PutAlone,
} from "../../../council/joint.ts";
import type { VoteChoice, VoteOutcome } from "../../../council/outcome.ts";

/** An item with what came of its vote. */
export type OutcomeItem = CouncilItem & { readonly outcome: VoteOutcome };

type LeftOut<Why> = Joint<Why>["leftOut"];

/** Several items of the council at once: put to the vote, voted on, decided. */
export interface JointMessages {
  readonly button: (
    name:
      | ("putting" | "confirmPut" | "joint" | "agreeAll" | "disagreeAll" | "otherAll")
      | ("confirmVote" | "anew" | "deciding" | "confirmDecision"),
  ) => string;
  title(kind: "put" | "vote" | "decide"): string;
  scope(about: { readonly scope: JointScope; readonly count: number }): string;
  putting(about: { readonly count: number; readonly leftOut: LeftOut<PutAlone> }): string;
  nothingToPut(leftOut: LeftOut<PutAlone>): string;
  confirmPut(about: {
    readonly scope: JointScope;
    readonly items: readonly CouncilItem[];
    readonly leftOut: LeftOut<PutAlone>;
    readonly members: number;
  }): string;
  put(about: {
    readonly items: readonly CouncilItem[];
    readonly leftOut: LeftOut<PutAlone>;
    readonly members: number;
  }): string;
  /** `page` counts from 0. */
  ballot(
    about: Joint<VoteAlone> & {
      readonly lines: readonly CouncilItem[];
      readonly page: number;
      readonly pages: number;
    },
  ): string;
  /** The button that takes an item out to vote on it alone. */
  alone(number: number): string;
  nothingToVote(leftOut: LeftOut<VoteAlone>): string;
  confirmVote(about: {
    readonly choice: VoteChoice;
    readonly items: readonly CouncilItem[];
    readonly leftOut: LeftOut<VoteAlone>;
  }): string;
  /** That votes given already would be replaced. */
  anew(): string;
  /** That these votes are stored already; nothing was stored again. */
  givenAlready(items: readonly CouncilItem[]): string;
  askOpinion(about: {
    readonly items: readonly CouncilItem[];
    readonly leftOut: LeftOut<VoteAlone>;
  }): string;
  /** What was shown has changed; `typed` is what would be lost. */
  changed(typed: string | null): string;
  voted(about: {
    readonly choice: VoteChoice;
    readonly opinion: string | null;
    readonly items: readonly CouncilItem[];
    readonly leftOut: LeftOut<VoteAlone>;
    readonly receipt: string;
  }): string;
  nothingToDecide(leftOut: LeftOut<DecideAlone>): string;
  confirmDecision(about: {
    readonly ready: readonly OutcomeItem[];
    readonly leftOut: LeftOut<DecideAlone>;
    readonly reason: string;
  }): string;
  decided(about: {
    readonly ready: readonly OutcomeItem[];
    readonly leftOut: LeftOut<DecideAlone>;
    readonly reason: string;
    readonly receipt: string;
  }): string;
  /** How many items still need this person. */
  left(count: number): string;
}
