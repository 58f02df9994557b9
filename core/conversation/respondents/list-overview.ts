import { may } from "../../access/may.ts";
import { windowOf } from "../../round/phase-window.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, moveTo, turn } from "../talk.ts";
import { type ListTalk, countsOf, maySupply, whyClosed } from "./own-list.ts";

/** How many of each kind are there, and until when. */
export function overview(talk: ListTalk): ChatTurn {
  const { say, now } = talk.world;
  const asked = countsOf(talk.list);
  const text = say.survey.overview({
    ...{ round: talk.round, asked, now, agencyName: talk.me.agencyName },
    ...{ window: windowOf(talk.round, "survey"), refusal: whyClosed(talk) },
    maySupply: maySupply(talk),
  });
  const kinds = asked.map((each) => [
    { key: keyOf("respondents", each.kind), label: say.survey.kindButton(each) },
  ]);
  const all = may(talk.me, "seeRound", { agencyId: null, stage: null })
    ? [[{ key: keyOf("respondents", "tiendo"), label: say.survey.buttons.progress() }]]
    : [];
  return turn(moveTo(talk.state, { flow: "menu", step: "idle" }), [
    { title: say.survey.title(), text, choices: [...kinds, ...all] },
  ]);
}
