import { moverOf, roundRole } from "../../core/access/round-rights.ts";
import type { Effect } from "../../core/conversation/effect.ts";
import type { RoundCourseFacts } from "../../core/conversation/facts.ts";
import { planChange } from "../../core/round/change-round.ts";
import type pg from "pg";
import type { DecidedTurn } from "../../usecases/ports.ts";
import { findRoundId, listRoundCodes, loadAgencyCourse, loadCourse } from "./course-repository.ts";
import { openRoundDesk } from "./round-desk.ts";

/** Loads a round, and an agency of it where one is named, for whoever runs it. */
export async function findRoundCourse(
  db: pg.Pool,
  code: string | null,
  agencyCode: string | null,
): Promise<RoundCourseFacts | null> {
  const id = await findRoundId(db, code);
  const course = id === undefined ? undefined : await loadCourse(db, id);
  if (id === undefined || !course) return null;
  const agency = agencyCode === null ? null : await loadAgencyCourse(db, id, agencyCode);
  return { course, agency, others: await listRoundCodes(db) };
}

/** Changes a round, judged once more on what is locked now; otherwise the turn is stale. */
export async function writeRoundChange(
  { client, turn }: { readonly client: pg.PoolClient; readonly turn: DecidedTurn },
  { roundId, change }: Extract<Effect, { kind: "changeRound" }>,
): Promise<void> {
  const { me, update } = turn.opened;
  const desk = await openRoundDesk(client, roundId);
  if (!me || !desk) throw new Error("This effect needs a linked person and a round");
  const isGrant = change.kind === "extend" || change.kind === "reopen";
  const planned = planChange(change, {
    ...{ course: desk.course, calendar: await desk.calendar(), now: turn.now, who: moverOf(me) },
    agency: isGrant ? await desk.agency(change.agency) : null,
  });
  if (!planned.ok) throw new StaleRoundError();
  await desk.save(planned.value, {
    ...{ staffId: me.staffId, role: roundRole(me), updateId: update.id, now: turn.now },
  });
}

/** The round was changed by somebody else between reading and writing. */
class StaleRoundError extends Error {
  override readonly name = "StaleRoundError";
  /** Read like PostgreSQL's own error code. */
  readonly code = "CH001";
}
