import type { RoundStanding } from "../../../reminders/round-standing.ts";
import type { Unreached } from "../../reminders/reminder-facts.ts";
import type { Alert } from "../../standing/alert.ts";

/** Where a round stands, and what has to be seen to at once. */
export interface StandingMessages {
  title(): string;
  /** Above the same text when it comes by itself in the morning. */
  dailyTitle(): string;
  standing(facts: {
    readonly standing: RoundStanding;
    readonly unreached: readonly Unreached[];
  }): string;
  alertTitle(): string;
  alert(alert: Alert): string;
  readonly buttons: {
    laggards(): string;
    log(): string;
    round(): string;
    trouble(): string;
  };
}
