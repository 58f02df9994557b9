import type { AgencyDecision } from "../round/agency-change.ts";
import type { Phase } from "../round/round.ts";

/** More time for one agency, or leaves given back to it. */
export interface PackException {
  readonly agency: string;
  readonly phase: Phase;
  /** Leaves given back; null for the whole phase. */
  readonly codes: readonly string[] | null;
  readonly closesAt: string;
  readonly reason: string;
  /** Empty when none is named. */
  readonly letter: string;
}

/** What the council is told about how the round went. */
export interface CouncilPack {
  /** By agency, then as granted. */
  readonly extensions: readonly PackException[];
  readonly reopenings: readonly PackException[];
  /** Agencies that were renamed or merged while the round ran, by date. */
  readonly agencyChanges: readonly {
    readonly kind: "renamed" | "merged";
    readonly agency: string;
    /** What it was called, or what was merged into it. */
    readonly former: string;
    readonly decision: AgencyDecision;
  }[];
  /** As they were moved. */
  readonly movedPhases: readonly {
    readonly phase: Phase;
    readonly former: string;
    readonly until: string;
    readonly reason: string;
  }[];
  /** Valid signatures of leaders under what only they had entered, by agency. */
  readonly signedAlone: readonly {
    readonly agency: string;
    readonly leader: string;
    readonly reason: string;
  }[];
  /** Explanations by the answer they got. */
  readonly appeals: {
    readonly accepted: number;
    readonly partly: number;
    readonly rejected: number;
    readonly unanswered: number;
  };
  /** Leaves on which two appraisals differ by more than the round allows. */
  readonly blindDifferences: number;
  readonly bulkAgreements: {
    readonly leaves: number;
    readonly spotChecked: number;
    readonly differing: number;
    readonly unjudged: number;
  };
  readonly conflicts: {
    /** Interests that members declared. */
    readonly declared: number;
    /** Items from whose vote the system took members of the agency concerned. */
    readonly bySystem: number;
  };
  /** Leaves whose points the council has set. */
  readonly councilValues: number;
}
