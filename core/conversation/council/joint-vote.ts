import type { CouncilItem, CouncilVote } from "../../council/council.ts";
import {
  type Joint,
  type JointScope,
  type VoteAlone,
  itemsToVote,
  itemsToVoteAnew,
  sealOf,
} from "../../council/joint.ts";
import type { VoteChoice } from "../../council/outcome.ts";
import { whyCouncilIdle } from "../../council/voting.ts";
import { type ChatTurn, moveTo, receiptAt, turn } from "../talk.ts";
import { type CouncilTalk, backRows, councilKey, refuse, say } from "./council-talk.ts";
import { readScope } from "./joint-put.ts";
import { jointBallot, jointRows, pageOfBallot } from "./joint-ballot.ts";
import { longestWords, readVoteChoice } from "./member-votes.ts";
import { thenNext } from "./next-item.ts";

interface JointVote {
  readonly scope: JointScope;
  readonly choice: VoteChoice;
  readonly opinion: string | null;
}

/** What a member votes on together: what is new, or else what may be voted on anew. */
interface MemberBallot extends Joint<VoteAlone> {
  readonly isAnew: boolean;
}

/** Shows a member all items of a scope that wait for the vote, a page at a time. */
export function showJointBallot(talk: CouncilTalk, scopeText: string, page: string): ChatTurn {
  const scope = readScope(scopeText) ?? "all";
  const refusal = whyNoJointVote(talk, scope);
  if (refusal) return refusal;
  const all = ballotOf(talk, scope);
  const ballot = pageOfBallot(all, Number(page));
  const { say: words } = talk.world;
  const { title, text } = jointBallot(words, ballot);
  return say(talk, {
    ...{ ...(title !== undefined && { title }), text: withAnew(talk, all, text) },
    choices: [...jointRows(words, scope, ballot), ...backRows(talk, null)],
  });
}

/** Shows how many votes would be given, and asks; another opinion is asked for its words. */
export function askJointVote(talk: CouncilTalk, scopeText: string, choiceText: string): ChatTurn {
  const scope = readScope(scopeText);
  const choice = readVoteChoice(choiceText);
  if (!scope || !choice) return showJointBallot(talk, scopeText, "0");
  const refusal = whyNoJointVote(talk, scope);
  if (refusal) return refusal;
  const { joint } = talk.world.say;
  const ballot = ballotOf(talk, scope);
  const { ready: items, leftOut } = ballot;
  const seen = sealOfVote(talk, ballot);
  if (choice === "other") {
    const state = moveTo(talk.state, { flow: "council", step: "jointOpinion", scope, seen });
    return turn(state, [
      {
        title: joint.title("vote"),
        text: withAnew(talk, ballot, joint.askOpinion({ items, leftOut })),
      },
    ]);
  }
  const yes = {
    key: councilKey("votesyes", scope, choice, seen),
    label: joint.button("confirmVote"),
  };
  const each = { key: councilKey("joint", scope), label: joint.button("joint") };
  return say(talk, {
    title: joint.title("vote"),
    text: withAnew(talk, ballot, joint.confirmVote({ choice, items, leftOut })),
    choices: [[yes], [each], ...backRows(talk, null)],
  });
}

/** Gives one vote on each item that was shown, if they still are the same. */
export function voteTogether(
  talk: CouncilTalk,
  [scopeText = "", choiceText = "", seen = ""]: readonly string[],
): ChatTurn {
  const scope = readScope(scopeText);
  const choice = readVoteChoice(choiceText);
  if (!scope || !choice || choice === "other") return askJointVote(talk, scopeText, choiceText);
  return castJointly(talk, { scope, choice, opinion: null }, seen);
}

/** Takes the words of another opinion on all items of a scope. */
export function takeJointOpinion(
  talk: CouncilTalk,
  at: { readonly scope: string; readonly seen: string },
  text: string,
): ChatTurn {
  const scope = readScope(at.scope) ?? "all";
  const refusal = whyNoJointVote(talk, scope);
  if (refusal) return refusal;
  const opinion = text.trim();
  if (opinion.length < 5 || opinion.length > longestWords) {
    return refuse(talk, talk.world.say.council.wordsWanted());
  }
  return castJointly(talk, { scope, choice: "other", opinion }, at.seen);
}

function castJointly(talk: CouncilTalk, { scope, ...vote }: JointVote, seen: string): ChatTurn {
  const refusal = whyNoJointVote(talk, scope);
  if (refusal) return refusal;
  const { world, me } = talk;
  const ballot = ballotOf(talk, scope);
  const { ready: items, leftOut } = ballot;
  if (seen !== sealOfVote(talk, ballot)) {
    const isSame = ballot.isAnew && isGivenAlready(talk, items, vote);
    if (isSame) return refuse(talk, world.say.joint.givenAlready(items));
    return askAgain(talk, { scope, ...vote });
  }
  const receipt = receiptAt(world);
  const text = world.say.joint.voted({ ...vote, items, leftOut, receipt });
  const reply = thenNext(talk, { title: world.say.joint.title("vote"), text }, items);
  const given = { memberId: me.staffId, manner: "chat", ...vote } as const;
  return say(
    talk,
    reply,
    items.map(({ id: itemId, ballot, number }) => ({
      ...{ kind: "castVote", itemId, ballot, ...given, receipt: `${receipt}-${number}` },
    })),
  );
}

function askAgain(talk: CouncilTalk, { scope, choice, opinion }: JointVote): ChatTurn {
  const again = askJointVote(talk, scope, choice);
  const changed = { text: talk.world.say.joint.changed(opinion) };
  return { ...again, replies: [changed, ...again.replies] };
}

function whyNoJointVote(talk: CouncilTalk, scope: JointScope): ChatTurn | null {
  const { facts, world } = talk;
  if (!talk.isMember) return refuse(talk, world.say.common.notAllowed());
  const why = whyCouncilIdle(facts, world.now);
  if (why) return refuse(talk, world.say.council.refused({ why, facts, item: null }));
  const { ready, leftOut } = ballotOf(talk, scope);
  return ready.length > 0 ? null : refuse(talk, world.say.joint.nothingToVote(leftOut));
}

function ballotOf({ facts, me, world }: CouncilTalk, scope: JointScope): MemberBallot {
  const who = { scope, staffId: me.staffId, now: world.now };
  const first = itemsToVote(facts, who);
  if (first.ready.length > 0) return { ...first, isAnew: false };
  const ready = itemsToVoteAnew(facts, who);
  return { ...first, ready, isAnew: ready.length > 0 };
}

function withAnew({ world }: CouncilTalk, { isAnew }: MemberBallot, text: string): string {
  return isAnew ? `${world.say.joint.anew()}\n\n${text}` : text;
}

/** The same button pressed twice finds its own votes. */
function isGivenAlready(
  talk: CouncilTalk,
  items: readonly CouncilItem[],
  { choice, opinion }: Omit<JointVote, "scope">,
): boolean {
  return items.every((item) => {
    const given = voteOn(talk, item);
    return given?.choice === choice && given.opinion === opinion;
  });
}

/** What votes were given already is part of what was seen. */
function sealOfVote(talk: CouncilTalk, { ready, isAnew }: MemberBallot): string {
  const given = isAnew ? ready.map((item) => voteOn(talk, item)?.choice ?? "") : [];
  return sealOf([...ready.flatMap(({ id, ballot }) => [id, ballot]), ...given]);
}

function voteOn({ me }: CouncilTalk, { votes }: CouncilItem): CouncilVote | undefined {
  return votes.find(({ memberId }) => memberId === me.staffId);
}
