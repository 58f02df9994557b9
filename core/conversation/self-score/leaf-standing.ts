import { decimal, roundHalfUp } from "../../rational.ts";
import type { Leaf } from "../../scheme/scheme.ts";
import { unitsPerPoint } from "../../scoring/compile-scheme.ts";
import type { LeafContent } from "../effect.ts";

/** How a leaf stands in the agency's own reckoning, before the group and any appraisal. */
export type LeafStanding =
  /** Points in ten-thousandths; 0 for a leaf without an answer. */
  | { readonly kind: "points"; readonly points: number }
  /** Its points follow from the group's other agencies. */
  | { readonly kind: "waits" }
  /** Said not to apply, or found so by its rule: it leaves the maximum, or counts full. */
  | { readonly kind: "notApplicable"; readonly countsFull: boolean };

/** How a leaf stands that does not apply. */
export function outsideStanding({ notApplicable }: Leaf): LeafStanding {
  return { kind: "notApplicable", countsFull: notApplicable === "full" };
}

/** Tells how a leaf stands by what the draft holds. */
export function leafStanding(leaf: Leaf, content: LeafContent | undefined): LeafStanding {
  if (content === undefined) return { kind: "points", points: 0 };
  if (content.notApplicable !== null) return outsideStanding(leaf);
  if (content.answer === null || content.points !== null) {
    return { kind: "points", points: content.points ?? 0 };
  }
  return isCompared(leaf, content.answer) ? { kind: "waits" } : outsideStanding(leaf);
}

/** The leaf's maximum in ten-thousandths. */
export function maxOf({ max }: Leaf): number {
  return roundHalfUp(decimal(max), unitsPerPoint);
}

/** A relative leaf is compared unless there was nothing to do. */
function isCompared({ rule }: Leaf, answer: NonNullable<LeafContent["answer"]>): boolean {
  return rule.kind === "relative" && !("total" in answer && answer.total === "0");
}
