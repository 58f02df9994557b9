import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { type RaiseAlertsDependencies, raiseAlerts } from "../../usecases/raise-alerts.ts";
import { reportMorning } from "../../usecases/report-morning.ts";
import { openRosterCache } from "./appraisal-roster.ts";
import { findQuotaAlerts } from "./quota-repository.ts";
import { openSchemeCache } from "./scheme-cache.ts";
import { watchIn } from "./watch-repository.ts";

function watchingAt(pool: pg.Pool, now: string) {
  const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool) };
  return { watch: watchIn(pool, caches), clock: { now: () => new Date(now) } };
}

function lookAt(
  pool: pg.Pool,
  now: string,
  others: RaiseAlertsDependencies["others"] = () => Promise.resolve([]),
): Promise<number> {
  return raiseAlerts({ ...watchingAt(pool, now), others });
}

describe("what coordinators are told by themselves", () => {
  dbTest("is one report a working morning, in office hours", async ({ pool }) => {
    await aRound(pool);
    const at = (now: string) => reportMorning(watchingAt(pool, now));
    expect(await at("2026-01-24T02:00:00Z")).toBe(0);
    expect(await at("2026-01-28T00:10:00Z")).toBe(0);
    const sent = await Promise.all([at("2026-01-28T00:45:00Z"), at("2026-01-28T00:45:00Z")]);
    expect(sent.toSorted()).toEqual([0, 1]);
    expect(await at("2026-01-28T05:00:00Z")).toBe(0);
    const [text] = await texts(pool);
    expect(text).toContain("0/2 đơn vị đã nộp");
    expect(text).toContain("Nguy cơ chậm 2");
    expect(text).toContain("cứ thế sẽ thiếu");
  });

  dbTest("is an alert once while it lasts, and again when it comes back", async ({ pool }) => {
    await aRound(pool);
    const look = (now: string) => lookAt(pool, now);
    expect(await look("2026-01-30T09:59:00Z")).toBe(0);
    expect(await look("2026-01-30T10:00:00Z")).toBe(1);
    expect(await look("2026-01-30T10:01:00Z")).toBe(0);
    expect((await texts(pool))[0]).toContain("2 nơi chưa nộp kết quả tự chấm: A1, A2");
    await pool.query("update round_phases set closes_at = closes_at + interval '1 hour'");
    expect(await look("2026-01-30T10:30:00Z")).toBe(0);
    expect(await look("2026-01-30T11:00:00Z")).toBe(1);
  });

  dbTest("leaves what another machine has found to it, for a day", async ({ pool }) => {
    await aRound(pool);
    const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool) };
    const look = (machine: string, now: string, percentFree: number | null) =>
      raiseAlerts({
        watch: watchIn(pool, caches, `machine/${machine}/`),
        clock: { now: () => new Date(now) },
        others: () =>
          Promise.resolve(
            percentFree === null
              ? []
              : [{ key: `machine/${machine}/disk`, alert: { kind: "diskLow", percentFree } }],
          ),
      });
    expect(await look("a", "2026-01-20T02:00:00Z", 7)).toBe(1);
    expect(await look("b", "2026-01-20T02:00:30Z", null)).toBe(0);
    expect(await look("a", "2026-01-20T02:01:00Z", 7)).toBe(0);
    expect(await look("b", "2026-01-21T02:01:00Z", null)).toBe(0);
    expect(await look("a", "2026-01-21T02:02:00Z", 7)).toBe(1);
  });

  dbTest("tells of files refused again and again, and of what waits too long", async ({ pool }) => {
    const { roundId, agencies } = await aRound(pool);
    for (const receipt of ["R1", "R2", "R3"]) {
      await pool.query(
        `insert into evidence (round_id, agency_id, code, status, file_name, reason, receipt, added_at)
         values ($1, $2, '1.1', 'refused', 'a.exe', '{}', $3, '2026-01-20T02:00:00Z')`,
        [roundId, agencies[0]?.id, receipt],
      );
    }
    await pool.query(
      `insert into outbox (channel, bot, chat_id, body, created_at)
       values ('telegram', '123', '1', '{"reply":{"text":"x"}}', '2026-01-20T02:00:00Z')`,
    );
    await pool.query(
      `insert into inbound_updates (channel, bot, external_id, chat_id, payload, received_at)
       values ('telegram', '123', '1', '1', '{}', '2026-01-20T02:00:00Z')`,
    );
    await pool.query(
      `insert into inbound_updates (channel, bot, external_id, chat_id, payload, status, reason)
       values ('web', 'web', '2', '1', '{}', 'dead', 'error: x')`,
    );
    const kinds = async (now: string) =>
      (await watchingAt(pool, now).watch.troubles(now)).map(({ alert }) => alert.kind);
    expect(await kinds("2026-01-20T02:10:00Z")).toEqual([
      ...["evidenceRefused", "channelDown", "inboxOld", "poison"],
    ]);
    expect(await kinds("2026-01-20T02:04:00Z")).toEqual(["evidenceRefused", "poison"]);
  });

  dbTest("tells of a quota that is nearly gone, once a month", async ({ pool }) => {
    await aRound(pool);
    const quotas = new Map([["zalo", 10]]);
    const send = (at: string, count: number) =>
      pool.query(
        `insert into outbox (channel, bot, chat_id, body, created_at, sent_at)
         select 'zalo', '1', '1', '{"reply":{"text":"x"}}', $1::timestamptz, $1::timestamptz
           from generate_series(1, $2)`,
        [at, count],
      );
    const look = (now: string) => lookAt(pool, now, (at) => findQuotaAlerts(pool, quotas, at));
    await send("2025-12-31T16:59:00Z", 20);
    await send("2025-12-31T17:00:00Z", 7);
    expect(await look("2026-01-20T02:00:00Z")).toBe(0);
    await send("2026-01-20T02:00:00Z", 1);
    expect([await look("2026-01-20T02:01:00Z"), await look("2026-01-20T02:02:00Z")]).toEqual([
      1, 0,
    ]);
    expect((await texts(pool))[0]).toContain("đã gửi 8/10 tin của hạn mức tháng này");
    expect(await look("2026-02-01T02:00:00Z")).toBe(0);
  });
});

async function aRound(pool: pg.Pool) {
  const province = await aProvince(pool, {
    ...{ scheme: aScheme(), agencyCount: 2, closesAt: "2026-01-30T10:00:00Z" },
    opensAt: "2026-01-05T01:00:00Z",
  });
  const { rows } = await pool.query<{ id: string }>(
    "insert into staff (code, full_name, agency_id) values ('dp', 'Lê Văn Điều', $1) returning id",
    [province.agencies[0]?.id],
  );
  await pool.query("insert into staff_roles values ($1, 'coordinator', null)", [rows[0]?.id]);
  return province;
}

async function texts(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(
    `select o.body -> 'reply' ->> 'text' as text from outbox o join staff s on s.id::text = o.chat_id
      where s.code = 'dp' order by o.id`,
  );
  return rows.map(({ text }) => text);
}
