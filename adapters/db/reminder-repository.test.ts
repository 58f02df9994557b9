import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { sendReminders } from "../../usecases/send-reminders.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import { openRosterCache } from "./appraisal-roster.ts";
import { findOwed } from "./owed-duties.ts";
import { remindersIn } from "./reminder-repository.ts";
import { findUnreached } from "./reminder-views.ts";
import { openSchemeCache } from "./scheme-cache.ts";

const scheme = aScheme([
  aLeaf({ code: "1.1", name: "Ban hành kế hoạch", max: "2" }),
  aLeaf({ code: "1.2", name: "Chế độ báo cáo", max: "1" }),
]);
/** Friday 30/01/2026, 17:00. */
const closesAt = "2026-01-30T10:00:00Z";
const wednesday = "2026-01-28T01:30:00Z";

describe("reminders", () => {
  dbTest("tell who owes what, what it is worth and until when, once", async ({ pool }) => {
    await aRound(pool);
    const looks = await Promise.all([remind(pool, wednesday), remind(pool, wednesday)]);
    expect(looks.reduce((sum, { sent }) => sum + sent, 0)).toBe(3);
    expect((await remind(pool, "2026-01-28T04:00:00Z")).sent).toBe(0);
    const [first] = await texts(pool);
    expect(first).toContain("còn 2 tiêu chí, tối đa 3 điểm: 1.1 Ban hành kế hoạch (2 điểm)");
    expect(first).toContain("Hạn 17:00 ngày 30/01/2026, còn 2 ngày làm việc.");
    expect(await log(pool)).toEqual({ sent: 3 });
    const owed = await pool.query("select phase, kind, count from owed_duties order by kind");
    expect(owed.rows).toEqual([
      { phase: "selfScoring", kind: "score", count: 3 },
      { phase: "selfScoring", kind: "signOff", count: 3 },
    ]);
  });

  dbTest("leave in peace whoever has handed in, and say so in the log", async ({ pool }) => {
    await aRound(pool);
    await pool.query("update round_agencies set submitted_at = $1 where agency_id = $2", [
      wednesday,
      await agencyId(pool, "A2"),
    ]);
    expect((await remind(pool, wednesday)).sent).toBe(2);
    expect(await log(pool)).toEqual({ sent: 2, notOwing: 3 });
  });

  dbTest("wait for the morning, and after a downtime are of the newest step", async ({ pool }) => {
    await aRound(pool);
    expect((await remind(pool, "2026-01-27T13:00:00Z")).sent).toBe(0);
    expect((await remind(pool, "2026-01-30T01:00:00Z")).sent).toBe(3);
    const all = await texts(pool);
    expect(all).toHaveLength(3);
    expect(all[0]).toContain("Hôm nay là ngày cuối cùng");
    const { rows } = await pool.query<{ step: string }>(
      "select distinct step from reminders where outcome = 'sent'",
    );
    expect(rows).toEqual([{ step: "0@2026-01-30T17:00" }]);
  });

  dbTest("follow an extension: its own days, and the new date", async ({ pool }) => {
    const { roundId } = await aRound(pool);
    await remind(pool, wednesday);
    await pool.query(
      `insert into round_exceptions (round_id, agency_id, phase, closes_at, reason, granted_at)
       values ($1, $2, 'selfScoring', '2026-02-06T10:00:00Z', 'Công văn', $3)`,
      [roundId, await agencyId(pool, "A2"), wednesday],
    );
    expect((await remind(pool, "2026-01-30T01:00:00Z")).sent).toBe(3);
    const [extended] = (await texts(pool)).filter((text) => text.includes("06/02/2026"));
    expect(extended).toContain("còn 5 ngày làm việc");
  });

  dbTest(
    "climb from leader to Sở Nội vụ to the official when nothing happens",
    async ({ pool }) => {
      await aRound(pool);
      await aPerson(pool, "ld", "A2", "leader");
      await aPerson(pool, "dp", "A1", "coordinator");
      await aPerson(pool, "qc", "A1", "official");
      const told: string[][] = [];
      for (const day of ["02-02", "02-04", "02-06", "02-10", "02-12"]) {
        const before = await digests(pool);
        await remind(pool, `2026-${day}T01:30:00Z`);
        told.push((await digests(pool)).slice(before.length));
      }
      expect(told[0]).toEqual(expect.arrayContaining(["cb1", "cb2", "cb3", "ld"]));
      expect(told[1]).toContain("ld");
      expect(told[2]).toContain("dp");
      expect(told[3]).toContain("qc");
      expect(told[4]).toEqual([]);
      const [toOfficial] = await texts(pool, "qc");
      expect(toOfficial).toContain("Xin báo cáo");
      expect(toOfficial).not.toContain("A1");
    },
  );

  dbTest("tell of leaves that were reopened by name, until they are changed", async ({ pool }) => {
    const { roundId } = await aRound(pool);
    const agency = await agencyId(pool, "A2");
    await pool.query("update round_agencies set submitted_at = $1", ["2026-01-28T01:00:00Z"]);
    await pool.query(
      `insert into round_exceptions (round_id, agency_id, phase, codes, closes_at, reason, granted_at)
       values ($1, $2, 'selfScoring', '{1.2}', '2026-02-06T10:00:00Z', 'Công văn', $3)`,
      [roundId, agency, "2026-02-02T01:00:00Z"],
    );
    expect((await remind(pool, "2026-02-04T01:30:00Z")).sent).toBe(1);
    const [told] = await texts(pool, "cb2");
    expect(told).toContain("còn 1 tiêu chí được mở lại, tối đa 1 điểm: 1.2 Chế độ báo cáo");
    expect(told).toContain("Hạn 17:00 ngày 06/02/2026, còn 2 ngày làm việc.");
    await pool.query(
      `insert into leaf_states (round_id, agency_id, code, version, draft_version, answer, points,
         explanation, receipt, changed_at)
       values ($1, $2, '1.2', 1, 1, '{"kind":"ratio","done":"1","total":"1"}', 10000, 'Đã bổ sung', 'B1', $3)`,
      [roundId, agency, "2026-02-04T03:00:00Z"],
    );
    await remind(pool, "2026-02-05T01:30:00Z");
    expect(await texts(pool, "cb2")).toEqual([told]);
  });

  dbTest("pass over an agency without officers to those above, and list it", async ({ pool }) => {
    await aRound(pool);
    await aPerson(pool, "dp", "A1", "coordinator");
    await pool.query("update staff set is_active = false where code = 'cb2'");
    await remind(pool, "2026-02-03T01:30:00Z");
    expect(await texts(pool, "dp")).toEqual([expect.stringContaining("Sở Thử 2: chưa nộp")]);
    const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool) };
    const at = {
      now: "2026-02-03T01:30:00Z",
      calendar: openCalendar({ daysOff: [], workingDays: [] }),
    };
    const unreached = await findUnreached(pool, await findOwed(pool, caches, at), at);
    expect(unreached.filter(({ agencyCode }) => agencyCode === "A2")).toEqual([
      { name: "Sở Thử 2", agencyCode: "A2", reason: "noOfficer" },
      { name: "Sở Thử 2", agencyCode: "A2", reason: "noLeader" },
    ]);
  });

  dbTest("hold the ladder of whom the coordinator has halted it for", async ({ pool }) => {
    const { roundId } = await aRound(pool);
    await aPerson(pool, "ld", "A2", "leader");
    await pool.query(
      `insert into escalation_stops (round_id, subject, reason, stopped_at)
       select $1, code, 'Đơn vị đang sáp nhập', now() from agencies`,
      [roundId],
    );
    await remind(pool, "2026-02-02T01:30:00Z");
    expect((await pool.query("select from escalations")).rowCount).toBe(0);
  });

  dbTest("go by the next chat of a person when the first is refused", async ({ pool }) => {
    const { officers } = await aRound(pool);
    await linkPage(pool, officers[0]?.id);
    await remind(pool, wednesday);
    await pool.query("update outbox set refused = 'blocked'");
    await pool.query("update outbox set is_ambiguous = true where chat_id = '2'");
    const store = remindersIn(pool);
    const dead = "select ref from dead_letters";
    expect((await pool.query(dead)).rowCount).toBe(3);
    expect(await store.tryNextChannels(wednesday)).toBe(1);
    // What goes by the next one is not to be sent again by the first.
    expect((await pool.query(dead)).rowCount).toBe(2);
    expect(await store.tryNextChannels(wednesday)).toBe(0);
    const { rows } = await pool.query<{ channel: string; text: string }>(
      "select channel, body -> 'reply' ->> 'text' as text from outbox order by id desc limit 1",
    );
    expect(rows[0]?.channel).toBe("web");
    expect(rows[0]?.text).toContain("còn 2 tiêu chí");
  });

  dbTest("leave a channel alone whose quota is gone, and take the next one", async ({ pool }) => {
    const { officers } = await aRound(pool);
    await linkPage(pool, officers[0]?.id);
    await pool.query(
      `insert into outbox (channel, bot, chat_id, body, created_at, sent_at)
       select 'telegram', '123', '9', '{"reply":{"text":"x"}}', '2026-01-02T00:00:00Z', now()
         from generate_series(1, 5)`,
    );
    const remindersWith = (quota: number) => remindersIn(pool, new Map([["telegram", quota]]));
    const clock = { now: () => new Date(wednesday) };
    expect((await sendReminders({ reminders: remindersWith(5), clock })).sent).toBe(1);
    expect(await log(pool)).toEqual({ sent: 1, quota: 2 });
    expect((await sendReminders({ reminders: remindersWith(6), clock })).sent).toBe(2);
  });

  dbTest("say of whom nobody can be told why", async ({ pool }) => {
    await aRound(pool);
    await pool.query("update chat_links set unlinked_at = now()");
    expect((await remind(pool, wednesday)).sent).toBe(0);
    await remind(pool, "2026-01-28T03:00:00Z");
    expect(await log(pool)).toEqual({ unlinked: 3 });
  });
});

async function aRound(pool: pg.Pool) {
  const province = await aProvince(pool, { scheme, agencyCount: 3, closesAt });
  for (const [at, { id }] of province.officers.entries()) {
    await pool.query("update staff set code = $2 where id = $1", [id, `cb${at + 1}`]);
  }
  await pool.query("update round_phases set opens_at = '2026-01-05T01:00:00Z'");
  return province;
}

/** The web chat, beside the messenger. */
async function linkPage(pool: pg.Pool, staffId: string | undefined): Promise<void> {
  await pool.query(
    `insert into chat_links (staff_id, channel, bot, chat_id, linked_at)
     values ($1::uuid, 'web', 'web', $1::uuid::text, now())`,
    [staffId],
  );
}

async function remind(pool: pg.Pool, now: string) {
  return sendReminders({ reminders: remindersIn(pool), clock: { now: () => new Date(now) } });
}

async function agencyId(pool: pg.Pool, code: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>("select id from agencies where code = $1", [
    code,
  ]);
  return rows[0]?.id ?? "";
}

async function aPerson(pool: pg.Pool, code: string, agency: string, role: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    "insert into staff (code, full_name, agency_id) values ($1, $1, $2) returning id",
    [code, await agencyId(pool, agency)],
  );
  await pool.query("insert into staff_roles values ($1, $2, null)", [rows[0]?.id, role]);
  await pool.query(
    "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, 'telegram', '1', $2)",
    [rows[0]?.id, `chat-${code}`],
  );
}

async function texts(pool: pg.Pool, code: string | null = null): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select o.body -> 'reply' ->> 'text' as text
       from reminder_sends s join outbox o on o.id = s.outbox_id
       join reminder_digests d on d.id = s.digest_id join staff p on p.id = d.staff_id
      where $1::text is null or p.code = $1 order by o.id desc`,
    [code],
  );
  return rows.map(({ text }) => text);
}

async function digests(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ code: string }>(
    "select p.code from reminder_digests d join staff p on p.id = d.staff_id order by d.id",
  );
  return rows.map(({ code }) => code);
}

/** How many rows of the log have which outcome. */
async function log(pool: pg.Pool): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ what: string; count: number }>(
    `select coalesce(reason, outcome) as what, count(*)::integer as count
       from reminders group by 1 having coalesce(reason, outcome) <> 'superseded'`,
  );
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
}
