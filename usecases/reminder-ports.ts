import type { Language } from "../core/conversation/messages/catalogue.ts";
import type {
  DigestContent,
  RemindedRoundNames,
} from "../core/conversation/reminders/digest-content.ts";
import type { Digest, ScheduledDuty, Skip } from "../core/reminders/due-reminders.ts";
import type {
  Climb,
  EscalationNotice,
  EscalationPlan,
  RungRole,
} from "../core/reminders/escalation.ts";
import type { Recipient } from "../core/reminders/recipient.ts";
import type { Calendar } from "../core/round/calendar.ts";

/** A duty with who stands on the rungs of its ladder. */
export interface LadderedDuty {
  readonly scheduled: ScheduledDuty;
  readonly holders: Readonly<Record<RungRole, readonly string[]>>;
  readonly substitutes: Readonly<Partial<Record<RungRole, readonly string[]>>>;
  readonly plan: EscalationPlan;
  readonly climbs: readonly Climb[];
  /** The coordinator has halted the ladder of whoever owes it. */
  readonly isHalted: boolean;
}

/** A person who may be told, with the words to tell it in. */
export interface RemindedPerson extends Recipient {
  readonly name: string;
  readonly language: Language;
}

/** Everything about reminders at one instant, read in one snapshot. */
export interface RemindersNow {
  readonly rounds: ReadonlyMap<string, RemindedRoundNames>;
  readonly duties: readonly LadderedDuty[];
  /** Owed by rungs climbed before. */
  readonly notices: readonly EscalationNotice[];
  /** Keys that were sent or skipped for good. */
  readonly settled: ReadonlySet<string>;
  readonly people: ReadonlyMap<string, RemindedPerson>;
  readonly calendar: Calendar;
}

/** What is told to one person at once. */
export interface DigestFacts {
  readonly digest: Digest;
  readonly person: RemindedPerson;
  readonly content: DigestContent;
}

/** A rung that was just climbed. */
export interface NewClimb {
  readonly roundId: string;
  readonly dutyKey: string;
  readonly climb: Climb;
  readonly notices: readonly EscalationNotice[];
}

/** The reminders while nobody else sends any, inside one transaction. */
export interface ReminderDesk {
  now(instant: string): Promise<RemindersNow>;
  noteClimb(climb: NewClimb): Promise<void>;
  /** Notes how many duties are owed, for the measures. */
  noteOwed(duties: readonly ScheduledDuty[], instant: string): Promise<void>;
  /** Notes reasons; one that was noted before changes nothing. */
  noteSkips(skips: readonly Skip[], instant: string): Promise<void>;
  /** Writes a digest, its keys and its message in one piece. */
  send(facts: DigestFacts): Promise<void>;
}

/** The reminders, seen from whoever sends them. */
export interface ReminderStore {
  /** How many messages to many wait to be sent. */
  waiting(): Promise<number>;
  /**
   * Sends each digest that its channel has refused by the next one of the person.
   *
   * @returns How many are tried once more.
   */
  tryNextChannels(instant: string): Promise<number>;
  /** Undefined while another process is at it. */
  alone<T>(work: (desk: ReminderDesk) => Promise<T>): Promise<T | undefined>;
}
