import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import { lengthOf } from "../reading/length-of.ts";
import { refuseWrite } from "../refuse-write.ts";
import { findLeaf } from "../scheme-index.ts";
import { type ChatTurn, type Work, isAt, moveTo, receiptAt, stay, turn } from "../talk.ts";
import { whyNotWritable } from "../writing.ts";

const shortestAnswer = 10;
const longestAnswer = 1000;

/** What was given back stands before all other work; null when nothing is, or a code was named. */
export function nextReturned(work: Work, argument: string): ChatTurn | null {
  const [first] = work.draft.course.returned;
  if (!first || argument !== "" || whyNotWritable(work, first.code) !== null) return null;
  const leaf = findLeaf(work.scheme, first.code);
  return leaf ? openReturned(work, leaf) : null;
}

/** Lists what was given back, before the draft can be handed up again; null when nothing is. */
export function returnedFirst(work: Work): ChatTurn | null {
  const { returned } = work.draft.course;
  if (returned.length === 0) return null;
  const { say } = work.world;
  const state = moveTo(work.state, { flow: "menu", step: "idle" });
  const choices = returned
    .slice(0, 8)
    .map(({ code }) => [{ key: keyOf("returned", code), label: say.buttons.openCode(code) }]);
  return turn(state, [{ text: say.signOff.settleFirst(returned), choices }]);
}

/** Whether the leader has given a leaf back and it may be settled now. */
export function isReturned(work: Work, { code }: Leaf): boolean {
  const isBack = work.draft.course.returned.some((each) => each.code === code);
  return isBack && whyNotWritable(work, code) === null;
}

/** Opens a leaf that was given back, with the leader's comment. */
export function openReturned(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  const back = work.draft.course.returned.filter(({ code }) => code === leaf.code).at(-1);
  if (!back) return stay(work, say.signOff.alreadySettled(leaf.code));
  const facts = work.draft.leaves.get(leaf.code) ?? null;
  const state = moveTo(work.state, { flow: "selfScore", step: "view", code: leaf.code });
  const text = [say.signOff.comment(back), say.leaf.standing({ leaf, facts })].join("\n\n");
  const choices = [
    [
      { key: keyOf("change", leaf.code), label: say.buttons.answerAgain() },
      { key: keyOf("add", leaf.code), label: say.buttons.addEvidence() },
    ],
    [
      { key: keyOf("explain", leaf.code), label: say.buttons.explain() },
      { key: keyOf("answerReturn", leaf.code), label: say.signOff.answerButton() },
    ],
    [{ key: keyOf("evidence", leaf.code), label: say.buttons.evidence() }],
  ];
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}

/** Asks for an answer to the comment, where the leaf is to stay as it is. */
export function askReturnAnswer(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, null);
  if (!isReturned(work, leaf)) return stay(work, say.signOff.alreadySettled(leaf.code));
  const state = moveTo(work.state, { flow: "signOff", step: "answer", code: leaf.code });
  return turn(state, [{ text: say.signOff.askAnswer(shortestAnswer) }]);
}

/** Takes the officer's answer; the leaf then counts as settled. */
export function takeReturnAnswer(work: Work, typed: string): ChatTurn {
  const { say } = work.world;
  const { state } = work;
  if (!isAt(state, "signOff", "answer")) return stay(work, say.common.staleButton());
  const refusal = whyNotWritable(work, state.code);
  if (refusal) return refuseWrite(work, refusal, typed);
  const length = lengthOf(typed);
  if (length < shortestAnswer || length > longestAnswer) {
    return stay(work, say.signOff.answerLength({ length, shortest: shortestAnswer }));
  }
  const receipt = receiptAt(work.world);
  const left = work.draft.course.returned.filter(({ code }) => code !== state.code);
  const choices = [
    [
      left.length > 0
        ? { key: keyOf("next"), label: say.buttons.next() }
        : { key: keyOf("submit"), label: say.buttons.submit() },
      { key: keyOf("start"), label: say.buttons.menu() },
    ],
  ];
  const text = say.signOff.answered({ code: state.code, receipt, left: left.length });
  return turn(
    moveTo(state, { flow: "menu", step: "idle" }),
    [{ text, choices }],
    [{ kind: "answerReturn", receipt, code: state.code, answer: typed }],
  );
}
