import type { CouncilFacts, CouncilItem, VoidReason } from "../../council/council.ts";
import { type JointScope, itemsToVote } from "../../council/joint.ts";
import { keyOf } from "../choice-keys.ts";
import type { Language } from "../messages/catalogue.ts";
import type { ApprovalMessages } from "../messages/catalogue/council.ts";
import { messagesIn } from "../messages/messages-in.ts";
import type { Reply } from "../turn.ts";
import { councilKey } from "./council-talk.ts";
import { jointBallot, jointRows, pageOfBallot } from "./joint-ballot.ts";
import { ballotRows } from "./show-item.ts";

/** Tells a member that the meeting is open. */
export function openedNotice(language: Language, facts: CouncilFacts): Reply {
  const { council } = messagesIn(language);
  return {
    title: council.noticeTitle("opened"),
    text: council.notice({ kind: "opened", facts }),
    choices: [[{ key: councilKey(), label: council.button("agenda") }]],
  };
}

/** Gives a member an item to vote on. */
export function ballotNotice(language: Language, facts: CouncilFacts, item: CouncilItem): Reply {
  const say = messagesIn(language);
  return {
    title: say.council.noticeTitle("ballot"),
    text: say.council.notice({ kind: "ballot", facts, item }),
    choices: [
      ...ballotRows(say, item),
      [{ key: councilKey(item.number), label: say.council.button("item") }],
    ],
  };
}

/** Gives a member several items to vote on, in one message. */
export function jointNotice(
  language: Language,
  facts: CouncilFacts,
  of: { readonly scope: JointScope; readonly staffId: string; readonly now: string },
): Reply {
  const say = messagesIn(language);
  const ballot = pageOfBallot(itemsToVote(facts, of), 0);
  return { ...jointBallot(say, ballot), choices: jointRows(say, of.scope, ballot) };
}

/** Tells that the council has closed. */
export function closedNotice(language: Language, facts: CouncilFacts, hash: string): Reply {
  const { council, approval } = messagesIn(language);
  return {
    title: council.noticeTitle("closed"),
    text: council.notice({ kind: "closed", facts, hash }),
    choices: [[{ key: keyOf("submitForApproval"), label: approval.button("submit") }]],
  };
}

/** Tells that a closing decision holds no more, and why. */
export function voidNotice(language: Language, facts: CouncilFacts, why: VoidReason): Reply {
  const { council } = messagesIn(language);
  const kind = why.kind === "changed" ? "void" : "reopened";
  return {
    title: council.noticeTitle(kind),
    text: council.notice({ kind, facts, why }),
    choices: [[{ key: councilKey(), label: council.button("agenda") }]],
  };
}

/** Asks an official to look at what is submitted. */
export function submittedNotice(language: Language, facts: CouncilFacts, hash: string): Reply {
  const { approval } = messagesIn(language);
  return {
    title: approval.title(),
    text: approval.notice({ kind: "submitted", facts, hash }),
    choices: [[{ key: keyOf("approve"), label: approval.button("look") }]],
  };
}

/** Tells what became of a submission. */
export function approvalNotice(
  language: Language,
  about: Parameters<ApprovalMessages["notice"]>[0],
): Reply {
  const { approval } = messagesIn(language);
  return { title: approval.title(), text: approval.notice(about) };
}
