import type pg from "pg";
import type { Actor } from "../../core/access/actor.ts";
import { moverOf } from "../../core/access/round-rights.ts";
import type { Stage } from "../../core/round/round.ts";
import { advanceRound } from "../../core/round/transitions.ts";
import { loadCourse } from "./course-repository.ts";
import { StaleTurnError } from "./effect-context.ts";
import { type RoundEntry, noteEntry } from "./note-entry.ts";

/** Who makes a step, to where, and why where the table of steps asks for a reason. */
export interface StageChange {
  readonly me: Actor;
  readonly to: Stage;
  readonly reason: string | null;
}

/**
 * Makes a step of a round by the table of all steps, judged on what is locked now, with its entry
 * in the ledger.
 *
 * @throws {StaleTurnError} When the table refuses it.
 */
export async function changeStage(
  client: pg.PoolClient,
  { me, to, reason }: StageChange,
  entry: Omit<RoundEntry, "kind" | "body"> & { readonly body: object },
): Promise<void> {
  await client.query("select from rounds where id = $1 for update", [entry.roundId]);
  const course = await loadCourse(client, entry.roundId);
  const step = course && advanceRound(to, moverOf(me), { course, now: entry.now, reason });
  if (!step?.ok) throw new StaleTurnError();
  await client.query("update rounds set stage = $2 where id = $1", [entry.roundId, to]);
  const body = { from: step.value.from, to, by: "person", reason, ...entry.body };
  await noteEntry(client, { ...entry, kind: "stage", body });
}
