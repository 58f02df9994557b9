import type pg from "pg";
import { expect } from "vitest";
import { dbTest as test } from "../../test/db.ts";
import { aProvince, anOfficer } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { registerStaff } from "./staff.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

const now = new Date("2026-01-15T02:00:00Z");
const chat = (chatId: string) => ({ channel: "web", bot: "web", chatId }) as const;

test("a delegation is shown first, then kept, told and entered", async ({ pool }) => {
  const leader = await aLeader(pool);
  const dates = ["--from", "01/02/2026", "--until", "15/02/2026", "--decision", "12/QĐ"];
  const names = ["delegate", "cb-web-7", "cb-telegram-1"];
  const dry = await run(pool, ...names, ...dates);
  expect(dry.lines[0]).toContain("ủy quyền ký cho Cán bộ 1, từ 2026-02-01 đến hết 2026-02-15");
  expect(await count(pool, "delegations")).toBe(0);
  await run(pool, ...names, ...dates, "--apply");
  const { rows } = await pool.query("select leader_id, decision from delegations");
  expect(rows).toEqual([{ leader_id: leader, decision: "12/QĐ" }]);
  expect(await count(pool, "entries where kind = 'delegate'")).toBe(1);
  expect(await count(pool, "outbox where body::text like '%ủy quyền cho anh/chị ký%'")).toBe(2);

  const swapped = await run(pool, "delegate", "cb-telegram-1", "cb-web-7", ...dates, "--apply");
  expect(swapped.errors[0]).toContain("Không ủy quyền được");
});

test("a second factor is reset with a reason that stays on record", async ({ pool }) => {
  const leader = await aLeader(pool);
  const { rows } = await pool.query<{ id: string }>(
    `with person as (insert into staff (code, full_name, agency_id)
                     select 'dp', 'Điều phối Giang', id from agencies limit 1 returning id)
     insert into staff_roles (staff_id, role) select id, 'coordinator' from person
     returning staff_id as id`,
  );
  const resetBy = (by: string, ...more: string[]) =>
    run(pool, "reset-factor", "cb-web-7", "--by", by, ...more);
  const reset = (...more: string[]) => resetBy("dp", ...more);
  expect((await reset("--reason", "Mất điện thoại ngày 14/01")).errors[0]).toContain(
    "chưa đăng ký",
  );
  await pool.query(
    "insert into staff_factors (staff_id, secret, confirmed_at, created_at) values ($1, 'x', $2, $2)",
    [leader, now],
  );
  expect((await reset("--reason", "mất")).errors[0]).toContain("ít nhất 10 ký tự");
  await reset("--reason", "Mất điện thoại ngày 14/01");
  const byOther = await resetBy("khong-co", "--reason", "Mất điện thoại ngày 14/01", "--apply");
  expect(byOther.errors).toEqual(["khong-co: cần mã một cán bộ điều phối đang công tác (--by)."]);
  const byOwn = await resetBy("CB-WEB-7", "--reason", "Mất điện thoại ngày 14/01", "--apply");
  expect(byOwn.errors[0]).toContain("Không ai tự đặt lại");
  expect(await count(pool, "staff_factors")).toBe(1);
  await reset("--reason", "Mất điện thoại ngày 14/01", "--apply");
  expect(await count(pool, "staff_factors")).toBe(0);
  expect(await count(pool, "factor_resets where reason like 'Mất điện thoại%'")).toBe(1);
  const entries = await pool.query(
    "select author_id, role from entries where kind = 'factorReset'",
  );
  expect(entries.rows).toEqual([{ author_id: rows[0]?.id, role: "coordinator" }]);
  expect(await count(pool, "outbox where body::text like '%đã được đặt lại%'")).toBeGreaterThan(0);
});

async function aLeader(pool: pg.Pool): Promise<string> {
  const { agencies } = await aProvince(pool, { scheme: aScheme() });
  const { id } = await anOfficer(pool, agencies[0]?.id ?? "", chat("7"));
  await pool.query("update staff_roles set role = 'leader' where staff_id = $1", [id]);
  return id;
}

function run(pool: pg.Pool, ...args: readonly string[]): Promise<Said> {
  return runCham(
    registerStaff,
    { pool, now, secret: "a-secret-of-the-server-that-is-long-enough" },
    ["staff", ...args],
  );
}

async function count(pool: pg.Pool, what: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${what}`);
  return rows[0]?.n ?? 0;
}
