import type { SchemeNode } from "../../scheme/scheme.ts";

/** A child of a node with what it has of how much. */
export interface ExplainedChild {
  readonly node: SchemeNode;
  /** Null where the result does not have it yet; its points are null where it does not apply. */
  readonly value: { readonly points: string | null; readonly max: string } | null;
}
