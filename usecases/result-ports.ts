import type { RawObject } from "../core/scheme/raw-value.ts";
import type { Scheme } from "../core/scheme/scheme.ts";

/** A group with all that its results follow from, read in one snapshot. */
export interface GroupToCompute {
  readonly scheme: Scheme;
  readonly schemeHash: string;
  /** In the shape of an answers file: `cham score` would compute the same from it. */
  readonly answers: RawObject;
  /** In the order of the answers' agencies. */
  readonly agencyIds: readonly string[];
  /** The change marks seen with these answers. */
  readonly marks: readonly ChangeMark[];
}

/** Says that an agency's answers changed; a later change has another stamp. */
export interface ChangeMark {
  readonly agencyId: string;
  readonly stamp: string;
}

/** One agency's result as it is kept; points in ten-thousandths. */
export interface ComputedAgency {
  readonly agencyId: string;
  readonly achieved: number;
  readonly applicableMax: number;
  readonly bonus: number;
  readonly penalty: number;
  /** As printed; null when nothing applies, and so are band and rank. */
  readonly index: string | null;
  readonly band: string | null;
  readonly rank: number | null;
  /** Every node; null points where it does not apply. */
  readonly nodes: readonly {
    readonly code: string;
    readonly points: number | null;
    readonly max: number;
  }[];
}

/** The results of a group, to be kept as its next snapshot. */
export interface ComputedGroup {
  readonly roundId: string;
  readonly group: string;
  readonly schemeHash: string;
  readonly now: Date;
  readonly agencies: readonly ComputedAgency[];
}

/** Where results are computed from and kept. */
export interface ResultStore {
  /** Groups with answers that no computation has seen, for longer than `olderThanMs`. */
  dirtyGroups(
    olderThanMs: number,
  ): Promise<readonly { readonly roundId: string; readonly group: string }[]>;
  loadGroup(roundId: string, group: string): Promise<GroupToCompute | undefined>;
  /** Keeps a group's results as one piece and gives the snapshot's number. */
  saveGroup(computed: ComputedGroup): Promise<number>;
  /** Takes away the marks that were seen, not those set since. */
  settleMarks(roundId: string, marks: readonly ChangeMark[]): Promise<void>;
}
