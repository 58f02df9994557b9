import type { ChatTurn } from "../talk.ts";
import { handOut } from "./file-reply.ts";
import { type Judging, judgeChoice, refuseJudging, whyNotJudge } from "./judging.ts";

/** Hands an appraiser one file of the leaf, whether or not anything can be decided now. */
export function handOutFile(judging: Judging, receipt: string): ChatTurn {
  const { world, facts, agency, at, leaf } = judging;
  const refusal = whyNotJudge(judging);
  if (refusal?.kind === "ownAgency" || refusal?.kind === "noRight") {
    return refuseJudging(judging, refusal, null);
  }
  const of = {
    ...{ agencyName: agency.name, code: leaf.code, evidence: at.evidence },
    filesInChat: facts.filesInChat,
  };
  const back = judgeChoice(judging, "card", world.say.appraise.buttons.card());
  return handOut(judging, of, receipt, back);
}
