import type { Role } from "../../access/actor.ts";
import type { RoundMarks } from "../../round/round.ts";
import type { Phase } from "../../round/round.ts";

/** What coordinators and administrators are told at once. */
export type Alert =
  | {
      readonly kind: "deadlineOpen";
      readonly round: RoundMarks & { readonly title: string };
      readonly phase: Phase;
      readonly deadline: string;
      /** Codes of agencies, or names of people, that have not done it. */
      readonly open: readonly string[];
    }
  | {
      readonly kind: "evidenceRefused";
      readonly agencyCode: string;
      readonly agencyName: string;
      readonly code: string;
      readonly times: number;
    }
  | {
      readonly kind: "channelDown";
      readonly channel: string;
      readonly minutes: number;
      readonly waiting: number;
    }
  | {
      readonly kind: "quotaNear";
      readonly channel: string;
      readonly used: number;
      readonly quota: number;
    }
  | { readonly kind: "inboxOld"; readonly minutes: number; readonly waiting: number }
  | { readonly kind: "queueOld"; readonly minutes: number; readonly waiting: number }
  | {
      readonly kind: "poison";
      readonly channel: string;
      readonly words: string;
      readonly count: number;
    }
  | { readonly kind: "diskLow"; readonly percentFree: number };

/** An alert with the name under which it is raised once while it lasts. */
export interface NamedAlert {
  readonly key: string;
  readonly alert: Alert;
}

/** Who hears of an alert; what is about the machine goes to its administrators too. */
export function hearersOf({ kind }: Alert): readonly Role[] {
  return kind === "deadlineOpen" || kind === "evidenceRefused"
    ? ["coordinator"]
    : ["coordinator", "admin"];
}
