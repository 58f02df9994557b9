import type { Leaf, SchemeNode } from "../../scheme/scheme.ts";
import type { LeafGap } from "../self-score/leaf-status.ts";

/** A leaf that keeps the draft from being handed in. */
export interface Blocker {
  readonly leaf: Leaf;
  /** At least one. */
  readonly gaps: readonly LeafGap[];
}

/** What the agency claims in one field. */
export interface FieldTotal {
  readonly field: SchemeNode;
  /** Ten-thousandths of a point, of the agency's own leaves only. */
  readonly points: number;
  readonly max: number;
  /** Leaves whose points the group decides later. */
  readonly waiting: number;
  /** Leaves that the agency asks to leave out, or that its own facts leave out. */
  readonly notApplicable: number;
  /** Leaves that the province has left out for the agency. */
  readonly leftOut: number;
}
