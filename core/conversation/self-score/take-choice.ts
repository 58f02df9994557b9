import type { Leaf } from "../../scheme/scheme.ts";
import type { Position } from "../conversation-state.ts";
import { refuseWrite } from "../refuse-write.ts";
import { type ChatTurn, type Work, stay, together } from "../talk.ts";
import { whyNotWritable } from "../writing.ts";
import { goOn } from "./go-on.ts";
import { scoreOwn } from "./score-own.ts";
import { finishLeaf, storeScore, takeGiven, withFact } from "./take-answer.ts";

type At<Step extends string> = Work & {
  readonly state: Work["state"] &
    Extract<Position, { readonly flow: "selfScore"; readonly step: Step }>;
};

/** Takes one of the two readings of a figure that were shown. */
export function takeReadingChoice(work: At<"doubt">, leaf: Leaf, place: number): ChatTurn {
  const { given, question, readings } = work.state;
  const value = readings[place];
  if (value === undefined) return stay(work, work.world.say.common.staleButton());
  return takeGiven(work, leaf, withFact(given, question, value));
}

/** Leaves what somebody else answered in the meantime. */
export function keepTheirs(work: At<"conflict">, leaf: Leaf): ChatTurn {
  const facts = work.draft.leaves.get(leaf.code);
  const text = work.world.say.leaf.keptTheirs({ code: leaf.code, by: facts?.by ?? "" });
  return together({ text }, goOn(work, leaf.code));
}

/** Stores the own answer over the other, unless that one has changed once more. */
export function useMine(work: At<"conflict">, leaf: Leaf): ChatTurn {
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, null);
  const scored = scoreOwn(work, leaf, work.state.answer);
  if (!scored.ok) return finishLeaf(work, leaf, {});
  return storeScore(work, leaf, scored.value);
}
