import { describe, expect } from "vitest";
import { aStage, appraisalNow as now, never } from "../../test/appraisal-stage.ts";
import { dbTest } from "../../test/db.ts";

describe("appraisal in the database", () => {
  dbTest("keeps every value with its entry, and the points are computed anew", async ({ pool }) => {
    const stage = await aStage(pool);
    const binh = await stage.appraiser("binh", "A1");
    await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
    await stage.recompute();
    expect(await stage.points("A2", "1.1")).toBe(18000);

    await stage.say(binh, "/thamdinh 1.1 A2");
    await stage.press(binh, "judge:fix:A2:1.1");
    await stage.say(binh, "10/20");
    const saved = await stage.say(binh, "Báo cáo chỉ chứng minh mười nhiệm vụ hoàn thành.");
    expect(saved).toContain("Đã ghi 1.1: 1 điểm");
    await stage.say(binh, "/thamdinh 1.3 A2");
    await stage.press(binh, "judge:points:A2:1.3");
    await stage.say(binh, "1,5");
    await stage.say(binh, "Có hai sáng kiến được công nhận cấp tỉnh.");
    await stage.recompute();
    expect(await stage.points("A2", "1.1")).toBe(10000);
    expect(await stage.points("A2", "1.3")).toBe(15000);
    const { rows } = await pool.query(
      "select code, kind, role, body ->> 'verdict' as verdict, receipt is not null as has_receipt from entries order by id",
    );
    expect(rows).toEqual([
      { code: "1.1", kind: "value", role: "appraiser", verdict: "corrected", has_receipt: true },
      { code: "1.3", kind: "value", role: "appraiser", verdict: "set", has_receipt: true },
    ]);
  });

  dbTest("lets neither of two appraisers overwrite the other unseen", async ({ pool }) => {
    const stage = await aStage(pool);
    const [one, two] = [await stage.appraiser("m1", "A1"), await stage.appraiser("m2", "A1")];
    await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
    for (const each of [one, two]) {
      await stage.say(each, "/thamdinh 1.1 A2");
      await stage.press(each, "judge:points:A2:1.1");
    }
    await stage.say(one, "1,25");
    await stage.say(two, "1,5");
    const reason = "Không đủ sản phẩm kèm theo báo cáo này.";
    const said = await Promise.all([stage.say(one, reason), stage.say(two, reason)]);
    const late = said.filter((text) => text.includes("người khác đã thẩm định"));
    expect(late).toHaveLength(1);
    expect(late[0]).toContain("đặt 1,25 điểm");
    expect(late[0]).toContain("đặt 1,5 điểm");
    const values = await pool.query("select version from leaf_values");
    expect(values.rows).toEqual([{ version: 1 }]);
    const loser = said[0] === late[0] ? one : two;
    expect(await stage.press(loser, "judge:mine:A2:1.1")).toContain("Đã ghi 1.1");
    const again = await pool.query("select version from leaf_values");
    expect(again.rows).toEqual([{ version: 2 }]);
  });

  dbTest("refuses the own agency, in the talk and in the database", async ({ pool }) => {
    const stage = await aStage(pool);
    const binh = await stage.appraiser("binh", "A1");
    const dung = await stage.appraiser("dung", "A3", ["9"]);
    await pool.query("insert into round_substitutes values ($1, 1, $2)", [
      stage.roundId,
      dung.staffId,
    ]);
    await stage.self("A1", "1.1", { done: "18", total: "20" }, 18000);
    expect(await stage.say(binh, "/thamdinh 1.1 A1")).toContain(
      "Không ai thẩm định đơn vị của mình",
    );
    expect(await stage.say(dung, "/thamdinh 1.1 A2")).toContain("không được giao");
    const card = await stage.say(dung, "/thamdinh A1");
    expect(card).toContain("Sở Thử 1 (A1)");
    await stage.explain("A1", "1.1");
    await stage.say(dung, "/thamdinh 1.1 A1");
    expect(await stage.press(dung, "judge:agree:A1:1.1")).toContain("Đã ghi 1.1: 1,8 điểm");
    await expect(
      pool.query("select check_appraiser($1, $2, '1.1', $3, 'first', $4)", [
        ...[stage.roundId, stage.agencyId("A1"), binh.staffId, now],
      ]),
    ).rejects.toThrow("nobody appraises the own agency");
  });

  dbTest(
    "takes nothing a moment after the deadline, though the talk began before",
    async ({ pool }) => {
      const stage = await aStage(pool);
      const binh = await stage.appraiser("binh", "A1");
      await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
      await stage.say(binh, "/thamdinh 1.1 A2");
      await stage.press(binh, "judge:points:A2:1.1");
      await stage.say(binh, "1");
      await pool.query("update round_phases set closes_at = $1 where phase = 'appraisal'", [now]);
      const reason = "Số liệu của năm trước, không phải năm đánh giá.";
      const refused = await stage.say(binh, reason);
      expect(refused).toContain("Đã hết thời gian thẩm định");
      expect(refused).toContain(reason);
      expect((await pool.query("select from leaf_values")).rowCount).toBe(0);
    },
  );

  dbTest("tells the agency's people what they are asked to explain", async ({ pool }) => {
    const stage = await aStage(pool);
    const binh = await stage.appraiser("binh", "A1");
    await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
    await stage.say(binh, "/thamdinh 1.1 A2");
    await stage.press(binh, "judge:ask:A2:1.1");
    await stage.say(binh, "Hai nhiệm vụ còn lại chưa hoàn thành vì lý do gì?");
    const { rows } = await pool.query<{ channel: string; text: string }>(
      "select channel, body -> 'reply' ->> 'text' as text from outbox where inbound_id is null order by 1",
    );
    expect(rows.map(({ channel }) => channel)).toEqual(["telegram", "web"]);
    expect(rows[0]?.text).toContain("Hai nhiệm vụ còn lại chưa hoàn thành");
  });

  dbTest(
    "agrees in bulk with what is not flagged and keeps seed, list and sample",
    async ({ pool }) => {
      const stage = await aStage(pool, 6);
      const binh = await stage.appraiser("binh", "A1");
      for (const code of ["A2", "A3", "A4", "A5", "A6"]) {
        await stage.self(code, "1.1", { done: "18", total: "20" }, 18000);
        await stage.prove(code, "1.1", code === "A6" ? null : "mục II, trang 3");
      }
      await stage.say(binh, "/thamdinh 1.1");
      await stage.press(binh, "judge:bulk");
      expect(await stage.press(binh, "judge:bulkYes")).toContain("Đã ghi đồng ý 3 lượt");
      const { rows } = await pool.query<{
        body: { list: string[]; sample: string[]; seed: string };
      }>("select body from entries where kind = 'bulkAgreement'");
      expect(rows[0]?.body.list).toEqual(["A2/1.1", "A3/1.1", "A4/1.1", "A5/1.1"]);
      expect(rows[0]?.body.sample).toHaveLength(1);
      expect((await pool.query("select from leaf_values where verdict = 'agreed'")).rowCount).toBe(
        3,
      );
      expect((await pool.query("select from spot_checks")).rowCount).toBe(1);
    },
  );

  dbTest(
    "keeps the second value apart and lists a difference for the council",
    async ({ pool }) => {
      const stage = await aStage(pool);
      const people = [await stage.appraiser("m1", "A1"), await stage.appraiser("m2", "A1")];
      await pool.query("insert into appraisal_settings values ($1, '{1.1}', 1000, 10)", [
        stage.roundId,
      ]);
      await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
      const heard: string[] = [];
      for (const [at, points] of ["1,3771", "1,5"].entries()) {
        const me = people[at] ?? never();
        heard.push(await stage.say(me, "/thamdinh 1.1 A2"), await stage.say(me, "/visao 1.1 A2"));
        await stage.press(me, "judge:points:A2:1.1");
        await stage.say(me, points);
        if (at === 0) await stage.say(me, "Không đủ sản phẩm kèm theo báo cáo này.");
        await stage.recompute();
        if (at === 0) continue;
        heard.push(await stage.say(me, "Không đủ sản phẩm kèm theo báo cáo này."));
      }
      expect(heard.join("\n")).toContain("lần hai");
      expect(heard.filter((text) => text.includes("1,3771"))).toEqual([]);
      const differences = await pool.query(
        "select code, first_points, second_points from appraisal_differences",
      );
      const rows = differences.rows as readonly Readonly<Record<string, unknown>>[];
      expect(rows).toHaveLength(1);
      expect([rows[0]?.["first_points"], rows[0]?.["second_points"]].sort()).toEqual([
        13771, 15000,
      ]);
      expect((await pool.query("select from blind_values")).rowCount).toBe(0);
    },
  );

  dbTest("shows an agency its own values until explaining opens", async ({ pool }) => {
    const stage = await aStage(pool);
    const binh = await stage.appraiser("binh", "A1");
    await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
    await stage.say(binh, "/thamdinh 1.1 A2");
    await stage.press(binh, "judge:points:A2:1.1");
    await stage.say(binh, "1,3771");
    await stage.say(binh, "Không đủ sản phẩm kèm theo báo cáo này.");
    await stage.recompute();
    const officer = stage.officer("A2");
    for (const input of ["/visao 1.1", "/visao", "/donvi", "/xephang"]) {
      expect(await stage.say(officer, input)).not.toMatch(/1,3771|68[,.]8|27[,.]54/);
    }
    expect(await stage.say(officer, "/visao 1.1")).toContain("1,8/2");
    await pool.query("update rounds set stage = 'explaining'");
    expect(await stage.say(officer, "/visao 1.1")).toContain("1,3771/2");
  });
});
