import { refuseToSignAppeals } from "../appeal/sign-appeals.ts";
import { refuseToApprove } from "../approval/approve-results.ts";
import { type ChatTurn, type Talk, type Work, stay, workOf } from "../talk.ts";
import { factorPurpose, sendCode } from "./second-factor.ts";
import { refuseToSign } from "./sign-flow.ts";

/** Sends a code for the act that waits for one, unless that act may no longer be done. */
export function pressSendCode(talk: Talk): ChatTurn {
  return refusalOf(talk) ?? sendCode(talk);
}

function refusalOf(talk: Talk): ChatTurn | null {
  switch (factorPurpose(talk.state)) {
    case "signOff":
      return atWork(talk, refuseToSign);
    case "appeal":
      return atWork(talk, refuseToSignAppeals);
    case "approval":
      return refuseToApprove(talk);
    case null:
      return null;
  }
}

function atWork(talk: Talk, refuse: (work: Work) => ChatTurn | null): ChatTurn | null {
  const work = workOf(talk);
  return work ? refuse(work) : stay(talk, talk.world.say.common.noRound());
}
