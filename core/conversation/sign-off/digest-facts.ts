import type { Leaf } from "../../scheme/scheme.ts";
import type { LeafChanged } from "../../sign-off/changes-since.ts";
import type { SettledReturn } from "./sign-off-facts.ts";
import type { Blocker, FieldTotal } from "../submit/submit-facts.ts";

/** A change since the last signature, with its leaf. */
export interface DigestChange extends LeafChanged {
  readonly leaf: Leaf;
}

/** What a leader reads before signing. */
export interface Digest {
  readonly agencyName: string;
  readonly roundTitle: string;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
  readonly totals: readonly FieldTotal[];
  /** Null at the first signature: everything is new. */
  readonly changes: readonly DigestChange[] | null;
  /** What became of the leaves given back since the last signature. */
  readonly settled: readonly SettledReturn[];
  readonly leafCount: number;
  /** What is still missing; files being fetched or refused among it. */
  readonly gaps: readonly Blocker[];
  /** Leaves with an explanation in place of evidence. */
  readonly explained: readonly string[];
  readonly notApplicable: readonly string[];
}
