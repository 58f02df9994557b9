import { StaleTurnError } from "./effect-context.ts";
import type pg from "pg";
import type { Stage } from "../../core/round/round.ts";
import { type CouncilEntry, noteEntry } from "./note-entry.ts";

/**
 * Moves a round from one stage to another, with its ledger entry. Which moves are legal is decided
 * before; here only that the round still stands where it was thought to.
 *
 * @throws {StaleTurnError} When it does not.
 */
export async function changeStage(
  client: pg.PoolClient,
  { from, to }: { readonly from: Stage; readonly to: Stage },
  entry: Omit<CouncilEntry, "kind" | "body"> & { readonly body: object },
): Promise<void> {
  const { rowCount } = await client.query(
    "update rounds set stage = $3 where id = $1 and stage = $2",
    [entry.roundId, from, to],
  );
  if (rowCount !== 1) throw new StaleTurnError();
  await noteEntry(client, { ...entry, kind: "stage", body: { from, to, ...entry.body } });
}
