import type pg from "pg";

/** Whose ladder is meant, and who decides on it. */
export interface LadderStop {
  readonly roundId: string;
  readonly agency: string;
  readonly staffId: string | null;
  readonly now: Date;
}

/**
 * Holds the ladder of an agency: nobody above it is told of what it owes.
 *
 * @returns False when the round has no such agency, or it is held already.
 */
export async function holdLadder(
  pool: pg.Pool,
  { roundId, agency, staffId, now, reason }: LadderStop & { readonly reason: string },
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `insert into escalation_stops (round_id, subject, reason, stopped_by, stopped_at)
     select $1, a.code, $3, $4, $5
       from round_agencies ra join agencies a on a.id = ra.agency_id
      where ra.round_id = $1 and a.code = $2
     on conflict do nothing`,
    [roundId, agency, reason, staffId, now],
  );
  return rowCount === 1;
}

/** Lets the ladder go on; false when it was not held. */
export async function endStop(
  pool: pg.Pool,
  { roundId, agency, now }: LadderStop,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update escalation_stops set ended_at = $3
      where round_id = $1 and subject = $2 and ended_at is null`,
    [roundId, agency, now],
  );
  return rowCount === 1;
}
