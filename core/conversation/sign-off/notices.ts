import { keyOf } from "../choice-keys.ts";
import type { Language } from "../messages/catalogue.ts";
import { messagesIn } from "../messages/messages-in.ts";
import type { Reply } from "../turn.ts";
import type { Digest } from "./digest-facts.ts";
import type { DelegationFacts, FactorPurpose, ReturnedLeaf, Signature } from "./sign-off-facts.ts";

/** What every notice of a round names. */
export interface NoticeAbout {
  readonly agencyName: string;
  readonly roundTitle: string;
  readonly isDemo: boolean;
  readonly isTraining: boolean;
}

const mostButtons = 8;

/** To the leaders: a draft was handed up. */
export function handedUpNotice(
  facts: { readonly digest: Digest; readonly by: string; readonly at: string },
  language: Language,
): Reply {
  const say = messagesIn(language);
  return {
    title: say.signOff.title(),
    text: say.signOff.handedUp(facts),
    choices: [[{ key: keyOf("sign"), label: say.signOff.openButton() }]],
  };
}

/** To the officers: the draft was signed. */
export function signedNotice(
  facts: NoticeAbout & { readonly signature: Signature },
  language: Language,
): Reply {
  const say = messagesIn(language);
  return {
    title: say.signOff.doneTitle(),
    text: say.signOff.signed(facts),
    choices: [[{ key: keyOf("progress"), label: say.buttons.progress() }]],
  };
}

/** To officers and leaders: the draft has changed, so the signature is void. */
export function voidedNotice(
  facts: NoticeAbout & { readonly signature: Signature; readonly codes: readonly string[] },
  forLeader: boolean,
  language: Language,
): Reply {
  const say = messagesIn(language);
  return {
    title: say.signOff.voidedTitle(),
    text: say.signOff.voided({ ...facts, forLeader }),
    choices: forLeader
      ? [[{ key: keyOf("sign"), label: say.signOff.openButton() }]]
      : [[{ key: keyOf("progress"), label: say.buttons.progress() }]],
  };
}

/** To the officers: leaves were given back, each with a button that opens it. */
export function returnedNotice(
  facts: NoticeAbout & { readonly returned: readonly ReturnedLeaf[]; readonly wasSigned: boolean },
  language: Language,
): Reply {
  const say = messagesIn(language);
  return {
    title: say.signOff.returnedTitle(),
    text: say.signOff.returnedLeaves(facts),
    choices: facts.returned
      .slice(0, mostButtons)
      .map(({ code }) => [{ key: keyOf("returned", code), label: say.buttons.openCode(code) }]),
  };
}

/** To the person's other chats: the code that confirms. */
export function confirmCodeNotice(
  facts: { readonly code: string; readonly purpose: FactorPurpose },
  language: Language,
): Reply {
  return { text: messagesIn(language).signOff.confirmCode(facts), isSecret: true };
}

/** To all chats of a person: an authenticator app now speaks for them. */
export function enrolledNotice(language: Language): Reply {
  return { text: messagesIn(language).signOff.enrolledNotice() };
}

/** To a person whose second factor was taken away. */
export function factorResetNotice(reason: string, language: Language): Reply {
  const say = messagesIn(language);
  return {
    text: say.signOff.factorReset(reason),
    choices: [[{ key: keyOf("factor"), label: say.signOff.enrolButton() }]],
  };
}

/** To an acting leader: a delegation was made or revoked. */
export function delegationNotice(
  facts: {
    readonly delegation: Omit<DelegationFacts, "id" | "actingName">;
    readonly leaderName: string;
    readonly isRevoked: boolean;
  },
  language: Language,
): Reply {
  return { text: messagesIn(language).signOff.delegationNotice(facts) };
}
