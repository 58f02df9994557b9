import type { Leaf } from "../scheme/scheme.ts";
import { pressAppeal } from "./appeal/appeal-flow.ts";
import { askDocument } from "./evidence/cite-document.ts";
import { askForFile, askForProof } from "./evidence/ask-for-proof.ts";
import { askExplanation } from "./evidence/take-explanation.ts";
import { chooseWanted } from "./evidence/choose-wanted.ts";
import { openUpload } from "./evidence/take-file.ts";
import { takePlace } from "./evidence/take-place.ts";
import { askWithdrawal } from "./evidence/withdraw.ts";
import { revokeLink, newLinkCode } from "./commands/links.ts";
import { refuseWrite } from "./refuse-write.ts";
import { pressRespondents } from "./respondents/supply-respondents.ts";
import { pressReappraise } from "./reappraise/reappraise-flow.ts";
import { findLeaf } from "./scheme-index.ts";
import { guide } from "./self-score/guide.ts";
import { askChanged } from "./self-score/ask-leaf.ts";
import { showField, showFields } from "./self-score/list-leaves.ts";
import { goOn } from "./self-score/go-on.ts";
import { keepTheirs, takeReadingChoice, useMine } from "./self-score/take-choice.ts";
import { takePressed } from "./self-score/take-answer.ts";
import { pressSignOff } from "./sign-off/play-sign-off.ts";
import { confirmSubmit } from "./submit/submit-flow.ts";
import { type ChatTurn, type Talk, type Work, codeOf, isAt, stay, workOf } from "./talk.ts";
import { whyNotWritable } from "./writing.ts";
import { playJudge } from "./appraise/play-appraise.ts";

interface Pressed {
  readonly verb: string;
  readonly args: readonly string[];
}

/** Plays a pressed button that is no command; one of an older message changes nothing. */
export function playPressed(talk: Talk, { verb, args }: Pressed): ChatTurn {
  const [argument = ""] = args;
  if (verb === "revoke") return revokeLink(talk, argument);
  if (verb === "newCode") return newLinkCode(talk);
  const signing = pressSignOff(talk, verb, argument);
  if (signing) return signing;
  if (verb === "unlist") return pressRespondents(talk, argument);
  if (verb === "judge") return playJudge(talk, args);
  if (verb === "appealDo") return pressAppeal(talk, args);
  if (verb === "reappraiseDo") return pressReappraise(talk, args);
  const work = workOf(talk);
  return work ? playAtWork(work, { verb, args }) : stay(talk, talk.world.say.common.noRound());
}

function playAtWork(work: Work, { verb, args }: Pressed): ChatTurn {
  const [argument = ""] = args;
  switch (verb) {
    case "list":
      return showFields(work);
    case "field":
      return showField(work, argument, Number(args[1] ?? 0));
    case "confirm":
      return confirmSubmit(work);
    default: {
      const leaf = findLeaf(work.scheme, argument);
      const played = leaf && playAtLeaf(work, leaf, { verb, args });
      return played ?? stay(work, work.world.say.common.staleButton());
    }
  }
}

/** Buttons that work at any time, and those that belong to the step the talk is on. */
function playAtLeaf(work: Work, leaf: Leaf, pressed: Pressed): ChatTurn | null {
  switch (pressed.verb) {
    case "guide":
      return guide(work, leaf);
    case "wanted":
    case "add":
    case "explain":
    case "withdraw":
      return playWriting(work, leaf, pressed);
    default:
      return codeOf(work.state) === leaf.code ? playAtStep(work, leaf, pressed) : null;
  }
}

function playWriting(work: Work, leaf: Leaf, { verb, args }: Pressed): ChatTurn | null {
  const refusal = whyNotWritable(work, leaf.code);
  if (refusal) return refuseWrite(work, refusal, null);
  if (leaf.source !== "self") return null;
  const wanted = leaf.evidence[Number(args[1] ?? -1)] ?? null;
  switch (verb) {
    case "add":
      return chooseWanted(work, leaf);
    case "wanted":
      return askForFile(work, leaf, { wanted, place: null, later: [] });
    case "explain":
      return askExplanation(work, leaf);
    default:
      return askWithdrawal(work, leaf, args[1] ?? "");
  }
}

function playAtStep(work: Work, leaf: Leaf, { verb, args }: Pressed): ChatTurn | null {
  const { state } = work;
  if (isAt(state, "selfScore", "reasked")) return askChanged(work, leaf);
  if (verb === "answer" && isAt(state, "selfScore", "ask")) {
    return takePressed({ ...work, state }, leaf, args);
  }
  if (verb === "reading" && isAt(state, "selfScore", "doubt")) {
    return takeReadingChoice({ ...work, state }, leaf, Number(args[1]));
  }
  if (isAt(state, "selfScore", "conflict")) {
    if (verb === "keepTheirs") return keepTheirs({ ...work, state }, leaf);
    return verb === "useMine" ? useMine({ ...work, state }, leaf) : null;
  }
  return playAtProof(work, leaf, verb);
}

function playAtProof(work: Work, leaf: Leaf, verb: string): ChatTurn | null {
  const { state } = work;
  if (verb === "later") return putOff(work, leaf);
  const wanted = "wanted" in state ? state.wanted : null;
  const isFile = isAt(state, "evidence", "file");
  if (verb === "cite" && isFile) return askDocument(work, { leaf, wanted });
  if (verb === "upload" && isFile) return openUploadFor(work, leaf, wanted);
  if (verb === "whole" && isAt(state, "evidence", "place")) {
    return takePlace({ ...work, state }, leaf, null);
  }
  return null;
}

/** A page that would only refuse its file is not opened. */
function openUploadFor(work: Work, leaf: Leaf, wanted: string | null): ChatTurn {
  const refusal = whyNotWritable(work, leaf.code);
  return refusal ? refuseWrite(work, refusal, null) : openUpload(work, leaf, wanted, null);
}

/** Leaves a document for later: asks for the next one, or goes on when it was the last. */
function putOff(work: Work, leaf: Leaf): ChatTurn {
  const { state } = work;
  if (!isAt(state, "evidence", "file") || state.wanted === null) return goOn(work, leaf.code);
  const facts = work.draft.leaves.get(leaf.code);
  const now = {
    points: facts?.points ?? null,
    explanation: facts?.explanation ?? null,
    receipt: facts?.receipt ?? "",
  };
  return askForProof(work, leaf, now, { given: [], later: [...state.later, state.wanted] });
}
