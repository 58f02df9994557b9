import { expect } from "vitest";
import type pg from "pg";
import { redeemCode as redeem } from "../../usecases/redeem-code.ts";
import { dbTest } from "../../test/db.ts";
import {
  codeRegister,
  freshCode,
  issueCode,
  noteWrongCode,
  checkCode,
  sourceOfAddress,
  useCode,
} from "./access-code-repository.ts";

const secret = "a-secret-of-the-server-that-is-long-enough";
const now = new Date("2025-11-03T02:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

dbTest("a code opens the door for its person, once", async ({ pool }) => {
  const staffId = await aPerson(pool);
  const code = await anInvitation(pool, staffId);
  const register = codeRegister(pool, secret);

  const first = await redeem(register, { code, source: "web:1", now });
  expect(first).toEqual({ kind: "good", staffId, name: "Lê Văn Mẫu", agencyName: "Sở Thử" });
  expect(await redeem(register, { code, source: "web:1", now })).toEqual({ kind: "used" });
});

dbTest("a check uses nothing up and counts nothing", async ({ pool }) => {
  const code = await anInvitation(pool, await aPerson(pool));
  for (const typed of [code, code, "ACDE2346"]) {
    await checkCode(pool, secret, { code: typed, source: "telegram:1", now });
  }
  const checked = await checkCode(pool, secret, { code, source: "telegram:1", now });
  expect(checked.kind).toBe("good");
  expect(await count(pool, "wrong_codes")).toBe(0);
});

dbTest("of 20 redemptions at once exactly one is good", async ({ pool }) => {
  const code = await anInvitation(pool, await aPerson(pool));
  const register = codeRegister(pool, secret);
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      redeem(register, { code, source: `web:${String(index)}`, now }),
    ),
  );
  const kinds = outcomes.map(({ kind }) => kind).sort();
  expect(kinds).toEqual(["good", ...Array.from({ length: 19 }, () => "used")]);
});

dbTest("of 20 uses at once in chats exactly one succeeds", async ({ pool }) => {
  const staffId = await aPerson(pool);
  const code = await anInvitation(pool, staffId);
  const checked = await checkCode(pool, secret, { code, source: "telegram:1", now });
  const codeId = checked.kind === "good" ? checked.codeId : "";
  const uses = await Promise.all(Array.from({ length: 20 }, () => useCode(pool, codeId, now)));
  expect(uses.filter((each) => each !== null)).toEqual([staffId]);
});

dbTest("the database holds no code that could be read", async ({ pool }) => {
  const code = await anInvitation(pool, await aPerson(pool));
  const { rows } = await pool.query<{ text: string }>("select c::text as text from access_codes c");
  expect(rows).toHaveLength(1);
  expect(rows[0]?.text).not.toContain(code);
});

dbTest("a code is worthless under another server's secret", async ({ pool }) => {
  const code = await anInvitation(pool, await aPerson(pool));
  const checked = await checkCode(pool, `${secret}!`, { code, source: "telegram:1", now });
  expect(checked).toEqual({ kind: "unknown" });
});

dbTest("an invitation lasts 14 days, a code for a further chat 15 minutes", async ({ pool }) => {
  const staffId = await aPerson(pool);
  const link = freshCode();
  await issueCode(pool, secret, { staffId, purpose: "link", code: link, issuedBy: staffId, now });
  const invitation = await anInvitation(pool, staffId);
  const kindAt = async (code: string, at: Date) =>
    (await checkCode(pool, secret, { code, source: "telegram:1", now: at })).kind;

  expect(await kindAt(link, later(14))).toBe("good");
  expect(await kindAt(link, later(15))).toBe("expired");
  expect(await kindAt(invitation, later(14 * 24 * 60 - 1))).toBe("good");
  expect(await kindAt(invitation, later(14 * 24 * 60))).toBe("expired");
});

dbTest("a fresh invitation ends the one that was lost", async ({ pool }) => {
  const staffId = await aPerson(pool);
  const lost = await anInvitation(pool, staffId);
  const fresh = await anInvitation(pool, staffId);
  const check = (code: string) => checkCode(pool, secret, { code, source: "telegram:1", now });
  expect(await check(lost)).toEqual({ kind: "expired" });
  expect((await check(fresh)).kind).toBe("good");
});

dbTest("who has left is told nothing, and a checked code cannot be used then", async ({ pool }) => {
  const staffId = await aPerson(pool);
  const code = await anInvitation(pool, staffId);
  const checked = await checkCode(pool, secret, { code, source: "telegram:1", now });
  await pool.query("update staff set is_active = false");
  expect(checked.kind === "good" && (await useCode(pool, checked.codeId, now))).toBeNull();
  const again = await checkCode(pool, secret, { code, source: "telegram:1", now });
  expect(again).toEqual({ kind: "unknown" });
});

dbTest("five wrong codes lock a chat for 15 minutes, even for a good code", async ({ pool }) => {
  const code = await anInvitation(pool, await aPerson(pool));
  for (let minute = 0; minute < 5; minute += 1) {
    await noteWrongCode(pool, "telegram:1", later(minute));
  }
  const check = (source: string, at: Date) => checkCode(pool, secret, { code, source, now: at });
  expect(await check("telegram:1", later(5))).toEqual({ kind: "locked" });
  expect((await check("telegram:2", later(5))).kind).toBe("good");
  expect((await check("telegram:1", later(19))).kind).toBe("good");
});

dbTest("100 wrong codes at once from one address get 20 tries", async ({ pool }) => {
  const register = codeRegister(pool, secret);
  const source = sourceOfAddress(secret, "192.0.2.7");
  expect(source).not.toContain("192.0.2.7");
  const outcomes = await Promise.all(
    Array.from({ length: 100 }, () => redeem(register, { code: "ACDE2346", source, now })),
  );
  const tried = outcomes.filter(({ kind }) => kind === "unknown");
  expect(tried).toHaveLength(20);
  expect(await count(pool, "wrong_codes")).toBe(20);
});

async function aPerson(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `with a as (insert into agencies (code, name, group_code) values ('ST', 'Sở Thử', 'so') returning id)
     insert into staff (code, full_name, agency_id) select 'st-1', 'Lê Văn Mẫu', id from a returning id`,
  );
  return rows[0]?.id ?? "";
}

async function anInvitation(pool: pg.Pool, staffId: string): Promise<string> {
  const code = freshCode();
  await issueCode(pool, secret, { staffId, purpose: "invitation", code, issuedBy: null, now });
  return code;
}

async function count(pool: pg.Pool, table: "wrong_codes"): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? -1;
}
