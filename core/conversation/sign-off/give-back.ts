import { windowOf } from "../../round/phase-window.ts";
import { keyOf } from "../choice-keys.ts";
import { lengthOf } from "../reading/length-of.ts";
import { readCode } from "../reading/read-command.ts";
import { findLeaf } from "../scheme-index.ts";
import { type ChatTurn, type Work, isAt, moveTo, receiptAt, stay, turn } from "../talk.ts";
import { signerOf } from "./acting.ts";
import { isOpenForReturn } from "./sign-flow.ts";

const shortestComment = 10;
const longestComment = 1000;
const mostCodes = 40;

/** Asks which leaves are given back to the officers. */
export function askGiveBack(work: Work): ChatTurn {
  const refusal = whyNotGiveBack(work);
  if (refusal) return refusal;
  const { say } = work.world;
  const choices = [[{ key: keyOf("sign"), label: say.signOff.backToReview() }]];
  const state = moveTo(work.state, { flow: "signOff", step: "codes" });
  return turn(state, [{ text: say.signOff.askCodes(), choices }]);
}

/** Takes the codes of leaves to give back, several at once. */
export function takeCodes(work: Work, typed: string): ChatTurn {
  const refusal = whyNotGiveBack(work);
  if (refusal) return refusal;
  const { say } = work.world;
  const words = typed
    .split(/[\s,;]+/)
    .filter((word) => word !== "" && !/^(?:và|and)$/iu.test(word));
  const codes = [...new Set(words.map((word) => readCode(word) ?? word))];
  const unknown = codes.filter((code) => findLeaf(work.scheme, code)?.source !== "self");
  if (codes.length === 0 || codes.length > mostCodes || unknown.length > 0) {
    return stay(work, say.signOff.badCodes({ unknown, most: mostCodes }));
  }
  const leaves = codes.flatMap((code) => findLeaf(work.scheme, code) ?? []);
  const state = moveTo(work.state, { flow: "signOff", step: "comment", codes });
  return turn(state, [{ text: say.signOff.askComment({ leaves, shortest: shortestComment }) }]);
}

/** Takes the comment and gives the leaves back. */
export function takeComment(work: Work, typed: string): ChatTurn {
  const { say } = work.world;
  const { state } = work;
  const refusal = whyNotGiveBack(work);
  if (refusal) return refusal;
  if (!isAt(state, "signOff", "comment")) return stay(work, say.common.staleButton());
  const length = lengthOf(typed);
  if (length < shortestComment || length > longestComment) {
    return stay(work, say.signOff.commentLength({ length, shortest: shortestComment }));
  }
  const signer = signerOf(work);
  if (!signer) return stay(work, say.common.notAllowed());
  const receipt = receiptAt(work.world);
  const { codes } = state;
  const wasSigned = work.draft.course.signed !== null;
  return turn(
    moveTo(state, { flow: "menu", step: "idle" }),
    [{ text: say.signOff.givenBack({ codes, receipt, wasSigned }) }],
    [{ kind: "returnLeaves", receipt, codes, comment: typed, for: signer.for }],
  );
}

/** Says why nothing can be given back now and what to do instead; null when it can. */
function whyNotGiveBack(work: Work): ChatTurn | null {
  const { say, now } = work.world;
  if (!signerOf(work)) return stay(work, say.common.notAllowed());
  if (!work.draft.submitted) {
    const codes = work.draft.course.returned.map(({ code }) => code);
    return stay(work, say.signOff.notHandedUp(codes));
  }
  if (isOpenForReturn(work)) return null;
  const closesAt = windowOf(work.round, "selfScoring")?.closesAt ?? now;
  return stay(work, say.signOff.tooLateToGiveBack(closesAt));
}
