import { itemsToDecide, itemsToPut, itemsToVote, itemsToVoteAnew } from "../../council/joint.ts";
import { whyNoMeeting } from "../../council/voting.ts";
import { type CouncilTalk, councilKey, say } from "./council-talk.ts";
import type { ChatTurn } from "../talk.ts";
import type { Choice } from "../turn.ts";

const pageLength = 8;

/** Shows where the council stands and its agenda, a page at a time. */
export function showAgenda(talk: CouncilTalk, page: number): ChatTurn {
  const { facts, world } = talk;
  const { items } = facts;
  const pages = Math.max(1, Math.ceil(items.length / pageLength));
  const shown = Math.min(Math.max(Number.isInteger(page) ? page : 0, 0), pages - 1);
  const lines = items.slice(shown * pageLength, (shown + 1) * pageLength);
  const text = world.say.council.agenda({ facts, lines, page: shown + 1, pages });
  const choices = [
    ...rowsOf(lines.map((item) => itemChoice(talk, item))),
    pageRow(talk, shown, pages),
    ...workRows(talk),
    [{ key: councilKey("hoso"), label: world.say.council.button("pack") }],
  ].filter((row) => row.length > 0);
  return say(talk, { title: world.say.council.title(), text, choices });
}

function itemChoice({ world }: CouncilTalk, item: CouncilTalk["facts"]["items"][number]): Choice {
  return { key: councilKey(item.number), label: world.say.council.itemButton(item) };
}

/** Two items in a row. */
function rowsOf(choices: readonly Choice[]): readonly (readonly Choice[])[] {
  return choices.flatMap((choice, at) => (at % 2 === 0 ? [choices.slice(at, at + 2)] : []));
}

function pageRow({ world }: CouncilTalk, page: number, pages: number): readonly Choice[] {
  const { buttons } = world.say;
  return [
    ...(page > 0 ? [{ key: councilKey("page", page - 1), label: buttons.pageBack() }] : []),
    ...(page < pages - 1 ? [{ key: councilKey("page", page + 1), label: buttons.pageOn() }] : []),
  ];
}

/** What the secretary and the chair can do now. */
function workRows(talk: CouncilTalk): readonly (readonly Choice[])[] {
  const { facts, world, isSecretary, isChair } = talk;
  const { button } = world.say.council;
  if (facts.closing?.state === "valid" && facts.round.stage === "council") {
    return isChair ? [[{ key: councilKey("reopen"), label: button("reopen") }]] : [];
  }
  if (whyNoMeeting(facts, world.now) !== null) return [];
  const isOpen = facts.meeting !== null;
  return [
    isSecretary && !isOpen ? [{ key: councilKey("open"), label: button("open") }] : [],
    isSecretary ? [{ key: councilKey("agenda"), label: button("makeAgenda") }] : [],
    ...(isOpen ? [...jointRow(talk), meetingRow(talk)] : []),
  ];
}

/** What can be done to several items at once. */
function jointRow(talk: CouncilTalk): readonly (readonly Choice[])[] {
  const { facts, world, me, isSecretary, isMember } = talk;
  const { joint } = world.say;
  const who = { scope: "all", staffId: me.staffId, now: world.now } as const;
  const toVote = itemsToVote(facts, who).ready.length;
  const has = (count: number, key: string, label: string): readonly (readonly Choice[])[] =>
    count > 1 ? [[{ key: councilKey(key), label }]] : [];
  return [
    ...(isMember ? has(toVote, "joint", joint.title("vote")) : []),
    ...(isMember && toVote === 0
      ? has(itemsToVoteAnew(facts, who).length, "joint", joint.button("anew"))
      : []),
    ...(isSecretary
      ? has(itemsToPut(facts, "all").ready.length, "puts", joint.button("putting"))
      : []),
    ...(isSecretary
      ? has(itemsToDecide(facts).ready.length, "decides", joint.button("deciding"))
      : []),
  ];
}

/** On with the next item; when all are decided, the chair may close. */
function meetingRow({
  facts,
  world,
  isSecretary,
  isChair,
  isMember,
}: CouncilTalk): readonly Choice[] {
  const { button } = world.say.council;
  if (facts.items.some(({ status }) => status !== "decided")) {
    return isSecretary || isMember ? [{ key: councilKey("next"), label: button("next") }] : [];
  }
  return isChair ? [{ key: councilKey("close"), label: button("close") }] : [];
}
