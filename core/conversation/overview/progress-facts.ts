import type { PhaseWindow, RoundMarks, Stage } from "../../round/round.ts";
import type { Code } from "../../scheme/scheme.ts";

/** Leaves done, of the leaves there are to do. */
export interface Done {
  readonly done: number;
  readonly total: number;
}

/** One agency in the phase that runs; what is done to it counts where appraisers have to work. */
export interface AgencyProgress {
  readonly code: string;
  readonly name: string;
  readonly whole: Done;
  /** In the order of the group's fields. */
  readonly fields: readonly Done[];
  /** Leaves answered that lack only proof, and so are not done; 0 outside self-scoring. */
  readonly unproved: number;
  /** The agency's own, with its extension; null in a stage that the clock does not end. */
  readonly window: PhaseWindow | null;
  /** How far the agency's own part has been passed on. */
  readonly standing: "open" | "submitted" | "signed";
}

/** One agency in charge of appraising, over all agencies of the group. */
export interface LeadProgress extends Done {
  readonly code: string;
  readonly name: string;
}

/** How far one group of agencies has come in the phase that runs. */
export interface GroupProgress extends RoundMarks {
  readonly group: string;
  readonly roundTitle: string;
  readonly stage: Stage;
  /** Null in a stage that the clock does not end. */
  readonly window: PhaseWindow | null;
  readonly fields: readonly { readonly code: Code; readonly name: string }[];
  /** In the order of their codes; their counts are 0 of 0 in a stage without leaves to do. */
  readonly agencies: readonly AgencyProgress[];
  /** Who has to appraise; empty in the other phases. */
  readonly leads: readonly LeadProgress[];
}
