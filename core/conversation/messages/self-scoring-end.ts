import type { RoundFacts } from "../../round/round.ts";
import { windowOf } from "../../round/phase-window.ts";

/** The instant until which the agency scores itself, extension included. */
export function selfScoringEnd(round: RoundFacts): string {
  return windowOf(round, "selfScoring")?.closesAt ?? "";
}
