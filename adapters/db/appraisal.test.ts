import type pg from "pg";
import { describe, expect } from "vitest";
import type { ChatInput } from "../../core/conversation/turn.ts";
import { dbTest } from "../../test/db.ts";
import { aProvince, anUpdate } from "../../test/province.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { playTurn } from "../../usecases/play-turn.ts";
import { openRecomputeResults } from "../../usecases/recompute-results.ts";
import type { ChannelReader, ChatAddress } from "../../usecases/ports.ts";
import { freshCodes } from "../fresh-codes.ts";
import { resultsIn } from "./group-results.ts";
import { inboxIn } from "./inbox-repository.ts";
import { talksIn } from "./talks.ts";

const now = new Date("2026-01-15T03:00:00Z");
const secrets = { codeKey: "a secret of this test, long enough" };

const scheme = aScheme([
  aLeaf({ code: "1.1", max: "2", lead: "A1" }),
  aLeaf({ code: "1.2", max: "1", lead: "A1", rule: { kind: "yesNo" } }),
  aLeaf({
    ...{ code: "1.3", max: "2", lead: "A1", source: "appraiser" },
    rule: { kind: "appraiser" },
  }),
]);

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

interface Person {
  readonly staffId: string;
  readonly chat: ChatAddress;
}

async function aStage(pool: pg.Pool, agencyCount = 3) {
  const province = await aProvince(pool, { scheme, agencyCount, closesAt: "2026-01-10T00:00:00Z" });
  const { roundId, agencies, officers } = province;
  await pool.query("update rounds set stage = 'appraisal'");
  await pool.query("update round_agencies set submitted_at = '2026-01-09T00:00:00Z'");
  await pool.query(
    "insert into round_phases values ($1, 'appraisal', '2026-01-10T00:00:00Z', '2026-01-31T00:00:00Z')",
    [roundId],
  );
  const agencyId = (code: string): string =>
    agencies.find((each) => each.code === code)?.id ?? never();
  const inbox = inboxIn(pool);
  const recompute = openRecomputeResults({ results: resultsIn(pool), clock: { now: () => now } });
  let count = 0;

  async function play(person: Person, input: ChatInput): Promise<string> {
    count += 1;
    const id = String(count);
    await inbox.receive(anUpdate(person.chat, id, input));
    const talks = talksIn(pool, secrets);
    const deps = {
      ...{ talks, readers: { telegram: reader, zalo: reader, web: reader } },
      ...{ clock: { now: () => now }, publicUrl: "http://127.0.0.1:3000" },
      fresh: (update: Parameters<typeof freshCodes>[1]) => freshCodes(secrets.codeKey, update),
    };
    for (let tries = 0; tries < 5; tries += 1) {
      const played = await playTurn(deps, person.chat, () => undefined);
      if (played?.outcome.kind !== "stale") {
        return (played?.decided.replies ?? [])
          .map(({ reply: { title = "", text } }) => `${title}\n${text}`)
          .join("\n");
      }
    }
    throw new Error("always stale");
  }

  return {
    ...{ roundId, agencyId },
    say: (person: Person, text: string) => play(person, { kind: "text", text }),
    press: (person: Person, key: string) => play(person, { kind: "choice", key, messageId: null }),
    recompute: () => recompute(roundId, "so"),
    async points(agency: string, code: string): Promise<number> {
      const { rows } = await pool.query<{ points: string }>(
        "select points from node_results where agency_id = $1 and code = $2",
        [agencyId(agency), code],
      );
      return Number(rows[0]?.points);
    },
    officer: (code: string): Person => {
      const found = officers[agencies.findIndex((each) => each.code === code)] ?? never();
      return { staffId: found.id, chat: found.chat };
    },
    async appraiser(
      code: string,
      agency: string,
      fields: string[] | null = ["1"],
    ): Promise<Person> {
      const { rows } = await pool.query<{ id: string }>(
        "insert into staff (code, full_name, agency_id) values ($1, $1, $2) returning id",
        [code, agencyId(agency)],
      );
      const staffId = rows[0]?.id ?? never();
      const chat: ChatAddress = { channel: "telegram", bot: "123", chatId: `td-${code}` };
      await pool.query("insert into staff_roles values ($1, 'appraiser', $2)", [staffId, fields]);
      await pool.query(
        "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, $2, $3, $4)",
        [staffId, chat.channel, chat.bot, chat.chatId],
      );
      return { staffId, chat };
    },
    async self(agency: string, code: string, answer: unknown, points: number): Promise<void> {
      await pool.query(
        `insert into leaf_states (round_id, agency_id, code, version, draft_version, answer, points,
           receipt, changed_at, evidence_count, explanation)
         values ($1, $2, $3, 1, 1, $4, $5, $6, '2026-01-08T00:00:00Z', 1, null)`,
        [roundId, agencyId(agency), code, JSON.stringify(answer), points, `R-${agency}-${code}`],
      );
      await pool.query("select mark_dirty($1, $2, $3)", [roundId, agencyId(agency), now]);
    },
    async explain(agency: string, code: string): Promise<void> {
      await pool.query(
        "update leaf_states set explanation = 'Đã làm đủ' where agency_id = $1 and code = $2",
        [agencyId(agency), code],
      );
    },
    async prove(agency: string, code: string, place: string | null): Promise<void> {
      await pool.query(
        `insert into evidence (round_id, agency_id, code, status, document, place, receipt, added_at)
         values ($1, $2, $3, 'kept', $4, $5, $6, '2026-01-08T00:00:00Z')`,
        [
          ...[roundId, agencyId(agency), code],
          JSON.stringify({ number: `1/BC-${agency}`, date: "2025-12-01", issuer: agency }),
          ...[place, `E-${agency}-${code}`],
        ],
      );
    },
  };
}

const reader: ChannelReader = {
  decode: (payload) => payload as ChatInput,
  callbackId: () => null,
  maxFileBytes: 1000,
};

function never(): never {
  throw new Error("the test's own assumption is wrong");
}
