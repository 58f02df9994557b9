import { itemName, newItems } from "../../council/agenda.ts";
import type { CouncilItem, Motion } from "../../council/council.ts";
import { type VoteRefusal, resultOf, whyCouncilIdle, whyNoMeeting } from "../../council/voting.ts";
import { decimal, roundHalfUp } from "../../rational.ts";
import { readNumber } from "../reading/read-number.ts";
import { agendaVi } from "../messages/vi/agenda.ts";
import { type CouncilTalk, backRows, councilKey, refuse, say } from "./council-talk.ts";
import { decisionChange } from "./decision-change.ts";
import { longestWords } from "./member-votes.ts";
import { thenNext } from "./next-item.ts";
import { type ChatTurn, moveTo, receiptAt, stay, turn } from "../talk.ts";

/** The secretary opens the meeting. */
export function openMeeting(talk: CouncilTalk): ChatTurn {
  const { facts, world } = talk;
  if (!talk.isSecretary) return refuse(talk, world.say.common.notAllowed());
  const why = whyNoMeeting(facts, world.now);
  if (why) return refuse(talk, world.say.council.refused({ why, facts, item: null }));
  if (facts.meeting) return refuse(talk, world.say.council.alreadyOpen(facts.meeting));
  const text = world.say.council.opened(facts);
  const rows = [[{ key: councilKey("agenda"), label: world.say.council.button("makeAgenda") }]];
  return say(talk, { text, choices: [...rows, ...backRows(talk, null)] }, [
    { kind: "openCouncil", roundId: facts.round.id },
  ]);
}

/** Puts on the agenda what the round has brought up since it was last made. */
export function addAgenda(talk: CouncilTalk): ChatTurn {
  const { facts, world } = talk;
  if (!talk.isSecretary) return refuse(talk, world.say.common.notAllowed());
  const why = whyNoMeeting(facts, world.now);
  if (why) return refuse(talk, world.say.council.refused({ why, facts, item: null }));
  const { sources = [], known = [] } = world.found.agendaSources ?? {};
  const items = newItems(sources, new Set(known.map(itemName)), agendaVi);
  const text = world.say.council.agendaAdded({ items, before: facts.items.length });
  const choices = backRows(talk, null);
  if (items.length === 0) return say(talk, { text, choices });
  return say(talk, { text, choices }, [{ kind: "addAgenda", roundId: facts.round.id, items }]);
}

/** The secretary puts an item to the vote. */
export function putToVote(talk: CouncilTalk, item: CouncilItem): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNotRunning(talk, item);
  if (refusal) return refusal;
  if (item.status === "voting") return refuse(talk, world.say.council.alreadyPut(item), item);
  const text = world.say.council.put({ facts, item });
  const { id: itemId, version: expectedVersion } = item;
  return say(talk, thenNext(talk, { text }, [item]), [
    { kind: "putToVote", itemId, expectedVersion },
  ]);
}

/** Asks which points the motion shall give the item's leaf. */
export function askPoints(talk: CouncilTalk, item: CouncilItem): ChatTurn {
  const refusal = whyNotRunning(talk, item);
  if (refusal) return refusal;
  const { say: words } = talk.world;
  if (!item.value) return refuse(talk, words.council.noLeaf(), item);
  const state = moveTo(talk.state, { flow: "council", step: "points", item: item.id });
  return turn(state, [{ text: words.council.askPoints({ item, value: item.value }) }]);
}

/** Takes the points of the motion; votes given on another motion count no more. */
export function takePoints(talk: CouncilTalk, item: CouncilItem, text: string): ChatTurn {
  const refusal = whyNotRunning(talk, item);
  if (refusal) return refusal;
  const { value } = item;
  const points = readPoints(text);
  const { council } = talk.world.say;
  if (!value) return refuse(talk, council.noLeaf(), item);
  if (points === null || points > value.max) {
    return stay(talk, council.askPoints({ item, value }), backRows(talk, item));
  }
  return setMotion(talk, item, { kind: "setPoints", points });
}

/** The motion becomes that the declaration behind the item is not recognised. */
export function refuseSubject(talk: CouncilTalk, item: CouncilItem): ChatTurn {
  const refusal = whyNotRunning(talk, item);
  if (refusal) return refusal;
  if (!item.isDeclaration) return refuse(talk, talk.world.say.council.noLeaf(), item);
  return setMotion(talk, item, { kind: "refuse" });
}

function setMotion(talk: CouncilTalk, item: CouncilItem, motion: Motion): ChatTurn {
  const { say: words } = talk.world;
  const text = words.council.motionSet({ item, motion });
  const put = { key: councilKey("put", item.number), label: words.council.button("put") };
  const { id: itemId, version: expectedVersion } = item;
  return say(talk, { text, choices: [[put], ...backRows(talk, item)] }, [
    { kind: "setMotion", itemId, expectedVersion, motion },
  ]);
}

/** Asks the reason of the decision that the votes make; without a quorum there is none to make. */
export function askDecision(talk: CouncilTalk, item: CouncilItem): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNotRunning(talk, item);
  if (refusal) return refusal;
  const result = resultOf(facts, item);
  const { council } = world.say;
  if (item.status !== "voting") {
    return refuse(talk, council.refused({ why: { kind: "notPut" }, facts, item }), item);
  }
  if (result.outcome === "notQuorate") return refuse(talk, council.notQuorate(result.tally), item);
  const seen = String(item.version);
  const state = moveTo(talk.state, { flow: "council", step: "reason", item: item.id, seen });
  return turn(state, [{ text: council.askReason({ item, result }) }]);
}

/** Records the decision, if the votes still are what the secretary saw. */
export function takeReason(
  talk: CouncilTalk,
  item: CouncilItem,
  { seen, text }: { readonly seen: string; readonly text: string },
): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNotRunning(talk, item);
  if (refusal) return refusal;
  const { council } = world.say;
  const reason = text.trim();
  if (reason.length < 5 || reason.length > longestWords) {
    return refuse(talk, council.wordsWanted(), item);
  }
  const { tally, outcome } = resultOf(facts, item);
  if (seen !== String(item.version) || item.status !== "voting" || outcome === "notQuorate") {
    const again = askDecision(talk, item);
    const replies = [{ text: council.changedMeanwhile(reason) }, ...again.replies];
    return { ...again, replies };
  }
  const receipt = receiptAt(world);
  const change = decisionChange(item, { outcome, reason, receipt: receiptAt(world, 1) });
  const { id: itemId, version: expectedVersion } = item;
  const reply = {
    title: council.itemTitle(item.number),
    text: council.decided({ item, outcome, tally, reason, change, receipt }),
  };
  return say(talk, thenNext(talk, reply, [item]), [
    { kind: "decideItem", itemId, expectedVersion, outcome, tally, reason, change, receipt },
  ]);
}

/** Why this person does not run the meeting now, or not on this item; null when they do. */
export function whyNotRunning(talk: CouncilTalk, item: CouncilItem | null = null): ChatTurn | null {
  const { facts, world } = talk;
  if (!talk.isSecretary) return refuse(talk, world.say.common.notAllowed(), item);
  const why: VoteRefusal | null = item?.decision
    ? { kind: "decided", at: item.decision.at }
    : whyCouncilIdle(facts, world.now);
  return why && refuse(talk, world.say.council.refused({ why, facts, item }), item);
}

/** Ten-thousandths, or null when the words are no number of points. */
function readPoints(text: string): number | null {
  const read = readNumber(text.replace(/\s*điểm$/iu, ""), false);
  const value = read.kind === "number" ? read.value : read.kind === "doubt" ? read.decimal : null;
  if (value === null || value.startsWith("-")) return null;
  return roundHalfUp(decimal(value), 10_000);
}
