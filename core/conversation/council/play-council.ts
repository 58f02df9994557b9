import { showAgenda } from "./show-agenda.ts";
import { showItem } from "./show-item.ts";
import { askClose, askReopening, confirmClose } from "./close-council.ts";
import { showPack } from "./show-pack.ts";
import { type CouncilTalk, councilOf, isCouncil } from "./council-talk.ts";
import { askDecisions, confirmDecisions } from "./joint-decide.ts";
import { askPutting, putTogether } from "./joint-put.ts";
import { askJointVote, showJointBallot, voteTogether } from "./joint-vote.ts";
import { itemsAhead } from "./next-item.ts";
import { askInterest, castOwn } from "./member-votes.ts";
import {
  addAgenda,
  askDecision,
  askPoints,
  openMeeting,
  putToVote,
  refuseSubject,
} from "./run-meeting.ts";
import { enterVote, showEntering, showMemberEntry } from "./enter-votes.ts";
import type { CouncilItem } from "../../council/council.ts";
import { type ChatTurn, type Talk, before, stay } from "../talk.ts";

/** Plays `/hoidong`: what the council shows and does follows from the words after it. */
export function playCouncil(talk: Talk, argument: string): ChatTurn {
  const council = councilOf(talk);
  if (!isCouncil(council)) return council;
  return withNews(council, playVerb(council, argument.trim().split(/\s+/)));
}

/** A closing found void on the way is marked and told, whatever was asked. */
export function withNews({ facts }: Pick<CouncilTalk, "facts">, played: ChatTurn): ChatTurn {
  const { closing } = facts;
  if (closing?.state !== "void" || closing.isTold || !closing.why) return played;
  return before(played, [], [{ kind: "voidClosing", closingId: closing.id, why: closing.why }]);
}

function playVerb(talk: CouncilTalk, [verb = "", ...args]: readonly string[]): ChatTurn {
  if (/^\d+$/.test(verb)) return withItem(talk, verb, (item) => showItem(talk, item));
  const play = Object.hasOwn(players, verb.toLowerCase()) ? players[verb.toLowerCase()] : undefined;
  if (play) return play(talk, args);
  const playItem = Object.hasOwn(itemPlayers, verb) ? itemPlayers[verb] : undefined;
  if (!playItem) return showAgenda(talk, 0);
  return withItem(talk, args[0] ?? "", (item) => playItem(talk, item, args.slice(1)));
}

type Player = (talk: CouncilTalk, args: readonly string[]) => ChatTurn;

const players: Readonly<Record<string, Player>> = {
  page: (talk, [page = "0"]) => showAgenda(talk, Number(page)),
  next: showNext,
  hoso: showPack,
  open: openMeeting,
  agenda: addAgenda,
  puts: (talk, [scope = ""]) => askPutting(talk, scope),
  putsyes: (talk, [scope = "", seen = ""]) => putTogether(talk, scope, seen),
  joint: (talk, [scope = "", page = "0"]) => showJointBallot(talk, scope, page),
  votes: (talk, [scope = "", choice = ""]) => askJointVote(talk, scope, choice),
  votesyes: voteTogether,
  decides: askDecisions,
  decidesyes: (talk, [seen = ""]) => confirmDecisions(talk, seen),
  close: askClose,
  closeyes: (talk, [hash = ""]) => confirmClose(talk, hash),
  reopen: askReopening,
};

type ItemPlayer = (talk: CouncilTalk, item: CouncilItem, args: readonly string[]) => ChatTurn;

const itemPlayers: Readonly<Record<string, ItemPlayer>> = {
  vote: (talk, item, [choice = ""]) => castOwn(talk, item, choice),
  interest: askInterest,
  put: putToVote,
  points: askPoints,
  refuse: refuseSubject,
  enter: showEntering,
  for: (talk, item, [member = ""]) => showMemberEntry(talk, item, member),
  h: (talk, item, [member = "", choice = ""]) =>
    enterVote(talk, item, { memberId: member, manner: "hand", choice }),
  w: (talk, item, [member = "", choice = ""]) =>
    enterVote(talk, item, { memberId: member, manner: "written", choice }),
  decide: askDecision,
};

function withItem(
  talk: CouncilTalk,
  number: string,
  play: (item: CouncilItem) => ChatTurn,
): ChatTurn {
  const item = talk.facts.items.find((each) => String(each.number) === number);
  return item ? play(item) : stay(talk, talk.world.say.council.noSuchItem(number));
}

/** The first item that needs this person, else the first being voted on or not decided. */
function showNext(talk: CouncilTalk): ChatTurn {
  const { items } = talk.facts;
  const open =
    itemsAhead(talk)[0] ??
    items.find(({ status }) => status === "voting") ??
    items.find(({ status }) => status === "waiting");
  return open ? showItem(talk, open) : showAgenda(talk, 0);
}
