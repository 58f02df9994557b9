import type { LeftOut } from "../../core/round/left-out.ts";
import type {
  DraftCourse,
  ReturnedLeaf,
  Signature,
  VoidCause,
} from "../../core/conversation/sign-off/sign-off-facts.ts";

interface ActRow {
  readonly at: string;
  readonly name: string | null;
  readonly forName: string | null;
  readonly decision: string | null;
}

interface SignOffRow extends ActRow {
  readonly voidedAt: string | null;
  readonly cause: VoidCause | null;
}

interface ReturnedRow extends ActRow {
  readonly code: string;
  readonly comment: string;
}

/** What the database's function `draft_course` gives. */
export interface CourseRow {
  readonly signed: SignOffRow | null;
  readonly returned: readonly ReturnedRow[];
  readonly leftOut: readonly LeftOut[];
}

/** Reads where a draft stands between officers and leader. */
export function courseOf({ signed: last, returned, leftOut }: CourseRow): DraftCourse {
  const holds = last?.voidedAt === null;
  return {
    signed: last && holds ? signatureOf(last) : null,
    voided: last && !holds ? voidedOf(last) : null,
    returned: returned.map((row): ReturnedLeaf => ({
      ...signatureOf(row),
      code: row.code,
      comment: row.comment,
    })),
    leftOut,
  };
}

function voidedOf({ voidedAt, cause, ...signed }: SignOffRow): DraftCourse["voided"] {
  if (voidedAt === null || cause === null) return null;
  return { ...signatureOf(signed), voidedAt: instant(voidedAt), cause };
}

function signatureOf({ at, name, forName, decision }: ActRow): Signature {
  return { at: instant(at), by: { name: name ?? "", forName, decision } };
}

function instant(at: string): string {
  return new Date(at).toISOString();
}
