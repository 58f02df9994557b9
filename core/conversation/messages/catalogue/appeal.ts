import type { LinkedEvidence } from "../../appraise/appraisal-board.ts";
import type { Acting } from "../../sign-off/sign-off-facts.ts";
import type { PhaseState } from "../../../round/phase-window.ts";
import type { RoundFacts, RoundMarks } from "../../../round/round.ts";
import type { Leaf, SchemeNode } from "../../../scheme/scheme.ts";
import type { ClockLeft } from "../../appeal/appeal-clock.ts";
import type { NewValue } from "../../appeal/appeal-effects.ts";
import type {
  AppealFacts,
  AppealLine,
  AppealNotice,
  AppealRefusal,
  AppealStatsRow,
  AppealWords,
  Opened,
  ReappraisalLine,
  ReappraiseRefusal,
  ValueFacts,
} from "../../appeal/appeal-facts.ts";
import type { AppealOutcome } from "../../appeal/appeal-kinds.ts";
import type { OutsideBounds } from "../../appeal/appeal-rules.ts";
import type { EvidenceFacts } from "../../facts.ts";

/** What an agency says to leaves that were appraised lower than it had scored itself. */
export interface AppealMessages {
  readonly buttons: {
    list(): string;
    next(): string;
    explain(isChange: boolean): string;
    accept(): string;
    add(): string;
    withdraw(): string;
    done(): string;
    submit(): string;
    confirmSubmit(): string;
    notYet(): string;
    digest(): string;
    sign(count: number): string;
    giveBack(code: string): string;
    menu(): string;
  };
  refused(refusal: AppealRefusal): string;
  notLower(leaf: Leaf): string;
  listTitle(): string;
  list(facts: {
    readonly round: RoundFacts;
    readonly lines: readonly AppealLine[];
    readonly total: number;
    /** Leaves of which nothing was said yet. */
    readonly open: number;
    /** Null once the phase is over. */
    readonly clock: ClockLeft | null;
    readonly page: number;
    readonly pages: number;
  }): string;
  leafButton(line: AppealLine): string;
  card(facts: {
    readonly round: RoundFacts;
    readonly leaf: Leaf;
    readonly facts: AppealFacts;
    readonly words: AppealWords | null;
    /** Null before the second appraisal is over. */
    readonly explained: ValueFacts | null;
    readonly clock: ClockLeft | null;
    /** Proof of self-scoring, and of the explanation. */
    readonly old: readonly EvidenceFacts[];
    readonly fresh: readonly EvidenceFacts[];
  }): string;
  askExplanation(length: { readonly shortest: number; readonly longest: number }): string;
  present(explanation: string): string;
  goOnExplaining(): string;
  explained(facts: {
    readonly code: string;
    readonly receipt: string;
    readonly replaced: boolean;
  }): string;
  accepted(facts: {
    readonly leaf: Leaf;
    readonly facts: AppealFacts;
    readonly receipt: string;
  }): string;
  withdrawn(facts: { readonly code: string; readonly receipt: string }): string;
  /** Somebody else wrote in the meantime: both are shown. */
  changedByOther(facts: { readonly words: AppealWords; readonly mine: string }): string;
  askProof(facts: { readonly maxBytes: number }): string;
  notADocument(): string;
  received(facts: {
    readonly code: string;
    readonly fileName: string;
    readonly receipt: string;
  }): string;
  submitTitle(): string;
  confirmSubmit(facts: {
    readonly round: RoundFacts;
    readonly lines: readonly AppealLine[];
    readonly open: number;
  }): string;
  nothingToSubmit(): string;
  changedMeanwhile(): string;
  submittedTitle(): string;
  submitted(facts: {
    readonly count: number;
    readonly receipt: string;
    readonly at: string;
  }): string;
  digestTitle(): string;
  digest(facts: {
    readonly round: RoundFacts;
    readonly agencyName: string;
    readonly fields: readonly SchemeNode[];
    readonly all: readonly AppealLine[];
    readonly lines: readonly AppealLine[];
    readonly page: number;
    readonly pages: number;
  }): string;
  signedTitle(): string;
  signed(facts: {
    readonly count: number;
    readonly receipt: string;
    readonly at: string;
    readonly by: Acting;
  }): string;
  askReturn(facts: { readonly shortest: number }): string;
  reasonLength(facts: {
    readonly length: number;
    readonly shortest: number;
    readonly longest: number;
  }): string;
  returned(facts: { readonly code: string; readonly by: string; readonly receipt: string }): string;
  stillWaiting(count: number): string;
  statsTitle(): string;
  stats(facts: {
    readonly rows: readonly AppealStatsRow[];
    readonly isDemo: boolean;
    readonly isTraining: boolean;
  }): string;
  /** To the leader: explanations wait; to the officer: one was given back, or all were signed. */
  notice(notice: AppealNotice, marks: RoundMarks): string;
}

/** What an appraiser hears in the second appraisal. */
export interface ReappraiseMessages {
  readonly buttons: {
    list(): string;
    menu(): string;
    next(line: ReappraisalLine): string;
    accept(): string;
    partly(): string;
    reject(): string;
    points(): string;
    facts(): string;
  };
  refused(refusal: ReappraiseRefusal): string;
  notThere(): string;
  listTitle(): string;
  list(facts: {
    readonly round: RoundFacts;
    readonly lines: readonly ReappraisalLine[];
    readonly total: number;
    readonly open: number;
    readonly page: number;
    readonly pages: number;
    readonly phase: PhaseState;
  }): string;
  lineButton(line: ReappraisalLine): string;
  card(facts: {
    readonly opened: Opened;
    readonly old: readonly LinkedEvidence[];
    readonly fresh: readonly LinkedEvidence[];
    readonly refusal: ReappraiseRefusal | null;
  }): string;
  /** The reason that is kept where the appraiser follows the explanation. */
  acceptedReason(): string;
  askHow(bounds: { readonly low: number; readonly high: number }): string;
  askPoints(bounds: { readonly low: number; readonly high: number }): string;
  notPoints(): string;
  outsideBounds(problem: OutsideBounds): string;
  askReason(facts: { readonly outcome: "partly" | "rejected"; readonly shortest: number }): string;
  changedMeanwhile(): string;
  storedTitle(leaf: Leaf): string;
  stored(facts: {
    readonly opened: Opened;
    readonly outcome: AppealOutcome;
    readonly value: NewValue;
    readonly receipt: string;
  }): string;
}
