import type { Leaf } from "../../scheme/scheme.ts";
import { findLeaf } from "../scheme-index.ts";
import type { HistoryFacts } from "./history-facts.ts";

/** A leaf that is, or was, in an agency's scheme. */
export interface KnownLeaf {
  readonly leaf: Leaf;
  /** When it went out of the scheme; null while it is in it. */
  readonly removedAt: string | null;
}

/** Finds the leaf whose history is asked, also one that a change in mid-round took away. */
export function knownLeaf({
  scheme,
  formerSchemes,
  code,
}: Pick<HistoryFacts, "scheme" | "formerSchemes" | "code">): KnownLeaf | undefined {
  const leaf = findLeaf(scheme, code);
  if (leaf) return { leaf, removedAt: null };
  for (const former of formerSchemes) {
    const removed = findLeaf(former.scheme, code);
    if (removed) return { leaf: removed, removedAt: former.until };
  }
  return undefined;
}
