import { isReaderOnly } from "../reader-rights.ts";
import { type ChatTurn, type Talk, stay } from "../talk.ts";

/** Says that an agency has no result; who has none of the kind is asked which agency is meant. */
export function sayNoResult(talk: Talk, agencyCode: string): ChatTurn {
  const { commands } = talk.world.say;
  const isMeant = agencyCode !== talk.me.agencyCode || !isReaderOnly(talk.me);
  return stay(talk, isMeant ? commands.noResult(agencyCode) : commands.whichAgency());
}
