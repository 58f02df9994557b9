import type { Calendar } from "../round/calendar.ts";
import { windowOf } from "../round/phase-window.ts";
import {
  type Phase,
  type PhaseException,
  type RoundFacts,
  phases as allPhases,
  stages,
} from "../round/round.ts";
import type { ScheduledDuty } from "./due-reminders.ts";
import { type DutyFacts, dutiesOf } from "./duty.ts";
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
    const window = windowOf({ phases, exceptions }, phase);
    if (!window || stages.indexOf(stage) < stages.indexOf(phase)) return false;
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
      const window = windowOf({ phases: round.phases, exceptions: own ?? [] }, duty.phase);
      if (!window) return [];
      const isOwed = duty.isOwed && isStillOwed(round, duty.phase, { window, now });
      const steps = plannedSteps(plans[duty.phase] ?? defaultPlan, window, calendar);
      return [{ roundId: round.id, duty: { ...duty, isOwed }, deadline: window.closesAt, steps }];
    });
  });
}

/**
 * What is late is owed until figures are put together. Whoever has let the time for explaining or
 * voting pass has given the answer with that.
 */
function isStillOwed(
  { stage }: RemindedRound,
  phase: Phase,
  { window, now }: { readonly window: { readonly closesAt: string }; readonly now: string },
): boolean {
  if (phase === "explaining" || phase === "council") {
    return Date.parse(now) < Date.parse(window.closesAt);
  }
  return stages.indexOf(stage) < stages.indexOf("consolidation");
}
