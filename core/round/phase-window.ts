import {
  type Phase,
  type PhaseException,
  type PhaseWindow,
  type RoundFacts,
  standsAt,
} from "./round.ts";

/** Whether an agency may write in a phase at an instant. */
export type PhaseState = "notYet" | "open" | "closed";

/** An instant, and the leaf that is to be written; null for what concerns the whole agency. */
export interface PhaseMoment {
  readonly now: string;
  readonly code: string | null;
}

type OfRound = Pick<RoundFacts, "stage" | "phases" | "exceptions">;

/**
 * The window of a phase for the agency, extension included.
 *
 * @returns Null when the round has no such phase.
 */
export function windowOf(
  { phases, exceptions }: Pick<RoundFacts, "phases" | "exceptions">,
  phase: Phase,
): PhaseWindow | null {
  const window = phases[phase];
  if (!window) return null;
  const closings = exceptions
    .filter((each) => each.phase === phase && each.codes === null)
    .map(({ closesAt }) => closesAt);
  return { ...window, closesAt: latest([window.closesAt, ...closings]) };
}

/**
 * Tells where an instant falls in a phase: a minute late is late. The round must stand in the
 * phase (the survey's: beside its stages), or an exception of this agency must hold, which none does once second appraisal has ended.
 */
export function phaseState(round: OfRound, phase: Phase, at: PhaseMoment): PhaseState {
  const window = round.phases[phase];
  if (!window) return "closed";
  const now = Date.parse(at.now);
  const order = standsAt(round.stage, phase);
  const holds =
    isExceptional(round, phase) && round.exceptions.some((each) => covers(each, phase, at));
  if (now < Date.parse(window.opensAt)) return order > 0 ? "closed" : "notYet";
  if (holds || (order === 0 && now < Date.parse(window.closesAt))) return "open";
  return order < 0 ? "notYet" : "closed";
}

/** Whether a leaf was given back to the agency by name and may be changed though it has handed in. */
export function isReopened(
  { exceptions }: Pick<RoundFacts, "exceptions">,
  phase: Phase,
  at: PhaseMoment,
): boolean {
  return exceptions.some((each) => each.codes !== null && covers(each, phase, at));
}

const exceptionalStages = ["selfScoring", "appraisal", "explaining", "secondAppraisal"];

function isExceptional({ stage }: OfRound, phase: Phase): boolean {
  return exceptionalStages.includes(stage) || (phase === "survey" && stage === "announced");
}

function covers(exception: PhaseException, phase: Phase, { now, code }: PhaseMoment): boolean {
  const { codes, closesAt } = exception;
  if (exception.phase !== phase || Date.parse(now) >= Date.parse(closesAt)) return false;
  return codes === null || (code !== null && codes.includes(code));
}

function latest(instants: readonly string[]): string {
  return instants.reduce((one, other) => (Date.parse(other) > Date.parse(one) ? other : one));
}
