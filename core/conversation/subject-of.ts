import type { Subject } from "../access/may.ts";
import type { Stage } from "../round/round.ts";
import type { Talk } from "./talk.ts";

/**
 * An agency named by its code, as a subject of `may`. Facts name other agencies by code only; the
 * code then stands for the id, which is enough to tell it from the person's own.
 */
export function subjectOf(
  { me, world }: Talk,
  agencyCode: string,
  field?: string,
  stage: Stage | null = world.round?.stage ?? null,
): Subject {
  const agencyId = agencyCode === me.agencyCode ? me.agencyId : `code:${agencyCode}`;
  return { agencyId, stage, ...(field !== undefined && { field }) };
}
