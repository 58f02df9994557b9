import type { ConversationState } from "../conversation-state.ts";
import type { Need } from "../world.ts";
import { nextQuestion } from "./round-form.ts";

const inTalk = ["phase", "days", "confirm"];
const acts = ["step", "extend", "reopen", "move"];

/** `/dot`, `/dot 2025`, and the buttons of this talk, which are commands too. */
export function needsOfRound(state: ConversationState, argument: string): readonly Need[] {
  const [head = "", ...rest] = argument.split(/\s+/);
  if (inTalk.includes(head) && state.flow === "round") return needsInRound(state, "");
  const isNamed = head !== "" && !inTalk.includes(head);
  const code = acts.includes(head) ? (rest.at(-1) ?? null) : isNamed ? head : null;
  return [{ kind: "roundCourse", code, agencyCode: null }];
}

/** While a form is filled in, its round and its agency; the agency just typed, where one is asked. */
export function needsInRound(state: ConversationState, text: string): readonly Need[] {
  if (state.flow !== "round") return [];
  const { round, form } = state;
  const isAgency = nextQuestion(form) === "agency";
  const agencyCode = isAgency && text !== "" ? text.trim() : (form.agency ?? null);
  return [{ kind: "roundCourse", code: round, agencyCode }];
}
