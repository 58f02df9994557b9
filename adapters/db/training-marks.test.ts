import { expect } from "vitest";
import { aStage } from "../../test/appraisal-stage.ts";
import { dbTest } from "../../test/db.ts";

const mark = "KỲ TẬP DƯỢT";

dbTest("everything that is said of a training round carries its mark", async ({ pool }) => {
  const stage = await aStage(pool);
  await pool.query("update rounds set is_training = true");
  await stage.self("A2", "1.1", { done: "18", total: "20" }, 18_000);
  const appraiser = await stage.appraiser("binh", "A1");
  const officer = stage.officer("A2");
  const heard = [
    await stage.say(appraiser, "/thamdinh"),
    await stage.say(appraiser, "/thamdinh 1.1 A2"),
  ];
  await stage.press(appraiser, "judge:ask:A2:1.1");
  await stage.say(appraiser, "Hai nhiệm vụ còn lại chưa hoàn thành vì lý do gì?");
  const { rows } = await pool.query<{ receipt: string }>("select receipt from entries");
  for (const input of [`/kiemtra ${rows[0]?.receipt ?? ""}`, "/lichsu 1.1 A2"]) {
    heard.push(await stage.say(appraiser, input));
  }
  for (const input of ["/batdau", "/tiendo", "/visao 1.1", "/lichsu 1.1"]) {
    heard.push(await stage.say(officer, input));
  }
  const told = await pool.query<{ text: string }>(
    "select body -> 'reply' ->> 'text' as text from outbox where inbound_id is null",
  );
  expect(told.rows).toHaveLength(2);
  const all = [...heard, ...told.rows.map(({ text }) => text)];
  expect(all.filter((text) => !text.includes(mark))).toEqual([]);
});
