import type { Stage } from "./round.ts";

/** The decision by which an agency is renamed or merged. */
export interface AgencyDecision {
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

/** An agency as it stands in the register. */
export interface KnownAgency {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly group: string;
  readonly isActive: boolean;
  /** Code of the agency it was merged into; null while it stands by itself. */
  readonly mergedInto: string | null;
}

/** A round in which an agency takes part. */
export interface RoundOfAgency {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly stage: Stage;
}

/** An agency is to be called otherwise. */
export interface RenameOrder {
  readonly agency: string;
  readonly name: string;
  /** Null: the code stays. */
  readonly code: string | null;
  readonly decision: AgencyDecision;
}

/** A renaming against which nothing stands. */
export interface PlannedRename {
  readonly agency: KnownAgency;
  readonly name: string;
  readonly code: string;
  readonly decision: AgencyDecision;
  /** Rounds whose ledger notes it: those that run. */
  readonly rounds: readonly RoundOfAgency[];
}

/** Agencies are to go on as another. */
export interface MergeOrder {
  readonly from: readonly string[];
  readonly into: string;
  /** Set when `into` is an agency that the merger makes. */
  readonly newAgency: { readonly name: string; readonly group: string | null } | null;
  /** Whose draft goes on where several have a value; null for `into`. */
  readonly keep: string | null;
  readonly decision: AgencyDecision;
}

/** What an agency has said of a leaf. */
export interface MergeableLeaf {
  readonly code: string;
  /** Said by the agency itself, or given from outside: figures, tallies. */
  readonly origin: "own" | "given";
  /** It has a value: facts, or the request to be left out. */
  readonly hasValue: boolean;
  /** Ten-thousandths; null when there are none or the group decides. */
  readonly points: number | null;
  readonly hasExplanation: boolean;
  readonly evidence: number;
}

/** What an agency has in a round. */
export interface MergeableDraft {
  readonly agencyId: string;
  readonly leaves: readonly MergeableLeaf[];
}

/** A round that a merger changes, as it was found. */
export interface RoundToMerge {
  readonly round: RoundOfAgency;
  /** Drafts of those that take part in it, `into` included. */
  readonly drafts: readonly (MergeableDraft & {
    readonly group: string;
    /** Bonus, penalty and what does not apply, declared for it by the province. */
    readonly declarations: number;
    /** Leaves that were appraised. */
    readonly appraised: readonly string[];
  })[];
}

/** A leaf that goes over to another agency. */
export interface CarriedLeaf {
  readonly leaf: MergeableLeaf;
  readonly fromId: string;
}

/** A leaf whose value did not go on, for somebody to look at. */
export interface SetAsideLeaf {
  readonly leaf: MergeableLeaf;
  readonly agencyId: string;
}

/** What a merger comes to in one round. */
export interface PlannedRoundMerger {
  readonly round: RoundOfAgency;
  readonly group: string;
  /** The agency that goes on was not in this round. */
  readonly joins: boolean;
  /** Those that leave it. */
  readonly leavingIds: readonly string[];
  readonly carried: readonly CarriedLeaf[];
  readonly setAside: readonly SetAsideLeaf[];
  /** Leaves whose appraised value was of other facts than those that go on: to be appraised anew. */
  readonly reappraised: readonly string[];
  /** Declarations of those that leave: none goes over by itself. */
  readonly declarations: number;
}

/** A merger against which nothing stands. */
export interface PlannedMerger {
  readonly from: readonly KnownAgency[];
  readonly into: Omit<KnownAgency, "id"> & {
    /** Null for an agency that is made by the merger. */
    readonly id: string | null;
  };
  /** Whose draft goes on where several have a value. */
  readonly keep: string;
  readonly decision: AgencyDecision;
  readonly rounds: readonly PlannedRoundMerger[];
}

/** Why an agency is not renamed or merged; each is answered with what to do about it. */
export type AgencyRefusal =
  | { readonly code: "noRight" }
  | { readonly code: "unknownAgency"; readonly agency: string }
  | { readonly code: "unknownSuccessor"; readonly agency: string }
  | { readonly code: "alreadyMerged"; readonly agency: string; readonly into: string }
  | { readonly code: "notActive"; readonly agency: string }
  | { readonly code: "intoItself"; readonly agency: string }
  | { readonly code: "namedTwice"; readonly agency: string }
  | { readonly code: "codeTaken"; readonly agency: string }
  | { readonly code: "badCode"; readonly agency: string }
  | { readonly code: "badName"; readonly name: string }
  | { readonly code: "sameName"; readonly agency: string }
  | { readonly code: "keepsNobody"; readonly agency: string }
  | {
      readonly code: "otherGroup";
      readonly agency: string;
      readonly group: string;
      readonly wanted: string;
    }
  /** The round's figures are put together: no agency joins or leaves it any more. */
  | { readonly code: "figuresClosed"; readonly round: string; readonly stage: Stage }
  /** The council's closing decision holds the agency's code. */
  | { readonly code: "codeInFigures"; readonly round: string };
