import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Work, moveTo, turn } from "../talk.ts";
import { whyNotWritable } from "../writing.ts";
import { isLive, missingWanted } from "../self-score/leaf-status.ts";
import { evidenceOf } from "./ask-for-proof.ts";

const mostButtons = 10;

/** Lists a leaf's evidence, withdrawn pieces too, with what can be done about each. */
export function listEvidence(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  const items = evidenceOf(work, leaf);
  const mayWrite = whyNotWritable(work, leaf.code) === null && leaf.source === "self";
  const withdrawable = items.filter((item) => isLive(item) && item.phase === "selfScoring");
  const text = say.evidence.list({
    leaf,
    items,
    missing: missingWanted(leaf, items).map(({ name }) => name),
    explanation: work.draft.leaves.get(leaf.code)?.explanation ?? null,
  });
  const choices = [
    ...(mayWrite ? withdrawable.slice(0, mostButtons) : []).map((item) => [
      { key: keyOf("withdraw", leaf.code, item.id), label: say.evidence.withdrawButton(item) },
    ]),
    ...(mayWrite
      ? [
          [
            { key: keyOf("add", leaf.code), label: say.buttons.addEvidence() },
            { key: keyOf("explain", leaf.code), label: say.buttons.explain() },
          ],
        ]
      : []),
    [{ key: keyOf("open", leaf.code), label: say.buttons.openCode(leaf.code) }],
  ];
  const state = moveTo(work.state, { flow: "selfScore", step: "view", code: leaf.code });
  return turn(state, [{ title: say.evidence.listTitle(leaf), text, choices }]);
}
