import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aScheme } from "../../test/schemes.ts";
import { registerRound } from "./round.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

const test = dbTest.extend<{ file: string }>({
  file: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-round-"));
    const file = path.join(folder, "ky.yaml");
    await writeFile(file, await readFile("examples/ky-danh-gia-2025.yaml", "utf8"));
    await use(file);
    await rm(folder, { recursive: true });
  },
});
const by = ["--by", "dp-01"];

test("a round is created, announced and closed by its coordinator", async ({ pool, file }) => {
  await aProvince(pool);
  const dry = await run(pool, "create", file, ...by);
  expect(dry.errors).toEqual([]);
  expect(dry.lines.at(-1)).toContain("chưa ghi gì");
  expect((await run(pool, "status")).errors).toHaveLength(1);

  expect((await run(pool, "create", file, ...by, "--apply")).errors).toEqual([]);
  expect((await run(pool, "create", file, ...by, "--apply")).lines).toContain(
    "Thay bản dự thảo đang có cùng mã.",
  );
  expect((await run(pool, "open", "2025", ...by)).lines.at(-1)).toContain("chưa ghi gì");
  expect((await run(pool, "open", "2025", ...by, "--apply")).errors).toEqual([]);
  const twice = await run(pool, "open", "2025", ...by, "--apply");
  expect(twice.errors[1]).toContain("không chuyển thẳng");
  const again = await run(pool, "create", file, ...by, "--apply");
  expect(again.errors[1]).toContain("code: đọc được");

  const early = await run(pool, "close", "2025", ...by, "--apply");
  expect(early.errors[1]).toContain("Chưa đến thời gian của bước tự chấm điểm");
  const { rows } = await pool.query(
    `select e.kind, s.code as by, e.role from entries e join staff s on s.id = e.author_id
      order by e.seq`,
  );
  const coordinator = { by: "dp-01", role: "coordinator" };
  expect(rows).toEqual([
    ...[
      { kind: "round", ...coordinator },
      { kind: "round", ...coordinator },
    ],
    { kind: "stage", ...coordinator },
  ]);
  expect((await run(pool, "status", "2025")).lines.slice(0, 3)).toEqual([
    "Kỳ đánh giá 2025",
    "Đánh giá, xếp hạng Chỉ số cải cách hành chính năm 2025",
    "Đang ở bước: đã ban hành kế hoạch.",
  ]);
});

test("a round in which nobody appraises a leaf does not open", async ({ pool, file }) => {
  await aProvince(pool);
  await pool.query(
    `update staff_roles set fields = '{9}' from staff s where s.id = staff_id and s.code = 'snv-001'`,
  );
  expect((await run(pool, "create", file, ...by, "--apply")).errors).toEqual([]);
  const refused = await run(pool, "open", "2025", ...by, "--apply");
  expect(refused.errors.join("\n")).toContain(
    "Chưa có người thẩm định 2 lượt tiêu chí: 1.1 (2 đơn vị).",
  );
  await pool.query("update rounds set is_training = true");
  expect((await run(pool, "open", "2025", ...by, "--apply")).errors).toEqual(refused.errors);
  await pool.query(
    `update staff_roles set fields = null from staff s where s.id = staff_id and s.code = 'snv-001'`,
  );
  await pool.query("delete from round_substitutes");
  const own = await run(pool, "open", "2025", ...by, "--apply");
  expect(own.errors.join("\n")).toContain("Chưa có người thẩm định 1 lượt tiêu chí: 1.1 (SNV).");
  const { rows } = await pool.query("select stage from rounds");
  expect(rows).toEqual([{ stage: "draft" }]);
});

test("a round may ask its agencies for people for the survey, with a time for it", async ({
  pool,
  file,
}) => {
  await aProvince(pool);
  const plain = await readFile(file, "utf8");
  const asked = "respondents:\n  - { group: so, kind: cbcc, name: Công chức, wanted: 15 }\n";
  const time = "phases:\n  survey: { opens: 2026-01-05, closes: 2026-01-23 }\n";
  const timed = plain.replace("phases:\n", time);
  await writeFile(file, plain + asked);
  expect((await run(pool, "create", file, ...by)).errors.join()).toContain("phases.survey");
  await writeFile(file, timed);
  expect((await run(pool, "create", file, ...by)).errors.join()).toContain("respondents");
  await writeFile(file, timed.replace("2026-01-23", "2026-03-20") + asked);
  expect((await run(pool, "create", file, ...by)).errors.join()).toContain("secondAppraisal");
  await writeFile(file, timed + asked);
  const created = await run(pool, "create", file, ...by, "--apply");
  expect(created.errors).toEqual([]);
  expect(created.lines).toContain("  Điều tra xã hội học, nhóm so: Công chức (cbcc), 15 người");
  expect((await run(pool, "create", file, ...by, "--apply")).errors).toEqual([]);
  const { rows } = await pool.query("select group_code, kind, name, wanted from round_respondents");
  expect(rows).toEqual([{ group_code: "so", kind: "cbcc", name: "Công chức", wanted: 15 }]);
  const told = await run(pool, "status", "2025");
  expect(told.lines.join("\n")).toContain("Lập danh sách điều tra xã hội học: ");
});

test("every mistake of a file is named at once and nothing is written", async ({ pool, file }) => {
  await aProvince(pool);
  await writeFile(
    file,
    (await readFile(file, "utf8"))
      .replace("closes: 2026-02-27", "closes: 2026-02-30")
      .replace("number: 34/KH-UBND", "so: 34/KH-UBND"),
  );
  const shape = await run(pool, "create", file, ...by, "--apply");
  expect(shape.errors.map((line) => line.trim().split(":")[0])).toEqual([
    ...["Tệp có 3 lỗi; chưa ghi gì", "basis[1].so", "basis[1].number", "phases.appraisal.closes"],
  ]);
  await writeFile(
    file,
    (await readFile("examples/ky-danh-gia-2025.yaml", "utf8"))
      .replace("version: 1", "version: 7")
      .replace("- ttr-001", "- ai-do"),
  );
  const names = await run(pool, "create", file, ...by, "--apply");
  expect(names.errors.map((line) => line.trim().split(":")[0])).toEqual([
    ...["Tệp có 2 lỗi; chưa ghi gì", "groups[0].scheme", "substitutes[0]"],
  ]);
  const { rows } = await pool.query("select count(*)::integer as n from rounds");
  expect(rows).toEqual([{ n: 0 }]);
});

test("deadlines are moved with a trail, and only by who may", async ({ pool, file }) => {
  await aProvince(pool);
  await run(pool, "create", file, ...by, "--apply");
  await run(pool, "open", "2025", ...by, "--apply");
  const grant = ["--reason", "Chờ số liệu", "--letter", "15/STP-VP", "--apply"];
  const stranger = await run(
    pool,
    ...["extend", "2025", "STP", "selfScoring", "2026-02-04", "--by", "stp-002", ...grant],
  );
  expect(stranger.errors[0]).toContain("không có quyền");
  const past = await run(
    pool,
    ...["extend", "2025", "SAI", "selfScoring", "2025-02-04", ...by, ...grant],
  );
  expect(past.errors).toHaveLength(3);
  const extended = await run(
    pool,
    ...["extend", "2025", "stp", "selfScoring", "2026-01-31", ...by, ...grant],
  );
  expect(extended.lines[0]).toContain("17:00 ngày 02/02/2026 (ngày 31/01/2026 là ngày nghỉ");
  const moved = await run(
    pool,
    ...["move", "2025", "selfScoring", "2026-02-06T11:30", "--reason", "Bão", ...by, "--apply"],
  );
  expect(moved.lines[0]).toContain("Bước thẩm định lần 1 theo đó bắt đầu từ 11:30");
  const { rows } = await pool.query(
    `select x.closes_at, x.letter, s.code from round_exceptions x join staff s on s.id = x.granted_by`,
  );
  const closes_at = new Date("2026-02-02T10:00:00Z");
  expect(rows).toEqual([{ closes_at, letter: "15/STP-VP", code: "dp-01" }]);
});

async function aProvince(pool: pg.Pool): Promise<void> {
  const scheme = aScheme(undefined, { scheme: "so-mau-2025" });
  await pool.query(
    `with a as (insert into agencies (code, name, group_code)
                values ('SNV', 'Sở Nội vụ', 'so'), ('STP', 'Sở Tư pháp', 'so'), ('TTR', 'Thanh tra tỉnh', 'khac')
                returning id, code),
          s as (insert into staff (code, full_name, agency_id)
                select v.code, v.name, a.id from a join (values
                  ('dp-01', 'Điều Phối', 'SNV'), ('stp-002', 'Tư Pháp', 'STP'), ('ttr-001', 'Thanh Tra', 'TTR'),
                  ('snv-001', 'Nội Vụ', 'SNV')
                ) v (code, name, agency) on v.agency = a.code returning id, code)
     insert into staff_roles (staff_id, role)
     select id, case code when 'dp-01' then 'coordinator' else 'appraiser' end from s`,
  );
  await pool.query(
    `insert into schemes (scheme, version, group_code, year, title, hash, body)
     values ('so-mau-2025', 1, 'so', 2025, 'Bộ mẫu', 'abcdef0123456789', $1)`,
    [JSON.stringify(scheme)],
  );
}

function run(pool: pg.Pool, ...args: readonly string[]): Promise<Said> {
  return runCham(registerRound, { pool, now: new Date("2025-12-23T02:00:00Z") }, [
    "round",
    ...args,
  ]);
}
