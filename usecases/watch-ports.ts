import type { Language } from "../core/conversation/messages/catalogue.ts";
import type { NamedAlert } from "../core/conversation/standing/alert.ts";
import type { StandingFound } from "../core/conversation/standing/standing-found.ts";
import type { Reply } from "../core/conversation/turn.ts";
import type { Role } from "../core/access/actor.ts";
import type { ScheduledDuty } from "../core/reminders/due-reminders.ts";
import type { Calendar } from "../core/round/calendar.ts";
import type { RoundFacts, RoundMarks } from "../core/round/round.ts";

/** A message in the language of whoever has it. */
export type Letter = (language: Language) => Reply;

/** An alert with whom it is for and what they are told. */
export interface AlertLetter extends NamedAlert {
  readonly hearers: readonly Role[];
  readonly letter: Letter;
}

/** A round that runs, with its duties; those that are done too. */
export interface WatchedRound {
  readonly round: RoundMarks & Pick<RoundFacts, "id" | "title" | "phases">;
  readonly duties: readonly ScheduledDuty[];
}

/** What those who run rounds are told by themselves, seen from whoever tells them. */
export interface WatchStore {
  calendar(): Promise<Calendar>;
  /** Where the rounds that run stand. */
  standing(at: { readonly calendar: Calendar; readonly now: string }): Promise<StandingFound>;
  /**
   * Notes that a day (YYYY-MM-DD) has its report and sends coordinators its letters, in one piece.
   *
   * @returns How many people they went to; 0 when the day had its report, or there are no letters.
   */
  sendMorning(report: {
    readonly day: string;
    readonly now: string;
    readonly letters: readonly Letter[];
  }): Promise<number>;
  rounds(at: {
    readonly calendar: Calendar;
    readonly now: string;
  }): Promise<readonly WatchedRound[]>;
  /** What has waited too long, failed too often or been refused again and again. */
  troubles(now: string): Promise<readonly NamedAlert[]>;
  /**
   * Tells what is new and ends what is not among these, in one piece: an alert is told once while
   * it lasts.
   *
   * @returns How many were told.
   */
  raise(alerts: readonly AlertLetter[], now: string): Promise<number>;
}
