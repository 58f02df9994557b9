import type pg from "pg";
import { describe, expect } from "vitest";
import { remindersIn } from "../../adapters/db/reminder-repository.ts";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { sendReminders } from "../../usecases/send-reminders.ts";
import { registerReminders } from "./reminders.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

const now = new Date("2026-01-28T01:30:00Z");

describe("cham reminders", () => {
  dbTest("previews the plan, sets it, and reminds by it", async ({ pool }) => {
    await aRound(pool);
    expect((await run(pool, "plan")).lines.join("\n")).toContain("08:00 28/01 (trước 2 ngày)");
    const set = ["set", "thu", "selfScoring", "--by", "dp", "--steps=-3,0", "--rungs", "2"];
    expect((await run(pool, ...set)).lines.at(-1)).toContain("bản xem trước");
    await run(pool, ...set, "--apply");
    const plan = (await run(pool, "plan", "thu")).lines.join("\n");
    expect(plan).toContain("08:00 27/01 (trước 3 ngày); 08:00 30/01 (ngày hạn)");
    expect(plan).toContain("nhiều nhất 2 cấp");
    expect(await noted(pool)).toMatchObject([
      {
        kind: "reminderPlan",
        by: "dp",
        body: { phase: "selfScoring", escalation: { maxRungs: 2 } },
      },
    ]);
    await sendReminders({ reminders: remindersIn(pool), clock: { now: () => now } });
    await pool.query("update outbox set sent_at = now()");
    const log = (await run(pool, "log", "--agency", "a1")).lines.join("\n");
    expect(log).toContain("tự chấm A1, trước 3 ngày: đã đến (telegram)");
    expect(log).not.toContain("tự chấm A2");
  });

  dbTest("refuses what is no plan, a stranger and a round that is not there", async ({ pool }) => {
    await aRound(pool);
    const set = ["set", "thu", "selfScoring", "--by"];
    expect((await run(pool, ...set, "dp", "--steps", "1,2")).errors[0]).toContain(
      "ít nhất một bước",
    );
    expect((await run(pool, ...set, "dp", "--hour", "22:00")).errors[0]).toContain("07:30");
    expect((await run(pool, ...set, "cb-telegram-1")).errors).toHaveLength(1);
    expect((await run(pool, "plan", "2031")).errors).toHaveLength(1);
    expect((await pool.query("select from reminder_plans")).rowCount).toBe(0);
  });

  dbTest("stops the ladder of an agency and lets it go on", async ({ pool }) => {
    await aRound(pool);
    const stop = ["stop", "thu", "a2", "--by", "dp", "--reason", "Đang sáp nhập"];
    expect((await run(pool, ...stop)).lines[0]).toContain("Đã ngừng báo lên cấp trên về A2");
    expect((await run(pool, ...stop)).errors).toHaveLength(1);
    expect((await run(pool, "resume", "thu", "A2", "--by", "dp")).lines).toHaveLength(1);
    expect((await run(pool, "resume", "thu", "A9", "--by", "dp")).errors).toHaveLength(1);
    expect(await noted(pool)).toEqual([
      { kind: "ladderStop", by: "dp", body: { agency: "A2", reason: "Đang sáp nhập" } },
      { kind: "ladderResume", by: "dp", body: { agency: "A2" } },
    ]);
  });
});

async function aRound(pool: pg.Pool): Promise<void> {
  const { agencies } = await aProvince(pool, {
    ...{ scheme: aScheme(), agencyCount: 2, closesAt: "2026-01-30T10:00:00Z" },
    opensAt: "2026-01-05T01:00:00Z",
  });
  const { rows } = await pool.query<{ id: string }>(
    "insert into staff (code, full_name, agency_id) values ('dp', 'Lê Văn Điều', $1) returning id",
    [agencies[0]?.id],
  );
  await pool.query("insert into staff_roles values ($1, 'coordinator', null)", [rows[0]?.id]);
}

/** What stands in the ledger of the round, oldest first. */
async function noted(pool: pg.Pool): Promise<readonly unknown[]> {
  const { rows } = await pool.query<object>(
    `select e.kind, s.code as by, e.body from entries e join staff s on s.id = e.author_id
      where e.kind in ('reminderPlan', 'ladderStop', 'ladderResume') order by e.id`,
  );
  return rows;
}

async function run(pool: pg.Pool, ...args: readonly string[]): Promise<Said> {
  const { lines, errors } = await runCham(registerReminders, { pool, now }, ["reminders", ...args]);
  return { lines: lines.flatMap((line) => line.split("\n")), errors };
}
