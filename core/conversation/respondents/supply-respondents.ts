import { readRespondents } from "../../survey/read-respondents.ts";
import { keyOf } from "../choice-keys.ts";
import { type ChatTurn, type Talk, isAt, moveTo, refuseTyped, stay, turn } from "../talk.ts";
import {
  type ListTalk,
  countsOf,
  kindRows,
  listOf,
  maySupply,
  peopleOf,
  whyClosed,
} from "./own-list.ts";
import type { SuppliedRespondent } from "./respondent-facts.ts";
import { overview } from "./list-overview.ts";

/** Asks for people of one kind. */
export function askLines(talk: ListTalk, of: string): ChatTurn {
  const asked = countsOf(talk.list).find(({ kind }) => kind === of);
  if (!asked) return overview(talk);
  const hasPeople = asked.given > 0;
  const choices = kindRows(talk, of, { hasPeople, isListed: false });
  return turn(moveTo(talk.state, { flow: "respondents", step: "lines", of }), [
    { title: asked.name, text: talk.world.say.survey.ask(asked), choices },
  ]);
}

/** Asks who is to be taken off; without buttons, so that a number is a person's. */
export function askRemoval(talk: ListTalk, of: string): ChatTurn {
  const refused = refuse(talk);
  if (refused) return refused;
  const text = talk.world.say.survey.askRemoval();
  return turn(moveTo(talk.state, { flow: "respondents", step: "remove", of }), [{ text }]);
}

/** Takes words at a step of the list; null when the talk is at none. */
export function typeRespondents(talk: Talk, text: string): ChatTurn | null {
  const { state, world } = talk;
  if (state.flow !== "respondents" || state.step === "confirm") return null;
  if (!maySupply(talk)) return stay(talk, world.say.common.notAllowed());
  const own = listOf(talk);
  if (!own) return refuseTyped(talk, noList(talk), text);
  if (state.step === "remove") return takeNumber(own, state.of, text);
  // A bare number is one of the buttons: no line of a list is just that.
  return /^\d{1,2}[.)]?$/.test(text) ? null : takeLines(own, state.of, text);
}

/** Plays the button that takes a person off. */
export function pressRespondents(talk: Talk, id: string): ChatTurn {
  const { say } = talk.world;
  if (!maySupply(talk)) return stay(talk, say.common.notAllowed());
  const own = listOf(talk);
  if (!own) return stay(talk, noList(talk));
  const refused = refuse(own);
  if (refused) return refused;
  const { state } = own;
  const person = own.list.people.find((each) => each.id === id);
  if (!person || !isAt(state, "respondents", "confirm") || state.person !== id) {
    return stay(talk, say.common.staleButton());
  }
  return remove(own, person);
}

function noList({ world: { round, say } }: Talk): string {
  return round ? say.survey.refused({ kind: "none" }) : say.common.noRound();
}

function refuse(talk: ListTalk): ChatTurn | null {
  const { say } = talk.world;
  if (!maySupply(talk)) return stay(talk, say.common.notAllowed());
  const refusal = whyClosed(talk);
  return refusal && stay(talk, say.survey.refused(refusal));
}

function takeLines(talk: ListTalk, of: string, text: string): ChatTurn {
  const { say } = talk.world;
  const refusal = whyClosed(talk);
  if (refusal) return refuseTyped(talk, say.survey.refused(refusal), text);
  const before = countsOf(talk.list).find(({ kind }) => kind === of);
  if (!before) return overview(talk);
  const { taken, refused } = readRespondents(text, peopleOf(talk.list, of));
  if (taken.length + refused.length === 0) return askLines(talk, of);
  const counts = countsOf(talk.list, { of, count: taken.length });
  const asked = counts.find(({ kind }) => kind === of) ?? before;
  const hasPeople = asked.given > 0;
  return turn(
    talk.state,
    [
      {
        text: say.survey.taken({ taken: taken.length, refused, asked, counts }),
        choices: kindRows(talk, of, { hasPeople, isListed: false }),
        ...(refused.length > 0 && { isSecret: true }),
      },
    ],
    taken.length > 0 ? [{ kind: "addRespondents", of, people: taken }] : [],
  );
}

function takeNumber(talk: ListTalk, of: string, text: string): ChatTurn {
  const { say } = talk.world;
  const refusal = whyClosed(talk);
  if (refusal) return stay(talk, say.survey.refused(refusal));
  const number = Number(/^\D{0,6}(\d{1,4})[.)]?$/.exec(text)?.[1]);
  const person = peopleOf(talk.list, of).find((each) => each.number === number);
  if (!person) return stay(talk, say.survey.noSuchNumber());
  const { buttons } = say.survey;
  return turn(moveTo(talk.state, { flow: "respondents", step: "confirm", of, person: person.id }), [
    {
      ...{ text: say.survey.confirmRemoval(person), isSecret: true },
      choices: [
        [
          { key: keyOf("unlist", person.id), label: buttons.confirm() },
          { key: keyOf("respondents", of, "ds"), label: buttons.keep() },
        ],
      ],
    },
  ]);
}

function remove(talk: ListTalk, person: SuppliedRespondent): ChatTurn {
  const { say } = talk.world;
  const { kind: of, id } = person;
  const counts = countsOf(talk.list, { of, count: -1 });
  const asked = counts.find(({ kind }) => kind === of);
  if (!asked) return overview(talk);
  const rows = kindRows(talk, of, { hasPeople: asked.given > 0, isListed: false });
  return turn(
    moveTo(talk.state, { flow: "respondents", step: "lines", of }),
    [{ text: say.survey.removed(asked), choices: rows }],
    [{ kind: "removeRespondent", id }],
  );
}
