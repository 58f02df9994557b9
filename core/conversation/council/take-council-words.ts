import type { CouncilItem } from "../../council/council.ts";
import type { CouncilPosition } from "./council-position.ts";
import { takeReopening } from "./close-council.ts";
import { type CouncilTalk, councilOf, isCouncil, refuse } from "./council-talk.ts";
import { takeJointReason } from "./joint-decide.ts";
import { takeJointOpinion } from "./joint-vote.ts";
import { castOrAsk, longestWords, takeInterest } from "./member-votes.ts";
import { withNews } from "./play-council.ts";
import { takePoints, takeReason } from "./run-meeting.ts";
import { type ChatTurn, type Talk, isAt, stay } from "../talk.ts";

/** Takes the words that a step of the council asked for. */
export function takeCouncilWords(talk: Talk, text: string): ChatTurn {
  const council = councilOf(talk);
  if (!isCouncil(council)) return council;
  return withNews(council, takeWords(council, text));
}

function takeWords(talk: CouncilTalk, text: string): ChatTurn {
  const { state, facts, world } = talk;
  if (isAt(state, "council", "reopen")) return takeReopening(talk, state.closing, text);
  if (isAt(state, "council", "jointOpinion")) return takeJointOpinion(talk, state, text);
  if (isAt(state, "council", "jointReason")) return takeJointReason(talk, state.seen, text);
  const id = "item" in state ? state.item : "";
  const item = facts.items.find((each) => each.id === id);
  if (!item) return stay(talk, world.say.common.staleButton());
  if (isAt(state, "council", "interest")) return takeInterest(talk, item, text);
  if (isAt(state, "council", "points")) return takePoints(talk, item, text);
  if (isAt(state, "council", "reason")) return takeReason(talk, item, { seen: state.seen, text });
  if (isAt(state, "council", "opinion")) return takeOpinion({ ...talk, state }, item, text);
  return stay(talk, world.say.common.staleButton());
}

type OpinionState = Extract<CouncilPosition, { readonly step: "opinion" }>;

/** The words of another opinion: the member's own, or one that the secretary enters. */
function takeOpinion(
  talk: CouncilTalk & { readonly state: OpinionState },
  item: CouncilItem,
  text: string,
): ChatTurn {
  const { state, world } = talk;
  const opinion = text.trim();
  if (opinion.length < 5 || opinion.length > longestWords) {
    return refuse(talk, world.say.council.wordsWanted(), item);
  }
  const { member: memberId, manner } = state;
  const isOwn = manner === "chat" && memberId === talk.me.staffId && talk.isMember;
  if (!isOwn && !(talk.isSecretary && manner !== "chat")) {
    return refuse(talk, world.say.common.notAllowed(), item);
  }
  return castOrAsk(talk, item, { memberId, manner, choice: "other", opinion });
}
