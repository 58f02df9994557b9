import type { Understood } from "../read-input.ts";
import { findLeaf } from "../scheme-index.ts";
import type { AppealPosition, ConversationState } from "../conversation-state.ts";
import { type ChatTurn, type Talk, type Work, stay, workOf } from "../talk.ts";
import type { Need } from "../world.ts";
import { appealOf } from "./appeal-access.ts";
import type { AppealFacts } from "./appeal-facts.ts";
import { takeDocument, takePlace, takeUnprove } from "./appeal-proof.ts";
import { takeReturn } from "./sign-appeals.ts";
import { takeExplanation } from "./take-appeal.ts";
import type { Leaf } from "../../scheme/scheme.ts";

/** Plays typed words against a step of this flow; null when the talk is not in it. */
export function typeAppeal(talk: Talk, typed: string): ChatTurn | null {
  const { state, world } = talk;
  if (state.flow !== "appeal" || !("code" in state)) return null;
  const work = workOf(talk);
  const leaf = work && findLeaf(work.scheme, state.code);
  if (!work || !leaf) return null;
  const facts = appealOf(work, leaf.code);
  if (facts) return takers[state.step]?.(work, leaf, facts, typed) ?? null;
  const text = [world.say.appeal.notLower(leaf), world.say.common.typedWas(typed)];
  return stay(talk, text.join("\n\n"));
}

/** The facts that words or a file need: those of the leaf the talk is on. */
export function needsOfAppeal(
  state: ConversationState,
  understood: Extract<Understood, { readonly kind: "text" | "file" }>,
): readonly Need[] {
  if (understood.kind === "file" && understood.target) {
    return [{ kind: "appeals" }, { kind: "evidenceOf", code: understood.target.code }];
  }
  return state.flow === "appeal" ? [{ kind: "appeals" }] : [];
}

type Taker = (work: Work, leaf: Leaf, facts: AppealFacts, typed: string) => ChatTurn;

/** The steps that take words. */
const takers: Partial<Readonly<Record<AppealPosition["step"], Taker>>> = {
  explain: takeExplanation,
  proof: takeDocument,
  place: takePlace,
  unprove: takeUnprove,
  return: takeReturn,
};
