import type pg from "pg";
import { expect } from "vitest";
import { aStage } from "../../test/appraisal-stage.ts";
import { lateGroups } from "../../core/conversation/overview/laggards.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import { dbTest } from "../../test/db.ts";
import { asProgram } from "../../test/ledger.ts";
import { anOfficer } from "../../test/province.ts";
import { openRosterCache } from "./appraisal-roster.ts";
import { loadCourse } from "./course-repository.ts";
import { findCompared, findFieldSpreads } from "./overview-repository.ts";
import { findProgress } from "./progress-repository.ts";
import { findRankings } from "./result-repository.ts";
import { openSchemeCache } from "./scheme-cache.ts";
import { findStanding } from "./standing-repository.ts";

dbTest("counts what is done of what the phase that runs asks for", async ({ pool }) => {
  const stage = await aStage(pool);
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
  await leaveOut(pool, stage, "A3", "1.2");
  const counts = async () =>
    (await findProgress(pool))[0]?.agencies.map(({ code, whole }) => [
      code,
      whole.done,
      whole.total,
    ]);
  expect(await counts()).toEqual([
    ["A1", 0, 3],
    ["A2", 0, 3],
    ["A3", 0, 2],
  ]);

  await pool.query("update rounds set stage = 'selfScoring'");
  await pool.query("update round_agencies set submitted_at = null where agency_id <> $1", [
    stage.agencyId("A1"),
  ]);
  expect(await counts()).toEqual([
    ["A1", 0, 2],
    ["A2", 0, 2],
    ["A3", 0, 1],
  ]);
  await stage.explain("A2", "1.1");
  expect((await counts())?.[1]).toEqual(["A2", 1, 2]);
  const [group] = await findProgress(pool);
  expect(group?.agencies.map(({ standing }) => standing)).toEqual(["submitted", "open", "open"]);
  expect(group).toMatchObject({ group: "so", window: { closesAt: "2026-01-10T00:00:00.000Z" } });

  await pool.query("update rounds set stage = 'consolidation'");
  expect((await counts())?.map(([, , total]) => total)).toEqual([0, 0, 0]);
});

dbTest("tells /cham and /tinhhinh the same: what lacks proof is not done", async ({ pool }) => {
  const stage = await aStage(pool);
  await pool.query("update rounds set stage = 'selfScoring'");
  await pool.query("update round_agencies set submitted_at = null");
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
  await stage.self("A3", "1.1", { done: "18", total: "20" }, 18000);
  await stage.prove("A3", "1.1", null);
  const calendar = openCalendar({ daysOff: [], workingDays: [] });
  const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool) };
  const at = { calendar, now: "2026-01-15T03:00:00.000Z" };
  const late = (await findStanding(pool, caches, at)).standings[0]?.late ?? [];
  const owed = new Map(late.map(({ code, left, total }) => [code, { left, total }]));
  const [group] = await findProgress(pool);
  expect(
    new Map(
      group?.agencies.map(({ code, whole: { done, total } }) => [
        code,
        { left: total - done, total },
      ]),
    ),
  ).toEqual(owed);
  expect(owed.get("A2")).toEqual({ left: 2, total: 2 });
  expect(owed.get("A3")).toEqual({ left: 1, total: 2 });

  const cuc = await aReader(pool, stage.agencyId("A1"), "official", "99");
  const dieu = await aReader(pool, stage.agencyId("A1"), "coordinator", "98");
  const behind = await stage.say(cuc, "/cham");
  expect(behind).toContain("(A2): xong 0/2 tiêu chí (0%), đã chấm nhưng chưa đủ minh chứng 1");
  expect(behind).toContain("(A3): xong 1/2 tiêu chí (50%)");
  const standing = await stage.say(dieu, "/tinhhinh");
  expect(standing).toMatch(/A2 .*: còn 2\/2 tiêu chí/);
  expect(standing).toMatch(/A3 .*: còn 1\/2 tiêu chí/);

  await stage.recompute();
  expect(await stage.say(cuc, "/donvi A2")).toContain(
    "Tự chấm: xong 0/2 tiêu chí thành phần, đã chấm nhưng chưa đủ minh chứng 1, chưa nộp",
  );
  expect(await stage.say(cuc, "/donvi A3")).toContain("Tự chấm: 1/2 tiêu chí thành phần, chưa nộp");
  // What is answered, proved or not, is the same wherever it is counted.
  const answered = group?.agencies.map(({ code, whole, unproved }) => [
    code,
    whole.done + unproved,
  ]);
  const [ranking] = await findRankings(pool, "so");
  const ranked = new Map(ranking?.rows.map((row) => [row.agencyCode, row.answered]));
  expect([...ranked].toSorted()).toEqual(answered);
  const course = await loadCourse(pool, stage.roundId);
  expect(course?.groups).toMatchObject([{ answered: 2, toAnswer: 6 }]);
});

dbTest("judges the pace by an agency's own deadline in both, its extension", async ({ pool }) => {
  const stage = await aStage(pool);
  await pool.query("update rounds set stage = 'selfScoring'");
  await pool.query("update round_agencies set submitted_at = null");
  await pool.query(
    `insert into round_exceptions (round_id, agency_id, phase, closes_at, reason, granted_at)
     select round_id, agency_id, 'selfScoring', '2026-01-30T10:00:00Z', 'mưa lũ', now()
       from round_agencies where agency_id = $1`,
    [stage.agencyId("A2")],
  );
  const calendar = openCalendar({ daysOff: [], workingDays: [] });
  const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool) };
  const at = { calendar, now: "2026-01-15T03:00:00.000Z" };
  const [standing] = (await findStanding(pool, caches, at)).standings;
  const [group] = lateGroups(await findProgress(pool), at);
  const told = new Map(group?.late.map(({ code, pace }) => [code, pace]));
  expect(standing?.atRisk.map(({ code, pace }) => [code, pace])).toEqual([["A2", told.get("A2")]]);
  expect(standing?.late.map(({ code }) => code).sort()).toEqual(["A1", "A3"]);
  expect([told.get("A1")?.kind, told.get("A3")?.kind]).toEqual(["over", "over"]);
  const cuc = await aReader(pool, stage.agencyId("A1"), "official", "99");
  expect(await stage.say(cuc, "/cham")).toMatch(
    /\(A2\): xong 0\/2 .*, được gia hạn đến 17:00 ngày 30\/01\/2026; cần/,
  );
});

dbTest("counts appraisal by whose people appraise, not by whose leaves", async ({ pool }) => {
  const stage = await aStage(pool);
  const binh = await stage.appraiser("binh", "A1");
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
  await stage.explain("A2", "1.1");
  expect(await stage.say(binh, "/thamdinh 1.1 A2")).toContain("18/20");
  expect(await stage.press(binh, "judge:agree:A2:1.1")).toContain("Đã ghi 1.1");
  const [group] = await findProgress(pool);
  expect(group?.leads).toEqual([{ code: "A1", name: "Sở Thử 1", done: 1, total: 6 }]);
});

dbTest("tells the fields in which the agencies lie apart, and two of them", async ({ pool }) => {
  const stage = await aStage(pool);
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
  await stage.recompute();
  expect(await findFieldSpreads(pool)).toEqual([
    {
      ...{ group: "so", code: "1", name: "Lĩnh vực thử" },
      best: { agencyCode: "A2", percent: 36 },
      worst: { agencyCode: "A3", percent: 0 },
    },
  ]);
  expect(await findCompared(pool, "A2")).toMatchObject({
    result: { row: { agencyCode: "A2" } },
    scheme: { group: "so" },
  });
  expect(await findCompared(pool, "A9")).toBeNull();
});

dbTest("answers an official from the database, and keeps who asked for what", async ({ pool }) => {
  const stage = await aStage(pool);
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
  await stage.recompute();
  const cuc = await anOfficial(pool, stage.agencyId("A1"));
  expect(await stage.say(cuc, "/tomtat")).toContain("(3 đơn vị)");
  expect(await stage.say(cuc, "/cham")).toContain("thẩm định");
  expect(await stage.say(cuc, "/sosanh a2 a3")).toContain("A2 cao hơn A3");
  expect(await stage.say(cuc, "/sosanh a2 a9")).toContain("A9");
  await stage.say(cuc, "/xephang so");
  await stage.say(cuc, "/donvi a2");
  const { rows } = await pool.query(
    "select what, stage from queries where staff_id = $1 order by id",
    [cuc.staffId],
  );
  expect(rows).toEqual(
    ["summary", "laggards", "compare A2 A3", "ranking so", "agency A2"].map((what) => ({
      ...{ what, stage: "appraisal" },
    })),
  );
});

dbTest("neither changes nor forgets who asked for what", async ({ pool, url }) => {
  const stage = await aStage(pool);
  const cuc = await anOfficial(pool, stage.agencyId("A1"));
  await stage.say(cuc, "/tomtat");
  const statements = ["update queries set what = ''", "delete from queries", "truncate queries"];
  for (const statement of statements) await expect(pool.query(statement)).rejects.toThrow("added");
  const program = await asProgram(url);
  for (const statement of statements) {
    await expect(program.pool.query(statement)).rejects.toMatchObject({ code: "42501" });
  }
  await program.close();
});

type Stage = Awaited<ReturnType<typeof aStage>>;

async function leaveOut(pool: pg.Pool, stage: Stage, agency: string, code: string): Promise<void> {
  await pool.query(
    `insert into declarations (round_id, agency_id, kind, code, reason)
     values ($1, $2, 'notApplicable', $3, 'Không có thủ tục thuộc thẩm quyền')`,
    [stage.roundId, stage.agencyId(agency), code],
  );
}

const anOfficial = (pool: pg.Pool, agencyId: string) => aReader(pool, agencyId, "official", "99");

async function aReader(
  pool: pg.Pool,
  agencyId: string,
  role: "official" | "coordinator",
  chatId: string,
) {
  const person = await anOfficer(pool, agencyId, { channel: "telegram", bot: "123", chatId });
  await pool.query("update staff_roles set role = $2 where staff_id = $1", [person.id, role]);
  return { staffId: person.id, chat: person.chat };
}
