import type { Understood } from "../read-input.ts";
import { findLeaf } from "../scheme-index.ts";
import type { ConversationState } from "../conversation-state.ts";
import type { AppealPosition } from "./appeal-position.ts";
import { type ChatTurn, type Talk, type Work, isAt, stay, workOf } from "../talk.ts";
import type { Need } from "../world.ts";
import { appealOf } from "./appeal-access.ts";
import type { AppealFacts } from "./appeal-facts.ts";
import { takeDocument, takePlace, takeUnprove } from "./appeal-proof.ts";
import { takeReturn, takeSignCode } from "./sign-appeals.ts";
import { takeExplanation } from "./take-appeal.ts";
import type { Leaf } from "../../scheme/scheme.ts";

/** Plays typed words against a step of this flow; null when the talk is not in it. */
export function typeAppeal(talk: Talk, typed: string): ChatTurn | null {
  const { state } = talk;
  if (state.flow !== "appeal") return null;
  const work = workOf(talk);
  if (isAt(state, "appeal", "factor")) {
    return work ? takeSignCode(work) : stay(talk, talk.world.say.common.noRound());
  }
  if (!work) return null;
  const leaf = "code" in state ? findLeaf(work.scheme, state.code) : undefined;
  return leaf ? typeAtLeaf(work, leaf, state.step, typed) : null;
}

function typeAtLeaf(
  work: Work,
  leaf: Leaf,
  step: AppealPosition["step"],
  typed: string,
): ChatTurn | null {
  const { say } = work.world;
  const facts = appealOf(work, leaf.code);
  if (facts) return takers[step]?.(work, leaf, facts, typed) ?? null;
  return stay(work, [say.appeal.notLower(leaf), say.common.typedWas(typed)].join("\n\n"));
}

/** The facts that words or a file need: those of the leaf the talk is on. */
export function needsOfAppeal(
  state: ConversationState,
  understood: Extract<Understood, { readonly kind: "text" | "file" }>,
): readonly Need[] {
  if (understood.kind === "file" && understood.target) {
    return [{ kind: "appeals" }, { kind: "evidenceOf", code: understood.target.code }];
  }
  if (understood.kind === "text" && isAt(state, "appeal", "factor")) {
    const code: Need = { kind: "checkFactor", code: understood.text, isFirst: false };
    return [{ kind: "appeals" }, { kind: "allEvidence" }, code];
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
