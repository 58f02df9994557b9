import fc from "fast-check";
import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { phaseState } from "../../core/round/phase-window.ts";
import { type PhaseException, phases, stages } from "../../core/round/round.ts";

const hour = (hours: number): string => new Date(hours * 3_600_000).toISOString();
const hours = fc.integer({ min: 1, max: 12 });
const exceptions = fc.array(
  fc.record({
    phase: fc.constantFrom(...phases),
    codes: fc.option(fc.uniqueArray(fc.constantFrom("1.1", "1.2"), { minLength: 1 })),
    closesAt: hours.map(hour),
  }),
  { maxLength: 3 },
);

dbTest("a phase is open in the database exactly when it is in core", async ({ pool }) => {
  const { roundId, agencies } = await aProvince(pool, { scheme: aScheme() });
  const agencyId = agencies[0]?.id;
  const cases = fc.record({
    stage: fc.constantFrom(...stages),
    phase: fc.constantFrom(...phases),
    opens: hours,
    lasts: hours,
    exceptions,
    now: fc.integer({ min: 0, max: 26 }),
    code: fc.option(fc.constantFrom("1.1", "1.2", "1.3")),
  });
  await fc.assert(
    fc.asyncProperty(cases, async ({ stage, phase, opens, lasts, ...rest }) => {
      const window = { opensAt: hour(opens), closesAt: hour(opens + lasts) };
      const all = Object.fromEntries(phases.map((each) => [each, window]));
      const at = { now: hour(rest.now), code: rest.code };
      await pool.query("delete from round_exceptions");
      await pool.query("delete from round_phases");
      await pool.query("update rounds set stage = $1", [stage]);
      await pool.query(
        `insert into round_phases (round_id, phase, opens_at, closes_at)
         select $1, unnest($2::text[]), $3, $4`,
        [roundId, phases, window.opensAt, window.closesAt],
      );
      for (const each of rest.exceptions) await grant(each);
      const { rows } = await pool.query<{ open: boolean }>(
        "select is_phase_open($1, $2, $3, $4, $5) as open",
        [roundId, agencyId, phase, at.code, at.now],
      );
      const state = phaseState({ stage, phases: all, exceptions: rest.exceptions }, phase, at);
      expect(rows[0]?.open).toBe(state === "open");
    }),
    { numRuns: 150 },
  );

  async function grant({ phase, codes, closesAt }: PhaseException): Promise<void> {
    await pool.query(
      `insert into round_exceptions (round_id, agency_id, phase, codes, closes_at, reason, granted_at)
       values ($1, $2, $3, $4, $5, 'thử', now())`,
      [roundId, agencyId, phase, codes, closesAt],
    );
  }
});
