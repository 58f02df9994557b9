import type pg from "pg";
import { expect } from "vitest";
import { aStage } from "../../test/appraisal-stage.ts";
import { dbTest } from "../../test/db.ts";
import { anOfficer } from "../../test/province.ts";
import { sendSummaries } from "../../usecases/send-summaries.ts";
import { readPictureFor } from "./picture-repository.ts";
import { saveSummarySettings } from "./summary-settings.ts";
import { summariesIn } from "./summary-repository.ts";

/** Monday, 10:00 in Vietnam; appraisal runs. */
const monday = "2026-01-19T03:00:00.000Z";
const nextMonday = "2026-01-26T03:00:00.000Z";

interface SentReply {
  readonly title?: string;
  readonly text: string;
  readonly picture?: { readonly id: string; readonly label: string };
}

dbTest("sends each official words and pictures once, however many are at it", async ({ pool }) => {
  const stage = await aStage(pool);
  const cuc = await anOfficial(pool, stage.agencyId("A1"), "99");
  const en = await anOfficial(pool, stage.agencyId("A1"), "98");
  await pool.query("update staff set language = 'en' where id = $1", [en]);
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
  await stage.recompute();
  const sent = await Promise.all([send(pool, monday), send(pool, monday), send(pool, monday)]);
  expect(sent.toSorted()).toEqual([0, 0, 1]);

  const replies = await repliesTo(pool, "telegram", "99");
  expect(replies.map(({ title = "" }) => title)).toEqual(["Tóm tắt hằng tuần", "", ""]);
  expect(replies[1]?.text).toContain("Xếp hạng Chỉ số CCHC: Các sở, ban, ngành (3 đơn vị)");
  expect(replies[2]?.picture?.label).toContain("Bảng màu tiến độ");
  expect((await repliesTo(pool, "telegram", "98"))[0]?.title).toBe("The week in short");
  expect(await repliesTo(pool, "telegram", "1")).toEqual([]);

  const [, shown] = await repliesTo(pool, "web", cuc);
  const id = shown?.picture?.id ?? "";
  expect(Buffer.from((await readPictureFor(pool, id, cuc)) ?? []).toString()).toBe("drawn");
  expect(await readPictureFor(pool, id, en)).toBeNull();
});

dbTest("is silent where nothing has changed since the last one", async ({ pool }) => {
  const stage = await aStage(pool);
  await anOfficial(pool, stage.agencyId("A1"), "99");
  await stage.recompute();
  expect(await send(pool, monday)).toBe(1);
  expect(await send(pool, nextMonday)).toBe(0);
  expect(await outcomes(pool)).toEqual([
    ["week/2026-01-19", "sent"],
    ["week/2026-01-26", "unchanged"],
  ]);
});

dbTest("tells how a phase ended, and nothing else beside it", async ({ pool }) => {
  const stage = await aStage(pool);
  await anOfficial(pool, stage.agencyId("A1"), "99");
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
  await stage.recompute();
  await pool.query(
    "update round_phases set closes_at = '2026-01-16T10:00:00Z' where phase = 'appraisal'",
  );
  await pool.query(
    "insert into round_phases values ($1, 'explaining', '2026-01-16T10:00:00Z', '2026-02-16T10:00:00Z')",
    [stage.roundId],
  );
  await pool.query("update rounds set stage = 'explaining'");
  expect(await send(pool, monday)).toBe(1);
  const [reply] = await repliesTo(pool, "telegram", "99");
  expect(reply?.title).toBe("Kết thúc giai đoạn thẩm định lần 1");
  expect(reply?.text).toContain("Đã thẩm định 0% (0/9)");
  expect((await outcomes(pool)).map(([, outcome]) => outcome).toSorted()).toEqual([
    "beside",
    "sent",
  ]);
});

dbTest("waits at the end of a phase until its results are computed", async ({ pool }) => {
  const stage = await aStage(pool);
  await anOfficial(pool, stage.agencyId("A1"), "99");
  await stage.recompute();
  await pool.query(
    "update round_phases set closes_at = '2026-01-16T10:00:00Z' where phase = 'appraisal'",
  );
  expect(await send(pool, monday)).toBe(0);
  await pool.query("update rounds set stage = 'explaining'");
  await pool.query("select mark_dirty(round_id, agency_id, $1) from round_agencies", [monday]);
  expect(await send(pool, monday)).toBe(0);
  expect(await outcomes(pool)).toEqual([]);

  await stage.recompute();
  expect(await send(pool, monday)).toBe(1);
  const [reply] = await repliesTo(pool, "telegram", "99");
  expect(reply?.title).toBe("Kết thúc giai đoạn thẩm định lần 1");
});

dbTest("keeps to what was set, and to office hours", async ({ pool }) => {
  const stage = await aStage(pool);
  await anOfficial(pool, stage.agencyId("A1"), "99");
  await stage.recompute();
  await saveSummarySettings(pool, { weekday: 3, time: "09:00", atPhaseEnds: false });
  expect(await send(pool, monday)).toBe(0);
  expect(await send(pool, "2026-01-21T00:00:00.000Z")).toBe(0);
  expect(await send(pool, "2026-01-21T02:00:00.000Z")).toBe(1);
});

dbTest("settles an occasion that nobody is there for", async ({ pool }) => {
  const stage = await aStage(pool);
  await stage.recompute();
  expect(await send(pool, monday)).toBe(0);
  expect(await outcomes(pool)).toEqual([["week/2026-01-19", "nobody"]]);
});

function send(pool: pg.Pool, now: string): Promise<number> {
  return sendSummaries({
    summaries: summariesIn(pool),
    draw: () => Promise.resolve({ png: Buffer.from("drawn"), width: 780, height: 900 }),
    clock: { now: () => new Date(now) },
  });
}

async function anOfficial(pool: pg.Pool, agencyId: string, chatId: string): Promise<string> {
  const { id } = await anOfficer(pool, agencyId, { channel: "telegram", bot: "123", chatId });
  await pool.query("update staff_roles set role = 'official' where staff_id = $1", [id]);
  return id;
}

async function repliesTo(
  pool: pg.Pool,
  channel: string,
  chatId: string,
): Promise<readonly SentReply[]> {
  const { rows } = await pool.query<{ reply: SentReply }>(
    `select body -> 'reply' as reply from outbox
      where channel = $1 and chat_id = $2 and is_bulk order by id`,
    [channel, chatId],
  );
  return rows.map(({ reply }) => reply);
}

async function outcomes(pool: pg.Pool): Promise<readonly (readonly [string, string])[]> {
  const { rows } = await pool.query<{ occasion: string; outcome: string }>(
    "select occasion, outcome from summaries order by occasion",
  );
  return rows.map(({ occasion, outcome }) => [occasion, outcome]);
}
