import type pg from "pg";
import type { ClosingFacts, VoidReason } from "../../core/council/council.ts";
import { firstDifference } from "../../core/council/figures.ts";
import { readFiguresText } from "./council-figures.ts";

interface ClosingRow {
  readonly id: string;
  readonly hash: string;
  readonly figures: string;
  readonly closed_at: Date;
  readonly by: string;
  readonly is_suspect: boolean;
  readonly void_at: Date | null;
  readonly void_why: VoidReason | null;
}

/**
 * The newest closing decision of a round and whether it holds: none (null), valid, or void with what
 * differs first, by name.
 *
 * @param verify - Compares the figures even when nothing was touched since they were last compared.
 */
export async function closingState(
  db: pg.Pool | pg.PoolClient,
  roundId: string,
  verify: boolean,
): Promise<ClosingFacts | null> {
  const { rows } = await db.query<ClosingRow>(
    `select c.id, c.hash, c.figures, c.closed_at, coalesce(s.full_name, '') as by, c.is_suspect,
            c.void_at, c.void_why
       from council_closings c left join staff s on s.id = c.closed_by
      where c.round_id = $1 order by c.closed_at desc, c.void_at nulls first limit 1`,
    [roundId],
  );
  const row = rows[0];
  if (!row) return null;
  const why = row.void_why ?? (verify || row.is_suspect ? await compare(db, roundId, row) : null);
  return {
    id: row.id,
    state: why ? "void" : "valid",
    hash: row.hash,
    at: row.closed_at.toISOString(),
    by: row.by,
    isTold: row.void_at !== null,
    why,
  };
}

async function compare(
  db: pg.Pool | pg.PoolClient,
  roundId: string,
  { figures }: ClosingRow,
): Promise<VoidReason | null> {
  const difference = firstDifference(figures, await readFiguresText(db, roundId));
  return difference && { kind: "changed", difference };
}
