import type pg from "pg";
import type { RoundStore } from "../../usecases/round-ports.ts";
import { findRoundId } from "./course-repository.ts";
import { inTransaction } from "./in-transaction.ts";
import { openRoundDesk } from "./round-desk.ts";

/** The rounds, as those who run them and the clock see them. */
export function roundsIn(db: pg.Pool): RoundStore {
  return {
    async dueByClock(now) {
      const { rows } = await db.query<{ id: string }>(
        `select r.id from rounds r join round_phases p on p.round_id = r.id
          where (r.stage = 'announced' and p.phase = 'selfScoring' and p.opens_at <= $1)
             or (r.stage in ('selfScoring', 'appraisal', 'explaining', 'secondAppraisal')
                 and p.phase = r.stage and p.closes_at <= $1)
          order by r.created_at`,
        [now],
      );
      return rows.map(({ id }) => id);
    },
    idOf: (code) => findRoundId(db, code),
    alone: (roundId, work) =>
      inTransaction(db, async (client) => {
        const desk = await openRoundDesk(client, roundId);
        return desk && work(desk);
      }),
  };
}
