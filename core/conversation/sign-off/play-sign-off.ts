import { findLeaf } from "../scheme-index.ts";
import { type ChatTurn, type Talk, type Work, stay, workOf } from "../talk.ts";
import { askReturnAnswer, openReturned, takeReturnAnswer } from "./answer-return.ts";
import { askTerms, revokeDelegation, takeTerm } from "./delegate-flow.ts";
import { takeFirstCode } from "./factor-flow.ts";
import { askResetReason, takeResetReason } from "./reset-factor.ts";
import { askGiveBack, takeCodes, takeComment } from "./give-back.ts";
import { pressSendCode } from "./send-code.ts";
import { signNow, takeAloneReason, takeSignCode } from "./sign-flow.ts";

/** Plays a button of signing, giving back or delegating; null when it is none of them. */
export function pressSignOff(talk: Talk, verb: string, argument: string): ChatTurn | null {
  switch (verb) {
    case "delegateTo":
      return askTerms(talk, argument);
    case "undelegate":
      return revokeDelegation(talk, argument);
    case "resetFactor":
      return askResetReason(talk, argument);
    case "signNow":
      return atWork(talk, signNow);
    case "sendCode":
      return pressSendCode(talk);
    case "giveBack":
      return atWork(talk, askGiveBack);
    case "returned":
    case "answerReturn":
      return atWork(talk, (work) => pressReturned(work, verb, argument));
    default:
      return null;
  }
}

/** Plays words typed at a step of signing, enrolling or delegating; null at any other step. */
export function typeSignOff(talk: Talk, text: string): ChatTurn | null {
  switch (`${talk.state.flow}/${talk.state.step}`) {
    case "signOff/reason":
      return atWork(talk, (work) => takeAloneReason(work, text));
    case "signOff/factor":
      return atWork(talk, takeSignCode);
    case "signOff/codes":
      return atWork(talk, (work) => takeCodes(work, text));
    case "signOff/comment":
      return atWork(talk, (work) => takeComment(work, text));
    case "signOff/answer":
      return atWork(talk, (work) => takeReturnAnswer(work, text));
    case "factor/prove":
      return takeFirstCode(talk);
    case "resetFactor/reason":
      return takeResetReason(talk, text);
    case "delegate/terms":
      return takeTerm(talk, text);
    default:
      return null;
  }
}

function pressReturned(work: Work, verb: string, code: string): ChatTurn {
  const leaf = findLeaf(work.scheme, code);
  if (!leaf) return stay(work, work.world.say.common.staleButton());
  return verb === "returned" ? openReturned(work, leaf) : askReturnAnswer(work, leaf);
}

function atWork(talk: Talk, play: (work: Work) => ChatTurn): ChatTurn {
  const work = workOf(talk);
  return work ? play(work) : stay(talk, talk.world.say.common.noRound());
}
