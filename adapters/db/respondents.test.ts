import type pg from "pg";
import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { type TestProvince, aProvince } from "../../test/province.ts";
import { aPersonIn, openProvinceTalk } from "../../test/province-talk.ts";
import { aScheme } from "../../test/schemes.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import { inTransaction } from "./in-transaction.ts";
import { findOwed } from "./owed-duties.ts";
import { openRosterCache } from "./appraisal-roster.ts";
import { openRoundDesk } from "./round-desk.ts";
import { openSchemeCache } from "./scheme-cache.ts";

const closesAt = "2026-01-30T10:00:00Z";
const paste = "Nguyễn Văn An; chuyên viên; 0912345678\nTrần Thị Bình; văn thư; binh@example.vn";

dbTest(
  "people are kept, the ledger tells only how many, and nothing comes twice",
  async ({ pool }) => {
    const { chat } = await aSurvey(pool);
    const talk = openProvinceTalk(pool, "2026-01-15T01:00:00Z");
    expect(await talk.say(chat, "/khaosat")).toContain("đã có 0/2");
    await talk.say(chat, "[respondents:cbcc]");
    expect(await talk.say(chat, paste)).toContain("Đã ghi 2 người.");
    expect(await talk.say(chat, paste)).toContain("đã có trong danh sách (số 1, Nguyễn Văn An)");
    const kept = await pool.query(
      "select number, full_name, contact, inbound_id is not null as by_message from survey_respondents order by number",
    );
    expect(kept.rows).toEqual([
      { number: 1, full_name: "Nguyễn Văn An", contact: "0912345678", by_message: true },
      { number: 2, full_name: "Trần Thị Bình", contact: "binh@example.vn", by_message: true },
    ]);
    const ledger = await pool.query<{ kind: string; body: unknown; role: string }>(
      "select kind, role, body from entries order by id",
    );
    expect(ledger.rows).toEqual([
      {
        ...{ kind: "respondentsAdded", role: "officer" },
        body: { kind: "cbcc", added: 2, given: { cbcc: 2 } },
      },
    ]);
  },
);

dbTest("a person is taken off by number, once", async ({ pool }) => {
  const { chat } = await aSurvey(pool);
  const talk = openProvinceTalk(pool, "2026-01-15T01:00:00Z");
  await talk.say(chat, "/khaosat cbcc");
  await talk.say(chat, paste);
  await talk.say(chat, "/khaosat cbcc xoa");
  const asked = await talk.say(chat, "1");
  const key = /\[(unlist:\S+)/.exec(asked)?.[1] ?? "";
  expect(await talk.say(chat, `[${key}]`)).toContain("còn 1/2 người");
  expect(await talk.say(chat, `[${key}]`)).not.toContain("Đã đưa ra");
  const { rows } = await pool.query("select full_name from survey_respondents");
  expect(rows).toEqual([{ full_name: "Trần Thị Bình" }]);
});

dbTest("nothing is written past the deadline, but with an extension", async ({ pool }) => {
  const { roundId, agencyId, chat } = await aSurvey(pool);
  const talk = openProvinceTalk(pool, "2026-01-30T09:59:00Z");
  await talk.say(chat, "/khaosat cbcc");
  talk.now = new Date(closesAt);
  expect(await talk.say(chat, paste)).toContain("Đã hết thời gian lập danh sách");
  const add = (kind: string, now: string) =>
    pool.query("select add_respondents($1, $2, $3, $4, null, null, null, $5)", [
      ...[roundId, agencyId, kind, JSON.stringify([someone])],
      now,
    ]);
  await expect(add("cbcc", closesAt)).rejects.toMatchObject({ code: "CH002" });
  await expect(add("khac", "2026-01-15T01:00:00Z")).rejects.toMatchObject({ code: "CH002" });
  await pool.query(
    `insert into round_exceptions (round_id, agency_id, phase, closes_at, reason, granted_at)
     values ($1, $2, 'survey', '2026-02-06T10:00:00Z', 'thử', now())`,
    [roundId, agencyId],
  );
  await add("cbcc", closesAt);
  await expect(add("cbcc", closesAt)).rejects.toMatchObject({ code: "CH001" });
});

dbTest("the duty is owed while anybody is missing, late ones too", async ({ pool }) => {
  const { chat } = await aSurvey(pool);
  const talk = openProvinceTalk(pool, "2026-01-15T01:00:00Z");
  expect(await supplying(pool, "2026-01-15T01:00:00Z")).toEqual([
    ["A1", true],
    ["A2", true],
  ]);
  await talk.say(chat, "/khaosat cbcc");
  await talk.say(chat, paste);
  expect(await supplying(pool, "2026-02-02T01:00:00Z")).toEqual([
    ["A1", false],
    ["A2", true],
  ]);
  await pool.query("update rounds set stage = 'consolidation'");
  expect(await supplying(pool, "2026-02-02T01:00:00Z")).toEqual([
    ["A1", false],
    ["A2", false],
  ]);
});

dbTest("who runs the round sees which agencies are short, and no names", async ({ pool }) => {
  const { agencyId, chat } = await aSurvey(pool);
  const talk = openProvinceTalk(pool, "2026-01-15T01:00:00Z");
  await talk.say(chat, "/khaosat cbcc");
  await talk.say(chat, "Nguyễn Văn An; chuyên viên; 0912345678");
  const coordinator = await aPersonIn(pool, agencyId, "coordinator");
  const said = await talk.say(coordinator.chat, "/khaosat");
  expect(said).toContain("A1 Sở Thử 1: Công chức, viên chức 1/2");
  expect(said).not.toContain("Nguyễn Văn An");
});

dbTest("the list is deleted when the round is archived", async ({ pool }) => {
  const { roundId, chat } = await aSurvey(pool);
  const talk = openProvinceTalk(pool, "2026-01-15T01:00:00Z");
  await talk.say(chat, "/khaosat cbcc");
  await talk.say(chat, paste);
  await pool.query("update rounds set stage = 'published'");
  const by = { staffId: null, role: null, updateId: null, now: "2026-12-01T01:00:00Z" };
  await inTransaction(pool, async (client) => {
    const desk = await openRoundDesk(client, roundId);
    await desk?.save({ kind: "advance", from: "published", to: "archived", reason: null }, by);
  });
  expect((await pool.query("select from survey_respondents")).rowCount).toBe(0);
  const { rows } = await pool.query<{ kinds: string[] }>(
    "select array_agg(kind order by id) as kinds from entries",
  );
  expect(rows[0]?.kinds).toEqual(["respondentsAdded", "stage"]);
});

const someone = {
  ...{ name: "Lê Văn Cường", position: "kế toán", contact: "0987654321", key: "0987654321" },
};

async function aSurvey(pool: pg.Pool) {
  const province: TestProvince = await aProvince(pool, { scheme: aScheme(), agencyCount: 2 });
  const { roundId, agencies, officers } = province;
  await pool.query("insert into round_phases values ($1, 'survey', '2026-01-05T01:00:00Z', $2)", [
    roundId,
    closesAt,
  ]);
  await pool.query(
    `insert into round_respondents (round_id, group_code, kind, name, wanted)
     select round_id, group_code, 'cbcc', 'Công chức, viên chức', 2 from round_groups`,
  );
  const [agency, officer] = [agencies[0], officers[0]];
  if (!agency || !officer) throw new Error("a province of two agencies");
  return { roundId, agencyId: agency.id, chat: officer.chat };
}

/** Agencies by code, with whether they still owe people. */
async function supplying(pool: pg.Pool, now: string) {
  const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool) };
  const calendar = openCalendar({ daysOff: [], workingDays: [] });
  const [round] = await findOwed(pool, caches, { now, calendar });
  return (round?.duties ?? [])
    .filter(({ duty }) => duty.owes.kind === "supply")
    .map(({ duty }) => [duty.subject, duty.isOwed]);
}
