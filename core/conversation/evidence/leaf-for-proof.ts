import { type Result, err, ok } from "../../result.ts";
import type { Leaf } from "../../scheme/scheme.ts";
import { findLeaf } from "../scheme-index.ts";
import type { Work } from "../talk.ts";

/** The agency's own leaf that evidence may be given for, or the sentence why not. */
export function leafForProof({ scheme, world: { say } }: Work, code: string): Result<Leaf, string> {
  const leaf = findLeaf(scheme, code);
  if (!leaf) return err(say.common.noSuchCode(code));
  if (leaf.source !== "self")
    return err(say.leaf.notOurs({ source: leaf.source, lead: leaf.lead }));
  return ok(leaf);
}
