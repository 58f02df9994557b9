import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { hash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { expect } from "vitest";
import { findHistory } from "../../adapters/db/history-repository.ts";
import { ledgerIn } from "../../adapters/db/ledger-repository.ts";
import { resultsIn } from "../../adapters/db/group-results.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { dbTest } from "../../test/db.ts";
import { type TestProvince, aProvince } from "../../test/province.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { openRecomputeResults } from "../../usecases/recompute-results.ts";
import { verifyLedger } from "../../usecases/verify-ledger.ts";
import { registerGiven } from "./round-given.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

const now = new Date("2026-01-15T01:00:00Z");

const test = dbTest.extend<{ file: string }>({
  file: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-given-"));
    await use(path.join(folder, "so-lieu.csv"));
    await rm(folder, { recursive: true });
  },
});

const scheme: Scheme = aScheme(
  [
    aLeaf({ code: "1.1", max: "10" }),
    aLeaf({
      ...{ code: "1.2", name: "Chuyển đổi số", max: "10", source: "external" },
      rule: { kind: "external", label: "Chỉ số DTI", scale: "100" },
    }),
    aLeaf({
      ...{ code: "1.3", name: "Sự hài lòng", max: "10", source: "survey" },
      rule: { kind: "survey", questions: ["q1"] },
    }),
    aLeaf({ code: "1.4", max: "10", notApplicable: "forbidden" }),
  ],
  {
    survey: {
      ...{ combine: "pooled", groupWeights: { dan: "1" }, minBallots: "5", whenTooFew: "zero" },
      questions: [
        {
          ...{ key: "q1", text: "Anh/chị có hài lòng không?" },
          options: [
            { key: "A", label: "Hài lòng", weight: "1" },
            { key: "B", label: "Bình thường", weight: "0.5" },
            { key: "C", label: "Không hài lòng", weight: "0" },
          ],
        },
      ],
    },
    adjustments: {
      items: [
        { code: "T.1", kind: "bonus", name: "Sáng kiến", points: "1", zeroesLeaves: false },
        { code: "P.1", kind: "penalty", name: "Nộp muộn", points: "0.5", zeroesLeaves: false },
      ],
    },
    knockouts: [{ key: "ky-luat", label: "Có kỷ luật", notAbove: "Yếu" }],
  },
);

const heading = 'Mã đơn vị,Loại,Mã,Câu hỏi,Nhóm trả lời,Giá trị,Tiêu chí về 0,"Lý do, căn cứ"\n';
const sound = [
  'A1,bên ngoài,1.2,,,"85,5",,',
  "A1,khảo sát,1.3,q1,dan,A=6; B=2; C=2,,",
  'a1,không áp dụng,1.1,,,,,"Không có nhiệm vụ này"',
  "A1,điểm thưởng,T.1,,,2,,QĐ 12/QĐ-UBND",
  "A1,khống chế,ky-luat,,,,,KL 3/KL-TTr",
  "A2,bên ngoài,1.2,,,40,,",
].join("\n");
const by = ["--round", "thu", "--by", "dp-01"];

test("figures are looked at first, written with --apply, and not twice", async ({ pool, file }) => {
  await aRound(pool);
  await writeFile(file, heading + sound);
  const preview = await run(pool, "import", file, ...by);
  expect(preview).toMatchInlineSnapshot(`
    {
      "errors": [],
      "lines": [
        "Kỳ thu",
        "Thêm mới: 6",
        "Thay đổi: 0",
        "Bỏ: 0",
        "  + A1  1.2 (bên ngoài): 85,5",
        "  + A1  1.3 (khảo sát): q1/dan: A=6, B=2, C=2",
        "  + A1  1.1 (không áp dụng): có, lý do: Không có nhiệm vụ này",
        "  + A1  T.1 (điểm thưởng, điểm trừ): 2 lần, lý do: QĐ 12/QĐ-UBND",
        "  + A1  ky-luat (khống chế): có, lý do: KL 3/KL-TTr",
        "  + A2  1.2 (bên ngoài): 40",
        "Giữ nguyên: 0",
        "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.",
      ],
    }
  `);
  expect(await given(pool)).toEqual([]);

  expect((await run(pool, "import", file, ...by, "--apply")).lines.at(-1)).toBe("Đã ghi.");
  expect(await given(pool)).toEqual([
    { code: "1.2", source: "external", body: { value: "85.5" } },
    { code: "1.2", source: "external", body: { value: "40" } },
    { code: "1.3", source: "survey", body: { q1: { dan: { A: "6", B: "2", C: "2" } } } },
  ]);
  expect(await entries(pool)).toMatchInlineSnapshot(`
    [
      {
        "agency": "A1",
        "body": {
          "after": {
            "value": "85.5",
          },
          "before": null,
          "kind": "external",
          "reason": "",
        },
        "by": "dp-01",
        "code": "1.2",
        "isNow": true,
        "kind": "given",
        "role": "coordinator",
      },
      {
        "agency": "A1",
        "body": {
          "after": {
            "q1": {
              "dan": {
                "A": "6",
                "B": "2",
                "C": "2",
              },
            },
          },
          "before": null,
          "kind": "survey",
          "reason": "",
        },
        "by": "dp-01",
        "code": "1.3",
        "isNow": true,
        "kind": "given",
        "role": "coordinator",
      },
      {
        "agency": "A1",
        "body": {
          "after": {
            "count": 1,
            "leaves": [],
            "reason": "Không có nhiệm vụ này",
          },
          "before": null,
          "kind": "notApplicable",
          "reason": "Không có nhiệm vụ này",
        },
        "by": "dp-01",
        "code": "1.1",
        "isNow": true,
        "kind": "declared",
        "role": "coordinator",
      },
      {
        "agency": "A1",
        "body": {
          "after": {
            "count": 2,
            "leaves": [],
            "reason": "QĐ 12/QĐ-UBND",
          },
          "before": null,
          "kind": "adjustment",
          "reason": "QĐ 12/QĐ-UBND",
        },
        "by": "dp-01",
        "code": "T.1",
        "isNow": true,
        "kind": "declared",
        "role": "coordinator",
      },
      {
        "agency": "A1",
        "body": {
          "after": {
            "count": 1,
            "leaves": [],
            "reason": "KL 3/KL-TTr",
          },
          "before": null,
          "kind": "knockout",
          "reason": "KL 3/KL-TTr",
        },
        "by": "dp-01",
        "code": "ky-luat",
        "isNow": true,
        "kind": "declared",
        "role": "coordinator",
      },
      {
        "agency": "A2",
        "body": {
          "after": {
            "value": "40",
          },
          "before": null,
          "kind": "external",
          "reason": "",
        },
        "by": "dp-01",
        "code": "1.2",
        "isNow": true,
        "kind": "given",
        "role": "coordinator",
      },
    ]
  `);

  const again = await run(pool, "import", file, ...by, "--apply");
  expect(again.lines).toContain("Giữ nguyên: 6");
  expect(again.lines.at(-1)).toBe("Không có gì để ghi.");
  expect((await entries(pool)).length).toBe(6);
  await expectIntact(pool);
});

test("results follow from what was given", async ({ pool, file }) => {
  const province = await aRound(pool);
  const recompute = openRecomputeResults({ results: resultsIn(pool), clock: { now: () => now } });
  await recompute(province.roundId, "so");
  expect(await points(pool)).toEqual({ achieved: "0", applicable_max: "400000", bonus: "0" });
  await writeFile(file, heading + sound);
  await run(pool, "import", file, ...by, "--apply");
  await recompute(province.roundId, "so");
  // 10 × 85.5 / 100 = 8.55; 10 × (6 × 1 + 2 × 0.5) / 10 = 7; leaf 1.1 is out; 2 × 1 bonus.
  expect(await points(pool)).toEqual({
    achieved: "155500",
    applicable_max: "300000",
    bonus: "20000",
  });

  const correction = [
    'A1,bên ngoài,1.2,,,"90",,Công văn 7/STTTT',
    "A1,khảo sát,1.3,q1,dan,bỏ,,Phiếu bị hủy",
    "A1,không áp dụng,1.1,,,bỏ,,Đơn vị có nhiệm vụ này",
    "A1,điểm thưởng,T.1,,,1,,QĐ 12/QĐ-UBND",
  ].join("\n");
  await writeFile(file, heading + correction);
  const { lines } = await run(pool, "import", file, ...by, "--apply");
  expect(lines).toMatchInlineSnapshot(`
    [
      "Kỳ thu",
      "Thêm mới: 0",
      "Thay đổi: 2",
      "Bỏ: 2",
      "  ~ A1  1.2 (bên ngoài): 85,5 → 90",
      "  - A1  1.3 (khảo sát): q1/dan: A=6, B=2, C=2 → bỏ",
      "  - A1  1.1 (không áp dụng): có, lý do: Không có nhiệm vụ này → bỏ",
      "  ~ A1  T.1 (điểm thưởng, điểm trừ): 2 lần, lý do: QĐ 12/QĐ-UBND → 1 lần, lý do: QĐ 12/QĐ-UBND",
      "Giữ nguyên: 0",
      "Đã ghi.",
    ]
  `);
  await recompute(province.roundId, "so");
  expect(await points(pool)).toEqual({
    achieved: "90000",
    applicable_max: "400000",
    bonus: "10000",
  });
  await expectIntact(pool);
});

test("a leaf's history tells what was given, and why it was changed", async ({ pool, file }) => {
  await aRound(pool);
  await writeFile(file, heading + sound);
  await run(pool, "import", file, ...by, "--apply");
  await writeFile(file, `${heading}A1,bên ngoài,1.2,,,bỏ,,Ghi nhầm đơn vị\n`);
  await run(pool, "import", file, ...by, "--apply");
  const acts = async (code: string) =>
    (await findHistory(pool, "A1", code))?.entries.map(({ act }) => act);
  const given = { kind: "given", answer: null, isRemoved: false, reason: null };
  expect(await acts("1.2")).toEqual([
    { ...given, sort: "external", answer: { value: "85.5" } },
    { ...given, sort: "external", isRemoved: true, reason: "Ghi nhầm đơn vị" },
  ]);
  expect(await acts("1.3")).toEqual([{ ...given, sort: "survey" }]);
  expect(await acts("1.1")).toEqual([
    { ...given, sort: "notApplicable", reason: "Không có nhiệm vụ này" },
  ]);
});

test("one bad row keeps the whole file out, and every problem is told", async ({ pool, file }) => {
  await aRound(pool);
  const bad = [
    "A9,bên ngoài,1.2,,,50,,",
    "A1,bên ngoài,1.1,,,50,,",
    "A1,bên ngoài,1.2,,,101,,",
    "A1,khảo sát,1.3,q9,dan,A=1; B=2; C=3,,",
    "A1,khảo sát,1.3,q1,dan,A=1; B=2,,",
    "A1,không áp dụng,1.4,,,,,Không có",
    "A1,điểm thưởng,P.1,,,1,,Không có",
    "A1,điểm trừ,P.1,,,1,1.1,Nộp muộn",
    "A1,khống chế,khac,,,,,",
    "A2,constructor,1.2,,,1,,",
    "A2,bên ngoài,1.2,,,50,,",
    "A2,bên ngoài,1.2,,,51,,",
  ].join("\n");
  await writeFile(file, heading + bad);
  const { errors, lines } = await run(pool, "import", file, ...by, "--apply");
  expect(errors).toMatchInlineSnapshot(`
    [
      "Tệp có 12 lỗi; chưa ghi gì:",
      "  so-lieu.csv, dòng 2, cột A, Mã đơn vị: đọc được “A9”; cần mã một đơn vị trong kỳ đánh giá.",
      "  so-lieu.csv, dòng 3, cột C, Mã: đọc được “1.1”; cần mã tiêu chí lấy số liệu bên ngoài: 1.2.",
      "  so-lieu.csv, dòng 4, cột F, Giá trị: đọc được “101”; cần số không lớn hơn 100.",
      "  so-lieu.csv, dòng 5, cột D, Câu hỏi: đọc được “q9”; cần một trong: q1.",
      "  so-lieu.csv, dòng 6, cột F, Giá trị: đọc được “A=1; B=2”; cần số phiếu của từng phương án: A=…; B=…; C=….",
      "  so-lieu.csv, dòng 7, cột C, Mã: đọc được “1.4”; cần mục được phép không áp dụng; bộ tiêu chí không cho phép với 1.4 Mức độ hoàn thành kế hoạch.",
      "  so-lieu.csv, dòng 8, cột C, Mã: đọc được “P.1”; cần mã một khoản điểm thưởng: T.1.",
      "  so-lieu.csv, dòng 9, cột G, Tiêu chí về 0: đọc được “1.1”; cần ô trống: khai báo này không làm tiêu chí nào về 0.",
      "  so-lieu.csv, dòng 10, cột H, Lý do, căn cứ: đọc được ô trống; cần lý do hoặc căn cứ của khai báo.",
      "  so-lieu.csv, dòng 10, cột C, Mã: đọc được “khac”; cần một trong: ky-luat.",
      "  so-lieu.csv, dòng 11, cột B, Loại: đọc được “constructor”; cần một trong: bên ngoài, khảo sát, không áp dụng, điểm thưởng, điểm trừ, khống chế.",
      "  so-lieu.csv, dòng 13, cột C, Mã: đọc được “A2, 1.2”; cần mỗi nội dung một dòng; đã có ở dòng 12.",
    ]
  `);
  expect(lines).toEqual([]);
  expect(await entries(pool)).toEqual([]);
  expect(await given(pool)).toEqual([]);
});

test("a stored figure is not replaced without a reason", async ({ pool, file }) => {
  await aRound(pool);
  await writeFile(file, `${heading}A1,bên ngoài,1.2,,,50,,\n`);
  await run(pool, "import", file, ...by, "--apply");
  await writeFile(file, `${heading}A1,bên ngoài,1.2,,,60,,\n`);
  const { errors } = await run(pool, "import", file, ...by, "--apply");
  expect(errors.join("\n")).toContain("cần lý do sửa, vì đã có số liệu khác");
  expect(await given(pool)).toEqual([{ code: "1.2", source: "external", body: { value: "50" } }]);
});

test("says where an appraised value goes on counting over the figure", async ({ pool, file }) => {
  const { roundId, agencies } = await aRound(pool);
  await writeFile(file, `${heading}A1,bên ngoài,1.2,,,50,,\nA2,bên ngoài,1.2,,,50,,\n`);
  await pool.query(
    `insert into leaf_values (round_id, agency_id, code, step, version, verdict, set_points, points,
       reason, self_version, decided_at, receipt)
     values ($1, $2, '1.2', 'appraised', 1, 'set', 70000, 70000, 'Theo kiểm tra', 0, $3, 'ABCDEFGHJK')`,
    [roundId, agencies[0]?.id, now],
  );
  expect(
    (await run(pool, "import", file, ...by)).lines.filter((line) => / A\d /.test(line)),
  ).toEqual([
    "  + A1  1.2 (bên ngoài): 50 (đã có điểm thẩm định; điểm thẩm định vẫn được tính)",
    "  + A2  1.2 (bên ngoài): 50",
  ]);
});

test("only a coordinator gives figures, and only until the council has closed", async ({
  pool,
  file,
}) => {
  const { roundId } = await aRound(pool);
  await writeFile(file, heading + sound);
  const stranger = ["--round", "thu", "--by", "cb-telegram-1", "--apply"];
  expect((await run(pool, "import", file, ...stranger)).errors).toEqual([
    "Cán bộ 1 không phải cán bộ điều phối nên không được nhập số liệu, khai báo của tỉnh.",
  ]);
  await pool.query("update rounds set stage = 'draft'");
  expect((await run(pool, "import", file, ...by, "--apply")).errors.join()).toContain(
    "chưa ban hành",
  );
  await pool.query("update rounds set stage = 'council'");
  await pool.query(
    `insert into council_closings (round_id, hash, figures, closed_at, receipt)
     values ($1, $2, '{}', $3, 'ABCDEFGHJK')`,
    [roundId, "0".repeat(64), now],
  );
  const closed = ["Hội đồng đã kết luận kỳ thu; số liệu, khai báo của tỉnh không sửa được nữa."];
  expect((await run(pool, "import", file, ...by, "--apply")).errors).toEqual(closed);
  await pool.query("update council_closings set void_at = now(), void_why = '{}'");
  expect((await run(pool, "import", file, ...by)).errors).toEqual([]);
  await pool.query("update rounds set stage = 'published'");
  expect((await run(pool, "import", file, ...by, "--apply")).errors).toEqual(closed);
  expect(await entries(pool)).toEqual([]);
});

test("what is before the council, or was struck out by it, is left to it", async ({
  pool,
  file,
}) => {
  const { roundId, agencies } = await aRound(pool);
  await writeFile(file, `${heading}A1,điểm thưởng,T.1,,,2,,QĐ 12\n`);
  await run(pool, "import", file, ...by, "--apply");
  await pool.query("update rounds set stage = 'council'");
  await pool.query(
    `insert into council_items (round_id, number, source, source_key, declaration_id, proposal, created_at)
     select round_id, 1, 'bonus', id, id, 'Công nhận?', now() from declarations`,
  );
  await writeFile(file, `${heading}A1,điểm thưởng,T.1,,,3,,QĐ 13\n`);
  const refused = await run(pool, "import", file, ...by, "--apply");
  expect(refused.errors.join("\n")).toContain("do Hội đồng quyết định");
  const { rows } = await pool.query<{ declared: object }>(
    "delete from declarations d returning to_jsonb(d) - 'declared_by' as declared",
  );
  await pool.query(
    "insert into entries (round_id, kind, body, at) values ($1, 'struck', $2, now())",
    [roundId, JSON.stringify({ item: 1, declaration: rows[0]?.declared })],
  );
  expect((await run(pool, "import", file, ...by, "--apply")).errors.join("\n")).toContain(
    "do Hội đồng quyết định",
  );
  expect(agencies).toHaveLength(2);
  expect((await pool.query("select from declarations")).rowCount).toBe(0);
});

test("a template holds every row that is wanted and goes back in unchanged", async ({
  pool,
  file,
}) => {
  await aRound(pool);
  await writeFile(file, heading + sound);
  await run(pool, "import", file, ...by, "--apply");
  for (const name of ["mau.csv", "mau.xlsx"]) {
    const template = path.join(path.dirname(file), name);
    expect((await run(pool, "template", template, "--round", "thu")).lines).toEqual([
      `Đã tạo ${template}: 7 dòng.`,
    ]);
    const back = await run(pool, "import", template, ...by, "--apply");
    expect(back.lines.join("\n")).not.toContain("Cột không đọc");
    expect(back.errors).toEqual([]);
    expect(back.lines).toEqual(
      expect.arrayContaining(["Giữ nguyên: 6", "Dòng chưa điền, bỏ qua: 1", "Không có gì để ghi."]),
    );
  }
  expect((await run(pool, "list", "--round", "thu", "--agency", "a1")).lines)
    .toMatchInlineSnapshot(`
    [
      "A1 Sở Thử 1: số liệu 2/2, khai báo 3",
      "  1.2 (bên ngoài): 85,5",
      "  1.3 (khảo sát): q1/dan: A=6, B=2, C=2",
      "  T.1 (điểm thưởng, điểm trừ): 2 lần, lý do: QĐ 12/QĐ-UBND",
      "  ky-luat (khống chế): có, lý do: KL 3/KL-TTr",
      "  1.1 (không áp dụng): có, lý do: Không có nhiệm vụ này",
    ]
  `);
  expect((await run(pool, "list")).lines).toContain(
    "A2 Sở Thử 2: số liệu 1/2, khai báo 0; còn thiếu 1.3",
  );
});

async function aRound(pool: pg.Pool): Promise<TestProvince> {
  const province = await aProvince(pool, { scheme, agencyCount: 2 });
  const home = province.agencies[1]?.id;
  await pool.query(
    `with person as (
       insert into staff (code, full_name, agency_id) values ('dp-01', 'Điều phối', $1) returning id)
     insert into staff_roles (staff_id, role) select id, 'coordinator' from person`,
    [home],
  );
  return province;
}

async function given(pool: pg.Pool): Promise<readonly object[]> {
  const { rows } = await pool.query<object>(
    "select code, source, body from given_answers order by code, agency_id = (select id from agencies where code = 'A2')",
  );
  return rows;
}

async function entries(pool: pg.Pool): Promise<readonly object[]> {
  const { rows } = await pool.query<object>(
    `select a.code as agency, e.code, e.kind, e.role, s.code as by, e.at = $1 as "isNow", e.body
       from entries e left join agencies a on a.id = e.agency_id left join staff s on s.id = e.author_id
      order by e.id`,
    [now],
  );
  return rows;
}

async function points(pool: pg.Pool): Promise<object | undefined> {
  const { rows } = await pool.query<object>(
    `select achieved, applicable_max, bonus from agency_results r join agencies a on a.id = r.agency_id
      where a.code = 'A1'`,
  );
  return rows[0];
}

async function expectIntact(pool: pg.Pool): Promise<void> {
  const sha256 = (text: string): string => hash("sha256", text);
  const client = await pool.connect();
  const found = await verifyLedger(ledgerIn(client), { hash: sha256, roundId: null });
  client.release();
  expect(found).toMatchObject({ broken: [], brokenDigests: [] });
}

async function run(pool: pg.Pool, ...args: readonly string[]): Promise<Said> {
  const { lines, errors } = await runCham(registerGiven, { pool, now }, ["given", ...args]);
  return { lines: lines.flatMap((line) => line.split("\n")), errors };
}
