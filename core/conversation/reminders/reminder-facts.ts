import type { SendFault } from "../../delivery/send-fault.ts";
import type { SkipReason } from "../../reminders/due-reminders.ts";
import type { Deserted } from "../../reminders/deserted.ts";
import type { EscalationPlan } from "../../reminders/escalation.ts";
import type { Unreachable } from "../../reminders/recipient.ts";
import type { PlannedStep } from "../../reminders/reminder-plan.ts";
import type { SendingHours } from "../../reminders/sending-hours.ts";
import type { Phase, PhaseWindow, RoundMarks, Stage } from "../../round/round.ts";
import type { DigestContent } from "./digest-content.ts";

/** What is asked about reminders. */
export type ReminderView =
  /** What the person owes now. */
  | { readonly kind: "own" }
  /** When each phase of the rounds that run reminds. */
  | { readonly kind: "plan" }
  | { readonly kind: "log"; readonly page: number }
  /** The message that people of an agency would get now. */
  | { readonly kind: "sample"; readonly agencyCode: string };

/** The plan of one phase laid on its window. */
export interface PlannedPhase {
  readonly phase: Phase;
  readonly window: PhaseWindow;
  readonly steps: readonly PlannedStep[];
  readonly escalation: EscalationPlan;
  /** Duties not done, and the people who could be told of them. */
  readonly owed: number;
  readonly people: number;
}

/** The plan of a round. */
export interface PlannedRound extends RoundMarks {
  readonly code: string;
  readonly title: string;
  readonly stage: Stage;
  readonly phases: readonly PlannedPhase[];
}

/** A line of the log, newest first. */
export interface LoggedReminder {
  readonly at: string;
  readonly name: string;
  readonly agencyCode: string;
  /** An agency's code, or the name of the person who owes it alone. */
  readonly subject: string;
  /** As in `Duty.key`: the kind of duty. */
  readonly duty: string;
  /** As in `PlannedStep.key`, or the rung of the ladder. */
  readonly step: string;
  readonly outcome:
    | { readonly kind: "waiting" | "delivered" | "mayHaveArrived"; readonly channel: string }
    | { readonly kind: "failed"; readonly channel: string; readonly fault: SendFault }
    | { readonly kind: "skipped"; readonly reason: SkipReason };
}

/** Somebody who owes something and whom nothing reaches, or an agency where nobody owes it. */
export interface Unreached {
  /** A person's, or an agency's where it has nobody for the duty. */
  readonly name: string;
  readonly agencyCode: string;
  readonly reason: Unreachable["reason"] | Deserted["lacks"];
}

/** What was found of what was asked. */
export type ReminderFacts =
  | {
      readonly kind: "own";
      readonly content: DigestContent;
      readonly hours: SendingHours;
      readonly channels: number;
    }
  | { readonly kind: "plan"; readonly rounds: readonly PlannedRound[] }
  | {
      readonly kind: "log";
      readonly rows: readonly LoggedReminder[];
      readonly unreached: readonly Unreached[];
      readonly page: number;
      readonly hasMore: boolean;
    }
  /** Null when no round has such an agency. */
  | { readonly kind: "sample"; readonly content: DigestContent | null };
