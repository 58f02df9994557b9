import type pg from "pg";
import { expect } from "vitest";
import { aCouncil } from "../../test/council.ts";
import { dbTest } from "../../test/db.ts";
import { registerCouncil } from "./council.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

dbTest("the agenda is previewed, then written once", async ({ pool }) => {
  await aCouncil(pool);
  const preview = await run(pool, "agenda", "--round", "thu");
  expect(preview.lines).toEqual([
    "Nội dung đã có: 0; nội dung mới: 2",
    "1. Sở Thử 3: đã được gia hạn giai đoạn tự chấm điểm đến 17:00 ngày 20/01/2026 theo văn bản số 12/CV-A3. Lý do: Mưa lũ. Đề nghị Hội đồng công nhận kết quả nộp trong thời gian gia hạn.",
    "2. Nhóm các sở, ban, ngành: Sở Thử 1, Sở Thử 2 cùng đạt Chỉ số 90,00, cùng xếp thứ 1. Đề nghị Hội đồng công nhận đồng hạng.",
    "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.",
  ]);
  expect((await run(pool, "agenda", "--round", "thu", "--apply")).lines.at(-1)).toBe("Đã ghi.");
  const again = await run(pool, "agenda", "--round", "thu", "--apply");
  expect(again.lines).toEqual(["Nội dung đã có: 2; nội dung mới: 0"]);
});

dbTest("minutes and pack read as text and as data", async ({ pool }) => {
  const council = await aCouncil(pool);
  await run(pool, "agenda", "--round", "thu", "--apply");
  await council.say("secretary", "[council:open]");
  await council.say("secretary", "[council:put:1]");
  await council.say("two", "[council:vote:1:agree]");
  const minutes = (await run(pool, "minutes", "--round", "thu")).lines.join("\n");
  expect(minutes).toContain("Ủy viên Cúc, UBND tỉnh: dự họp");
  expect(minutes).toContain("Ủy viên Cúc: tán thành (qua ứng dụng)");
  const data: unknown = JSON.parse(
    (await run(pool, "minutes", "--round", "thu", "--json")).lines.join(""),
  );
  expect(data).toMatchObject({ items: [{ number: 1, tally: { agree: 1, members: 4 } }, {}] });
  const pack: unknown = JSON.parse(
    (await run(pool, "pack", "--round", "thu", "--json")).lines.join(""),
  );
  expect(pack).toMatchObject({
    extensions: [{ agency: "Sở Thử 3", phase: "selfScoring", letter: "12/CV-A3" }],
    reopenings: [],
    conflicts: { declared: 0, bySystem: 1 },
  });
  expect((await run(pool, "pack", "--round", "khong")).errors).toEqual([
    "Không có kỳ đánh giá khong.",
  ]);
});

function run(pool: pg.Pool, ...args: readonly string[]): Promise<Said> {
  return runCham(registerCouncil, { pool, now: new Date("2026-02-02T02:00:00Z") }, [
    "council",
    ...args,
  ]);
}
