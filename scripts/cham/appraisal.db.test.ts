import { Command } from "commander";
import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { registerAppraisal } from "./appraisal.ts";
import type { PeopleDeps } from "./people-deps.ts";

const now = new Date("2026-01-15T03:00:00Z");
const scheme = aScheme([
  aLeaf({ code: "1.1", lead: "A1" }),
  aLeaf({ code: "1.2", lead: "A2" }),
  aLeaf({ code: "1.3", lead: "A1", source: "survey", rule: { kind: "survey", questions: [] } }),
]);

describe("cham appraisal", () => {
  dbTest("plans, assigns and moves, each with an entry", async ({ pool }) => {
    const { roundId, agencies } = await aProvince(pool, { scheme, agencyCount: 3 });
    const [a1, , a3] = agencies;
    const m1 = await anAppraiser(pool, "m1", a1?.id ?? "");
    await anAppraiser(pool, "m3", a3?.id ?? "");
    await anAppraiser(pool, "m4", a3?.id ?? "");

    const bare = await run(pool, "plan");
    expect(bare.lines).toContain("  1  m1  2");
    expect(bare.lines).toContain("  1  chưa có người  4");
    expect(bare.lines.at(-1)).toBe(
      "Chưa có người thẩm định: 4 lượt: A1/1.1, A1/1.2, A2/1.2, A3/1.2",
    );

    expect((await run(pool, "assign", "1.2", "m1")).lines.at(-1)).toContain("bản xem trước");
    expect((await pool.query("select from appraisal_assignments")).rowCount).toBe(0);
    const assigned = await run(pool, "assign", "1.2", "m1", "--apply");
    expect(assigned.lines).toEqual(["Số lượt đổi người thẩm định: 2", "Đã ghi."]);
    await pool.query(
      "insert into round_substitutes select $1, 1, id from staff where code = 'm3'",
      [roundId],
    );
    expect((await run(pool, "plan")).lines.at(-1)).toBe("Mọi tiêu chí đều có người thẩm định.");

    await pool.query(
      `insert into leaf_values (round_id, agency_id, code, step, version, verdict, self_version,
         decided_by, decided_at, receipt)
       values ($1, $2, '1.1', 'appraised', 1, 'agreed', 0, $3, $4, 'R1')`,
      [roundId, a3?.id, m1, now],
    );
    const moved = await run(pool, "move", "m1", "m4", "--apply");
    // A3 is the own agency of the new one: 1.2 of A3 falls to nobody but a substitute from there.
    expect(moved.lines[0]).toBe("Số lượt đổi người thẩm định: 3");
    const { rows } = await pool.query(
      "select body ->> 'kind' as kind, seq::int from entries where kind = 'assignment' order by id",
    );
    expect(rows).toEqual([
      { kind: "assign", seq: 1 },
      { kind: "move", seq: 2 },
    ]);
    const plan = await run(pool, "plan");
    expect(plan.lines).toContain("  m1  Cán bộ m1: 1 lượt, còn 0");
    expect(plan.lines.at(-1)).toBe("Chưa có người thẩm định: 1 lượt: A3/1.2");
  });

  dbTest("sets blind codes, threshold, samples and substitutes of a round", async ({ pool }) => {
    const { agencies } = await aProvince(pool, { scheme, agencyCount: 3 });
    await anAppraiser(pool, "m1", agencies[0]?.id ?? "");
    await anAppraiser(pool, "m3", agencies[2]?.id ?? "");
    await aPerson(pool, { code: "dp", agencyId: agencies[0]?.id ?? "", role: "coordinator" });
    const settings = ["settings", "thu", "--by", "dp"];
    const values = ["--second", "1.1", "--threshold", "0,25", "--spot-check", "20"];
    const files = ["--files-in-chat", "có"];
    const all = [...settings, ...values, ...files, "--substitutes", "m3,m1"];

    expect((await run(pool, ...all)).lines.at(-1)).toContain("bản xem trước");
    expect((await pool.query("select from appraisal_settings")).rowCount).toBe(0);
    expect((await run(pool, ...all, "--apply")).lines).toEqual([
      ...["Thẩm định độc lập lần hai: 1.1", "Chênh lệch lớn hơn 0,25 điểm thì đưa ra Hội đồng"],
      ...["Kiểm tra ngẫu nhiên khi đồng ý hàng loạt: 20%"],
      "Tài liệu kiểm chứng trong tin nhắn: gửi cả tệp khi người thẩm định yêu cầu",
      ...["Thẩm định thay: Cán bộ m3 (A3), Cán bộ m1 (A1)"],
      "Chưa có người thẩm định: 5 lượt: A1/1.1 (lần hai), A1/1.2, A2/1.2, A3/1.1 (lần hai), A3/1.2",
      "Đã ghi.",
    ]);
    const kept = await pool.query(
      "select second_codes, second_threshold, spot_check_percent, files_in_chat from appraisal_settings",
    );
    expect(kept.rows).toEqual([
      {
        second_codes: ["1.1"],
        second_threshold: 2500,
        spot_check_percent: 20,
        files_in_chat: true,
      },
    ]);
    await run(pool, ...settings, "--second", "0", "--apply");
    const entries = await pool.query(
      `select e.body -> 'secondCodes' as codes, s.code as by, e.role
         from entries e join staff s on s.id = e.author_id
        where e.kind = 'appraisalSettings' order by e.id`,
    );
    expect(entries.rows).toEqual([
      { codes: ["1.1"], by: "dp", role: "coordinator" },
      { codes: [], by: "dp", role: "coordinator" },
    ]);
  });

  dbTest("takes no settings too late, of others, or of what is not there", async ({ pool }) => {
    const { agencies } = await aProvince(pool, { scheme });
    await anAppraiser(pool, "m1", agencies[0]?.id ?? "");
    await aPerson(pool, { code: "dp", agencyId: agencies[0]?.id ?? "", role: "coordinator" });
    await aPerson(pool, { code: "ld", agencyId: agencies[0]?.id ?? "", role: "official" });
    const refused = async (...args: readonly string[]): Promise<string> => {
      const { errors } = await run(pool, "settings", "thu", ...args, "--apply");
      expect(errors).toHaveLength(1);
      return errors[0] ?? "";
    };
    expect(await refused("--second", "9", "--by", "dp")).toContain("mã 9");
    expect(await refused("--substitutes", "dp", "--by", "dp")).toContain("vai trò thẩm định");
    expect(await refused("--spot-check", "5", "--by", "ld")).toContain("không có quyền");
    expect(await refused("--spot-check", "5", "--by", "m1")).toContain("không có quyền");
    await pool.query("update rounds set stage = 'appraisal'");
    expect(await refused("--threshold", "1", "--by", "dp")).toContain("Thẩm định đã bắt đầu");
    await pool.query("update rounds set stage = 'explaining'");
    expect(await refused("--substitutes", "m1", "--by", "dp")).toContain("đã xong");
    expect((await pool.query("select from entries")).rowCount).toBe(0);
  });

  dbTest("refuses who does not appraise, and what is not there", async ({ pool }) => {
    const { agencies } = await aProvince(pool, { scheme });
    await anAppraiser(pool, "m1", agencies[0]?.id ?? "");
    for (const args of [
      ["assign", "1.1", "khong-co", "--apply"],
      ["assign", "9", "m1", "--apply"],
      ["assign", "1.1", "m1", "--agency", "ZZ", "--apply"],
      ["move", "m1", "khong-co", "--apply"],
    ]) {
      expect((await run(pool, ...args)).errors).toHaveLength(1);
    }
    expect((await pool.query("select from entries")).rowCount).toBe(0);
  });
});

function anAppraiser(pool: pg.Pool, code: string, agencyId: string): Promise<string> {
  return aPerson(pool, { code, agencyId, role: "appraiser" });
}

async function aPerson(
  pool: pg.Pool,
  { code, agencyId, role }: Readonly<Record<"code" | "agencyId" | "role", string>>,
): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    "insert into staff (code, full_name, agency_id) values ($1, $2, $3) returning id",
    [code, `Cán bộ ${code}`, agencyId],
  );
  const id = rows[0]?.id ?? "";
  await pool.query("insert into staff_roles values ($1, $2, null)", [id, role]);
  return id;
}

async function run(pool: pg.Pool, ...args: readonly string[]) {
  const lines: string[] = [];
  const errors: string[] = [];
  const deps: PeopleDeps = {
    withPool: (work) => work(pool),
    secret: () => "a-secret-of-the-server-that-is-long-enough",
    now: () => now,
    print: (line) => void lines.push(line),
    complain: (line) => void errors.push(line),
  };
  const program = new Command().exitOverride();
  registerAppraisal(program, deps);
  await program.parseAsync(["appraisal", ...args], { from: "user" });
  return { lines, errors };
}
