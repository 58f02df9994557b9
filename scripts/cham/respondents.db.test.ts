import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { registerRespondents } from "./respondents.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

const test = dbTest.extend<{ file: string }>({
  file: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-respondents-"));
    await use(path.join(folder, "danh-sach.csv"));
    await rm(folder, { recursive: true });
  },
});
const heading = "STT,Họ và tên,Chức vụ,Số điện thoại\n";
const sound = `${heading}1,Nguyễn Văn An,chuyên viên,0912345678\n2,Trần Thị Bình,"văn thư, thủ quỹ",binh@example.vn\n`;
const place = ["--round", "thu", "--agency", "A1", "--kind", "cbcc", "--by", "cb-telegram-1"];

test("a list is looked at first, written with --apply, and not twice", async ({ pool, file }) => {
  await aSurvey(pool);
  await writeFile(file, sound);
  expect((await run(pool, "import", file, ...place)).lines.join()).toContain("chưa ghi gì");
  expect((await run(pool, "import", file, ...place, "--apply")).lines.join()).toContain(
    "Đã ghi 2 người.",
  );
  expect((await run(pool, "import", file, ...place, "--apply")).errors.join()).toContain(
    "đã có trong danh sách (số 1, Nguyễn Văn An)",
  );
  const { rows } = await pool.query("select kind, role, body from entries");
  expect(rows).toEqual([
    {
      ...{ kind: "respondentsAdded", role: "officer" },
      body: { kind: "cbcc", added: 2, given: { cbcc: 2 } },
    },
  ]);
  const all = await run(pool, "list", "--round", "thu");
  expect(all.lines.join("\n")).toContain("A1 Sở Thử 1: Công chức, viên chức 2/3");
  expect(all.lines.join("\n")).not.toContain("Nguyễn Văn An");
  const own = await run(pool, "list", "--round", "thu", "--agency", "a1");
  expect(own.lines.join("\n")).toContain("2. Trần Thị Bình; văn thư, thủ quỹ; binh@example.vn");
});

test("one bad line keeps the whole file out; so do the clock and a stranger", async ({
  pool,
  file,
}) => {
  await aSurvey(pool);
  await writeFile(file, `${sound}3,Cường,kế toán,0987654321\n`);
  const { errors } = await run(pool, "import", file, ...place, "--apply");
  expect(errors.join("\n")).toContain("dòng 4: phần đầu cần là họ và tên đầy đủ.");
  await writeFile(file, sound);
  const stranger = [...place.slice(0, -1), "cb-telegram-2"];
  expect((await run(pool, "import", file, ...stranger, "--apply")).errors.join()).toContain(
    "không phải chuyên viên của đơn vị",
  );
  await pool.query(
    "update round_phases set closes_at = '2026-01-14T10:00:00Z' where phase = 'survey'",
  );
  expect((await run(pool, "import", file, ...place, "--apply")).errors.join()).toContain(
    "Đã hết thời gian lập danh sách",
  );
  expect((await pool.query("select from survey_respondents")).rowCount).toBe(0);
});

async function aSurvey(pool: pg.Pool): Promise<void> {
  const { roundId } = await aProvince(pool, { scheme: aScheme(), agencyCount: 2 });
  await pool.query(
    "insert into round_phases values ($1, 'survey', '2026-01-05T01:00:00Z', '2026-01-30T10:00:00Z')",
    [roundId],
  );
  await pool.query(
    `insert into round_respondents (round_id, group_code, kind, name, wanted)
     select round_id, group_code, 'cbcc', 'Công chức, viên chức', 3 from round_groups`,
  );
}

async function run(pool: pg.Pool, ...args: readonly string[]): Promise<Said> {
  const { lines, errors } = await runCham(
    registerRespondents,
    { pool, now: new Date("2026-01-15T01:00:00Z") },
    ["respondents", ...args],
  );
  return { lines: lines.flatMap((line) => line.split("\n")), errors };
}
