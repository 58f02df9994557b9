import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import type pg from "pg";
import { expect } from "vitest";
import { codeRegister, issueCode } from "../../adapters/db/access-code-repository.ts";
import { redeemCode } from "../../usecases/redeem-code.ts";
import { dbTest } from "../../test/db.ts";
import { registerAgency } from "./agency.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { registerStaff } from "./staff.ts";

const secret = "a-secret-of-the-server-that-is-long-enough";
const now = new Date("2025-11-03T02:00:00Z");

const test = dbTest.extend<{ folder: string }>({
  folder: async ({}, use) => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-people-"));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

test("the templates can be filled in and imported as they are", async ({ pool, folder }) => {
  const agencies = path.join(folder, "don-vi.xlsx");
  const staff = path.join(folder, "can-bo.csv");
  await run(pool, "agency", "template", agencies);
  await run(pool, "staff", "template", staff);

  expect((await run(pool, "agency", "import", agencies, "--apply")).errors).toEqual([]);
  const first = await run(pool, "staff", "import", staff, "--apply");
  expect(first.errors).toEqual([]);
  expect(first.lines).toContain("Thêm mới: 3");

  const again = await run(pool, "staff", "import", staff);
  expect(again.lines).toContain("Giữ nguyên: 3");
  const list = await run(pool, "staff", "list", "--agency", "so-b");
  expect(list.lines).toEqual([
    "cb-003  Lê Thị Ví Dụ, SO-B: chuyên viên; thẩm định (lĩnh vực 1, 4, 5)",
  ]);
  const { rows } = await pool.query(
    "select p.code from agencies a join agencies p on p.id = a.predecessor_id where a.code = 'SO-B'",
  );
  expect(rows).toEqual([{ code: "SO-B-CU" }]);
});

test("a dry run writes nothing and says so", async ({ pool, folder }) => {
  const file = path.join(folder, "a.csv");
  await writeFile(file, "Mã đơn vị,Tên đơn vị,Khối\nSNV,Sở Nội vụ,so\n");
  const dry = await run(pool, "agency", "import", file);
  expect(dry.lines.at(-1)).toBe("Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.");
  expect(await count(pool, "agencies")).toBe(0);
});

test("a faulty file is refused whole, each fault named by sheet, row and column", async ({
  pool,
  folder,
}) => {
  const file = path.join(folder, "a.csv");
  await writeFile(file, "Mã đơn vị;Tên đơn vị;Khối\nSNV;Sở Nội vụ;so\n;Sở Hai;Khối 1\n");
  const refused = await run(pool, "agency", "import", file, "--apply");
  expect(refused.lines).toEqual([]);
  expect(refused.errors).toHaveLength(3);
  expect(refused.errors[1]).toMatch(
    /^ {2}a\.csv, dòng 3, cột A, Mã đơn vị: đọc được ô trống; cần /,
  );
  expect(await count(pool, "agencies")).toBe(0);
});

test("an agency that was merged comes back neither with a file of agencies nor of people", async ({
  pool,
  folder,
}) => {
  await aPerson(pool);
  for (const [code, into] of [
    ["MOT", "HAI"],
    ["HAI", "BA"],
  ]) {
    await pool.query(
      `with s as (insert into agencies (code, name, group_code) values ($2, 'Sở ' || $2, 'so')
                  on conflict (code) do update set name = excluded.name returning id),
            p as (update agencies set is_active = false where code = $1 returning id)
       insert into agency_mergers (predecessor_id, successor_id, decision_number, decision_date, merged_at)
       select p.id, s.id, '12/QĐ-UBND', '2025-10-01', $3 from p, s`,
      [code, into, now],
    );
  }
  const before = await everyAgency(pool);
  const file = path.join(folder, "a.csv");
  await writeFile(
    file,
    "Mã đơn vị,Tên đơn vị,Khối,Đang hoạt động\nTU,Sở Tư,so,có\nMOT,Sở Một,so,có\n",
  );
  expect((await run(pool, "agency", "import", file, "--apply")).errors.slice(1)).toEqual([
    "  a.csv, dòng 3, cột A, Mã đơn vị: đọc được “MOT”; cần mã BA của Sở BA là đơn vị nhận sáp nhập; đơn vị đã sáp nhập không hoạt động trở lại, cột Đang hoạt động phải ghi “không”.",
  ]);
  expect(await everyAgency(pool)).toEqual(before);

  await writeFile(file, "Mã cán bộ,Họ tên,Mã đơn vị,Vai trò\nst-2,Lê Văn Hai,MOT,chuyên viên\n");
  expect((await run(pool, "staff", "import", file, "--apply")).errors.slice(1)).toEqual([
    "  a.csv, dòng 2, cột C, Mã đơn vị: đọc được “MOT”; cần mã BA của Sở BA là đơn vị nhận sáp nhập; Sở Một đã sáp nhập.",
  ]);
  const { rows } = await pool.query("select from staff where code = 'st-2'");
  expect(rows).toHaveLength(0);
});

test("who moves to another agency loses chats, web logins and unused codes", async ({
  pool,
  folder,
}) => {
  const id = await aPerson(pool);
  await pool.query(
    "insert into chat_links (staff_id, channel, bot, chat_id) values ($1, 'telegram', 'b', '42')",
    [id],
  );
  await pool.query(
    "insert into web_sessions (token_hash, staff_id, expires_at) values ('t', $1, now() + interval '1 day')",
    [id],
  );
  await issueCode(pool, secret, {
    ...{ staffId: id, purpose: "link", code: "ACDE2346", issuedBy: id, now },
  });
  const file = path.join(folder, "a.csv");
  await writeFile(file, "Mã cán bộ,Họ tên,Mã đơn vị,Vai trò\nst-1,Lê Văn Mẫu,HAI,chuyên viên\n");

  const moved = await run(pool, "staff", "import", file, "--apply");
  expect(moved.errors).toEqual([]);
  expect(moved.lines.join("\n")).toContain("Mất quyền truy cập");
  const { rows } = await pool.query(
    `select (select unlinked_at from chat_links) as unlinked, (select revoked_at from web_sessions) as revoked,
            (select expires_at from access_codes) as expired`,
  );
  expect(rows).toEqual([{ unlinked: now, revoked: now, expired: now }]);
});

test("an invitation is printed once and opens the door", async ({ pool }) => {
  const staffId = await aPerson(pool);
  const invited = await run(pool, "staff", "invite", "ST-1");
  const code = invited.lines[0]?.slice(0, 9) ?? "";
  expect(code).toMatch(/^\w{4}-\w{4}$/);
  const outcome = await redeemCode(codeRegister(pool, secret), { code, source: "web:1", now });
  expect(outcome).toMatchObject({ kind: "good", staffId });
});

test("nobody is invited when one of the people cannot be", async ({ pool }) => {
  await aPerson(pool);
  await pool.query(
    "insert into staff (code, full_name, agency_id, is_active) select 'st-2', 'Đã Nghỉ', id, false from agencies where code = 'MOT'",
  );
  const refused = await run(pool, "staff", "invite", "st-1", "st-2", "st-3");
  expect(refused.errors).toEqual([
    "Không cấp mã nào:",
    "  Đã Nghỉ (st-2) đã thôi công tác hoặc đơn vị đã ngừng hoạt động.",
    "  Không có cán bộ mã st-3.",
  ]);
  expect(await count(pool, "access_codes")).toBe(0);
  expect((await run(pool, "staff", "invite", "--all-of", "mot")).lines).toHaveLength(2);
  expect((await run(pool, "staff", "invite", "--all-of", "HAI")).errors).toHaveLength(2);
  expect((await run(pool, "staff", "invite")).errors).toHaveLength(1);
});

test("duties are given and taken, and who leaves is out", async ({ pool }) => {
  await aPerson(pool);
  const given = await run(pool, "staff", "role", "add", "st-1", "thẩm định", "--fields", "2,3");
  expect(given.lines).toEqual(["Lê Văn Mẫu: chuyên viên; thẩm định (lĩnh vực 2, 3)."]);
  const twice = await run(pool, "staff", "role", "add", "st-1", "appraiser", "--fields", "2,3");
  expect(twice.errors).toHaveLength(1);
  const taken = await run(pool, "staff", "role", "remove", "st-1", "officer");
  expect(taken.lines).toEqual(["Lê Văn Mẫu: thẩm định (lĩnh vực 2, 3)."]);
  const unknown = await run(pool, "staff", "role", "remove", "nobody", "officer");
  expect(unknown.errors).toEqual(["Không có cán bộ mã nobody."]);
  const wrong = await run(pool, "staff", "role", "add", "st-1", "leader", "--fields", "1");
  expect(wrong.errors).toHaveLength(1);

  await run(pool, "staff", "deactivate", "st-1");
  expect((await run(pool, "staff", "invite", "st-1")).errors).toHaveLength(2);
});

test("the first administrator is made once", async ({ pool }) => {
  const [first, second] = await Promise.all([
    run(pool, "staff", "bootstrap-admin"),
    run(pool, "staff", "bootstrap-admin"),
  ]);
  const printed = [...first.lines, ...second.lines];
  expect(printed).toHaveLength(1);
  expect([...first.errors, ...second.errors]).toHaveLength(1);
  const code = /\w{4}-\w{4}/.exec(printed[0] ?? "")?.[0] ?? "";
  const outcome = await redeemCode(codeRegister(pool, secret), { code, source: "web:1", now });
  expect(outcome).toMatchObject({ kind: "good", name: "Quản trị hệ thống" });
});

async function run(
  pool: pg.Pool,
  ...words: string[]
): Promise<{ readonly lines: readonly string[]; readonly errors: readonly string[] }> {
  const lines: string[] = [];
  const errors: string[] = [];
  const deps: PeopleDeps = {
    withPool: (work) => work(pool),
    secret: () => secret,
    now: () => now,
    print: (line) => void lines.push(line),
    complain: (line) => void errors.push(line),
  };
  const program = new Command().exitOverride();
  registerAgency(program, deps);
  registerStaff(program, deps);
  await program.parseAsync(words, { from: "user" });
  return { lines, errors };
}

async function aPerson(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `with a as (insert into agencies (code, name, group_code)
                values ('MOT', 'Sở Một', 'so'), ('HAI', 'Sở Hai', 'so') returning id, code),
          s as (insert into staff (code, full_name, agency_id)
                select 'st-1', 'Lê Văn Mẫu', id from a where code = 'MOT' returning id),
          r as (insert into staff_roles (staff_id, role) select id, 'officer' from s)
     select id from s`,
  );
  return rows[0]?.id ?? "";
}

async function everyAgency(pool: pg.Pool): Promise<readonly unknown[]> {
  const { rows } = await pool.query<object>(
    "select code, name, is_active from agencies order by 1",
  );
  return rows;
}

async function count(pool: pg.Pool, table: "agencies" | "access_codes"): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(`select count(*)::int as n from ${table}`);
  return rows[0]?.n ?? -1;
}
