import { may } from "../../access/may.ts";
import { keyOf } from "../choice-keys.ts";
import { lengthOf } from "../reading/length-of.ts";
import { type ChatTurn, type Talk, isAt, moveTo, receiptAt, stay, turn } from "../talk.ts";
import type { NamedPerson } from "./sign-off-facts.ts";

/** Characters that the reason for a reset must have. */
export const resetReason = { shortest: 10, longest: 500 } as const;
/** More people with a second factor than any agency has. */
const mostPeople = 20;

/** Lists who of an agency confirms with an app, each with a button that resets it. */
export function showEnrolled(talk: Talk, agencyCode: string): ChatTurn {
  const { say, found } = talk.world;
  if (!mayReset(talk)) return stay(talk, say.signOff.onlyCoordinatorsReset());
  const people = othersOf(talk, found.enrolled ?? []).slice(0, mostPeople);
  const text = say.signOff.enrolledPeople({ agencyCode, people });
  const choices = [
    ...people.map((one) => [
      { key: keyOf("resetFactor", one.staffId), label: say.signOff.resetButton(one) },
    ]),
    [{ key: keyOf("start"), label: say.buttons.menu() }],
  ];
  const state = moveTo(talk.state, { flow: "resetFactor", step: "choose", agencyCode });
  return turn(state, [{ text, choices }]);
}

/** Asks why somebody's second factor is reset. */
export function askResetReason(talk: Talk, staffId: string): ChatTurn {
  const { say } = talk.world;
  if (!mayReset(talk)) return stay(talk, say.signOff.onlyCoordinatorsReset());
  const whom = enrolledIn(talk, staffId);
  if (!isAt(talk.state, "resetFactor", "choose") || !whom) {
    return stay(talk, say.common.staleButton());
  }
  const { agencyCode } = talk.state;
  const state = moveTo(talk.state, { flow: "resetFactor", step: "reason", agencyCode, staffId });
  const text = say.signOff.askResetReason({ whom, ...resetReason });
  return turn(state, [{ text, choices: [[{ key: keyOf("cancel"), label: say.buttons.stop() }]] }]);
}

/** Takes the reason and resets the second factor; the person is told. */
export function takeResetReason(talk: Talk, typed: string): ChatTurn {
  const { say } = talk.world;
  const { state } = talk;
  if (!isAt(state, "resetFactor", "reason")) return stay(talk, say.common.staleButton());
  if (!mayReset(talk)) return stay(talk, say.signOff.onlyCoordinatorsReset());
  const { staffId } = state;
  const idle = moveTo(state, { flow: "menu", step: "idle" });
  const whom = enrolledIn(talk, staffId);
  if (!whom) return turn(idle, [{ text: say.signOff.notEnrolledAnyMore() }]);
  const reason = typed.trim();
  const length = lengthOf(reason);
  if (length < resetReason.shortest || length > resetReason.longest) {
    return stay(talk, say.signOff.resetReasonLength({ length, ...resetReason }));
  }
  const receipt = receiptAt(talk.world);
  return turn(
    idle,
    [{ text: say.signOff.resetDone({ whom, receipt }) }],
    [{ kind: "resetFactor", staffId, reason, receipt }],
  );
}

function enrolledIn(talk: Talk, staffId: string): NamedPerson | undefined {
  return othersOf(talk, talk.world.found.enrolled ?? []).find((one) => one.staffId === staffId);
}

/** Nobody resets the own second factor. */
function othersOf({ me }: Talk, people: readonly NamedPerson[]): readonly NamedPerson[] {
  return people.filter(({ staffId }) => staffId !== me.staffId);
}

function mayReset({ me }: Talk): boolean {
  return may(me, "resetFactor", { agencyId: null, stage: null });
}
