import type { RoundFacts } from "./round.ts";

/** Whether an agency may score itself at an instant. */
export type SelfScoringWindow = "notYet" | "open" | "closed";

/**
 * Tells where an instant falls against the agency's own window, extension included. The opening
 * instant is inside, the closing one outside: a minute late is late.
 */
export function selfScoringWindow(
  round: Pick<RoundFacts, "stage" | "selfScoringOpensAt" | "selfScoringClosesAt">,
  now: string,
): SelfScoringWindow {
  if (round.stage === "draft" || round.stage === "announced") return "notYet";
  if (round.stage !== "selfScoring") return "closed";
  const instant = Date.parse(now);
  if (instant < Date.parse(round.selfScoringOpensAt)) return "notYet";
  return instant < Date.parse(round.selfScoringClosesAt) ? "open" : "closed";
}
