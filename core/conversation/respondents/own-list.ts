import { may } from "../../access/may.ts";
import type { OwedRespondents } from "../../reminders/duty.ts";
import { phaseState, windowOf } from "../../round/phase-window.ts";
import type { RoundFacts } from "../../round/round.ts";
import { keyOf } from "../choice-keys.ts";
import type { Talk } from "../talk.ts";
import type { Choice } from "../turn.ts";
import type { OwnRespondents, SuppliedRespondent, SupplyRefusal } from "./respondent-facts.ts";

/** A talk about the own agency's list in a round that has one. */
export interface ListTalk extends Talk {
  readonly round: RoundFacts;
  readonly list: OwnRespondents;
}

/** Adds the agency's list; null when nothing is asked of it. */
export function listOf(talk: Talk): ListTalk | null {
  const { round, found } = talk.world;
  const list = found.respondents;
  return round && list && list.asked.length > 0 ? { ...talk, round, list } : null;
}

/** Whether the person may look at the list of the own agency. */
export function maySee({ me }: Talk): boolean {
  return may(me, "seeRespondents", { agencyId: me.agencyId, stage: null });
}

/** Whether the person may write it, whatever the clock says. */
export function maySupply({ me }: Talk): boolean {
  return may(me, "supplyRespondents", { agencyId: me.agencyId, stage: null });
}

/** Why nothing is written at this instant; null when it may be. */
export function whyClosed({ round, world: { now } }: ListTalk): SupplyRefusal | null {
  const window = windowOf(round, "survey");
  if (!window) return { kind: "none" };
  const state = phaseState(round, "survey", { now, code: null });
  if (state === "open") return null;
  return state === "notYet"
    ? { kind: "notYet", opensAt: window.opensAt }
    : { kind: "closed", closesAt: window.closesAt };
}

/** The people of one kind. */
export function peopleOf({ people }: OwnRespondents, of: string): readonly SuppliedRespondent[] {
  return people.filter(({ kind }) => kind === of);
}

/** Whom the agency is asked for, with how many it has named; `added` comes on top. */
export function countsOf(
  list: OwnRespondents,
  added: { readonly of: string; readonly count: number } | null = null,
): readonly OwedRespondents[] {
  return list.asked.map((each) => {
    const more = added?.of === each.kind ? added.count : 0;
    return { ...each, given: peopleOf(list, each.kind).length + more };
  });
}

/** Buttons under what is said of one kind. */
export function kindRows(
  talk: ListTalk,
  of: string,
  { hasPeople, isListed }: { readonly hasPeople: boolean; readonly isListed: boolean },
): readonly (readonly Choice[])[] {
  const { buttons } = talk.world.say.survey;
  const isOpen = maySupply(talk) && whyClosed(talk) === null;
  const write = { key: keyOf("respondents", of), label: buttons.add() };
  const list = { key: keyOf("respondents", of, "ds"), label: buttons.list() };
  const remove = { key: keyOf("respondents", of, "xoa"), label: buttons.remove() };
  const row = [
    ...(isOpen && isListed ? [write] : []),
    ...(hasPeople && !isListed ? [list] : []),
    ...(isOpen && hasPeople ? [remove] : []),
  ];
  const others = talk.list.asked
    .filter(({ kind }) => kind !== of)
    .map(({ kind, name }) => [{ key: keyOf("respondents", kind), label: buttons.other(name) }]);
  return [
    ...(row.length > 0 ? [row] : []),
    ...others,
    [{ key: keyOf("respondents"), label: buttons.done() }],
  ];
}
