import type { Actor } from "../access/actor.ts";
import { may } from "../access/may.ts";

/** Whether a person may see the results of all agencies. */
export function seesAll(me: Actor): boolean {
  return may(me, "seeRanking", { agencyId: null, stage: null });
}

/** People who read every draft but work on none: the inspector, the coordinator. */
export function isReaderOnly(me: Actor): boolean {
  return !may(me, "scoreSelf", { agencyId: me.agencyId, stage: null }) && seesAll(me);
}
