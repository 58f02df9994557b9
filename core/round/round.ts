/** The stages of a round, in order. */
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

/** The stages that have a window of their own, in order: the clock opens and closes them. */
export const stagePhases = [
  "selfScoring",
  "appraisal",
  "explaining",
  "secondAppraisal",
  "council",
] as const satisfies readonly Stage[];

/** A stage in which somebody has to write until an instant; every round has all of them. */
export type StagePhase = (typeof stagePhases)[number];

/**
 * All that has a window. In "survey" agencies supply the people who may be asked in the survey; a
 * round may have it, and it runs beside the stages: see `standsAt`.
 */
export const phases = [...stagePhases, "survey"] as const;

/** A time in which somebody has to write until an instant. */
export type Phase = (typeof phases)[number];

/**
 * Where a round stands as to a phase: below zero before it, zero in it, above zero past it. The
 * survey's list is taken from the announcement until figures are put together.
 */
export function standsAt(stage: Stage, phase: Phase): number {
  const order = stages.indexOf(stage);
  if (phase !== "survey") return order - stages.indexOf(phase);
  if (order < stages.indexOf("announced")) return -1;
  return order < stages.indexOf("consolidation") ? 0 : 1;
}

/** Between two instants (ISO 8601, UTC); the opening one is inside, the closing one outside. */
export interface PhaseWindow {
  readonly opensAt: string;
  readonly closesAt: string;
}

/** The windows of a round as it is laid out: the survey's may be absent. */
export type LaidPhases = Readonly<Record<StagePhase, PhaseWindow>> & {
  readonly survey?: PhaseWindow;
};

/** What was granted to one agency: an extension, or the reopening of the leaves named. */
export interface PhaseException {
  readonly phase: Phase;
  /** Leaves that may be written; null for the whole phase. */
  readonly codes: readonly string[] | null;
  readonly closesAt: string;
}

/** What is said of a round must say these too. */
export interface RoundMarks {
  readonly isDemo: boolean;
  /** A dry run; absent where none can be meant. */
  readonly isTraining: boolean;
}

/** A round as one agency meets it. */
export interface RoundFacts {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly year: number;
  readonly stage: Stage;
  readonly isDemo: boolean;
  /** A dry run: marked in every message, in no total. */
  readonly isTraining: boolean;
  readonly phases: Readonly<Partial<Record<Phase, PhaseWindow>>>;
  /** This agency's alone, oldest first. */
  readonly exceptions: readonly PhaseException[];
}
