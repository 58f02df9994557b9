import { Secret, TOTP } from "otpauth";
import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { type SignOffStage, aSignOffStage } from "../../test/sign-off-stage.ts";

/** 09:00 of a Tuesday in Viet Nam, in the phase of explanations. */
const morning = Date.parse("2026-03-03T02:00:00Z");
const words = "Đơn vị đã gửi báo cáo kết quả của cả 20 nhiệm vụ tại Báo cáo số 15/BC-A1.";

/** The only leaf appraised at half, explained by the officer in chat, and waiting for the leader. */
async function anExplained(pool: pg.Pool): Promise<SignOffStage> {
  const stage = await aSignOffStage(pool, morning);
  await stage.fill();
  await pool.query(
    `insert into round_phases select id, 'explaining', '2026-03-02T01:00Z', '2026-03-06T10:00Z' from rounds`,
  );
  await pool.query(
    `select save_value(l.round_id, l.agency_id, $1, null, 'appraiser', null, null, '2026-02-10T03:00Z')
       from leaf_states l`,
    [
      JSON.stringify({
        ...{ code: "1.1", step: "appraised", verdict: "set", setPoints: 4_500, points: 4_500 },
        ...{ answer: { done: "18", total: "20" }, notApplicable: null, reason: "Thiếu báo cáo" },
        ...{ receipt: "RV00000001", selfVersion: 1, expectedVersion: 0 },
      }),
    ],
  );
  await pool.query("update rounds set stage = 'explaining'");
  await stage.officer.type("/giaitrinh 1.1");
  await stage.officer.press("appealDo:explain:1.1");
  expect(await stage.officer.type(words)).toContain("Biên nhận");
  await stage.officer.press("appealDo:submit");
  expect(await stage.officer.press("appealDo:confirm")).toContain("Biên nhận");
  return stage;
}

async function enrol(stage: SignOffStage): Promise<TOTP> {
  const key = /secret=([A-Z2-7]+)/.exec(await stage.leader.type("/xacthuc"))?.[1] ?? "";
  const app = new TOTP({ secret: Secret.fromBase32(key) });
  expect(await stage.leader.type(codeOf(app, stage))).toContain("Mười mã dự phòng");
  return app;
}

function codeOf(app: TOTP, stage: SignOffStage): string {
  return app.generate({ timestamp: stage.now().getTime() });
}

async function statusOf(pool: pg.Pool): Promise<unknown> {
  const { rows } = await pool.query<{ status: string }>("select status from appeals");
  return rows.map(({ status }) => status);
}

describe("a leader's signature under explanations", () => {
  dbTest("is given only with a second factor, which it uses up", async ({ pool }) => {
    const stage = await anExplained(pool);
    expect(await stage.leader.type("/giaitrinh")).toContain("Giải trình chờ ký");
    expect(await stage.leader.press("appealDo:sign")).toContain("xác thực bằng lớp thứ hai");
    expect(await statusOf(pool)).toEqual(["submitted"]);

    const app = await enrol(stage);
    await stage.leader.type("/giaitrinh");
    expect(await stage.leader.press("appealDo:sign")).toContain("để ký giải trình");
    // The code that proved the app is of this very time step.
    expect(await stage.leader.type(codeOf(app, stage))).toContain("Mã này đã được dùng");
    expect(await stage.leader.type("000000")).toContain("Mã không đúng");
    expect(await statusOf(pool)).toEqual(["submitted"]);
    stage.later(60_000);
    const code = codeOf(app, stage);
    expect(await stage.leader.type(code)).toContain("đã ký giải trình 1 tiêu chí");
    expect(await statusOf(pool)).toEqual(["signed"]);
    const { rows } = await pool.query(
      "select body ->> 'factor' as factor from entries where kind = 'appealSign'",
    );
    expect(rows).toEqual([{ factor: "app" }]);

    await pool.query("update appeals set status = 'submitted', version = version + 1");
    await stage.leader.type("/giaitrinh");
    await stage.leader.press("appealDo:sign");
    expect(await stage.leader.type(code)).toContain("Mã này đã được dùng");
    expect(await statusOf(pool)).toEqual(["submitted"]);
  });

  dbTest("can be confirmed by a code in a second chat, once", async ({ pool }) => {
    const stage = await anExplained(pool);
    const phone = await stage.secondChat();
    await stage.leader.type("/giaitrinh");
    expect(await stage.leader.press("appealDo:sign")).toContain("ở tài khoản khác");
    await stage.leader.press("sendCode");
    const heard = await phone.heard();
    const code = /Mã xác nhận ký giải trình: (\d{6})/.exec(heard)?.[1] ?? "";
    expect(await stage.leader.type(code)).toContain("đã ký giải trình 1 tiêu chí");
    const { rows } = await pool.query(
      "select used_at is not null as used from confirm_codes where used_at is not null",
    );
    expect(rows).toEqual([{ used: true }]);
  });

  dbTest("is given once when the same message is delivered again", async ({ pool }) => {
    const stage = await anExplained(pool);
    const app = await enrol(stage);
    await stage.leader.type("/giaitrinh");
    await stage.leader.press("appealDo:sign");
    stage.later(60_000);
    await stage.leader.type(codeOf(app, stage));
    expect(await stage.leader.redeliver()).toBe("nothing to play");
    const { rows } = await pool.query(
      "select count(*)::int as n from entries where kind = 'appealSign'",
    );
    expect(rows).toEqual([{ n: 1 }]);
  });
});
