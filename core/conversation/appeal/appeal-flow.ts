import { may } from "../../access/may.ts";
import { foldText } from "../reading/fold-text.ts";
import { readCode } from "../reading/read-command.ts";
import { findLeaf } from "../scheme-index.ts";
import { type ChatTurn, type Talk, type Work, stay, workOf } from "../talk.ts";
import { appealOf, isVisible, refuseAppeal } from "./appeal-access.ts";
import { openAppeal, showAppeal } from "./appeal-card.ts";
import type { AppealFacts } from "./appeal-facts.ts";
import { askProof, askUnprove, openProofUpload, takePlace } from "./appeal-proof.ts";
import { showAppealStats } from "./appeal-stats.ts";
import { askSubmit, confirmSubmit } from "./hand-in.ts";
import { goOnAppealing, listAppeals } from "./list-appeals.ts";
import { askReturn, showDigest, signShown, waitingForLeader } from "./sign-appeals.ts";
import { acceptAppraisal, askExplanation, withdrawAppeal } from "./take-appeal.ts";
import type { Leaf } from "../../scheme/scheme.ts";

/** `/giaitrinh`: the list, one leaf, the leader's digest, or the statistics. */
export function showAppeals(talk: Talk, argument: string): ChatTurn {
  const isStats = /^(thongke|stats)$/.test(foldText(argument).replaceAll(" ", ""));
  const work = workOf(talk);
  if (isStats || !work || !isOwnPerson(work)) return showAppealStats(talk, isStats);
  if (!isVisible(work)) return refuseNotYet(work);
  return argument === "" ? showFirst(work) : openCode(work, argument);
}

/** Plays a button of this flow: what to do, then the leaf. */
export function pressAppeal(
  talk: Talk,
  [act = "", code = "", more = ""]: readonly string[],
): ChatTurn {
  const work = workOf(talk);
  if (!work) return stay(talk, talk.world.say.common.noRound());
  if (!isOwnPerson(work)) return stay(talk, talk.world.say.common.notAllowed());
  if (!isVisible(work)) return refuseNotYet(work);
  const played = playWhole(work, act, code) ?? playNamed(work, code, { act, more });
  return played ?? stay(work, work.world.say.common.staleButton());
}

function showFirst(work: Work): ChatTurn {
  return waitingForLeader(work).length > 0 ? showDigest(work, 0) : listAppeals(work, 0);
}

function openCode(work: Work, argument: string): ChatTurn {
  const code = readCode(argument);
  const leaf = code === null ? undefined : findLeaf(work.scheme, code);
  if (!leaf) return stay(work, work.world.say.common.noSuchCode(code ?? argument));
  const facts = appealOf(work, leaf.code);
  return facts ? openAppeal(work, leaf, facts) : stay(work, work.world.say.appeal.notLower(leaf));
}

function playNamed(
  work: Work,
  code: string,
  pressed: { readonly act: string; readonly more: string },
): ChatTurn | null {
  const leaf = findLeaf(work.scheme, code);
  const facts = leaf && appealOf(work, leaf.code);
  return leaf && facts ? playAtLeaf(work, { leaf, facts }, pressed) : null;
}

interface At {
  readonly leaf: Leaf;
  readonly facts: AppealFacts;
}

function playWhole(work: Work, act: string, argument: string): ChatTurn | null {
  const page = Number(argument === "" ? 0 : argument);
  switch (act) {
    case "page":
      return listAppeals(work, page);
    case "digest":
      return showDigest(work, page);
    case "submit":
      return askSubmit(work);
    case "confirm":
      return confirmSubmit(work);
    case "sign":
      return signShown(work);
    case "next":
      return goOnAppealing(work, argument === "" ? null : argument);
    default:
      return null;
  }
}

function playAtLeaf(
  work: Work,
  { leaf, facts }: At,
  { act, more }: { readonly act: string; readonly more: string },
): ChatTurn | null {
  switch (act) {
    case "explain":
      return askExplanation(work, leaf, facts);
    case "accept":
      return acceptAppraisal(work, leaf, facts);
    case "withdraw":
      return withdrawAppeal(work, leaf, facts);
    case "return":
      return askReturn(work, leaf, facts);
    case "show":
      return showAppeal(work, leaf, facts);
    default:
      return playAtProof(work, { leaf, facts }, { act, more });
  }
}

function playAtProof(
  work: Work,
  { leaf, facts }: At,
  { act, more }: { readonly act: string; readonly more: string },
): ChatTurn | null {
  switch (act) {
    case "add":
      return askProof(work, leaf, facts);
    case "upload":
      return openProofUpload(work, leaf, facts);
    case "whole":
      return takePlace(work, leaf, facts, null);
    case "unprove":
      return askUnprove(work, leaf, facts, more);
    default:
      return null;
  }
}

function isOwnPerson({ me, round }: Work): boolean {
  const own = { agencyId: me.agencyId, stage: round.stage };
  return may(me, "appeal", own) || may(me, "signAppeal", own);
}

function refuseNotYet(work: Work): ChatTurn {
  const opensAt = work.round.phases.explaining?.opensAt ?? "";
  return refuseAppeal(work, { kind: "notYet", opensAt }, null);
}
