import { Secret, TOTP } from "otpauth";
import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { type SignOffStage, aSignOffStage } from "../../test/sign-off-stage.ts";
import { blotSecrets } from "./blot-secrets.ts";
import { evidenceIn } from "./evidence-repository.ts";

/** Hours are counted from here: 08:00 of a Monday in Viet Nam. */
const morning = Date.parse("2026-01-05T01:00:00Z");

describe("a leader's signature", () => {
  dbTest("goes from the officer to the leader, who enrols and signs", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    await stage.fill();
    expect(await stage.officer.type("/nop")).toContain("Đồng ý trình");
    expect(await stage.officer.press("confirm")).toContain("Đã báo Lãnh đạo 1");
    expect(await stage.leader.heard()).toContain("Cán bộ 1 trình lúc 08:00 ngày 05/01/2026");

    expect(await stage.leader.type("/ky")).toContain("Trình ký lần đầu: cả 1 tiêu chí");
    expect(await stage.leader.press("signNow")).toContain("cần xác thực bằng lớp thứ hai");
    const app = await enrol(stage, stage.leader);
    expect(await sign(stage, app)).toContain("Lãnh đạo 1 đã ký xác nhận");
    expect(await stage.officer.heard()).toContain("Lãnh đạo 1 đã ký xác nhận");

    const { rows } = await pool.query(
      `select s.factor, s.alone_reason, s.for_id, ra.signed_at = s.signed_at as is_now,
              s.state::jsonb -> 'leaves' -> 0 ->> 'points' as points,
              (select count(*) from entries e where e.kind = 'signOff'
                 and e.body ->> 'stateHash' = s.state_hash)::int as entries
         from sign_offs s join round_agencies ra on ra.sign_off_id = s.id`,
    );
    expect(rows).toEqual([
      {
        ...{ factor: "app", alone_reason: null, for_id: null },
        ...{ is_now: true, points: "9000", entries: 1 },
      },
    ]);
    expect(await stage.officer.type("/tiendo")).toContain("Lãnh đạo 1 đã ký xác nhận lúc");
    const receipt = await one(pool, "select receipt as value from sign_offs");
    expect(await stage.officer.type(`/kiemtra ${receipt}`)).toContain(
      "Lãnh đạo ký xác nhận kết quả tự chấm",
    );
  });

  dbTest("takes each code of the app once, and locks after five wrong ones", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    await stage.fill();
    await stage.handUp();
    const app = await enrol(stage, stage.leader);
    await beginSigning(stage);
    // The code that proved the app is of this very time step.
    expect(await stage.leader.type(codeOf(app, stage))).toContain("Mã này đã được dùng");
    for (const code of ["000000", "111111", "222222", "33 33 33"]) {
      expect(await stage.leader.type(code)).toMatch(/Mã không đúng|Mã này đã được dùng/);
    }
    stage.later(60_000);
    expect(await stage.leader.type(codeOf(app, stage))).toContain("tạm khóa");
    stage.later(16 * 60_000);
    expect(await stage.leader.type(codeOf(app, stage))).toContain("đã ký xác nhận");
  });

  dbTest("takes a recovery code once", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    await stage.fill();
    await stage.handUp();
    await enrol(stage, stage.leader);
    const told = await one(
      pool,
      "select body -> 'reply' ->> 'text' as value from outbox where body -> 'reply' ->> 'title' like 'Đã bật%'",
    );
    const [code = ""] = /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(told) ?? [];
    await beginSigning(stage);
    expect(await stage.leader.type(code)).toContain("đã ký xác nhận");
    expect(await stage.leader.type("/xacthuc")).toContain("còn 9 mã dự phòng");

    await stage.leader.type("/ky");
    await stage.leader.press("giveBack");
    await stage.leader.type("1.1");
    expect(await stage.leader.type("Nêu rõ số nhiệm vụ chậm hạn.")).toContain("Đã trả lại 1.1");
    await stage.settle();
    await stage.handUp();
    await beginSigning(stage);
    expect(await stage.leader.type(code)).toContain("Mã này đã được dùng");
  });

  dbTest("is given with a new app after a coordinator has reset the old one", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    await stage.fill();
    await stage.handUp();
    const lost = await enrol(stage, stage.leader);
    const coordinator = await stage.colleague();
    await pool.query("insert into staff_roles (staff_id, role) values ($1, 'coordinator')", [
      coordinator.id,
    ]);
    const agencyCode = await one(pool, "select code as value from agencies limit 1");
    expect(await coordinator.type(`/xacthuc ${agencyCode}`)).toContain("• Lãnh đạo 1");
    await coordinator.press(`resetFactor:${stage.leader.id}`);
    const done = await coordinator.type("Mất điện thoại; đã gọi lại văn phòng để xác minh.");
    const [, receipt = ""] = /Biên nhận: (\w+)/.exec(done) ?? [];

    expect(await stage.leader.heard()).toContain("Lý do: Mất điện thoại");
    await stage.leader.type("/ky");
    expect(await stage.leader.press("signNow")).toContain("cần xác thực bằng lớp thứ hai");
    stage.later(60_000);
    expect(await stage.leader.type(codeOf(lost, stage))).not.toContain("đã ký xác nhận");
    const app = await enrol(stage, stage.leader);
    expect(await sign(stage, app)).toContain("Lãnh đạo 1 đã ký xác nhận");

    const { rows } = await pool.query(
      `select e.author_id, e.role, e.receipt, e.inbound_id is not null as has_message, r.reason
         from entries e cross join factor_resets r where e.kind = 'factorReset'`,
    );
    expect(rows).toEqual([
      {
        ...{ author_id: coordinator.id, role: "coordinator", receipt, has_message: true },
        reason: "Mất điện thoại; đã gọi lại văn phòng để xác minh.",
      },
    ]);
    expect(await coordinator.type(`/kiemtra ${receipt}`)).toContain("Đặt lại xác thực hai lớp");
  });

  dbTest(
    "can be confirmed by a code in a second chat, good in the first only",
    async ({ pool }) => {
      const stage = await aSignOffStage(pool, morning);
      await stage.fill();
      await stage.handUp();
      const phone = await stage.secondChat();
      await stage.leader.type("/ky");
      expect(await stage.leader.press("signNow")).toContain("nhận mã sáu số ở tài khoản khác");
      const asked = await stage.leader.press("sendCode");
      const code = /Mã xác nhận ký: (\d{6})/.exec(await phone.heard())?.[1] ?? "";
      expect(code).toMatch(/^\d{6}$/);
      expect(asked).not.toContain(code);

      await phone.type("/ky");
      await phone.press("signNow");
      expect(await phone.type(code)).toContain("Mã không đúng");
      stage.later(5 * 60_000);
      expect(await stage.leader.type(code)).toContain("Mã đã hết hiệu lực");
      await stage.leader.press("sendCode");
      const fresh = /Mã xác nhận ký: (\d{6})/.exec(await phone.heard())?.[1] ?? "";
      expect(await stage.leader.type(fresh)).toContain("đã ký xác nhận");
      expect(await one(pool, "select factor as value from sign_offs")).toBe("chat");
      expect(
        await one(
          pool,
          "select count(*)::text as value from confirm_codes where code_hmac ~ '^[0-9]{6}$'",
        ),
      ).toBe("0");
    },
  );

  dbTest("is void at once when a reopened leaf changes, and both are told", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    await stage.fill();
    await stage.handUp();
    const app = await enrol(stage, stage.leader);
    await sign(stage, app);
    await stage.reopen("1.1");
    await stage.officer.heard();
    await stage.officer.type("/sua 1.1");
    await stage.officer.type("19/20");
    expect(await stage.officer.heard()).toContain("không còn hiệu lực");
    expect(await stage.leader.heard()).toContain("thay đổi sau khi ký (1.1)");
    const { rows } = await pool.query(
      `select s.voided_at is not null as void, s.told_at is not null as told, s.void_cause,
              ra.signed_at, ra.sign_off_id,
              (select count(*)::int from entries where kind = 'signOffVoided') as entries
         from sign_offs s join round_agencies ra using (round_id, agency_id)`,
    );
    expect(rows).toEqual([
      {
        ...{ void: true, told: true, void_cause: "changed" },
        ...{ signed_at: null, sign_off_id: null, entries: 1 },
      },
    ]);
    expect(await stage.leader.type("/ky")).toContain(
      "1.1 Mức độ hoàn thành kế hoạch: 0,9 → 0,95 điểm",
    );
    stage.later(60_000);
    await stage.leader.press("signNow");
    expect(await stage.leader.type(codeOf(app, stage))).toContain("đã ký xác nhận");
    expect(await one(pool, "select count(*)::text as value from sign_offs")).toBe("2");
  });

  dbTest("is void when a file turns out lost after it", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    await stage.fill();
    await stage.handUp();
    const app = await enrol(stage, stage.leader);
    await pool.query(
      `insert into evidence (round_id, agency_id, code, status, file_name, source, receipt, added_at)
       select round_id, agency_id, '1.1', 'fetching', 'a.pdf', $1, 'RX', now() from round_agencies`,
      [JSON.stringify({ ...stage.officer.chat, ref: "r", size: 1 })],
    );
    await sign(stage, app);
    const id = await one(pool, "select id::text as value from evidence where receipt = 'RX'");
    const lost = { status: "failed", reason: "gone" } as const;
    await evidenceIn(pool).noteLost(id, lost, stage.now(), () => ({ text: "mất" }));
    expect(await stage.leader.heard()).toContain("không còn hiệu lực");
    expect(await one(pool, "select void_cause as value from sign_offs")).toBe("changed");
  });

  dbTest("holds while files come with explanations", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    await stage.fill();
    await stage.handUp();
    const app = await enrol(stage, stage.leader);
    await sign(stage, app);
    const files = ["kept", "lost"];
    await pool.query(
      `insert into evidence (round_id, agency_id, code, phase, status, file_name, source, receipt,
         added_at)
       select round_id, agency_id, '1.1', 'explaining', 'fetching', 'a.pdf', $1, f.receipt, now()
         from round_agencies cross join unnest($2::text[]) as f (receipt)`,
      [JSON.stringify({ ...stage.officer.chat, ref: "r", size: 1 }), files],
    );
    const [kept = "", lost = ""] = await Promise.all(
      files.map((receipt) =>
        one(pool, `select id::text as value from evidence where receipt = '${receipt}'`),
      ),
    );
    const evidence = evidenceIn(pool);
    const told = () => ({ text: "đã kiểm tra" });
    const file = { sha256: "ab".repeat(32), size: 1, mime: "application/pdf" };
    await evidence.noteKept(kept, file, stage.now(), told);
    await evidence.noteLost(lost, { status: "failed", reason: "gone" }, stage.now(), told);
    expect(await stage.officer.heard()).toContain("đã kiểm tra");
    expect(await one(pool, "select coalesce(void_cause, 'none') as value from sign_offs")).toBe(
      "none",
    );
    expect(await stage.officer.type("/tiendo")).toContain("đã ký xác nhận");
  });

  dbTest(
    "and a change at the same moment: one wins, nobody is left believing",
    async ({ pool }) => {
      const stage = await aSignOffStage(pool, morning);
      await stage.fill();
      await stage.handUp();
      await stage.reopen("1.1");
      const app = await enrol(stage, stage.leader);
      await beginSigning(stage);
      stage.later(60_000);
      await stage.officer.type("/sua 1.1");
      const [signed, changed] = await Promise.all([
        stage.leader.type(codeOf(app, stage)),
        stage.officer.type("20/20"),
      ]);
      expect(changed).toContain("1 điểm");
      await stage.tellForgotten();
      const { rows } = await pool.query<{ valid: boolean; told: boolean }>(
        "select voided_at is null as valid, told_at is not null as told from sign_offs",
      );
      if (signed.includes("đã ký xác nhận")) {
        expect(rows).toEqual([{ valid: false, told: true }]);
        expect(await stage.leader.heard()).toContain("không còn hiệu lực");
      } else {
        expect(signed).toContain("thay đổi từ lúc anh/chị xem");
        expect(rows).toEqual([]);
      }
    },
  );

  dbTest(
    "is given by an acting leader in the leader's name, on the days only",
    async ({ pool }) => {
      const stage = await aSignOffStage(pool, morning);
      await stage.fill();
      await stage.handUp();
      const deputy = await stage.colleague();
      expect(await deputy.type("/ky")).toContain("do lãnh đạo đơn vị thực hiện");
      await stage.leader.type("/uyquyen");
      await stage.leader.press(`delegateTo:${deputy.id}`);
      await stage.leader.type("hôm nay");
      await stage.leader.type("06/01/2026");
      expect(await stage.leader.type("12/QĐ-A1")).toContain("Đã ủy quyền ký");
      expect(await deputy.heard()).toContain("ủy quyền cho anh/chị ký");

      const app = await enrol(stage, deputy);
      await deputy.type("/ky");
      await deputy.press("signNow");
      stage.later(60_000);
      expect(await deputy.type(codeOf(app, stage))).toContain(
        "(ký thay Lãnh đạo 1 theo 12/QĐ-A1) đã ký xác nhận",
      );
      const { rows } = await pool.query(
        `select e.author_id = $1 as by_deputy, e.for_id = $2 as for_leader
         from entries e where kind = 'signOff'`,
        [deputy.id, stage.leader.id],
      );
      expect(rows).toEqual([{ by_deputy: true, for_leader: true }]);
      expect(await deputy.type("/uyquyen")).toContain("không ủy quyền tiếp");
      stage.later(2 * 86_400_000);
      expect(await deputy.type("/ky")).toContain("do lãnh đạo đơn vị thực hiện: Lãnh đạo 1");
    },
  );

  dbTest("of who entered everything alone needs a reason", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning, { isAlone: true });
    await stage.fill();
    await stage.handUp();
    const app = await enrol(stage, stage.officer);
    await stage.officer.type("/ky");
    expect(await stage.officer.press("signNow")).toContain("do chính anh/chị nhập");
    expect(await stage.officer.type("Ít người.")).toContain("từ 20 đến 1000 ký tự");
    await stage.officer.type("Xã chỉ có một cán bộ phụ trách cải cách hành chính.");
    stage.later(60_000);
    expect(await stage.officer.type(codeOf(app, stage))).toContain("đã ký xác nhận");
    expect(await one(pool, "select alone_reason as value from sign_offs")).toContain("Xã chỉ có");
  });
});

describe("a secret of an app", () => {
  dbTest("is kept encrypted, and blotted out where it was shown", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    const app = await enrol(stage, stage.leader);
    const key = app.secret.base32;
    const kept = await one(pool, "select secret as value from staff_factors");
    expect(Buffer.from(kept, "base64").toString("latin1")).not.toContain(key);
    await pool.query("update outbox set sent_at = now() - interval '20 minutes'");
    await blotSecrets(pool, new Date());
    const all = await one(pool, "select string_agg(body::text, ' ') as value from outbox");
    expect(all).not.toContain(key);
    expect(all).not.toMatch(/[A-Z0-9]{4}-[A-Z0-9]{4}/);
    expect(all).toContain("đã được xóa trắng");
  });
});

describe("leaves given back", () => {
  dbTest(
    "open the draft, stand first, and are settled by a change or an answer",
    async ({ pool }) => {
      const stage = await aSignOffStage(pool, morning);
      await stage.fill();
      await stage.handUp();
      await stage.leader.type("/ky");
      await stage.leader.press("giveBack");
      expect(await stage.leader.type("1.1, 9.9")).toContain("mang mã 9.9");
      await stage.leader.type("1.1");
      expect(await stage.leader.type("Nêu rõ số nhiệm vụ chậm hạn.")).toContain("Đã trả lại 1.1");
      const told = await stage.officer.heard();
      expect(told).toContain("Ý kiến: Nêu rõ số nhiệm vụ chậm hạn.");
      expect(told).toContain("[returned:1.1");
      expect(await stage.officer.type("/nop")).toContain("còn 1 tiêu chí lãnh đạo trả lại");
      expect(await stage.officer.type("/chamtiep")).toContain("“Nêu rõ số nhiệm vụ chậm hạn.”");
      await stage.officer.press("answerReturn:1.1");
      expect(await stage.officer.type("Hai nhiệm vụ chậm do thiếu kinh phí.")).toContain("/nop");
      expect(
        await one(pool, "select answer as value from returned_leaves where settled_at is not null"),
      ).toBe("Hai nhiệm vụ chậm do thiếu kinh phí.");
      await stage.handUp();
      expect(await stage.leader.type("/ky")).toContain(
        "1.1: giữ nguyên, “Hai nhiệm vụ chậm do thiếu kinh phí.”",
      );
    },
  );

  dbTest("are refused once self-scoring is over", async ({ pool }) => {
    const stage = await aSignOffStage(pool, morning);
    await stage.fill();
    await stage.handUp();
    await pool.query("update round_phases set closes_at = $1", [stage.now()]);
    await stage.leader.type("/ky");
    expect(await stage.leader.press("giveBack")).toContain("đề nghị Sở Nội vụ bằng văn bản");
  });
});

/** Enrols an app as the person would: the key from the message, a code of it. */
async function enrol(stage: SignOffStage, who: SignOffStage["leader"]): Promise<TOTP> {
  const key = /secret=([A-Z2-7]+)/.exec(await who.type("/xacthuc"))?.[1] ?? "";
  const app = new TOTP({ secret: Secret.fromBase32(key) });
  expect(await who.type(codeOf(app, stage))).toContain("Mười mã dự phòng");
  return app;
}

async function beginSigning(stage: SignOffStage): Promise<void> {
  await stage.leader.type("/ky");
  await stage.leader.press("signNow");
}

async function sign(stage: SignOffStage, app: TOTP): Promise<string> {
  await beginSigning(stage);
  stage.later(60_000);
  return stage.leader.type(codeOf(app, stage));
}

function codeOf(app: TOTP, stage: SignOffStage): string {
  return app.generate({ timestamp: stage.now().getTime() });
}

async function one(pool: pg.Pool, text: string): Promise<string> {
  const { rows } = await pool.query<{ value: string }>(text);
  return rows[0]?.value ?? "";
}
