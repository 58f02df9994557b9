import type { CouncilItem } from "../../council/council.ts";
import { resultOf, whyCouncilIdle, whyNoVote } from "../../council/voting.ts";
import { type CouncilTalk, councilKey, say } from "./council-talk.ts";
import { nextButton } from "./next-item.ts";
import type { ChatTurn } from "../talk.ts";
import type { Choice, Reply } from "../turn.ts";

/** Shows one item: the question, how the vote stands, and what this person can do. */
export function showItem(talk: CouncilTalk, item: CouncilItem): ChatTurn {
  return say(talk, itemReply(talk, item));
}

/** The card of an item. */
function itemReply(talk: CouncilTalk, item: CouncilItem): Reply {
  const { facts, world, me } = talk;
  const text = world.say.council.item({
    ...{ facts, item, result: resultOf(facts, item) },
    seesVotes: talk.isSecretary || talk.isChair || item.decision !== null,
    own: item.votes.find(({ memberId }) => memberId === me.staffId) ?? null,
    out: talk.isMember ? outOf(talk, item) : null,
  });
  const choices = [
    ...memberRows(talk, item),
    ...(talk.isSecretary ? secretaryRows(talk, item) : []),
    [...nextButton(talk, [item]), { key: councilKey(), label: world.say.council.button("agenda") }],
  ].filter((row) => row.length > 0);
  return { title: world.say.council.itemTitle(item.number), text, choices };
}

function outOf({ facts, me, world }: CouncilTalk, item: CouncilItem) {
  const why = whyNoVote(facts, item, { staffId: me.staffId, now: world.now });
  return why?.kind === "ownAgency" || why?.kind === "declared" ? why : null;
}

function memberRows(talk: CouncilTalk, item: CouncilItem): readonly (readonly Choice[])[] {
  const { facts, me, world, isMember } = talk;
  const why = whyNoVote(facts, item, { staffId: me.staffId, now: world.now });
  return isMember && why === null ? ballotRows(world.say, item) : [];
}

/** The buttons of a vote. */
export function ballotRows(
  { council: { button } }: CouncilTalk["world"]["say"],
  { number }: CouncilItem,
): readonly (readonly Choice[])[] {
  return [
    [
      { key: councilKey("vote", number, "agree"), label: button("agree") },
      { key: councilKey("vote", number, "disagree"), label: button("disagree") },
    ],
    [
      { key: councilKey("vote", number, "other"), label: button("other") },
      { key: councilKey("interest", number), label: button("interest") },
    ],
  ];
}

function secretaryRows(
  { facts, world }: CouncilTalk,
  item: CouncilItem,
): readonly (readonly Choice[])[] {
  const { button } = world.say.council;
  if (item.decision || whyCouncilIdle(facts, world.now) !== null) return [];
  const { number } = item;
  const isVoting = item.status === "voting";
  return [
    isVoting
      ? [
          { key: councilKey("enter", number), label: button("enter") },
          { key: councilKey("decide", number), label: button("decide") },
        ]
      : [{ key: councilKey("put", number), label: button("put") }],
    [
      ...(item.value ? [{ key: councilKey("points", number), label: button("points") }] : []),
      ...(item.isDeclaration && item.motion.kind === "accept"
        ? [{ key: councilKey("refuse", number), label: button("refuse") }]
        : []),
    ],
  ];
}
