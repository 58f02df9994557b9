import type { AgencyCourse } from "./course.ts";
import type { Phase, Stage } from "./round.ts";

/** What a person asks of a round; instants as ISO 8601 in UTC. */
export type RoundChange =
  | { readonly kind: "advance"; readonly to: Stage; readonly reason: string | null }
  /** More time for one agency in a whole phase. */
  | {
      readonly kind: "extend";
      readonly agency: string;
      readonly phase: Phase;
      readonly until: string;
      readonly reason: string;
      readonly letter: string;
    }
  /** Leaves given back to one agency after it has handed in, or after self-scoring has closed. */
  | {
      readonly kind: "reopen";
      readonly agency: string;
      readonly codes: readonly string[];
      readonly until: string;
      readonly reason: string;
      readonly letter: string;
    }
  /** Another end of a phase, for everybody. */
  | {
      readonly kind: "move";
      readonly phase: Phase;
      readonly until: string;
      readonly reason: string;
    };

/** What is written when nothing is against it. */
export type PlannedChange =
  | {
      readonly kind: "advance";
      readonly from: Stage;
      readonly to: Stage;
      readonly reason: string | null;
    }
  | {
      readonly kind: "grant";
      readonly agency: AgencyCourse;
      readonly phase: Phase;
      /** Null for an extension of the whole phase. */
      readonly codes: readonly string[] | null;
      readonly until: string;
      /** The day off that the deadline was moved from; null when it stays. */
      readonly movedFrom: string | null;
      readonly reason: string;
      readonly letter: string;
    }
  | {
      readonly kind: "move";
      readonly phase: Phase;
      readonly former: string;
      readonly until: string;
      readonly movedFrom: string | null;
      /** The next phase opens at another instant because of it; null when it does not. */
      readonly next: { readonly phase: Phase; readonly opensAt: string } | null;
      readonly reason: string;
    };
