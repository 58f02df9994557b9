import type { ConversationState } from "../conversation-state.ts";
import { isAt } from "../talk.ts";
import type { Need } from "../world.ts";

const council: Need = { kind: "council", verify: false };
const verified: Need = { kind: "council", verify: true };

/** What `/hoidong` needs for what follows it. */
export function councilNeeds(argument: string): readonly Need[] {
  const [verb = ""] = argument.trim().toLowerCase().split(/\s+/);
  if (verb === "agenda") return [council, { kind: "agendaSources" }];
  if (verb === "hoso") return [council, { kind: "councilPack" }];
  if (verb === "close" || verb === "closeyes") return [council, { kind: "figuresHash" }];
  return [council];
}

/** What `/trinh` and `/pheduyet` need: a closing that was compared with the figures just now. */
export function approvalNeeds(argument: string): readonly Need[] {
  if (argument === "yes") return [verified, { kind: "factor" }];
  return [verified, { kind: "councilPack" }, { kind: "rankings", group: null }];
}

/** What words typed at a step of the council or the approval need. */
export function councilTextNeeds(state: ConversationState, text: string): readonly Need[] {
  const { flow } = state;
  if (isAt(state, "approval", "factor")) {
    return [verified, { kind: "checkFactor", code: text, isFirst: false }];
  }
  if (flow === "approval") return [verified];
  return flow === "council" ? [council] : [];
}
