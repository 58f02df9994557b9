import type pg from "pg";
import { describe, expect } from "vitest";
import { aStage } from "../../test/appraisal-stage.ts";
import { dbTest } from "../../test/db.ts";
import { findReappraisals } from "./appeal-repository.ts";
import { planAppraisal } from "./appraisal-assignments.ts";
import { findHistory } from "./history-repository.ts";
import { resetFactor } from "./reset-factor.ts";

const now = new Date("2026-01-15T03:00:00Z");
const mark = "KỲ TẬP DƯỢT";

describe("a newer dry run beside a real round", () => {
  dbTest("leaves the appraiser's board to the real one while it runs", async ({ pool }) => {
    const stage = await aStage(pool);
    const appraiser = await stage.appraiser("binh", "A1");
    await stage.self("A2", "1.1", { done: "18", total: "20" }, 18_000);
    await stage.explain("A2", "1.1");
    await aDryRunBeside(pool);
    for (const said of ["/thamdinh", "/thamdinh 1.1 A2"]) {
      expect(await stage.say(appraiser, said)).not.toContain(mark);
    }
    await stage.press(appraiser, "judge:agree:A2:1.1");
    const values = await pool.query("select round_id from leaf_values");
    expect(values.rows).toEqual([{ round_id: stage.roundId }]);

    await pool.query("update rounds set stage = 'published' where not is_training");
    expect(await stage.say(appraiser, "/thamdinh")).toContain(mark);
  });

  dbTest("leaves plan, explanations, history and ledger to it too", async ({ pool }) => {
    const stage = await aStage(pool);
    const appraiser = await stage.appraiser("binh", "A1");
    await pool.query(
      "insert into staff_factors (staff_id, secret, confirmed_at, created_at) values ($1, 'x', $2, $2)",
      [appraiser.staffId, now],
    );
    await aDryRunBeside(pool);
    const real = { isTraining: false };
    expect(await planAppraisal(pool, now)).toMatchObject({ round: real });
    const answering = await findReappraisals(pool, appraiser.staffId, null, (id) => id);
    expect(answering).toMatchObject({ round: real });
    expect(await findHistory(pool, "A2", "1.1")).toMatchObject(real);
    const reset = {
      staffCode: "binh",
      reason: "Mất điện thoại",
      by: appraiser.staffId,
      now,
      apply: true,
    };
    expect(await resetFactor(pool, reset)).toMatchObject({ isEnrolled: true });
    const { rows } = await pool.query("select round_id, kind from entries");
    expect(rows).toEqual([{ round_id: stage.roundId, kind: "factorReset" }]);
  });

  dbTest("lets the real one be planned while it is a draft", async ({ pool }) => {
    await aStage(pool);
    await aDryRunBeside(pool);
    await pool.query("update rounds set stage = 'draft' where not is_training");
    expect(await planAppraisal(pool, now)).toMatchObject({ round: { isTraining: false } });
  });
});

/** A dry run of the same agencies, made later and of a later year, in the same stage. */
async function aDryRunBeside(pool: pg.Pool): Promise<void> {
  await pool.query(
    `with dry as (
       insert into rounds (code, title, year, stage, is_training, created_at)
       select 'tap', 'Kỳ tập', year + 1, stage, true, created_at + interval '1 day' from rounds
       returning id),
     phases as (
       insert into round_phases (round_id, phase, opens_at, closes_at)
       select dry.id, phase, opens_at, closes_at from round_phases, dry),
     groups as (
       insert into round_groups (round_id, group_code, scheme_id)
       select dry.id, group_code, scheme_id from round_groups, dry returning round_id)
     insert into round_agencies (round_id, agency_id, group_code, submitted_at)
     select groups.round_id, agency_id, group_code, submitted_at from round_agencies, groups`,
  );
}
