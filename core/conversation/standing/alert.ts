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
  | { readonly kind: "inboxOld"; readonly minutes: number; readonly waiting: number }
  | { readonly kind: "queueOld"; readonly minutes: number; readonly waiting: number }
  | {
      readonly kind: "poison";
      readonly channel: string;
      readonly words: string;
      readonly count: number;
    }
  | { readonly kind: "diskLow"; readonly percentFree: number };
