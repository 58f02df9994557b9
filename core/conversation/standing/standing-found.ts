import type { RoundStanding } from "../../reminders/round-standing.ts";
import type { Unreached } from "../reminders/reminder-facts.ts";

/** Where the rounds that run stand, and whom nothing reaches. */
export interface StandingFound {
  readonly standings: readonly RoundStanding[];
  readonly unreached: readonly Unreached[];
}
