import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { foldText } from "../reading/fold-text.ts";
import { type ChatTurn, type Talk, before, moveTo, stay, turn } from "../talk.ts";
import type { Need } from "../world.ts";
import {
  type ListTalk,
  countsOf,
  kindRows,
  listOf,
  maySee,
  maySupply,
  peopleOf,
  whyClosed,
} from "./own-list.ts";
import { overview } from "./list-overview.ts";
import { askLines, askRemoval } from "./supply-respondents.ts";

const wholeProvince = { agencyId: null, stage: null } as const;
const idle = { flow: "menu", step: "idle" } as const;

/** People shown in one message. */
const pageLength = 25;

/** The facts that `/khaosat` needs: the own agency's list, and how far all have come. */
export function respondentNeeds(me: Actor): readonly Need[] {
  const own = may(me, "seeRespondents", { agencyId: me.agencyId, stage: null });
  return [
    ...(own ? [{ kind: "respondents" } as const] : []),
    ...(may(me, "seeRound", wholeProvince) ? [{ kind: "surveyProgress" } as const] : []),
  ];
}

/**
 * `/khaosat`: the own agency's list by kind; `KIND` asks for people, `KIND ds` shows them, `KIND
 * xoa` takes one off. `tiendo` is for who runs the round: which agencies are short, by numbers.
 */
export function playRespondents(talk: Talk, argument: string): ChatTurn {
  const { say } = talk.world;
  const words = foldText(argument).split(/\s+/);
  const seesAll = may(talk.me, "seeRound", wholeProvince);
  if (words[0] === "tiendo") return seesAll ? progress(talk) : stay(talk, say.common.notAllowed());
  if (!maySee(talk)) return seesAll ? progress(talk) : stay(talk, say.common.notAllowed());
  const own = listOf(talk);
  if (own) return showOwn(own, words);
  if (seesAll) return progress(talk);
  return stay(talk, talk.world.round ? say.survey.refused({ kind: "none" }) : say.common.noRound());
}

function showOwn(talk: ListTalk, [of = "", act = "", page = "0"]: readonly string[]): ChatTurn {
  if (!talk.list.asked.some(({ kind }) => kind === of)) return overview(talk);
  if (act === "xoa") return askRemoval(talk, of);
  const isList = act === "ds" || !maySupply(talk) || whyClosed(talk) !== null;
  return isList
    ? showList(talk, of, Math.max(0, Math.trunc(Number(page)) || 0))
    : askLines(talk, of);
}

/** The people of one kind, a page at a time; what is kept of the message is blotted out soon. */
function showList(talk: ListTalk, of: string, page: number): ChatTurn {
  const { say } = talk.world;
  const people = peopleOf(talk.list, of);
  const asked = countsOf(talk.list).find(({ kind }) => kind === of);
  if (!asked) return overview(talk);
  const pages = Math.max(1, Math.ceil(people.length / pageLength));
  const at = Math.min(page, pages - 1);
  const shown = people.slice(at * pageLength, (at + 1) * pageLength);
  const text = say.survey.list({ asked, people: shown, page: at, pages });
  const turning = [
    ...(at > 0
      ? [{ key: keyOf("respondents", of, "ds", at - 1), label: say.survey.buttons.earlier() }]
      : []),
    ...(at < pages - 1
      ? [{ key: keyOf("respondents", of, "ds", at + 1), label: say.survey.buttons.more() }]
      : []),
  ];
  const rows = kindRows(talk, of, { hasPeople: people.length > 0, isListed: true });
  return turn(moveTo(talk.state, idle), [
    {
      ...{ title: say.survey.title(), text, isSecret: true },
      choices: [...(turning.length > 0 ? [turning] : []), ...rows],
    },
  ]);
}

/** Which agencies are short; never who was named. */
function progress(talk: Talk): ChatTurn {
  const { say, found } = talk.world;
  const rounds = found.surveyProgress ?? [];
  const title = say.survey.progressTitle();
  if (rounds.length === 0) return stay(talk, say.survey.noProgress());
  const replies = rounds.map((round) => ({ title, text: say.survey.progress(round) }));
  return before(turn(talk.state, []), replies, [
    { kind: "noteQuery", what: "survey progress", stage: null },
  ]);
}
