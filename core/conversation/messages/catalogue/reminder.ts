import type { Duty } from "../../../reminders/duty.ts";
import type { EscalationNotice } from "../../../reminders/escalation.ts";
import type { HoursProblem, SendingHours } from "../../../reminders/sending-hours.ts";
import type { LoggedReminder, PlannedRound, Unreached } from "../../reminders/reminder-facts.ts";
import type { RemindedRoundNames } from "../../reminders/digest-content.ts";

/** A deadline as it stands at an instant. */
export interface TimeOf {
  readonly deadline: string;
  readonly now: string;
  readonly isLate: boolean;
  /** Left after today, or gone since the last day. */
  readonly workingDays: number;
}

/** What people are reminded of, and what is told of others who have not done it. */
export interface ReminderMessages {
  title(counts: { readonly own: number; readonly others: number }): string;
  round(round: RemindedRoundNames): string;
  greeting(name: string): string;
  /** By the nearest deadline: early, near, today, past. */
  opening(nearest: TimeOf): string;
  closing(nearest: TimeOf): string;
  duty(facts: { readonly duty: Duty; readonly time: TimeOf }): string;
  noticeOpening(facts: { readonly count: number }): string;
  notice(facts: {
    readonly duty: Duty;
    readonly time: TimeOf;
    readonly notice: EscalationNotice;
  }): string;
  noticeClosing(): string;
  more(count: number): string;
  misread(read: string): string;
  nothingOwed(): string;
  settings(facts: { readonly hours: SendingHours; readonly channels: number }): string;
  hoursSet(hours: SendingHours): string;
  hoursRefused(problem: HoursProblem): string;
  planTitle(): string;
  plan(round: PlannedRound): string;
  logTitle(): string;
  log(facts: {
    readonly rows: readonly LoggedReminder[];
    readonly unreached: readonly Unreached[];
    readonly page: number;
  }): string;
  noSuchAgency(): string;
  /** Before the message that people of an agency would get now. */
  sample(): string;
  readonly buttons: {
    score(): string;
    rescore(): string;
    submit(): string;
    sign(): string;
    appraise(): string;
    appeal(): string;
    vote(): string;
    supply(): string;
    progress(): string;
    round(): string;
    log(): string;
    newer(): string;
    older(): string;
  };
}
