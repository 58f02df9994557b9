import type pg from "pg";
import type { DecidedTurn } from "../../usecases/ports.ts";

/** What writing an effect needs: the open transaction, the turn it belongs to, the secret. */
export interface EffectContext {
  readonly client: pg.PoolClient;
  readonly turn: DecidedTurn;
  readonly secrets: {
    /** Key of the HMAC under which one-time codes are kept. */
    readonly codeKey: string;
  };
}

/** Something was used or changed by somebody else between reading and writing. */
export class StaleTurnError extends Error {
  override readonly name = "StaleTurnError";
  /** Read like PostgreSQL's own error code. */
  readonly code = "CH001";
}

/** The person whose turn it is. */
export function staffOf({ opened }: DecidedTurn): string {
  if (!opened.me) throw new Error("This effect needs a linked person");
  return opened.me.staffId;
}

/** The draft that the turn is about. */
export function draftOf({ opened }: DecidedTurn): {
  readonly roundId: string;
  readonly agencyId: string;
  readonly staffId: string;
} {
  const { me, round } = opened;
  if (!me || !round) throw new Error("This effect needs a linked person with an open round");
  return { roundId: round.id, agencyId: me.agencyId, staffId: me.staffId };
}

/**
 * Locks the turn's draft. Every turn does so before it writes to what hangs on the draft: that also
 * locks the agency's stamp, and whoever took the two the other way round would deadlock.
 */
export async function lockDraft({ client, turn }: EffectContext): Promise<void> {
  const { roundId, agencyId } = draftOf(turn);
  await client.query(
    "select from round_agencies where round_id = $1 and agency_id = $2 for no key update",
    [roundId, agencyId],
  );
}
