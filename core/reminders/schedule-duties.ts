import type { Calendar } from "../round/calendar.ts";
import { windowOf } from "../round/phase-window.ts";
import {
  type Phase,
  type PhaseException,
  type PhaseWindow,
  type RoundFacts,
  phases as allPhases,
  stages,
  standsAt,
} from "../round/round.ts";
import type { ScheduledDuty } from "./due-reminders.ts";
import { type Duty, type DutyFacts, dutiesOf } from "./duty.ts";
import { type ReminderPlan, defaultPlan, plannedSteps } from "./reminder-plan.ts";

/** A round as far as its reminders go. */
export type RemindedRound = Pick<RoundFacts, "id" | "stage" | "phases">;

/** All from which the scheduled duties of a round follow. */
export interface ScheduleFacts {
  readonly round: RemindedRound;
  /** Phases without a plan of their own have the default one. */
  readonly plans: Readonly<Partial<Record<Phase, ReminderPlan>>>;
  readonly facts: readonly DutyFacts[];
  /** By agency code: extensions that hold for it. */
  readonly exceptions: ReadonlyMap<string, readonly PhaseException[]>;
  readonly calendar: Calendar;
  readonly now: string;
}

/** How long after its last closing a phase is still looked at, in ms: longer than any ladder. */
const lookBackMs = 60 * 86_400_000;

/** The phases that people may owe something in: begun, and not over for long. */
export function phasesInView(
  { stage, phases }: RemindedRound,
  exceptions: readonly PhaseException[],
  now: string,
): readonly Phase[] {
  if (stage === "draft" || stages.indexOf(stage) > stages.indexOf("council")) return [];
  return allPhases.filter((phase) => {
    // What was reopened by name keeps its phase in view as long as an extension would.
    const all = exceptions.map((each) => ({ ...each, codes: null }));
    const window = windowOf({ phases, exceptions: all }, phase);
    if (!window || standsAt(stage, phase) < 0) return false;
    const at = Date.parse(now);
    return Date.parse(window.opensAt) <= at && at < Date.parse(window.closesAt) + lookBackMs;
  });
}

/** Lays the plan of its phase on each duty, by the window of whoever owes it. */
export function scheduleDuties(schedule: ScheduleFacts): readonly ScheduledDuty[] {
  const { round, plans, calendar, now } = schedule;
  return schedule.facts.flatMap((facts) => {
    const own = "agency" in facts ? schedule.exceptions.get(facts.agency.code) : undefined;
    return dutiesOf(facts).flatMap((duty) => {
      const window = windowFor(duty, round, own ?? []);
      if (!window) return [];
      const isOwed = duty.isOwed && isStillOwed(round, duty, { window, now });
      const steps = plannedSteps(plans[duty.phase] ?? defaultPlan, window, calendar);
      return [{ roundId: round.id, duty: { ...duty, isOwed }, deadline: window.closesAt, steps }];
    });
  });
}

/**
 * Reopened leaves have the window that was granted. While any are open the draft may still change,
 * and its signature with it: a draft that was handed in is to be signed by the end of them.
 */
function windowFor(
  { phase, owes }: Duty,
  { phases }: RemindedRound,
  exceptions: readonly PhaseException[],
): PhaseWindow | null {
  if (owes.kind === "rescore") return owes.window;
  const isSignedAnew = owes.kind === "signOff" && owes.isSubmitted;
  const own = isSignedAnew ? exceptions.map((each) => ({ ...each, codes: null })) : exceptions;
  return windowOf({ phases, exceptions: own }, phase);
}

/**
 * What is late is owed until figures are put together. Whoever has let the time for explaining or
 * voting pass has given the answer with that; so has an agency that left reopened leaves as they
 * were.
 */
function isStillOwed(
  { stage }: RemindedRound,
  { phase, owes }: Duty,
  { window, now }: { readonly window: { readonly closesAt: string }; readonly now: string },
): boolean {
  const isOpen = Date.parse(now) < Date.parse(window.closesAt);
  if (phase === "explaining" || phase === "council") return isOpen;
  if (owes.kind === "rescore" && !isOpen) return false;
  return stages.indexOf(stage) < stages.indexOf("consolidation");
}
