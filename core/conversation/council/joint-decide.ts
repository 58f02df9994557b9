import type { CouncilItem } from "../../council/council.ts";
import { itemsToDecide, sealOf } from "../../council/joint.ts";
import { resultOf } from "../../council/voting.ts";
import { jointReasonVi } from "../messages/vi/agenda.ts";
import { type ChatTurn, moveTo, receiptAt, turn } from "../talk.ts";
import type { CouncilEffect } from "./council-effect.ts";
import { type CouncilTalk, backRows, councilKey, refuse, say } from "./council-talk.ts";
import { decisionChange } from "./decision-change.ts";
import { longestWords } from "./member-votes.ts";
import { thenNext } from "./next-item.ts";
import { whyNotRunning } from "./run-meeting.ts";

/** Shows what the votes have decided and what has no outcome yet, and asks for one reason. */
export function askDecisions(talk: CouncilTalk): ChatTurn {
  const { world } = talk;
  const refusal = whyNoDecisions(talk);
  if (refusal) return refusal;
  const { ready, leftOut } = decidable(talk);
  const seen = sealOfDecisions(ready);
  const state = moveTo(talk.state, { flow: "council", step: "jointReason", seen });
  const yes = {
    key: councilKey("decidesyes", seen),
    label: world.say.joint.button("confirmDecision"),
  };
  return turn(state, [
    {
      title: world.say.joint.title("decide"),
      text: world.say.joint.confirmDecision({ ready, leftOut, reason: jointReasonVi }),
      choices: [[yes], ...backRows(talk, null)],
    },
  ]);
}

/** Records the decisions with the usual reason. */
export function confirmDecisions(talk: CouncilTalk, seen: string): ChatTurn {
  return whyNoDecisions(talk) ?? decideTogether(talk, seen, null);
}

/** Records the decisions with a reason that was typed. */
export function takeJointReason(talk: CouncilTalk, seen: string, text: string): ChatTurn {
  const refusal = whyNoDecisions(talk);
  if (refusal) return refusal;
  const reason = text.trim();
  if (reason.length < 5 || reason.length > longestWords) {
    return refuse(talk, talk.world.say.council.wordsWanted());
  }
  return decideTogether(talk, seen, reason);
}

function decideTogether(talk: CouncilTalk, seen: string, typed: string | null): ChatTurn {
  const { world } = talk;
  const reason = typed ?? jointReasonVi;
  const { ready, leftOut } = decidable(talk);
  if (seen !== sealOfDecisions(ready)) {
    const again = askDecisions(talk);
    return { ...again, replies: [{ text: world.say.joint.changed(typed) }, ...again.replies] };
  }
  const receipt = receiptAt(world);
  const text = world.say.joint.decided({ ready, leftOut, reason, receipt });
  const reply = thenNext(talk, { title: world.say.joint.title("decide"), text }, ready);
  return say(
    talk,
    reply,
    ready.map((item) => decisionOf(talk, item, { reason, receipt: `${receipt}-${item.number}` })),
  );
}

function decisionOf(
  { facts }: CouncilTalk,
  item: CouncilItem,
  { reason, receipt }: { readonly reason: string; readonly receipt: string },
): CouncilEffect {
  const { tally, outcome: now } = resultOf(facts, item);
  const outcome = now === "passed" ? "passed" : "notPassed";
  return {
    ...{ kind: "decideItem", itemId: item.id, expectedVersion: item.version, outcome, tally },
    ...{ reason, receipt },
    change: decisionChange(item, { outcome, reason, receipt: `${receipt}-1` }),
  };
}

/** Items to decide, each with what came of its vote. */
function decidable({ facts }: CouncilTalk) {
  const { ready, leftOut } = itemsToDecide(facts);
  const told = ready.map((item) => ({ ...item, outcome: resultOf(facts, item).outcome }));
  return { ready: told, leftOut };
}

function whyNoDecisions(talk: CouncilTalk): ChatTurn | null {
  const refusal = whyNotRunning(talk);
  if (refusal) return refusal;
  const { ready, leftOut } = decidable(talk);
  if (ready.length > 0) return null;
  return refuse(talk, talk.world.say.joint.nothingToDecide(leftOut));
}

function sealOfDecisions(items: readonly CouncilItem[]): string {
  return sealOf(items.flatMap(({ id, version }) => [id, version]));
}
