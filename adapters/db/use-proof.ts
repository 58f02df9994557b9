import type { FactorProof } from "../../core/conversation/sign-off/sign-off-facts.ts";
import { type EffectContext, StaleTurnError, staffOf } from "./effect-context.ts";
import { useFactor } from "./factor-repository.ts";

/**
 * Uses the proof of a second factor up in the turn's transaction, with the act it confirms.
 *
 * @throws {StaleTurnError} When it was used or lost meanwhile: the turn is decided again.
 */
export async function useProof(
  { client, turn }: Pick<EffectContext, "client" | "turn">,
  proof: FactorProof,
): Promise<void> {
  const used = { staffId: staffOf(turn), proof, now: turn.now };
  if (!(await useFactor(client, used))) throw new StaleTurnError();
}
