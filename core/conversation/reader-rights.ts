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

/** What a person may see and do of running a round, from its calendar to the approval. */
export function runningRights(me: Actor): {
  readonly seesRound: boolean;
  readonly seesCouncil: boolean;
  readonly submits: boolean;
  readonly approves: boolean;
  readonly handlesTrouble: boolean;
  readonly resetsFactors: boolean;
} {
  const wholeProvince = { agencyId: null, stage: null };
  return {
    seesRound: may(me, "seeRound", wholeProvince),
    seesCouncil: may(me, "seeCouncil", wholeProvince),
    submits: may(me, "submitResults", wholeProvince),
    approves: may(me, "approveResults", wholeProvince),
    handlesTrouble: may(me, "handleTrouble", wholeProvince),
    resetsFactors: may(me, "resetFactor", wholeProvince),
  };
}
