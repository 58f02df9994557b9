import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Command } from "commander";
import type pg from "pg";
import { describe, expect } from "vitest";
import { openPrisma } from "../../adapters/db/prisma-client.ts";
import { schemesIn } from "../../adapters/db/scheme-repository.ts";
import { hashScheme } from "../../adapters/scheme-files/hash-scheme.ts";
import { aFolder } from "../../test/a-folder.ts";
import { dbTest } from "../../test/db.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { registerMapping } from "./scheme-mapping.ts";

describe("cham scheme mapping", () => {
  dbTest("shows what would be joined, and keeps it only when told to", async ({ pool }) => {
    await saveSchemes(pool);
    const file = "scheme: nay\nprevious: truoc\nleaves:\n  - { code: '1.2', previous: '1.3' }\n";
    const dry = await run(pool, file);
    expect(dry).toEqual({
      errors: [],
      lines: [
        "1.2 Chế độ báo cáo → 1.3 Báo cáo đúng hạn (theo tệp)",
        "1.3 Sáng kiến → không nối (không có tiêu chí trùng mã, tên và cách chấm)",
        "2/3 tiêu chí thành phần nối được với truoc; 1 tự nối vì trùng mã, tên và cách chấm.",
        "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.",
      ],
    });
    expect(await kept(pool)).toEqual([]);

    await run(pool, file, "--apply");
    expect(await kept(pool)).toEqual([{ code: "1.2", previous_code: "1.3" }]);
    const none = "scheme: nay\nprevious: truoc\nleaves:\n  - { code: '1.1', previous: none }\n";
    await run(pool, none, "--apply");
    expect(await kept(pool)).toEqual([{ code: "1.1", previous_code: null }]);
  });

  dbTest("refuses schemes and leaves that there are not, all at once", async ({ pool }) => {
    await saveSchemes(pool);
    const leaves =
      "leaves:\n  - { code: '9.1', previous: '1.3' }\n  - { code: '1.2', previous: '9' }\n";
    const wrong = await run(pool, `scheme: nay\nprevious: truoc\n${leaves}`, "--apply");
    expect(wrong.errors).toEqual([
      "nay không có tiêu chí thành phần 9.1.",
      "truoc không có tiêu chí thành phần 9.",
    ]);
    const unknown = await run(pool, `scheme: khac\nprevious: khac-nua\n${leaves}`, "--apply");
    expect(unknown.errors).toHaveLength(2);
    expect((await run(pool, "scheme: nay\n")).errors[0]).toContain("có 2 lỗi");
    expect(await kept(pool)).toEqual([]);
  });
});

async function saveSchemes(pool: pg.Pool): Promise<void> {
  const store = schemesIn(openPrisma(pool));
  const first = aLeaf({ code: "1.1", name: "Kế hoạch" });
  const now = aScheme(
    [
      first,
      aLeaf({ code: "1.2", name: "Chế độ báo cáo" }),
      aLeaf({ code: "1.3", name: "Sáng kiến" }),
    ],
    { scheme: "nay" },
  );
  const before = aScheme([first, aLeaf({ code: "1.3", name: "Báo cáo đúng hạn" })], {
    scheme: "truoc",
    year: 2024,
  });
  for (const scheme of [now, before]) await store.saveScheme(scheme, hashScheme(scheme));
}

async function kept(pool: pg.Pool): Promise<readonly unknown[]> {
  const { rows } = await pool.query<{ code: string }>(
    "select code, previous_code from scheme_mappings",
  );
  return rows;
}

async function run(pool: pg.Pool, text: string, ...options: readonly string[]) {
  const [lines, errors]: [string[], string[]] = [[], []];
  const file = path.join(await aFolder(), "noi.yaml");
  await writeFile(file, text);
  const program = new Command().exitOverride();
  registerMapping(program, {
    withPool: (work) => work(pool),
    print: (line) => void lines.push(line),
    complain: (line) => void errors.push(line),
  });
  await program.parseAsync(["scheme", "mapping", file, ...options], { from: "user" });
  return { lines, errors };
}
