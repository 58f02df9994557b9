/** The stages of a round, in order; the survey runs beside them. */
export const stages = [
  "draft",
  "announced",
  "selfScoring",
  "appraisal",
  "explaining",
  "secondAppraisal",
  "consolidation",
  "council",
  "submission",
  "published",
  "archived",
] as const;

/** Where a round (kỳ đánh giá) stands. */
export type Stage = (typeof stages)[number];

/** A round as one agency meets it. */
export interface RoundFacts {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly stage: Stage;
  readonly isDemo: boolean;
  /** Instants (ISO 8601, UTC) between which this agency may score itself; extension included. */
  readonly selfScoringOpensAt: string;
  readonly selfScoringClosesAt: string;
}
