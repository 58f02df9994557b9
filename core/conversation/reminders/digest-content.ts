import type { DueReminder, ScheduledDuty } from "../../reminders/due-reminders.ts";
import type { EscalationNotice } from "../../reminders/escalation.ts";
import type { Calendar } from "../../round/calendar.ts";
import type { RoundMarks } from "../../round/round.ts";

/** A round that people are reminded of. */
export interface RemindedRoundNames extends RoundMarks {
  readonly id: string;
  readonly title: string;
}

/** What somebody else owes, told to whoever stands above. */
export interface NoticeOf {
  readonly notice: EscalationNotice;
  readonly scheduled: ScheduledDuty;
}

/** All that one person is told in one message. */
export interface DigestContent {
  /** Full name of the person. */
  readonly name: string;
  readonly rounds: ReadonlyMap<string, RemindedRoundNames>;
  /** Nearest deadline first. */
  readonly reminders: readonly DueReminder[];
  readonly notices: readonly NoticeOf[];
  readonly calendar: Calendar;
  readonly now: string;
}
