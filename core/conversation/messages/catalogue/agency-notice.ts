import type { AgencyDecision } from "../../../round/agency-change.ts";
import type { Reply } from "../../turn.ts";

/** What an agency's people hear when it is renamed or merged. */
export interface AgencyNoticeMessages {
  renamed(facts: {
    readonly former: string;
    readonly name: string;
    readonly code: string;
    readonly decision: AgencyDecision;
  }): Reply;
  merged(facts: {
    readonly from: readonly string[];
    readonly into: string;
    readonly decision: AgencyDecision;
    /** Leaves on which a value was not taken over. */
    readonly setAside: readonly string[];
  }): Reply;
}
