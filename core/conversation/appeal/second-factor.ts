import type { ChatTurn, Work } from "../talk.ts";

/**
 * The one place where the leader's second factor is asked before explanations are signed. The
 * sign-off of the self-score brings the asking; until then the signature follows at once.
 *
 * @param sign - The turn that signs, to be played when the factor was given.
 */
export function withSecondFactor(_work: Work, sign: ChatTurn): ChatTurn {
  return sign;
}
