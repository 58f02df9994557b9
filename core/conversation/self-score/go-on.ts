import type { Code } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Work, moveTo, turn } from "../talk.ts";
import { openLeaf } from "./ask-leaf.ts";
import { isOpen, nextOpenLeaf } from "./leaf-status.ts";

/** Goes to the next leaf without an answer; when there is none, says what is left to do. */
export function goOn(work: Work, from: Code | null): ChatTurn {
  const leaf = nextOpenLeaf(work.index, work.draft, from);
  if (leaf) return openLeaf(work, leaf);
  const { say } = work.world;
  const isStillOpen = from !== null && work.index.places.has(from) && isOpen(work.draft, from);
  const isJustSaved = work.state.undo?.code === from;
  const onlyOne = isStillOpen && !isJustSaved ? from : null;
  const text =
    onlyOne === null ? say.leaf.allAnswered(work.index.own.length) : say.leaf.onlyOneLeft(onlyOne);
  const choices = [
    ...(onlyOne === null
      ? []
      : [[{ key: keyOf("open", onlyOne), label: say.buttons.openCode(onlyOne) }]]),
    [
      { key: keyOf("submit"), label: say.buttons.submit() },
      { key: keyOf("progress"), label: say.buttons.progress() },
      { key: keyOf("list"), label: say.buttons.list() },
    ],
  ];
  return turn(moveTo(work.state, { flow: "menu", step: "idle" }), [{ text, choices }]);
}
