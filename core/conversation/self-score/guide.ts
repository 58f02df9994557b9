import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Work, isAt, turn } from "../talk.ts";
import { questionChoices } from "./ask-leaf.ts";
import { nextQuestion } from "./questions.ts";

/** Tells how a leaf is meant; the question stays open under it. */
export function guide(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  const { state } = work;
  const isAsked = isAt(state, "selfScore", "ask") && state.code === leaf.code;
  const question = isAsked ? nextQuestion(leaf.rule, state.given) : null;
  const text = [
    say.leaf.guidance(leaf),
    ...(question ? [say.leaf.question({ leaf, question })] : []),
  ].join("\n\n");
  const choices =
    isAsked && question
      ? questionChoices(work, leaf, question, { given: state.given, marked: state.marked ?? [] })
      : [[{ key: keyOf("open", leaf.code), label: say.buttons.openCode(leaf.code) }]];
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}
