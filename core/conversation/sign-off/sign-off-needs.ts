import type { ConversationState } from "../conversation-state.ts";
import type { Need } from "../world.ts";
import { factorPurpose } from "./second-factor.ts";
import type { FactorPurpose } from "./sign-off-facts.ts";

/** What the digest and a signature need. */
export const signOffNeeds: readonly Need[] = [
  { kind: "allEvidence" },
  { kind: "signOff" },
  { kind: "factor" },
];

/** The facts that a press of signing or delegating needs. */
export function needsOfSignOffPress(state: ConversationState, verb: string): readonly Need[] {
  switch (verb) {
    case "signNow":
      return signOffNeeds;
    case "sendCode":
      return [{ kind: "factor" }, ...needsOfConfirmed(factorPurpose(state))];
    case "delegateTo":
    case "undelegate":
      return [{ kind: "delegations" }];
    case "resetFactor":
      return needsOfReset(state);
    default:
      return [];
  }
}

function needsOfReset(state: ConversationState): readonly Need[] {
  return state.flow === "resetFactor" ? [{ kind: "enrolled", agencyCode: state.agencyCode }] : [];
}

/** Before a code is sent for an act, whether it may still be done is looked at. */
function needsOfConfirmed(purpose: FactorPurpose | null): readonly Need[] {
  if (purpose === "approval") return [{ kind: "council", verify: true }];
  if (purpose === "appeal") return [{ kind: "appeals" }, { kind: "allEvidence" }];
  return purpose === "signOff" ? signOffNeeds : [];
}

/** The facts that words typed during signing, enrolling or delegating need. */
export function needsOfSignOffText(state: ConversationState, text: string): readonly Need[] {
  switch (`${state.flow}/${state.step}`) {
    case "signOff/factor":
      return [...signOffNeeds, { kind: "checkFactor", code: text, isFirst: false }];
    case "signOff/reason":
      return signOffNeeds;
    case "factor/prove":
      return [{ kind: "checkFactor", code: text, isFirst: true }];
    case "resetFactor/reason":
      return needsOfReset(state);
    case "delegate/terms":
      return [{ kind: "delegations" }];
    default:
      return [];
  }
}
