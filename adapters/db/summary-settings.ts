import type pg from "pg";
import { z } from "zod";
import {
  type SummarySettings,
  areSettings,
  usualSummaries,
} from "../../core/reminders/summary-plan.ts";

const shape = z.object({
  weekday: z.number().nullable(),
  time: z.string(),
  atPhaseEnds: z.boolean(),
});

/** When officials are sent summaries; the usual times until somebody has set others. */
export async function readSummarySettings(db: pg.Pool): Promise<SummarySettings> {
  const { rows } = await db.query<{ value: unknown }>(
    "select value from settings where key = 'summaries'",
  );
  const read = shape.safeParse(rows[0]?.value);
  return read.success && areSettings(read.data) ? read.data : usualSummaries;
}

/** Keeps when officials are sent summaries, in place of what was set before. */
export async function saveSummarySettings(db: pg.Pool, settings: SummarySettings): Promise<void> {
  await db.query(
    `insert into settings (key, value) values ('summaries', $1)
     on conflict (key) do update set value = excluded.value, updated_at = now()`,
    [JSON.stringify(settings)],
  );
}
