import type { Calendar } from "../core/round/calendar.ts";
import type { RoundCourse, Unappraised } from "../core/round/course.ts";
import type { StandingChange } from "../core/round/scheme-change.ts";
import type { Code, Scheme } from "../core/scheme/scheme.ts";
import type { LeafPath } from "../core/scheme/leaf-fates.ts";
import type { CarriedDraft, HeldLeaf, HeldLeaves } from "../core/scoring/carry-answers.ts";
import type { GivenValue } from "../core/scoring/carry-value.ts";
import type { GroupToCompute } from "./result-ports.ts";

/** The tables of values that others than the agency give. */
export const valueTables = ["leaf_values", "second_values", "given_answers"] as const;

/** Where a value is kept. */
export type ValueTable = (typeof valueTables)[number];

/** A value as it is kept, with its whole row. */
export interface StoredValue extends GivenValue {
  readonly what: ValueTable;
  /** The step of appraisal, or the source of a given answer; "" for a second value. */
  readonly step: string;
  readonly row: Readonly<Record<string, unknown>>;
}

/** One agency of the group as it stands. */
export interface AgencyDraft {
  readonly agencyId: string;
  readonly code: string;
  readonly name: string;
  readonly isSubmitted: boolean;
  /** Whether it may write at all at this instant, handed in or not. */
  readonly isOpen: boolean;
  readonly leaves: HeldLeaves;
  /** Versions of the leaves' rows, for what was judged of each. */
  readonly versions: ReadonlyMap<Code, number>;
  readonly values: readonly StoredValue[];
}

/** What a change does to one agency. */
export interface AgencyChange {
  readonly agency: AgencyDraft;
  readonly draft: CarriedDraft;
  readonly stays: readonly {
    readonly value: StoredValue;
    readonly code: Code;
    readonly points: number | null;
  }[];
  /** Values that do not stand any more. */
  readonly setAside: readonly StoredValue[];
  /** Values that come back when a change is taken back. */
  readonly comeBack: readonly StoredValue[];
  /** What is asked again needs to be opened for it. */
  readonly isReopened: boolean;
}

/** A version of a scheme in the database, or one that would be added to it. */
export interface SchemeTarget {
  readonly scheme: Scheme;
  readonly hash: string;
  /** Null for content that is not kept yet. */
  readonly version: number | null;
}

/** The scheme that a group is scored by. */
export interface BoundScheme extends SchemeTarget {
  readonly id: string;
  readonly version: number;
}

/** A change that was made and not taken back, with what it wrote over. */
export interface StandingSchemeChange extends StandingChange {
  readonly id: string;
  readonly decision: string;
  readonly former: BoundScheme;
  /** By agency. */
  readonly kept: ReadonlyMap<string, KeptOfAgency>;
}

/** What a change wrote over of one agency. */
export interface KeptOfAgency {
  readonly former: ReadonlyMap<Code, HeldLeaf>;
  readonly asked: ReadonlySet<Code>;
  readonly values: readonly StoredValue[];
}

/** Who changes a scheme, by what, and why. */
export interface SchemeChangeAuthor {
  readonly staffId: string;
  readonly name: string;
  readonly now: string;
  readonly reason: string;
  readonly decision: string;
}

/** A group's answers under another scheme. */
export interface CarriedGroup {
  readonly to: BoundScheme;
  readonly agencies: readonly AgencyChange[];
  /** Where documents go with their leaves. */
  readonly paths: readonly LeafPath[];
  /** The change that is taken back; null for a new one. */
  readonly undoes: string | null;
  readonly now: string;
}

/** What is written of a change besides the answers themselves. */
export interface SchemeChangeRecord {
  readonly author: SchemeChangeAuthor;
  readonly to: BoundScheme;
  readonly agencies: readonly AgencyChange[];
  readonly until: string | null;
  /** The change that is taken back; null for a new one. */
  readonly undoes: string | null;
}

/** A group of a round that is locked for a change of its scheme, inside one transaction. */
export interface SchemeDesk {
  readonly course: RoundCourse;
  readonly group: string;
  readonly bound: BoundScheme;
  calendar(): Promise<Calendar>;
  /** A version of the scheme that is bound now; undefined when there is none. */
  findVersion(version: number): Promise<SchemeTarget | undefined>;
  drafts(now: string): Promise<readonly AgencyDraft[]>;
  /** All that the group's results follow from, as it stands in this transaction. */
  results(): Promise<GroupToCompute>;
  /** The leaves that nobody is there to appraise, under the scheme as it stands in this transaction. */
  unappraised(): Promise<readonly Unappraised[]>;
  standing(): Promise<StandingSchemeChange | null>;
  /** Adds the scheme as a version where it is none yet, and freezes it. */
  keep(target: SchemeTarget, now: string): Promise<BoundScheme>;
  /** Binds the group to a scheme and writes what agencies hold under it. */
  carry(carried: CarriedGroup): Promise<void>;
  /** Writes the trail, opens what is asked again, and tells whom it concerns. */
  record(record: SchemeChangeRecord): Promise<void>;
}

/** Which group is worked on. */
export interface SchemeChangePlace {
  readonly roundId: string;
  readonly group: string;
  /** No turn of any talk that was opened before is written afterwards. */
  readonly holdsTalks: boolean;
}

/** Where the schemes of rounds are changed. */
export interface SchemeChangeStore {
  /**
   * Works on a group while nobody else changes it. What the work has written stays only when it
   * says so; undefined when there is no such round, null when it has no such group.
   */
  alone<T>(
    about: SchemeChangePlace,
    work: (desk: SchemeDesk) => Promise<{ readonly stays: boolean; readonly value: T }>,
  ): Promise<T | null | undefined>;
}
