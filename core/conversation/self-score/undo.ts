import type { LeafContent } from "../effect.ts";
import { refuseWrite } from "../refuse-write.ts";
import { findLeaf } from "../scheme-index.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Work, receiptAt, stay, turn } from "../talk.ts";
import { whyNotWritable } from "../writing.ts";

const nothing: LeafContent = {
  answer: null,
  points: null,
  explanation: null,
  notApplicable: null,
};

/** Puts a leaf back to what it held before this talk's last change, unless it changed since. */
export function undoLast(work: Work): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotWritable(work, work.state.undo?.code ?? null);
  if (refusal) return refuseWrite(work, refusal, null);
  const { undo, ...others } = work.state;
  const leaf = undo && findLeaf(work.scheme, undo.code);
  const facts = undo && work.draft.leaves.get(undo.code);
  if (!leaf || !facts) return stay(work, say.leaf.nothingToUndo());
  if (facts.receipt !== undo.receipt) {
    return stay(work, say.leaf.undoTooLate({ leaf, facts }));
  }
  const receipt = receiptAt(work.world);
  const content = facts.before ?? nothing;
  const text = say.leaf.undone({ leaf, from: facts, to: content, receipt });
  const choices = [
    [
      { key: keyOf("change", leaf.code), label: say.buttons.answerAgain() },
      { key: keyOf("next", leaf.code), label: say.buttons.next() },
    ],
  ];
  return turn(
    { ...others, v: 2, flow: "selfScore", step: "view", code: leaf.code },
    [{ title: say.leaf.title(leaf), text, choices }],
    [
      {
        ...{ kind: "saveLeaf", code: leaf.code, change: "undo", content },
        ...{ expectedVersion: facts.version, receipt },
      },
    ],
  );
}
