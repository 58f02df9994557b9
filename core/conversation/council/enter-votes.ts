import type { CouncilItem, VoteManner } from "../../council/council.ts";
import { membersToVote, whyCouncilIdle } from "../../council/voting.ts";
import { type CouncilTalk, backRows, councilKey, refuse, say } from "./council-talk.ts";
import { castOrAsk, readVoteChoice } from "./member-votes.ts";
import type { ChatTurn } from "../talk.ts";
import type { Choice } from "../turn.ts";

/** Lists the members whose votes are still out, for the secretary to enter one. */
export function showEntering(talk: CouncilTalk, item: CouncilItem): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNoEntry(talk, item);
  if (refusal) return refusal;
  const members = membersToVote(facts, item);
  const choices = [
    ...members.map(({ staffId, name }) => [
      { key: councilKey("for", item.number, staffId), label: name },
    ]),
    ...backRows(talk, item),
  ];
  return say(talk, { text: world.say.council.enterWho({ item, members }), choices });
}

/** Asks how a member has voted and in which way the vote came. */
export function showMemberEntry(talk: CouncilTalk, item: CouncilItem, id: string): ChatTurn {
  const { facts, world } = talk;
  const refusal = whyNoEntry(talk, item);
  if (refusal) return refusal;
  const member = facts.members.find(({ staffId }) => staffId === id);
  if (!member) return showEntering(talk, item);
  const row = (manner: "h" | "w"): readonly Choice[] =>
    (["agree", "disagree", "other"] as const).map((choice) => ({
      key: councilKey(manner, item.number, id, choice),
      label: world.say.council.entryButton({ manner: manner === "h" ? "hand" : "written", choice }),
    }));
  const choices = [row("h"), row("w"), ...backRows(talk, item)];
  return say(talk, { text: world.say.council.enterHow({ item, member }), choices });
}

/** Enters a member's vote in the secretary's hand. */
export function enterVote(
  talk: CouncilTalk,
  item: CouncilItem,
  entry: { readonly memberId: string; readonly manner: VoteManner; readonly choice: string },
): ChatTurn {
  const refusal = whyNoEntry(talk, item);
  if (refusal) return refusal;
  const { memberId, manner } = entry;
  const choice = readVoteChoice(entry.choice);
  if (!choice) return showMemberEntry(talk, item, memberId);
  return castOrAsk(talk, item, { memberId, manner, choice, opinion: null });
}

function whyNoEntry(talk: CouncilTalk, item: CouncilItem): ChatTurn | null {
  const { facts, world } = talk;
  if (!talk.isSecretary) return refuse(talk, world.say.common.notAllowed(), item);
  const why = item.decision
    ? ({ kind: "decided", at: item.decision.at } as const)
    : whyCouncilIdle(facts, world.now);
  if (why) return refuse(talk, world.say.council.refused({ why, facts, item }), item);
  if (item.status === "voting") return null;
  return refuse(talk, world.say.council.refused({ why: { kind: "notPut" }, facts, item }), item);
}
