import { may } from "../../access/may.ts";
import type { CouncilFacts, CouncilItem } from "../../council/council.ts";
import { keyOf } from "../choice-keys.ts";
import type { CouncilEffect } from "./council-effect.ts";
import { type ChatTurn, type Talk, moveTo, stay, turn } from "../talk.ts";
import type { Choice, Reply } from "../turn.ts";

/** A talk about a council that there is, with what this person is in it. */
export interface CouncilTalk extends Talk {
  readonly facts: CouncilFacts;
  readonly isSecretary: boolean;
  readonly isMember: boolean;
  readonly isChair: boolean;
}

/** Opens the council for a person who may see it; otherwise the turn that says why not. */
export function councilOf(talk: Talk): CouncilTalk | ChatTurn {
  const { me, world } = talk;
  const facts = world.found.council;
  const subject = { agencyId: null, stage: facts?.round.stage ?? null };
  if (!may(me, "seeCouncil", subject)) return stay(talk, world.say.common.notAllowed());
  if (!facts) return stay(talk, world.say.council.noRound());
  return {
    ...{ ...talk, facts },
    isSecretary: may(me, "runCouncil", subject),
    isMember:
      may(me, "voteInCouncil", subject) && facts.members.some((one) => one.staffId === me.staffId),
    isChair: may(me, "closeCouncil", subject),
  };
}

/** Tells an opened council from a turn. */
export function isCouncil(either: CouncilTalk | ChatTurn): either is CouncilTalk {
  return "facts" in either;
}

/** A button of `/hoidong`. */
export function councilKey(...args: readonly (string | number)[]): string {
  return keyOf("council", ...args);
}

/** An answer that leaves whatever was asked, with what is written. */
export function say(talk: Talk, reply: Reply, effects: readonly CouncilEffect[] = []): ChatTurn {
  return turn(moveTo(talk.state, { flow: "menu", step: "idle" }), [reply], effects);
}

/** The buttons back to an item and to the agenda. */
export function backRows(
  talk: CouncilTalk,
  item: CouncilItem | null,
): readonly (readonly Choice[])[] {
  const { button } = talk.world.say.council;
  return [
    [
      ...(item ? [{ key: councilKey(item.number), label: button("item") }] : []),
      { key: councilKey(), label: button("agenda") },
    ],
  ];
}

/** Says why something was not done and leaves the talk where it is. */
export function refuse(talk: CouncilTalk, text: string, item: CouncilItem | null = null): ChatTurn {
  return stay(talk, text, backRows(talk, item));
}
