import type { AdjustmentItem } from "../scheme/scheme.ts";
import type { TenThousandths } from "./compile-scheme.ts";
import type { Facts } from "./rules/rule-scorer.ts";

/** An adjustment item declared for an agency. */
export interface PreparedAdjustment {
  readonly item: AdjustmentItem;
  readonly count: number;
  /** Places of the leaves that a penalty makes 0. */
  readonly leaves: readonly number[];
}

/** All that one agency's result follows from, ready to compute with. */
export interface PreparedAgency {
  readonly code: string;
  /** By the leaf's place; null without an answer. A survey leaf holds its ballots. */
  readonly facts: readonly (Facts | null)[];
  /** Places of the leaves declared not applicable. */
  readonly notApplicable: ReadonlySet<number>;
  /** Points that appraisers or the council set by hand, by the leaf's place: they count instead. */
  readonly setPoints: ReadonlyMap<number, TenThousandths>;
  readonly adjustments: readonly PreparedAdjustment[];
  /** Keys of the knock-outs declared. */
  readonly knockouts: readonly string[];
}
