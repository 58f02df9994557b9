import type { ScopeCount } from "../../appraise/appraisal-board.ts";
import type {
  AppraisalPart,
  AppraisedValue,
  AppraisalRefusal,
} from "../../appraise/appraised-value.ts";
import type { AppraisalFlag } from "../../../appraisal/evidence-checks.ts";
import type { PhaseWindow } from "../../../round/round.ts";
import type { RoundFacts } from "../../../round/round.ts";
import type { Code, Leaf } from "../../../scheme/scheme.ts";
import type { LeafTrace } from "../../../scoring/trace.ts";
import type {
  AppraisedAgency,
  LeafAt,
  Scope,
  LinkedEvidence,
  ShownEvidence,
} from "../../appraise/appraisal-board.ts";
import type { PendingValue } from "../../appraise/appraisal-effect.ts";

import type { LastYearLeaf } from "../../last-year/last-year-facts.ts";
import type { LeafFacts } from "../../facts.ts";

interface Bounds {
  readonly length: number;
  readonly shortest: number;
  readonly longest: number;
}

/** All that is shown of a leaf to its appraiser. */
export interface AppraiseCard {
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  readonly agency: AppraisedAgency;
  readonly leaf: Leaf;
  readonly part: AppraisalPart;
  readonly left: number;
  readonly scope: Scope;
  readonly said: LeafFacts | null;
  /** What the leaf came to last year; null where it continues none. */
  readonly past: LastYearLeaf | null;
  readonly trace: LeafTrace | null;
  readonly evidence: readonly LinkedEvidence[];
  readonly moreEvidence: number;
  readonly flags: readonly AppraisalFlag[];
  /** What was decided already in this part. */
  readonly value: AppraisedValue | null;
  readonly askedAt: string | null;
  readonly isSpotCheck: boolean;
  readonly refusal: AppraisalRefusal | null;
}

/** Appraising what agencies have scored. */
export interface AppraiseMessages {
  noAppraiser(): string;
  noSuchLeaf(at: LeafAt): string;
  refused(refusal: AppraisalRefusal): string;
  /** What stands under a file that is handed out in the chat. */
  file(given: {
    readonly agencyName: string;
    readonly code: Code;
    readonly item: ShownEvidence;
  }): string;
  noFilesInChat(): string;
  queueTitle(): string;
  queue(facts: {
    readonly round: RoundFacts;
    readonly now: string;
    readonly window: PhaseWindow | null;
    readonly all: number;
    readonly left: number;
    /** How many of all are second, blind appraisals. */
    readonly second: number;
    readonly spotChecks: number;
    /** Codes of the agencies that have not handed in. */
    readonly notSubmitted: readonly string[];
  }): string;
  scopes(facts: {
    readonly way: "byAgency" | "byLeaf";
    readonly lines: readonly ScopeCount[];
    readonly page: number;
    readonly pages: number;
  }): string;
  scopeDone(facts: {
    readonly scope: Scope;
    /** How many leaves of the scope are this person's. */
    readonly mine: number;
    readonly onlyLeft: LeafAt | null;
  }): string;
  card(card: AppraiseCard): string;
  askPoints(facts: { readonly leaf: Leaf }): string;
  misreadPoints(facts: { readonly leaf: Leaf }): string;
  pointsRead(points: number): string;
  askReason(facts: {
    readonly leaf: Leaf;
    readonly value: PendingValue;
    readonly trace: LeafTrace | null;
    /** What was understood before, where there is no trace. */
    readonly said: string | null;
    readonly shortest: number;
  }): string;
  reasonLength(bounds: Bounds): string;
  /** The reason kept with a 0 that needs no words of the appraiser's own. */
  zeroReason(facts: { readonly isAnswered: boolean }): string;
  savedTitle(facts: { readonly leaf: Leaf; readonly value: PendingValue }): string;
  saved(facts: {
    readonly agency: AppraisedAgency;
    readonly leaf: Leaf;
    readonly said: LeafFacts | null;
    readonly value: PendingValue;
    readonly receipt: string;
  }): string;
  changedByAgency(): string;
  conflict(facts: {
    readonly leaf: Leaf;
    readonly said: LeafFacts | null;
    readonly theirs: AppraisedValue;
    readonly mine: PendingValue;
  }): string;
  keptTheirs(facts: { readonly by: string; readonly code: string }): string;
  askQuestion(facts: { readonly agency: AppraisedAgency; readonly shortest: number }): string;
  questionLength(bounds: Bounds): string;
  questionSent(facts: {
    readonly agency: AppraisedAgency;
    readonly leaf: Leaf;
    readonly receipt: string;
  }): string;
  /** What the agency's people are told. */
  questionNotice(facts: {
    readonly code: string;
    readonly leafName: string;
    readonly question: string;
    readonly isDemo: boolean;
    readonly isTraining: boolean;
  }): string;
  questionNoticeTitle(): string;
  bulkTitle(): string;
  bulk(facts: {
    readonly scope: Scope;
    readonly open: number;
    readonly plain: number;
    readonly drawn: number;
    readonly percent: number;
    /** The first of the leaves without a flag. */
    readonly names: readonly string[];
  }): string;
  bulkDone(facts: {
    readonly taken: number;
    readonly sample: readonly string[];
    readonly seed: string;
    readonly receipt: string;
  }): string;
  readonly buttons: AppraiseButtons;
}

/** Labels of the appraiser's buttons. */
export interface AppraiseButtons {
  queue(): string;
  byAgency(): string;
  byLeaf(): string;
  rest(): string;
  scope(count: ScopeCount): string;
  goOn(): string;
  agree(): string;
  acceptNotApplicable(): string;
  refuseNotApplicable(): string;
  zeroNoProof(): string;
  zeroUnanswered(): string;
  fix(): string;
  points(): string;
  ask(): string;
  skip(): string;
  /** Back to the card of the leaf. */
  card(): string;
  /** Has one file in the chat. */
  file(name: string): string;
  openFile(): string;
  bulk(): string;
  bulkYes(count: number): string;
}
