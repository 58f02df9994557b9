import type {
  KnownAgency,
  PlannedMerger,
  PlannedRename,
  RoundToMerge,
} from "../core/round/agency-change.ts";
import type { RenameFacts } from "../core/round/plan-rename.ts";
import type { RoundAuthor } from "./round-ports.ts";

/** The agencies and the rounds that run, locked for one change. */
export interface AgencyChangeDesk {
  readonly agencies: readonly KnownAgency[];
  /** Rounds of any stage in which the agency takes part. */
  roundsOf(agencyId: string): Promise<RenameFacts["rounds"]>;
  /** Rounds before publication in which any of `from` takes part, with the drafts of all named. */
  roundsToMerge(from: readonly string[], into: string | null): Promise<readonly RoundToMerge[]>;
  /** Writes it with its trail, and tells the agency's people. */
  rename(planned: PlannedRename, by: RoundAuthor): Promise<void>;
  /** Writes it with its trail, and tells the people of all agencies concerned. */
  merge(planned: PlannedMerger, by: RoundAuthor): Promise<void>;
}

/** Lets one change of agencies at a time read and write, in one transaction. */
export interface AgencyChanges {
  alone<T>(work: (desk: AgencyChangeDesk) => Promise<T>): Promise<T>;
}
