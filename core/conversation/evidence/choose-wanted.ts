import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Work, moveTo, turn } from "../talk.ts";
import { isLive } from "../self-score/leaf-status.ts";
import { askForFile, evidenceOf } from "./ask-for-proof.ts";

/** Asks which of the leaf's documents is coming; goes straight on where there is no choice. */
export function chooseWanted(work: Work, leaf: Leaf): ChatTurn {
  const { say } = work.world;
  if (leaf.evidence.length === 0) {
    return askForFile(work, leaf, { wanted: null, place: null, later: [] });
  }
  const given = new Set(
    evidenceOf(work, leaf)
      .filter(isLive)
      .map(({ wanted }) => wanted),
  );
  const choices = [
    ...leaf.evidence.map((wanted, i) => [
      {
        key: keyOf("wanted", leaf.code, i),
        label: say.evidence.wantedButton({ wanted, isGiven: given.has(wanted.key) }),
      },
    ]),
    [{ key: keyOf("wanted", leaf.code, -1), label: say.buttons.otherDocument() }],
    [{ key: keyOf("open", leaf.code), label: say.buttons.openCode(leaf.code) }],
  ];
  const text = say.evidence.chooseWanted();
  // A document typed or a file sent without choosing is an additional one.
  const state = moveTo(work.state, {
    ...{ flow: "evidence", step: "file", code: leaf.code, wanted: null, later: [] },
  });
  return turn(state, [{ title: say.leaf.title(leaf), text, choices }]);
}
