import { hash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { describe, expect } from "vitest";
import { resultsIn } from "../../adapters/db/group-results.ts";
import { inboxIn } from "../../adapters/db/inbox-repository.ts";
import { ledgerIn } from "../../adapters/db/ledger-repository.ts";
import { openPrisma } from "../../adapters/db/prisma-client.ts";
import { schemesIn } from "../../adapters/db/scheme-repository.ts";
import { hashScheme } from "../../adapters/scheme-files/hash-scheme.ts";
import { talksIn } from "../../adapters/db/talks.ts";
import { openRecomputeResults } from "../../usecases/recompute-results.ts";
import { verifyLedger } from "../../usecases/verify-ledger.ts";
import { writeSchemeFile } from "../../adapters/scheme-files/write-scheme-file.ts";
import type { Leaf, Scheme } from "../../core/scheme/scheme.ts";
import { aStage as anAppraisalStage, appraisalNow } from "../../test/appraisal-stage.ts";
import { dbTest } from "../../test/db.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { type SignOffStage, aSignOffStage } from "../../test/sign-off-stage.ts";
import { registerRound } from "./round.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

/** Hours are counted from here: 08:00 of a Monday in Viet Nam. */
const morning = Date.parse("2026-01-05T01:00:00Z");

const report: Leaf = aLeaf({ code: "1.2", name: "Ban hành báo cáo", rule: { kind: "yesNo" } });
const dropped: Leaf = aLeaf({ code: "1.3", name: "Số hội nghị", rule: { kind: "yesNo" } });
const former = aScheme([aLeaf(), report, dropped]);
const byLevels: Leaf = aLeaf({
  ...{ code: "1.2", name: "Ban hành báo cáo" },
  rule: {
    kind: "levels",
    levels: [
      { key: "som", label: "Đúng hạn", points: "1" },
      { key: "muon", label: "Chậm hạn", points: "0.5" },
    ],
  },
});
/** 1.1 is worth more and keeps its facts, 1.2 asks for other facts, 1.3 is gone, 1.4 is new. */
const later = aScheme([
  aLeaf({ max: "2" }),
  byLevels,
  aLeaf({ code: "1.4", name: "Công khai kết quả", rule: { kind: "yesNo" } }),
]);

const test = dbTest.extend<{ file: string }>({
  file: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-rescheme-"));
    const file = path.join(folder, "bo-moi.yaml");
    expect((await writeSchemeFile(file, later)).kind).toBe("written");
    await use(file);
    await rm(folder, { recursive: true });
  },
});

const decision = ["--decision", "12/QĐ-HĐTĐ ngày 04/01/2026"];
const apply = ["--apply", ...decision, "--reason", "Văn bản thứ ba trong năm"];

describe("a scheme changed in mid-round", () => {
  test("is previewed with figures and reasons, and nothing is written", async ({ pool, file }) => {
    const stage = await aStage(pool);
    await answer(stage);
    const before = await everything(pool);
    const seen = await run(pool, stage, "thu", "so", file);
    expect(seen.errors).toEqual([]);
    expect(seen.lines.join("\n")).toMatchInlineSnapshot(`
      "Từ phiên bản 1 (6b7331fcfc0d…) sang phiên bản mới (2d8a6b47fbc5…)
      Thay đổi:
      - Đổi tổng điểm: 3 thành 4
      - Đổi điểm tối đa 1 Lĩnh vực thử: 3 thành 4
      - Đổi điểm tối đa 1.1 Mức độ hoàn thành kế hoạch: 1 thành 2
      - Đổi cách tính 1.2 Ban hành báo cáo:
        cũ: Đạt yêu cầu: 1; không đạt: 0
        mới: Đúng hạn: 1; Chậm hạn: 0,5
      - Thêm 1.4 Công khai kết quả (1 điểm)
        cách tính: Đạt yêu cầu: 1; không đạt: 0
      - Bỏ 1.3 Số hội nghị (1 điểm)
      Đơn vị bị ảnh hưởng: 1/1; phải trả lời: 2 lượt tiêu chí, trong đó 1 lượt đã có câu trả lời.
      A1 Sở Thử 1: 2,9 → 1,8 điểm (−1,1); Chỉ số 96,67 → 45,00
        1.2: số liệu hoặc câu hỏi đã khác, phải trả lời lại
        1.4: tiêu chí mới, phải trả lời (chưa có câu trả lời)
        câu trả lời không còn dùng, giữ trong nhật ký: 1.3
      Đây là bản xem trước, chưa ghi gì. Ghi: thêm --apply --decision SỐ/NGÀY --by MÃ --reason LÝ DO."
    `);
    const json = await run(pool, stage, "thu", "so", file, "--json");
    expect(JSON.parse(json.lines.join("\n"))).toMatchObject({
      ...{ status: "previewed", affected: 1 },
      agencies: [
        {
          code: "A1",
          before: { achieved: 29_000 },
          after: { achieved: 18_000 },
          asked: [
            { code: "1.2", why: "facts", had: true },
            { code: "1.4", why: "new", had: false },
          ],
          setAside: ["1.2", "1.3"],
        },
      ],
    });
    expect(await everything(pool)).toEqual(before);
  });

  test("is refused where nobody would appraise a new leaf", async ({ pool, file }) => {
    const stage = await aStage(pool);
    await pool.query(
      `with home as (insert into agencies (code, name, group_code)
                     values ('SNV', 'Sở Nội vụ', 'tinh') returning id),
            person as (insert into staff (code, full_name, agency_id)
                       select 'snv.td', 'Lò Văn Thẩm', id from home returning id)
       insert into staff_roles (staff_id, role) select id, 'appraiser' from person`,
    );
    expect((await run(pool, stage, "thu", "so", file)).errors).toEqual([]);
    const orphan = path.join(path.dirname(file), "bo-thieu.yaml");
    const scheme = aScheme([aLeaf(), aLeaf({ code: "1.2", lead: "STC" })]);
    expect((await writeSchemeFile(orphan, scheme)).kind).toBe("written");
    const { errors } = await run(pool, stage, "thu", "so", orphan);
    expect(errors[1]).toContain(
      "unappraised: Với bộ tiêu chí mới chưa có người thẩm định 1 lượt tiêu chí: 1.2 (A1).",
    );
  });

  test("is refused to all but the council's chair, each with its code", async ({ pool, file }) => {
    const stage = await aStage(pool);
    const stranger = await run(pool, stage, "thu", "so", file, ...apply, "--by", "cb-web-1");
    expect(stranger.errors[1]).toContain("notChair: Chỉ Chủ tịch Hội đồng thẩm định");
    const bare = await run(pool, stage, "thu", "so", file, "--apply", "--by", "ct-01");
    expect(bare.errors.map(codeIn)).toEqual(["", "noReason", "noDecision"]);
    const nobody = await run(pool, stage, "thu", "so", file, ...apply);
    expect(nobody.errors).toEqual(["Cần nêu mã cán bộ thực hiện ở --by."]);
    const elsewhere = await run(pool, stage, "thu", "xa", file);
    expect(elsewhere.errors.map(codeIn)).toEqual(["", "noSuchGroup"]);
    const same = await run(pool, stage, "thu", "so", "1");
    expect(same.errors.map(codeIn)).toEqual(["", "sameScheme"]);
    expect((await run(pool, stage, "thu", "so", "7")).errors[0]).toContain("không có phiên bản 7");
    const nothing = await run(pool, stage, "thu", "so", "--undo", "--by", "ct-01");
    expect(nothing.errors.map(codeIn)).toEqual(["", "noReason", "nothingToUndo"]);
    await pool.query("update rounds set stage = 'consolidation'");
    const late = await run(pool, stage, "thu", "so", file);
    expect(late.errors.map(codeIn)).toEqual(["", "stageClosed"]);
    expect(await count(pool, "scheme_changes")).toBe(0);
  });

  test("keeps what fits, asks what changed, and tells each agency", async ({ pool, file }) => {
    const stage = await aStage(pool);
    await answer(stage);
    const done = await run(pool, stage, "thu", "so", file, ...apply, "--by", "ct-01");
    expect(done.errors).toEqual([]);
    expect(done.lines.at(-1)).toContain("Đã ghi");
    const { rows } = await pool.query(
      "select code, answer, points, receipt = '' as is_open from leaf_states order by code",
    );
    expect(rows).toEqual([
      { code: "1.1", answer: { done: "18", total: "20" }, points: 18_000, is_open: false },
      { code: "1.2", answer: null, points: null, is_open: true },
      { code: "1.3", answer: null, points: null, is_open: true },
    ]);
    const heard = await stage.officer.heard();
    expect(heard).toContain("Đơn vị chỉ cần trả lời lại 2 tiêu chí: 1.2, 1.4.");
    expect(heard).toContain("[change:1.2 Mở 1.2]\n[change:1.4 Mở 1.4]");
    expect(await stage.officer.type("/lichsu 1.2")).toMatch(
      /đổi bộ tiêu chí giữa kỳ[\s\S]*tự chấm|tự chấm[\s\S]*đổi bộ tiêu chí giữa kỳ/,
    );
    expect(await stage.officer.type("/tiendo")).toContain("Chưa chấm: 2");
    expect(await stage.officer.press("change:1.2")).toContain("Đúng hạn");
    expect(await stage.officer.press("answer:1.2:0:1")).toContain("0,5");
    expect(await ledgerIsWhole(pool)).toBe(true);
    const kinds = await pool.query(
      "select agency_id is null as own, code, body ->> 'asked' as asked from entries where kind = 'schemeChange' order by id",
    );
    expect(kinds.rows).toEqual([
      { own: true, code: null, asked: null },
      { own: false, code: null, asked: '["1.2", "1.4"]' },
      { own: false, code: "1.1", asked: null },
      { own: false, code: "1.2", asked: "facts" },
      { own: false, code: "1.3", asked: null },
      { own: false, code: "1.4", asked: "new" },
    ]);
    const { rows: figures } = await recomputed(pool);
    expect(figures).toEqual([{ achieved: "23000", version: 2 }]);
  });

  test("keeps the history of a leaf that it removes, and of one that is taken back", async ({
    pool,
    file,
  }) => {
    const stage = await aStage(pool);
    await answer(stage);
    await run(pool, stage, "thu", "so", file, ...apply, "--by", "ct-01");
    await stage.officer.heard();
    const history = await stage.officer.type("/lichsu 1.3");
    expect(history).toContain("Lịch sử 1.3. Số hội nghị");
    expect(history).toContain("Tiêu chí này không còn trong bộ tiêu chí từ 08:");
    expect(history).toMatch(/tự chấm[\s\S]*12\/KH-A1[\s\S]*đổi bộ tiêu chí giữa kỳ/);
    expect(await stage.officer.type("/lichsu 1.4")).not.toContain("không còn trong");
    expect(await stage.officer.type("/lichsu 1.9")).toContain("Không có mã 1.9");

    const undo = ["thu", "so", "--undo", "--by", "ct-01", "--reason", "Thu hồi"];
    expect((await run(pool, stage, ...undo)).errors).toEqual([]);
    await stage.officer.heard();
    expect(await stage.officer.type("/lichsu 1.3")).not.toContain("không còn trong");
    expect(await stage.officer.type("/lichsu 1.4")).toContain("không còn trong bộ tiêu chí từ");
  });

  test("asks anew who was in the middle of a changed leaf", async ({ pool, file }) => {
    const stage = await aStage(pool);
    await stage.officer.type("/sua 1.2");
    await run(pool, stage, "thu", "so", file, ...apply, "--by", "ct-01");
    const said = await stage.officer.type("có");
    expect(said).toContain("chưa được ghi");
    expect(said).toContain("Chậm hạn");
    expect(await count(pool, "leaf_states")).toBe(0);
    expect(await stage.officer.press("answer:1.2:0:0")).toContain("1 điểm");
  });

  test("asks anew at a button of the former question too", async ({ pool, file }) => {
    const stage = await aStage(pool);
    await stage.officer.type("/sua 1.2");
    await run(pool, stage, "thu", "so", file, ...apply, "--by", "ct-01");
    expect(await stage.officer.press("answer:1.2:0:y")).toContain("Chậm hạn");
    expect(await count(pool, "leaf_states")).toBe(0);
  });

  test("lets no turn be written that was opened under the former scheme", async ({
    pool,
    file,
  }) => {
    const stage = await aStage(pool);
    await stage.officer.type("/sua 1.1");
    const { chat } = stage.officer;
    const payload = { kind: "text", text: "18/20" };
    await inboxIn(pool).receive({ from: chat, externalId: "race", payload });
    const talks = talksIn(pool, { codeKey: "a secret of this test, long enough" });
    const opened = await talks.openTurn(chat);
    if (!opened) throw new Error("an update waits");
    await run(pool, stage, "thu", "so", file, ...apply, "--by", "ct-01");
    const content = {
      ...{ answer: { done: "18", total: "20" }, points: 9000 },
      ...{ explanation: null, notApplicable: null },
    };
    const outcome = await talks.commit({
      ...{ opened, now: stage.now().toISOString(), state: opened.state, replies: [] },
      effects: [
        {
          ...{ kind: "saveLeaf", code: "1.1", change: "answer", expectedVersion: 0 },
          ...{ receipt: "RACE000001", content },
        },
      ],
    });
    expect(outcome).toEqual({ kind: "stale" });
    expect(await count(pool, "leaf_states")).toBe(0);
    expect((await talks.openTurn(chat))?.state).toMatchObject({ step: "reasked", code: "1.1" });
  });

  test("is taken back with the former answers; later ones to kept leaves stay", async ({
    pool,
    file,
  }) => {
    const stage = await aStage(pool);
    await answer(stage);
    await run(pool, stage, "thu", "so", file, ...apply, "--by", "ct-01");
    await stage.officer.type("/sua 1.1");
    await stage.officer.type("20/20");
    await stage.officer.type("12/KH-A1; 10/01/2025; Sở Thử 1");
    await stage.officer.press("change:1.2");
    await stage.officer.press("answer:1.2:0:1");
    const back = await run(
      pool,
      stage,
      ...["thu", "so", "--undo", "--by", "ct-01", "--reason", "Quyết định bị thu hồi"],
    );
    expect(back.errors).toEqual([]);
    const { rows } = await pool.query(
      "select code, answer, points from leaf_states where answer is not null order by code",
    );
    expect(rows).toEqual([
      { code: "1.1", answer: { done: "20", total: "20" }, points: 10_000 },
      { code: "1.2", answer: { yes: true }, points: 10_000 },
      { code: "1.3", answer: { yes: true }, points: 10_000 },
    ]);
    const kept = await pool.query(
      `select kind, body -> 'former' -> 'answer' as answer from entries
        where code = '1.2' and kind in ('answer', 'schemeChange', 'schemeUndo') order by id`,
    );
    expect(kept.rows).toEqual([
      { kind: "answer", answer: null },
      { kind: "schemeChange", answer: { yes: true } },
      { kind: "answer", answer: null },
      { kind: "schemeUndo", answer: { level: "muon" } },
    ]);
    expect(await stage.officer.heard()).toContain("không còn hiệu lực");
    expect(await ledgerIsWhole(pool)).toBe(true);
    expect((await recomputed(pool)).rows).toEqual([{ achieved: "30000", version: 1 }]);
    const twice = await run(
      pool,
      stage,
      ...["thu", "so", "--undo", "--by", "ct-01", "--reason", "Lần nữa"],
    );
    expect(twice.errors.map(codeIn)).toEqual(["", "nothingToUndo"]);
  });

  test("takes documents along with their leaves, and back", async ({ pool, file }) => {
    const stage = await aStage(pool);
    await answer(stage);
    const before = await proof(pool);
    const folder = path.dirname(file);
    // 1.1 is new, what was 1.1 is 1.2, what was 1.2 is 1.3, and the former 1.3 is gone.
    const shifted = aScheme([
      aLeaf({ name: "Mới", rule: { kind: "yesNo" } }),
      aLeaf({ code: "1.2" }),
      { ...report, code: "1.3" },
    ]);
    const other = path.join(folder, "don-ma.yaml");
    expect((await writeSchemeFile(other, shifted)).kind).toBe("written");
    const done = await run(pool, stage, "thu", "so", other, ...apply, "--by", "ct-01");
    expect(done.errors).toEqual([]);
    expect(await proof(pool)).toEqual([
      { code: "1.1", answer: null, papers: 0 },
      { code: "1.2", answer: { done: "18", total: "20" }, papers: 1 },
      { code: "1.3", answer: { yes: true }, papers: 1 },
    ]);
    expect(await count(pool, "evidence where status = 'withdrawn'")).toBe(1);
    const undo = ["thu", "so", "--undo", "--by", "ct-01", "--reason", "Thu hồi"];
    expect((await run(pool, stage, ...undo)).errors).toEqual([]);
    expect(await proof(pool)).toEqual(before);
    expect(await count(pool, "evidence where status = 'withdrawn'")).toBe(0);
  });

  test("cannot be taken back once its stage is over", async ({ pool, file }) => {
    const stage = await aStage(pool);
    await run(pool, stage, "thu", "so", file, ...apply, "--by", "ct-01");
    await pool.query("update rounds set stage = 'appraisal'");
    const undo = ["thu", "so", "--undo", "--by", "ct-01", "--reason", "Thu hồi"];
    expect((await run(pool, stage, ...undo)).errors.map(codeIn)).toEqual(["", "frozen"]);
  });

  test("voids a signature, opens only what is asked, and is signed again", async ({
    pool,
    file,
  }) => {
    const stage = await aStage(pool);
    await answer(stage);
    await stage.handUp();
    await sign(stage);
    await stage.officer.heard();
    const seen = await run(pool, stage, "thu", "so", file);
    expect(seen.lines.join("\n")).toContain("Mở lại các tiêu chí phải trả lời cho đơn vị đã nộp");
    expect(await count(pool, "sign_offs where voided_at is null")).toBe(1);
    await run(pool, stage, "thu", "so", file, ...apply, "--by", "ct-01");
    expect(await count(pool, "sign_offs where voided_at is null")).toBe(0);
    expect(await stage.leader.heard()).toContain("Chữ ký xác nhận trước đây không còn hiệu lực");
    expect(await stage.officer.heard()).not.toContain("bản tự chấm đã thay đổi sau khi ký");
    expect(await stage.officer.type("/sua 1.1")).not.toContain("answer:");
    await stage.officer.press("change:1.2");
    expect(await stage.officer.press("answer:1.2:0:0")).toContain("1 điểm");
    const { rows } = await pool.query("select codes, letter from round_exceptions");
    expect(rows).toEqual([{ codes: ["1.2", "1.4"], letter: decision[1] }]);
    const undo = ["thu", "so", "--undo", "--by", "ct-01", "--reason", "Thu hồi"];
    expect((await run(pool, stage, ...undo)).errors).toEqual([]);
    expect(await stage.officer.type("/sua 1.2")).not.toContain("answer:");
    expect(await stage.leader.type("/ky")).toContain("[signNow");
  });
});

describe("a scheme changed while agencies are appraised", () => {
  const appraised = aScheme([
    aLeaf({ code: "1.1", max: "4", lead: "A1" }),
    { ...byLevels, lead: "A1", name: "Mức độ hoàn thành kế hoạch" },
    aLeaf({
      ...{ code: "1.3", max: "2", lead: "A1", source: "appraiser" },
      rule: { kind: "appraiser" },
    }),
  ]);

  test("sets values of changed leaves aside, keeps and scores the others, and can be undone", async ({
    pool,
  }) => {
    const { stage, appraiser, version } = await anAppraisal(pool, appraised);
    const order = ["thu", "so", String(version)];
    const asked = await run(pool, { now: () => appraisalNow }, ...order);
    expect(asked.errors.map(codeIn)).toEqual(["", "noUntil"]);
    const outside = await run(pool, { now: () => appraisalNow }, ...order, "--until", "2026-02-28");
    expect(outside.errors.map(codeIn)).toEqual(["", "untilOutside"]);
    const before = await values(pool);

    const until = ["--until", "2026-01-20"];
    const done = await run(
      pool,
      { now: () => appraisalNow },
      ...order,
      ...until,
      ...apply,
      ...["--by", "ct-01"],
    );
    expect(done.errors).toEqual([]);
    expect(done.lines.join("\n")).toContain("điểm thẩm định, số liệu khác phải làm lại: 1.2");
    expect(await values(pool)).toEqual([
      { code: "1.1", points: 20_000, set_points: null, is_newest: true },
      { code: "1.3", points: null, set_points: 15_000, is_newest: true },
    ]);
    const { rows: told } = await pool.query(
      "select body -> 'reply' ->> 'text' as text from outbox where chat_id = $1",
      [appraiser.chat.chatId],
    );
    expect(told.map(({ text }: { text: string }) => text).join()).toContain("– A2: 1.2");
    expect(await stage.say(stage.officer("A2"), "/sua 1.2")).toContain("Chậm hạn");
    expect(await stage.press(stage.officer("A2"), "answer:1.2:0:1")).toContain("0,5 điểm");

    const undo = ["thu", "so", "--undo", "--by", "ct-01", "--reason", "Thu hồi"];
    expect((await run(pool, { now: () => appraisalNow }, ...undo)).errors).toEqual([]);
    expect(await values(pool)).toEqual(before);
    expect(await stage.say(stage.officer("A2"), "/sua 1.2")).not.toContain("Chậm hạn");
    expect(await ledgerIsWhole(pool)).toBe(true);
  });

  test("only scores anew once agencies explain", async ({ pool }) => {
    const { version } = await anAppraisal(pool, appraised);
    await pool.query("update rounds set stage = 'explaining'");
    const seen = await run(pool, { now: () => appraisalNow }, "thu", "so", String(version));
    expect(seen.errors.map(codeIn)).toEqual(["", "rescoreOnly"]);
    const { rows } = await pool.query<{ body: Scheme }>(
      "select body from schemes where version = 1",
    );
    const lighter = JSON.stringify(rows[0]?.body).replace('"from":"80"', '"from":"70"');
    const next = await addVersion(pool, JSON.parse(lighter) as Scheme);
    const fine = await run(pool, { now: () => appraisalNow }, "thu", "so", String(next));
    expect(fine.errors).toEqual([]);
  });
});

/** A2's three leaves are answered and appraised; the other scheme is kept as a further version. */
async function anAppraisal(pool: pg.Pool, other: Scheme) {
  const stage = await anAppraisalStage(pool);
  await aChair(pool);
  await stage.self("A2", "1.1", { done: "10", total: "20" }, 10_000);
  await stage.self("A2", "1.2", { yes: true }, 10_000);
  const appraiser = await stage.appraiser("td-01", "A1");
  const value = { step: "appraised", verdict: "agreed", expectedVersion: 0, selfVersion: 1 };
  const given = [
    { ...value, code: "1.1", answer: { done: "10", total: "20" }, points: 10_000 },
    { ...value, code: "1.2", answer: { yes: true }, points: 10_000 },
    { ...value, code: "1.3", verdict: "set", setPoints: 15_000, reason: "Có", selfVersion: 0 },
  ];
  for (const each of given) {
    await pool.query("select save_value($1, $2, $3, $4, 'appraiser', null, null, $5)", [
      ...[stage.roundId, stage.agencyId("A2"), JSON.stringify({ ...each, receipt: each.code })],
      ...[appraiser.staffId, appraisalNow],
    ]);
  }
  return { stage, appraiser, version: await addVersion(pool, other) };
}

async function addVersion(pool: pg.Pool, scheme: Scheme): Promise<number> {
  return (await schemesIn(openPrisma(pool)).saveScheme(scheme, hashScheme(scheme))).version;
}

async function proof(pool: pg.Pool): Promise<readonly unknown[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    "select code, answer, evidence_count as papers from leaf_states order by code",
  );
  return rows;
}

async function values(pool: pg.Pool): Promise<readonly unknown[]> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `select v.code, v.points, v.set_points, v.self_version = coalesce(l.version, 0) as is_newest
       from leaf_values v left join leaf_states l using (round_id, agency_id, code) order by 1`,
  );
  return rows;
}

async function aChair(pool: pg.Pool): Promise<void> {
  await pool.query(
    `with p as (insert into staff (code, full_name, agency_id)
       select 'ct-01', 'Chủ tịch Hội đồng', id from agencies limit 1 returning id)
     insert into staff_roles (staff_id, role) select id, 'councilChair' from p`,
  );
}

async function aStage(pool: pg.Pool): Promise<SignOffStage> {
  const stage = await aSignOffStage(pool, morning, { scheme: former });
  await aChair(pool);
  return stage;
}

async function answer({ officer }: SignOffStage): Promise<void> {
  await officer.type("/sua 1.1");
  await officer.type("18/20");
  await officer.type("12/KH-A1; 10/01/2025; Sở Thử 1");
  for (const code of ["1.2", "1.3"]) {
    await officer.type(`/sua ${code}`);
    await officer.press(`answer:${code}:0:y`);
    await officer.type("12/KH-A1; 10/01/2025; Sở Thử 1");
  }
}

/** All that is kept of drafts, schemes, ledger and messages. */
async function everything(pool: pg.Pool): Promise<unknown> {
  const tables = ["schemes", "round_groups", "round_agencies", "leaf_states", "entries", "outbox"];
  const found: unknown[] = [];
  for (const table of [...tables, "scheme_changes", "conversations", "dirty_agencies"]) {
    const { rows } = await pool.query(`select to_jsonb(t) as row from ${table} t order by 1`);
    found.push([table, rows]);
  }
  return found;
}

function run(
  pool: pg.Pool,
  stage: Pick<SignOffStage, "now">,
  ...args: readonly string[]
): Promise<Said> {
  return runCham(registerRound, { pool, now: stage.now() }, ["round", "rescheme", ...args]);
}

async function sign(stage: SignOffStage): Promise<void> {
  const phone = await stage.secondChat();
  await stage.leader.type("/ky");
  await stage.leader.press("signNow");
  await stage.leader.press("sendCode");
  const code = /Mã xác nhận ký: (\d{6})/.exec(await phone.heard())?.[1] ?? "";
  expect(await stage.leader.type(code)).toContain("đã ký xác nhận");
  await stage.leader.heard();
}

/** The code that a complaint begins with. */
function codeIn(line: string): string {
  return /^ {2}(\w+):/.exec(line)?.[1] ?? "";
}

async function count(pool: pg.Pool, of: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::integer as n from ${of}`);
  return rows[0]?.n ?? -1;
}

async function ledgerIsWhole(pool: pg.Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    const found = await verifyLedger(ledgerIn(client), {
      hash: (text) => hash("sha256", text, "hex"),
    });
    return found.links > 0 && found.broken.length === 0;
  } finally {
    client.release();
  }
}

async function recomputed(pool: pg.Pool) {
  const results = resultsIn(pool);
  const { rows } = await pool.query<{ id: string }>("select id from rounds");
  await openRecomputeResults({ results, clock: { now: () => new Date(morning) } })(
    rows[0]?.id ?? "",
    "so",
  );
  return pool.query<{ achieved: string; version: number }>(
    "select r.achieved, s.version from agency_results r join schemes s on s.hash = r.scheme_hash",
  );
}
