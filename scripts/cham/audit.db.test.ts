import { Command } from "commander";
import type pg from "pg";
import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { addEntry, behindTheTriggers } from "../../test/ledger.ts";
import { aProvince } from "../../test/province.ts";
import { shippedScheme } from "../../test/shipped-schemes.ts";
import { registerAudit } from "./audit.ts";

const scheme = await shippedScheme("nganh-doc-2025");

interface Ran {
  readonly printed: readonly string[];
  readonly accused: readonly string[];
  readonly complained: readonly string[];
}

async function run(pool: pg.Pool, ...args: readonly string[]): Promise<Ran> {
  const ran = { printed: [] as string[], accused: [] as string[], complained: [] as string[] };
  const program = new Command();
  registerAudit(program, {
    withPool: (work) => work(pool),
    print: (line) => ran.printed.push(line),
    complain: (line) => ran.complained.push(line),
    accuse: (line) => ran.accused.push(line),
  });
  await program.parseAsync(["audit", ...args], { from: "user" });
  return ran;
}

dbTest("says that the ledger is intact, and after a flipped byte where not", async ({ pool }) => {
  const { roundId, agencies } = await aProvince(pool, { scheme });
  const agencyId = agencies[0]?.id ?? "";
  await addEntry(pool, { roundId, agencyId });
  const receipt = await addEntry(pool, { roundId, agencyId, code: "1.2" });
  await addEntry(pool, { roundId, agencyId: null, code: null, kind: "stage", role: null });
  const intact = await run(pool, "verify", "--round", "thu");
  expect(intact.accused).toEqual([]);
  expect(intact.printed[0]).toMatch(/^Đã kiểm tra 3 mắt xích của 2 chuỗi và 1 bản chốt trong /);
  expect(intact.printed[1]).toBe("Sổ nhật ký còn nguyên vẹn.");
  expect(intact.printed[2]).toMatch(/^Bản chốt mới nhất của kỳ thu: số 1, .*[0-9a-f]{64}$/);
  await behindTheTriggers(
    pool,
    "update entries set body = jsonb_set(body, '{text}', '\"nội dung\"') where receipt = $1",
    [receipt],
  );
  expect((await run(pool, "verify")).accused).toEqual([
    `HỎNG: kỳ thu, đơn vị A1, mắt xích số 2 (answer, tiêu chí 1.2, biên nhận ${receipt}): nội dung đã bị thay đổi, không còn khớp mã băm.`,
  ]);
});

dbTest("lists a chain page by page", async ({ pool }) => {
  const { roundId, agencies } = await aProvince(pool, { scheme });
  const agencyId = agencies[0]?.id ?? "";
  for (let turn = 0; turn < 51; turn += 1) await addEntry(pool, { roundId, agencyId });
  const of = ["list", "--round", "thu", "--agency", "a1"];
  const first = await run(pool, ...of);
  expect(first.printed).toHaveLength(51);
  expect(first.printed.at(-1)).toBe("Xem tiếp: --after 50");
  expect((await run(pool, ...of, "--after", "50")).printed).toHaveLength(1);
  expect((await run(pool, ...of, "--code", "9")).printed).toEqual(["Không còn dòng nào."]);
  expect((await run(pool, "list", "--round", "khac")).complained).toHaveLength(1);
});
