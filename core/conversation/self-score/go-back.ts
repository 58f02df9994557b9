import type { Leaf } from "../../scheme/scheme.ts";
import { askForFile } from "../evidence/ask-for-proof.ts";
import { showMenu } from "../menu/show-menu.ts";
import { findLeaf } from "../scheme-index.ts";
import type { Given } from "../conversation-state.ts";
import { type ChatTurn, type Work, codeOf, isAt } from "../talk.ts";
import { askLeaf, askNext, openLeaf, showCard } from "./ask-leaf.ts";
import { nextQuestion } from "./questions.ts";

/** Goes one step back: to the question before, from a side step to the leaf, or to the leaf before. */
export function goBack(work: Work): ChatTurn {
  const { state } = work;
  const code = codeOf(state);
  const leaf = code === null ? undefined : findLeaf(work.scheme, code);
  if (!leaf) return showMenu(work);
  return state.flow === "evidence" ? backFromProof(work, leaf) : backFromFacts(work, leaf);
}

function backFromProof(work: Work, leaf: Leaf): ChatTurn {
  const { state } = work;
  if (!isAt(state, "evidence", "document")) return showCard(work, leaf);
  const wanted = leaf.evidence.find(({ key }) => key === state.wanted) ?? null;
  return askForFile(work, leaf, { wanted, place: null, later: [] });
}

function backFromFacts(work: Work, leaf: Leaf): ChatTurn {
  const { state } = work;
  if (isAt(state, "selfScore", "doubt")) return askFrom(work, leaf, state.given);
  if (isAt(state, "selfScore", "conflict")) return showCard(work, leaf);
  if (isAt(state, "selfScore", "reason")) return openLeaf(work, leaf);
  const isPartWay = isAt(state, "selfScore", "ask") && Object.keys(state.given).length > 0;
  return isPartWay ? askFrom(work, leaf, withoutLast(state.given)) : leafBefore(work, leaf);
}

function askFrom(work: Work, leaf: Leaf, given: Given): ChatTurn {
  const question = nextQuestion(leaf.rule, given);
  return question ? askNext(work, leaf, given, question) : askLeaf(work, leaf);
}

function withoutLast(given: Given): Given {
  return Object.fromEntries(Object.entries(given).slice(0, -1));
}

function leafBefore(work: Work, { code }: Leaf): ChatTurn {
  const place = work.index.places.get(code);
  const before = place === undefined ? undefined : work.index.own[place - 1];
  return before ? openLeaf(work, before) : showMenu(work);
}
