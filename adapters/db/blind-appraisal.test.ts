import type pg from "pg";
import { describe, expect } from "vitest";
import { type StagePerson, aStage } from "../../test/appraisal-stage.ts";
import { dbTest } from "../../test/db.ts";

const reason = "Không đủ sản phẩm kèm theo báo cáo này.";
const question = "Hai nhiệm vụ còn lại chưa hoàn thành vì lý do gì?";

/** What the first value is known by: its points, its sums, its words, its author. */
const first = /1[,.]3771|2[,.]8771|57[,.]54|Không đủ sản phẩm|Hai nhiệm vụ còn lại|mottruoc/;

describe("a second, blind appraisal", () => {
  dbTest.for(["appraisal", "explaining", "secondAppraisal"])(
    "learns of the first through no door while the round stands in %s",
    async (stageName, { pool }) => {
      const { stage, one, two, receipts } = await aFirstValue(pool);
      await pool.query("update rounds set stage = $1", [stageName]);
      const heard = await walk(stage, two, receipts);
      expect(heard.filter(({ said }) => first.test(said))).toEqual([]);
      const told = await pool.query<{ body: string }>(
        "select body::text from outbox where chat_id = any ($1)",
        [[two.chat.chatId, two.staffId]],
      );
      expect(told.rows.filter(({ body }) => first.test(body))).toEqual([]);

      // Who gave it, and who reads everything, find it behind the same doors.
      const own = await walk(stage, one, receipts);
      expect(own.some(({ input, said }) => input === "/lichsu 1.1 A2" && first.test(said))).toBe(
        true,
      );
      const head = await stage.appraiser("truongnhom", "A3", ["1"], "headAppraiser");
      const all = await walk(stage, head, receipts);
      const doors = all.filter(({ said }) => first.test(said)).map(({ input }) => input);
      expect(doors).toEqual(
        expect.arrayContaining([
          ...["/visao 1.1 A2", "/visao 1.3 A2", "/visao A2", "/donvi A2", "/lichsu 1.1 A2"],
          `/kiemtra ${receipts[0] ?? ""}`,
        ]),
      );
    },
  );

  dbTest("is open to both once both values are there and explaining is", async ({ pool }) => {
    const { stage, two, receipts } = await aFirstValue(pool);
    await stage.say(two, "/thamdinh 1.1 A2");
    await stage.press(two, "judge:points:A2:1.1");
    await stage.say(two, "1,5");
    await stage.say(two, "Sản phẩm đủ nhưng nộp muộn hơn kế hoạch.");
    await pool.query("update rounds set stage = 'explaining'");
    expect(await stage.say(two, "/lichsu 1.1 A2")).toMatch(/1,3771/);
    expect(await stage.say(two, `/kiemtra ${receipts[0] ?? ""}`)).toMatch(first);
  });
});

async function aFirstValue(pool: pg.Pool) {
  const stage = await aStage(pool);
  const one = await stage.appraiser("mottruoc", "A1");
  const two = await stage.appraiser("haisau", "A1");
  await pool.query("insert into appraisal_settings values ($1, '{1}', 1000, 10)", [stage.roundId]);
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18_000);
  for (const [code, points] of [
    ["1.1", "1,3771"],
    ["1.3", "1,5"],
  ]) {
    await stage.say(one, `/thamdinh ${code ?? ""} A2`);
    await stage.press(one, `judge:points:A2:${code ?? ""}`);
    await stage.say(one, points ?? "");
    await stage.say(one, reason);
  }
  await stage.say(one, "/thamdinh 1.1 A2");
  await stage.press(one, "judge:ask:A2:1.1");
  await stage.say(one, question);
  await stage.recompute();
  const { rows } = await pool.query<{ receipt: string; kind: string }>(
    "select receipt, kind from entries order by id",
  );
  expect(rows).toHaveLength(3);
  return { stage, one, two, receipts: rows.map(({ receipt }) => receipt) };
}

type Stage = Awaited<ReturnType<typeof aStage>>;

/** Asks everything that a person may ask of the leaf and its sums. */
async function walk(
  stage: Stage,
  person: StagePerson,
  receipts: readonly string[],
): Promise<readonly { readonly input: string; readonly said: string }[]> {
  const words = [
    ...["/batdau", "/trogiup", "/tiendo", "/xephang", "/xephang so", "/donvi A2", "/minhchung 1.1"],
    ...["/visao A2", "/visao 1 A2", "/visao 1.1 A2", "/visao 1.3 A2", "/lichsu 1.1 A2"],
    ...["/lichsu 1.3 A2", "/giaitrinh 1.1", "/thamdinh2", "/thamdinh2 1.1 A2", "/hoidong", "/dot"],
    ...receipts.map((receipt) => `/kiemtra ${receipt}`),
    ...["/thamdinh", "/thamdinh A2", "/thamdinh 1.1", "/thamdinh 1.3 A2", "/thamdinh 1.1 A2"],
  ];
  const buttons = [
    ...["judge:card:A2:1.1", "judge:fix:A2:1.1", "judge:points:A2:1.1", "judge:skip:A2:1.1"],
    ...["judge:bulk", "appraise:byLeaf", "appraise:byAgency", "history:1.1:A2:1", "why:1.1:A2"],
  ];
  const heard: { readonly input: string; readonly said: string }[] = [];
  for (const input of words) heard.push({ input, said: await stage.say(person, input) });
  for (const input of buttons) heard.push({ input, said: await stage.press(person, input) });
  return heard;
}
