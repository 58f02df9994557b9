import type { Duty } from "../../../reminders/duty.ts";
import type { EscalationNotice } from "../../../reminders/escalation.ts";
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
  readonly buttons: {
    score(): string;
    submit(): string;
    sign(): string;
    appraise(): string;
    appeal(): string;
    vote(): string;
    progress(): string;
    round(): string;
  };
}
