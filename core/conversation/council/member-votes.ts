import type { CouncilItem } from "../../council/council.ts";
import type { VoteChoice } from "../../council/outcome.ts";
import { whyCouncilIdle, whyNoVote } from "../../council/voting.ts";
import type { VoteGiven } from "./council-said.ts";
import { thenNext } from "./next-item.ts";
import { type CouncilTalk, backRows, councilKey, refuse, say } from "./council-talk.ts";
import { type ChatTurn, moveTo, receiptAt, turn } from "../talk.ts";

/** The longest opinion or reason that is kept. */
export const longestWords = 1500;

/** Reads a choice of a button. */
export function readVoteChoice(text: string): VoteChoice | null {
  return text === "agree" || text === "disagree" || text === "other" ? text : null;
}

/** A member votes; another opinion is asked for its words first. */
export function castOwn(talk: CouncilTalk, item: CouncilItem, text: string): ChatTurn {
  const choice = readVoteChoice(text);
  if (!talk.isMember || !choice) return refuse(talk, talk.world.say.common.notAllowed(), item);
  const given: VoteGiven = { memberId: talk.me.staffId, manner: "chat", choice, opinion: null };
  return castOrAsk(talk, item, given);
}

/** Writes a vote, or asks for the words of another opinion, or says why neither. */
export function castOrAsk(talk: CouncilTalk, item: CouncilItem, given: VoteGiven): ChatTurn {
  const { facts, world } = talk;
  const { memberId, manner } = given;
  const why = whyNoVote(facts, item, { staffId: memberId, now: world.now });
  if (why) return refuse(talk, world.say.council.refused({ why, facts, item }), item);
  if (given.choice === "other" && given.opinion === null) {
    const at = { flow: "council", step: "opinion", item: item.id } as const;
    const state = moveTo(talk.state, { ...at, member: memberId, manner });
    return turn(state, [{ text: world.say.council.askOpinion(item) }]);
  }
  const receipt = receiptAt(world);
  const isOwn = memberId === talk.me.staffId && manner === "chat";
  const name = facts.members.find(({ staffId }) => staffId === memberId)?.name ?? "";
  const text = world.say.council.voted({ item, given, receipt, name: isOwn ? null : name });
  const enter = { key: councilKey("enter", item.number), label: world.say.council.button("enter") };
  const reply = isOwn
    ? thenNext(talk, { text }, [item])
    : { text, choices: [[enter], ...backRows(talk, item)] };
  const { id: itemId, ballot } = item;
  return say(talk, reply, [{ kind: "castVote", itemId, ballot, ...given, receipt }]);
}

/** A member says that an interest is theirs; asks which. */
export function askInterest(talk: CouncilTalk, item: CouncilItem): ChatTurn {
  const refusal = whyNoInterest(talk, item);
  if (refusal) return refusal;
  const state = moveTo(talk.state, { flow: "council", step: "interest", item: item.id });
  return turn(state, [{ text: talk.world.say.council.askInterest(item) }]);
}

/** Writes an interest; the member is out of this vote from then on. */
export function takeInterest(talk: CouncilTalk, item: CouncilItem, text: string): ChatTurn {
  const refusal = whyNoInterest(talk, item);
  if (refusal) return refusal;
  const { world } = talk;
  const reason = text.trim();
  if (reason.length < 5 || reason.length > longestWords) {
    return refuse(talk, world.say.council.wordsWanted(), item);
  }
  const receipt = receiptAt(world);
  const reply = { text: world.say.council.interestDeclared({ item, receipt }) };
  return say(talk, thenNext(talk, reply, [item]), [
    { kind: "declareInterest", itemId: item.id, reason, receipt },
  ]);
}

function whyNoInterest(talk: CouncilTalk, item: CouncilItem): ChatTurn | null {
  const { facts, world, me } = talk;
  if (!talk.isMember) return refuse(talk, world.say.common.notAllowed(), item);
  const at = { staffId: me.staffId, now: world.now };
  const why = whyCouncilIdle(facts, world.now) ?? whyNoVote(facts, item, at);
  if (!why || why.kind === "notPut") return null;
  return refuse(talk, world.say.council.refused({ why, facts, item }), item);
}
