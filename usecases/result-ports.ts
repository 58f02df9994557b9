import type { RawObject } from "../core/scheme/raw-value.ts";
import type { Scheme } from "../core/scheme/scheme.ts";

/** A group with all that its results follow from, as far as the reader does not know it. */
export interface GroupToCompute {
  /** Reads the scheme; only asked for when the whole group was read. */
  readonly scheme: () => Scheme;
  readonly schemeHash: string;
  /** The number of the results that are kept now. */
  readonly snapshot: number;
  /** False when `answers` hold only the agencies that have changed since the known results. */
  readonly isWhole: boolean;
  /** In the shape of an answers file: `cham score` would compute the same from a whole one. */
  readonly answers: RawObject;
  /** In the order of the answers' agencies. */
  readonly answeredIds: readonly string[];
  /** Every agency of the group, by code. */
  readonly agencyIds: readonly string[];
  /** The change marks seen with these answers. */
  readonly marks: readonly ChangeMark[];
}

/** Results of a group that a process has read or kept before. */
export interface KnownSnapshot {
  readonly snapshot: number;
  readonly schemeHash: string;
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
  /** Nodes in the scheme's order; null points where one does not apply. */
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
  /** The snapshot that these results follow. */
  readonly after: number;
  /** Agencies whose totals or nodes differ from that snapshot's, with the nodes that differ. */
  readonly agencies: readonly ComputedAgency[];
}

/** Where results are computed from and kept. */
export interface ResultStore {
  /** Groups with answers that no computation has seen, for longer than `olderThanMs`. */
  dirtyGroups(
    olderThanMs: number,
  ): Promise<readonly { readonly roundId: string; readonly group: string }[]>;
  /** Reads a group: only what changed since when `known` is what is kept now, else all of it. */
  loadGroup(
    roundId: string,
    group: string,
    known: KnownSnapshot | null,
  ): Promise<GroupToCompute | undefined>;
  /**
   * Keeps a group's results as one piece.
   *
   * @returns The snapshot's number; null when other results have been kept meanwhile, and then
   *   nothing is written.
   */
  saveGroup(computed: ComputedGroup): Promise<number | null>;
  /** Takes away the marks that were seen, not those set since. */
  settleMarks(roundId: string, marks: readonly ChangeMark[]): Promise<void>;
}
