import type { PhaseWindow } from "./round.ts";
import type { Phase, PhaseException, Stage } from "./round.ts";

/** A decision or plan that a round rests on. */
export interface LegalBasis {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly title: string;
}

/** One group of agencies in a round, and how far it has come. */
export interface GroupCourse {
  readonly group: string;
  readonly scheme: string;
  readonly version: number;
  readonly hash: string;
  readonly isFrozen: boolean;
  readonly agencies: number;
  readonly submitted: number;
  /** Leaves answered, and to be answered, by the agencies themselves. */
  readonly answered: number;
  readonly toAnswer: number;
  /** Results are there and nothing has changed since. */
  readonly isComputed: boolean;
}

/** Who appraises the leaves that the agency in charge may not appraise itself. */
export interface Substitute {
  readonly name: string;
  readonly agencyCode: string;
}

/** A leaf of an agency that nobody is there to appraise, the first time or, blind, the second. */
export interface Unappraised {
  readonly agencyCode: string;
  readonly code: string;
  readonly part: "first" | "second";
}

/** What the council has decided so far. */
export interface CouncilCourse {
  /** Items of the agenda without a decision; null while there is no agenda. */
  readonly undecided: number | null;
  /** Hash of all figures that the closing decision was taken on; null while none holds. */
  readonly closingHash: string | null;
}

/** A round as those who run it see it. */
export interface RoundCourse {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly stage: Stage;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  readonly basis: readonly LegalBasis[];
  readonly phases: Readonly<Partial<Record<Phase, PhaseWindow>>>;
  readonly groups: readonly GroupCourse[];
  /** Codes of the agencies that are assessed. */
  readonly agencyCodes: readonly string[];
  readonly substitutes: readonly Substitute[];
  /** Looked for in a draft only: later it cannot keep the round from opening. */
  readonly unappraised: readonly Unappraised[];
  readonly council: CouncilCourse;
  /** Number of the decision that approves the newest closing, which may be void since. */
  readonly approval: string | null;
}

/** One agency of a round, for what may be granted to it. */
export interface AgencyCourse {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly isSubmitted: boolean;
  readonly exceptions: readonly PhaseException[];
  /** Codes of the leaves it answers itself. */
  readonly ownLeaves: readonly string[];
}
