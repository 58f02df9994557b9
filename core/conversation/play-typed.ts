import { findLeaf } from "./scheme-index.ts";
import {
  type ChatTurn,
  type Talk,
  type Work,
  codeOf,
  isAt,
  refuseTyped,
  stay,
  workOf,
} from "./talk.ts";
import { takeApprovalWords } from "./approval/approve-results.ts";
import { takeCouncilWords } from "./council/take-council-words.ts";
import { typeAppeal } from "./appeal/appeal-typed.ts";
import {
  takeDocumentLine,
  takeDocumentPart,
  takeUnaskedDocument,
} from "./evidence/cite-document.ts";
import { takeExplanation } from "./evidence/take-explanation.ts";
import { takePlace } from "./evidence/take-place.ts";
import { takeWithdrawal } from "./evidence/withdraw.ts";
import { typeReappraise } from "./reappraise/reappraise-flow.ts";
import { readChoiceNumber } from "./read-input.ts";
import type { Leaf } from "../scheme/scheme.ts";
import { playPressed } from "./play-pressed.ts";
import { typeSignOff } from "./sign-off/play-sign-off.ts";
import { typeRespondents } from "./respondents/supply-respondents.ts";
import { takeRoundText } from "./round/ask-round.ts";
import { askChanged } from "./self-score/ask-leaf.ts";
import { takeReason } from "./self-score/not-applicable.ts";
import { takeFreshFigure, takeTyped } from "./self-score/take-answer.ts";
import { playAppraiseTyped } from "./appraise/play-appraise.ts";

/** Flows that take words of their own; each gives null when the talk is not at a step of it. */
const flows: readonly ((talk: Talk, text: string) => ChatTurn | null)[] = [
  typeSignOff,
  playAppraiseTyped,
  (talk, text) => (talk.state.flow === "council" ? takeCouncilWords(talk, text) : null),
  (talk, text) => (talk.state.flow === "approval" ? takeApprovalWords(talk, text) : null),
  typeAppeal,
  typeReappraise,
  takeRoundText,
  typeRespondents,
  takeInSelfScore,
];

/** Plays words that are neither a command nor a choice against the talk's present step. */
export function playTyped(talk: Talk, text: string): ChatTurn {
  for (const play of flows) {
    const played = play(talk, text);
    if (played) return played;
  }
  const number = readChoiceNumber(talk.state, text);
  if (number?.kind === "pressed") return playPressed(talk, number);
  return stay(talk, talk.world.say.common.notUnderstood());
}

function takeInSelfScore(talk: Talk, text: string): ChatTurn | null {
  const work = workOf(talk);
  const code = codeOf(talk.state);
  if (!work && code !== null) return refuseTyped(talk, talk.world.say.common.noRound(), text);
  const leaf = work && code !== null ? findLeaf(work.scheme, code) : undefined;
  return work && leaf ? takeAtLeaf(work, leaf, text) : null;
}

function takeAtLeaf(work: Work, leaf: Leaf, text: string): ChatTurn | null {
  const { state } = work;
  if (isAt(state, "selfScore", "reasked")) return askChanged(work, leaf);
  if (isAt(state, "selfScore", "view")) return takeUnaskedDocument(work, leaf, text);
  if (isAt(state, "selfScore", "ask")) return takeTyped({ ...work, state }, leaf, text);
  if (isAt(state, "selfScore", "doubt")) return takeFreshFigure({ ...work, state }, leaf, text);
  if (isAt(state, "selfScore", "reason")) return takeReason({ ...work, state }, leaf, text);
  return takeProof(work, leaf, text);
}

function takeProof(work: Work, leaf: Leaf, text: string): ChatTurn | null {
  const { state } = work;
  if (isAt(state, "evidence", "file")) {
    return takeDocumentLine(work, { leaf, wanted: state.wanted }, text);
  }
  if (isAt(state, "evidence", "document")) return takeDocumentPart({ ...work, state }, leaf, text);
  if (isAt(state, "evidence", "place")) return takePlace({ ...work, state }, leaf, text);
  if (isAt(state, "evidence", "explain")) return takeExplanation({ ...work, state }, leaf, text);
  if (isAt(state, "evidence", "withdraw")) return takeWithdrawal({ ...work, state }, leaf, text);
  return null;
}
