import { readCode } from "../reading/read-command.ts";
import type { ConversationState } from "../conversation-state.ts";
import type { Need } from "../world.ts";

/** The facts for one explanation, or for the queue alone where none is named. */
export function reappraisalNeeds(agency = "", code = ""): readonly Need[] {
  const leaf = readCode(code);
  const isNamed = agency !== "" && leaf !== null;
  const of = isNamed ? { agencyCode: agency.toUpperCase(), code: leaf } : null;
  return [{ kind: "reappraisals", of }];
}

/** The facts that words typed in this flow need. */
export function needsOfReappraisal(state: ConversationState): readonly Need[] {
  if (state.flow !== "reappraise") return [];
  return "leaf" in state ? reappraisalNeeds(state.agency, state.leaf) : reappraisalNeeds();
}
