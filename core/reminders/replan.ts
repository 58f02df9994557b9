import type { Calendar } from "../round/calendar.ts";
import { localDayOf } from "../round/local-instant.ts";
import type { PhaseWindow } from "../round/round.ts";
import { type ScheduledDuty, reminderKey } from "./due-reminders.ts";
import type { Duty } from "./duty.ts";
import type { Recipient } from "./recipient.ts";
import { type PlannedStep, type ReminderPlan, plannedSteps } from "./reminder-plan.ts";
import { nextSendable, officeHours } from "./sending-hours.ts";

/** A step that another deadline moves, drops (no longer planned) or adds. */
export interface StepChange {
  readonly days: number;
  /** Null when there was no such step. */
  readonly former: PlannedStep | null;
  /** Null when there is none any more. */
  readonly next: PlannedStep | null;
}

/** Two windows of the same phase and the plan that lies on both. */
export interface MovedWindow {
  readonly plan: ReminderPlan;
  readonly former: PhaseWindow;
  readonly next: PhaseWindow;
  readonly calendar: Calendar;
}

/** A deadline that a person was told, in a digest or a correction. */
export interface ToldDeadline {
  readonly roundId: string;
  readonly dutyKey: string;
  readonly staffId: string;
  readonly deadline: string;
  /** When it was told. */
  readonly at: string;
}

/** One duty's line in a correction. */
export interface CorrectedDeadline {
  /** Unique: this duty of this person, since it was told this. */
  readonly key: string;
  readonly scheduled: ScheduledDuty;
  /** What the person was told. */
  readonly told: string;
  /** Keys of reminders that the correction stands for: they are settled with it. */
  readonly covers: readonly string[];
}

/** One message to one person whose dates were moved. */
export interface Correction {
  readonly staffId: string;
  /** The first instant at which it may go out; now, or later. */
  readonly notBefore: string;
  /** Nearest deadline first; at least one. */
  readonly lines: readonly CorrectedDeadline[];
}

/** All from which follows who was told a date that no longer holds. */
export interface CorrectionFacts {
  /** With the steps of the deadlines that hold now. */
  readonly duties: readonly ScheduledDuty[];
  /** In any order; corrections that went out are among them. */
  readonly told: readonly ToldDeadline[];
  readonly recipients: ReadonlyMap<string, Pick<Recipient, "hours">>;
  readonly calendar: Calendar;
  readonly now: string;
}

/** Lists what another deadline changes in the steps of a phase, ascending by days. */
export function changedSteps({ plan, former, next, calendar }: MovedWindow): readonly StepChange[] {
  const before = plannedSteps(plan, former, calendar);
  const after = plannedSteps(plan, next, calendar);
  return plan.steps
    .map(({ days }) => ({ days, former: stepOf(before, days), next: stepOf(after, days) }))
    .filter((change) => change.former?.instant !== change.next?.instant);
}

/**
 * Says who is owed a correction: whoever still owes and was last told another deadline than the one
 * that holds. Worked out from what was told, so that a date moved to and fro in between owes none,
 * and a correction noted as told is owed no more. To be asked before `dueReminders`, which then
 * leaves out what the corrections cover.
 */
export function owedCorrections(facts: CorrectionFacts): readonly Correction[] {
  const last = lastTold(facts.told);
  const lines = facts.duties.flatMap((scheduled) =>
    peopleOf(scheduled.duty).flatMap((staffId) => {
      const told = last.get(nameOf(scheduled.roundId, scheduled.duty.key, staffId));
      if (!told || !isMoved(facts, scheduled, told)) return [];
      return [{ staffId, line: lineOf(facts, scheduled, told) }];
    }),
  );
  return [...new Set(lines.map(({ staffId }) => staffId))].map((staffId) => ({
    staffId,
    notBefore: notBefore(facts, staffId),
    lines: lines
      .filter((each) => each.staffId === staffId)
      .map(({ line }) => line)
      .toSorted(byDeadline),
  }));
}

function stepOf(steps: readonly PlannedStep[], days: number): PlannedStep | null {
  return steps.find((step) => step.days === days) ?? null;
}

function lastTold(told: readonly ToldDeadline[]): ReadonlyMap<string, ToldDeadline> {
  const inOrder = told.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return new Map(
    inOrder.map((each) => [nameOf(each.roundId, each.dutyKey, each.staffId), each] as const),
  );
}

/** Whoever has done the duty has no use for its date. */
function peopleOf({ isOwed, owedBy }: Duty): readonly string[] {
  return isOwed ? [...new Set(owedBy)] : [];
}

function lineOf(
  { now }: CorrectionFacts,
  scheduled: ScheduledDuty,
  { staffId, deadline, at }: ToldDeadline,
): CorrectedDeadline {
  const name = nameOf(scheduled.roundId, scheduled.duty.key, staffId);
  const today = localDayOf(now);
  const covers = scheduled.steps
    .filter(({ instant }) => localDayOf(instant) <= today)
    .map((step) => reminderKey(scheduled, staffId, step));
  return { key: `${name}:correction@${at}`, scheduled, told: deadline, covers };
}

function notBefore({ recipients, calendar, now }: CorrectionFacts, staffId: string): string {
  return nextSendable(calendar, recipients.get(staffId)?.hours ?? officeHours, now);
}

function nameOf(roundId: string, dutyKey: string, staffId: string): string {
  return `${roundId}:${dutyKey}:${staffId}`;
}

/** Once the deadline that holds has passed, too, the steps after it say so. */
function isMoved(
  { now }: CorrectionFacts,
  { deadline }: ScheduledDuty,
  told: ToldDeadline,
): boolean {
  const holds = Date.parse(deadline);
  return Date.parse(told.deadline) !== holds && Date.parse(now) < holds;
}

function byDeadline(one: CorrectedDeadline, other: CorrectedDeadline): number {
  return Date.parse(one.scheduled.deadline) - Date.parse(other.scheduled.deadline);
}
