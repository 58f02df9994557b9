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
