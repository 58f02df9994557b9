import type { LeafContent } from "../../core/conversation/effect.ts";
import type { LeafFacts } from "../../core/conversation/world.ts";

/** The columns of a leaf, from `leaf_states l left join staff w on w.id = l.changed_by`. */
export const leafColumns = `l.code, l.version, l.answer, l.points, l.explanation,
  l.not_applicable as "notApplicable", l.evidence_count as "evidenceCount", l.before, l.receipt,
  l.changed_at as at, coalesce(w.full_name, '') as by`;

/** A leaf as a statement with those columns gives it. */
export interface LeafRow extends LeafContent {
  readonly code: string;
  readonly version: number;
  readonly evidenceCount: number;
  readonly before: LeafContent | null;
  readonly receipt: string;
  readonly at: string | Date;
  readonly by: string;
}

/** Reads a leaf's row in the words of the domain. */
export function leafFacts(row: LeafRow): LeafFacts {
  return { ...row, at: new Date(row.at).toISOString() };
}
