import { keyOf } from "../choice-keys.ts";
import type { ConversationState, Position } from "../conversation-state.ts";
import { type ChatTurn, type Talk, moveTo, stay, turn } from "../talk.ts";
import type { FactorProof, FactorPurpose } from "./sign-off-facts.ts";

/** Where a talk waits for the code of a second factor; its flow says what the code confirms. */
export type FactorPosition = Extract<Position, { readonly step: "factor" }>;

/** Asks for the second factor before an act, or tells who has none how to get one. */
export function askSecondFactor(talk: Talk, position: FactorPosition): ChatTurn {
  const { say, found } = talk.world;
  const purpose = position.flow;
  const { factor } = found;
  if (!factor || (!factor.isEnrolled && factor.otherChats.length === 0)) {
    const choices = [
      [{ key: keyOf("factor"), label: say.signOff.enrolButton() }],
      [{ key: keyOf("newCode"), label: say.buttons.newCode() }],
      [{ key: keyOf("start"), label: say.buttons.menu() }],
    ];
    return stay(talk, say.signOff.noFactor({ isDemo: isDemo(talk), purpose }), choices);
  }
  const send = { key: keyOf("sendCode"), label: say.signOff.sendCodeButton() };
  const choices = [
    factor.otherChats.length > 0 ? [send] : [],
    [{ key: keyOf("cancel"), label: say.buttons.stop() }],
  ].filter((row) => row.length > 0);
  const text = say.signOff.askCode({ factor, purpose });
  return turn(moveTo(talk.state, position), [{ text, choices }]);
}

/** Sends a code to the person's other chats. */
export function sendCode(talk: Talk): ChatTurn {
  const { say, found, fresh } = talk.world;
  const { factor } = found;
  const purpose = factorPurpose(talk.state);
  if (purpose === null || !factor || factor.otherChats.length === 0) {
    return stay(talk, say.common.staleButton());
  }
  if (!factor.mayAskCode) return stay(talk, say.signOff.refusedFactor("locked"));
  const code = fresh.factor.chatCode;
  const text = say.signOff.codeSent(factor.otherChats);
  return turn(talk.state, [{ text }], [{ kind: "sendConfirmCode", code, purpose }]);
}

/**
 * Takes the code that was typed: one that is no good is counted and says why.
 *
 * @param confirmed - The act itself; it must use the proof up.
 */
export function takeSecondFactor(
  talk: Talk,
  confirmed: (proof: FactorProof) => ChatTurn,
): ChatTurn {
  const { say, found } = talk.world;
  const check = found.factorCheck ?? { kind: "wrong" };
  if (check.kind === "good") return confirmed(check.proof);
  const counted = check.kind === "locked" ? [] : [{ kind: "noteWrongFactor" } as const];
  return turn(talk.state, [{ text: say.signOff.refusedFactor(check.kind) }], counted);
}

/** What a code typed now would confirm; null when the talk waits for none. */
export function factorPurpose(state: ConversationState): FactorPurpose | null {
  return state.step === "factor" ? state.flow : null;
}

/** Whoever approves may have no round of their own, or another one: theirs is the council's. */
function isDemo({ world: { round, found } }: Talk): boolean {
  return (found.council?.round ?? round)?.isDemo ?? false;
}
