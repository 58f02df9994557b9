import { whyCouncilIdle } from "../../council/voting.ts";
import type { CloseBlock } from "./council-said.ts";
import { type CouncilTalk, backRows, councilKey, refuse, say } from "./council-talk.ts";
import { longestWords } from "./member-votes.ts";
import { type ChatTurn, moveTo, receiptAt, turn } from "../talk.ts";

/** Shows the chair what closing fixes, and asks. */
export function askClose(talk: CouncilTalk): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNoClose(talk);
  if (refusal) return refusal;
  const hash = world.found.figuresHash ?? "";
  const yes = councilKey("closeyes", hash.slice(0, 32));
  return say(talk, {
    title: world.say.council.closeTitle(),
    text: world.say.council.confirmClose({ facts, hash }),
    choices: [
      [{ key: yes, label: world.say.council.button("confirmClose") }],
      ...backRows(talk, null),
    ],
  });
}

/** Closes the council on the figures that the chair saw. */
export function confirmClose(talk: CouncilTalk, seen: string): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNoClose(talk);
  if (refusal) return refusal;
  const hash = world.found.figuresHash ?? "";
  if (seen === "" || !hash.startsWith(seen)) return askClose(talk);
  const receipt = receiptAt(world);
  const reply = {
    title: world.say.council.closeTitle(),
    text: world.say.council.closed({ facts, hash, receipt }),
    choices: backRows(talk, null),
  };
  return say(talk, reply, [{ kind: "closeCouncil", roundId: facts.round.id, hash, receipt }]);
}

/** The chair takes a closing back; asks why. */
export function askReopening(talk: CouncilTalk): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNoReopening(talk);
  if (refusal) return refusal;
  const { closing } = facts;
  if (closing?.state !== "valid") return refuse(talk, world.say.council.nothingClosed());
  const state = moveTo(talk.state, { flow: "council", step: "reopen", closing: closing.id });
  return turn(state, [{ text: world.say.council.askReopening() }]);
}

/** Takes the closing back with its reason. */
export function takeReopening(talk: CouncilTalk, closingId: string, text: string): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNoReopening(talk);
  if (refusal) return refusal;
  const { closing } = facts;
  const holds = closing?.state === "valid" && closing.id === closingId;
  if (!holds) return refuse(talk, world.say.council.nothingClosed());
  const reason = text.trim();
  if (reason.length < 5 || reason.length > longestWords) {
    return refuse(talk, world.say.council.wordsWanted());
  }
  const receipt = receiptAt(world);
  const reply = { text: world.say.council.reopened(receipt), choices: backRows(talk, null) };
  return say(talk, reply, [{ kind: "reopenCouncil", closingId, reason, receipt }]);
}

/** Once submitted, a result comes back by the official's decision, not by the chair's. */
function whyNoReopening(talk: CouncilTalk): ChatTurn | null {
  const { facts, world } = talk;
  if (!talk.isChair) return refuse(talk, world.say.common.notAllowed());
  if (facts.round.stage === "council") return null;
  const why = { kind: "wrongStage" } as const;
  return refuse(talk, world.say.council.refused({ why, facts, item: null }));
}

function whyNoClose(talk: CouncilTalk): ChatTurn | null {
  const { facts, world } = talk;
  if (!talk.isChair) return refuse(talk, world.say.common.notAllowed());
  const why = whyCouncilIdle(facts, world.now);
  if (why) return refuse(talk, world.say.council.refused({ why, facts, item: null }));
  const block: CloseBlock = {
    undecided: facts.items.flatMap(({ status, number }) => (status === "decided" ? [] : [number])),
    pending: facts.pending,
  };
  const isBlocked = block.undecided.length > 0 || block.pending > 0;
  return isBlocked ? refuse(talk, world.say.council.closeBlocked(block)) : null;
}
