import type pg from "pg";
import { type RawValue, rawNumber } from "../../core/scheme/raw-value.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { loadGroup } from "./group-results.ts";

/** A round's schemes, and its agencies in the shape of one answers file. */
export async function exportRound(
  pool: pg.Pool,
  roundId: string,
): Promise<{ readonly schemes: readonly Scheme[]; readonly answers: RawValue }> {
  const { rows } = await pool.query<{ group: string }>(
    `select group_code as "group" from round_groups where round_id = $1 order by 1`,
    [roundId],
  );
  const schemes: Scheme[] = [];
  const agencies: RawValue[] = [];
  let calendar: RawValue = { daysOff: [], workingDays: [] };
  for (const { group } of rows) {
    const loaded = await loadGroup(pool, { roundId, group, known: null });
    if (!loaded) continue;
    schemes.push(loaded.scheme());
    agencies.push(...(loaded.answers["agencies"] as readonly RawValue[]));
    calendar = loaded.answers["calendar"];
  }
  return { schemes, answers: { format: rawNumber("1"), calendar, agencies } };
}
