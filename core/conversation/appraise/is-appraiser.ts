import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";

/** Whether the person has the duty at all; what may be decided is asked leaf by leaf. */
export function isAppraiser(me: Actor): boolean {
  const anywhere = { agencyId: "any", field: "any", stage: "appraisal", assigned: true } as const;
  return may(me, "appraise", anywhere);
}
