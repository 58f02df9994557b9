/** What the council is told about how the round went; null where the round kept no such record. */
export interface CouncilPack {
  readonly extensions: number;
  readonly reopenings: number;
  readonly movedPhases: number;
  readonly signedAlone: number | null;
  /** Explanations by the answer they got. */
  readonly appeals: {
    readonly accepted: number;
    readonly partly: number;
    readonly rejected: number;
    readonly unanswered: number;
  } | null;
  readonly bulkAgreements: {
    readonly leaves: number;
    readonly spotChecked: number;
    readonly differing: number;
  } | null;
  readonly conflicts: {
    /** Interests that members declared. */
    readonly declared: number;
    /** Items from whose vote the system took members of the agency concerned. */
    readonly bySystem: number;
  };
  /** Leaves whose points the council has set. */
  readonly councilValues: number;
}
