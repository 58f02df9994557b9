import type { Leaf } from "../../scheme/scheme.ts";
import { keyOf } from "../choice-keys.ts";
import type { DocumentReference } from "../document-reference.ts";
import { warnOnce } from "../evidence/ask-for-proof.ts";
import { openUpload } from "../evidence/take-file.ts";
import { lengthOf } from "../reading/length-of.ts";
import { readDocument } from "../reading/read-document.ts";
import { findLeaf } from "../scheme-index.ts";
import { isLive } from "../self-score/leaf-status.ts";
import {
  type ChatTurn,
  type Work,
  isAt,
  moveTo,
  receiptAt,
  stay,
  together,
  turn,
} from "../talk.ts";
import type { ChatInput, Choice } from "../turn.ts";
import { whyNotWritable } from "../writing.ts";
import { appealOf, refuseAppeal, whyNotAppealable } from "./appeal-access.ts";
import type { AppealEffect } from "./appeal-effects.ts";
import { proofOf } from "./appeal-card.ts";
import type { AppealFacts } from "./appeal-facts.ts";

type FileInput = Extract<ChatInput, { readonly kind: "file" }>;

/** The largest file that is taken at all, in bytes; larger ones than the channel's come by web. */
const largestBytes = 100 * 1024 * 1024;
const longestPlace = 300;
const shortestReason = 10;

/** Asks for new proof beside the explanation. */
export function askProof(work: Work, leaf: Leaf, facts: AppealFacts): ChatTurn {
  const refusal = whyNotAppealable(work, facts);
  return refusal ? refuseAppeal(work, refusal, null) : showProofQuestion(work, leaf);
}

/** The question for new proof, when it is known that it may be given. */
export function showProofQuestion(work: Work, leaf: Leaf): ChatTurn {
  const { say, channel } = work.world;
  const { warning, memory } = warnOnce(work);
  const state = moveTo(work.state, { flow: "appeal", step: "proof", code: leaf.code }, memory);
  const ask = say.appeal.askProof({ maxBytes: channel.maxFileBytes });
  const text = warning === null ? ask : `${warning}\n\n${ask}`;
  return turn(state, [{ text, choices: proofChoices(work, leaf) }]);
}

/** Gives a one-time page on which a file may be sent. */
export function openProofUpload(work: Work, leaf: Leaf, facts: AppealFacts): ChatTurn {
  const refusal = whyNotAppealable(work, facts);
  return refusal ? refuseAppeal(work, refusal, null) : openUpload(work, leaf, null, null);
}

/** Takes a file that belongs to an explanation; null when it is one of self-scoring. */
export function takeAppealFile(work: Work, input: FileInput): ChatTurn | null {
  const code = leafOf(work, input);
  const leaf = code === null ? undefined : findLeaf(work.scheme, code);
  const facts = leaf && appealOf(work, leaf.code);
  if (!leaf || !facts) return null;
  const refusal = whyNotAppealable(work, facts);
  if (refusal) return refuseAppeal(work, refusal, input.file.name);
  return takeSized(work, leaf, input);
}

/** Where a file goes: to the leaf its page was opened for, or to the one the talk is on. */
function leafOf(work: Work, { target }: FileInput): string | null {
  const { state } = work;
  if (target) return whyNotWritable(work, target.code) === null ? null : target.code;
  return state.flow === "appeal" && "code" in state ? state.code : null;
}

/** Reads a document typed in one line. */
export function takeDocument(work: Work, leaf: Leaf, facts: AppealFacts, typed: string): ChatTurn {
  const { say } = work.world;
  const refusal = whyNotAppealable(work, facts);
  if (refusal) return refuseAppeal(work, refusal, typed);
  const reading = readDocument(typed);
  switch (reading.kind) {
    case "document":
      return cite(work, leaf, reading.document);
    case "badDate":
      return stay(work, say.evidence.badDocumentDate(reading.read), proofChoices(work, leaf));
    case "none":
      return stay(work, say.appeal.notADocument(), proofChoices(work, leaf));
  }
}

/** Notes where in the documents just given the proof stands; null means the whole document. */
export function takePlace(
  work: Work,
  leaf: Leaf,
  facts: AppealFacts,
  typed: string | null,
): ChatTurn {
  const { say } = work.world;
  const { state } = work;
  if (!isAt(state, "appeal", "place")) return stay(work, say.common.staleButton());
  const refusal = whyNotAppealable(work, facts);
  if (refusal) return refuseAppeal(work, refusal, typed);
  if (typed !== null && typed.length > longestPlace) {
    return stay(work, say.evidence.placeTooLong({ length: typed.length, longest: longestPlace }));
  }
  const place = typed ?? say.evidence.wholeDocument();
  const effect: AppealEffect = {
    ...{ kind: "placeAppealProof", code: leaf.code, receipts: state.receipts, place },
  };
  return together({ text: say.evidence.placed(place) }, showProofQuestion(work, leaf), [effect]);
}

/** Asks why a piece of the new proof is withdrawn. */
export function askUnprove(work: Work, leaf: Leaf, facts: AppealFacts, receipt: string): ChatTurn {
  const { say, evidence } = work.world;
  const refusal = whyNotAppealable(work, facts);
  if (refusal) return refuseAppeal(work, refusal, null);
  const item = proofOf(evidence, leaf.code, "explaining").find((one) => one.receipt === receipt);
  if (!item || !isLive(item)) return stay(work, say.common.staleButton());
  const state = moveTo(work.state, {
    ...{ flow: "appeal", step: "unprove" },
    ...{ code: leaf.code, proof: receipt },
  });
  const choices = [[{ key: keyOf("appealDo", "show", leaf.code), label: say.buttons.back() }]];
  const text = say.evidence.askWithdrawal({ item, shortest: shortestReason });
  return turn(state, [{ text, choices }]);
}

/** Takes the reason and withdraws the piece; it stays on record. */
export function takeUnprove(work: Work, leaf: Leaf, facts: AppealFacts, typed: string): ChatTurn {
  const { say } = work.world;
  const { state } = work;
  const refusal = whyNotAppealable(work, facts);
  if (refusal) return refuseAppeal(work, refusal, typed);
  const length = lengthOf(typed);
  if (length < shortestReason || length > 1000) {
    return stay(work, say.evidence.withdrawalLength({ length, shortest: shortestReason }));
  }
  if (!isAt(state, "appeal", "unprove")) return stay(work, say.common.staleButton());
  const receipt = receiptAt(work.world);
  const effect: AppealEffect = {
    ...{ kind: "withdrawAppealProof", code: leaf.code, proof: state.proof },
    ...{ reason: typed, receipt },
  };
  const text = say.evidence.withdrawn({ code: leaf.code, receipt });
  return together({ text }, showProofQuestion(work, leaf), [effect]);
}

function takeSized(work: Work, leaf: Leaf, input: FileInput): ChatTurn {
  const { say, channel } = work.world;
  const { size, name } = input.file;
  if (size !== null && size > largestBytes) {
    return stay(work, say.evidence.tooLarge({ name, maxBytes: largestBytes }));
  }
  if (size !== null && size > channel.maxFileBytes && !input.target) {
    return openUpload(work, leaf, null, input.file);
  }
  return attach(work, leaf, input);
}

function attach(work: Work, leaf: Leaf, { file, caption }: FileInput): ChatTurn {
  const { say } = work.world;
  const receipt = receiptAt(work.world);
  const place = caption.normalize("NFC").trim().slice(0, longestPlace);
  const effect: AppealEffect = {
    ...{ kind: "attachAppealProof", code: leaf.code, proof: { kind: "file", file } },
    ...{ place: place === "" ? null : place, receipt },
  };
  const text = say.appeal.received({ code: leaf.code, fileName: file.name, receipt });
  return together({ text }, afterProof(work, leaf, receipt, place), [effect]);
}

function cite(work: Work, leaf: Leaf, document: DocumentReference): ChatTurn {
  const { say } = work.world;
  const receipt = receiptAt(work.world);
  const { from, to } = work.scheme.evaluationPeriod;
  const isOutside = document.date < from || document.date > to;
  const text = [
    say.evidence.cited({ code: leaf.code, document, receipt }),
    ...(isOutside ? [say.evidence.outsidePeriod({ date: document.date, from, to })] : []),
  ].join("\n\n");
  const effect: AppealEffect = {
    ...{ kind: "attachAppealProof", code: leaf.code, proof: { kind: "document", document } },
    ...{ place: null, receipt },
  };
  return together({ text }, askPlace(work, leaf, receipt), [effect]);
}

/** Words in the middle of being typed are not interrupted by a file that comes along. */
function afterProof(work: Work, leaf: Leaf, receipt: string, place: string): ChatTurn {
  const { state } = work;
  const isTyping = isAt(state, "appeal", "explain");
  if (isTyping && state.code === leaf.code) {
    return turn(state, [{ text: work.world.say.appeal.goOnExplaining() }]);
  }
  if (state.flow !== "appeal") return turn(state, []);
  return place === "" ? askPlace(work, leaf, receipt) : showProofQuestion(work, leaf);
}

function askPlace(work: Work, leaf: Leaf, receipt: string): ChatTurn {
  const { say } = work.world;
  const open = isAt(work.state, "appeal", "place") ? work.state.receipts : [];
  const receipts = [...open, receipt];
  const state = moveTo(work.state, { flow: "appeal", step: "place", code: leaf.code, receipts });
  const choices = [
    [{ key: keyOf("appealDo", "whole", leaf.code), label: say.buttons.wholeDocument() }],
    [{ key: keyOf("appealDo", "show", leaf.code), label: say.appeal.buttons.done() }],
  ];
  return turn(state, [{ text: say.evidence.askPlace(receipts.length), choices }]);
}

function proofChoices({ world: { say } }: Work, { code }: Leaf): readonly (readonly Choice[])[] {
  return [
    [
      { key: keyOf("appealDo", "upload", code), label: say.buttons.upload() },
      { key: keyOf("appealDo", "show", code), label: say.appeal.buttons.done() },
    ],
    [{ key: keyOf("appealDo", "next", code), label: say.appeal.buttons.next() }],
  ];
}
