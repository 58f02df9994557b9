import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { expect } from "vitest";
import { readSchemesInUse } from "../../prisma/seed/schemes-in-use.ts";
import { seedDemo } from "../../prisma/seed/seed-demo.ts";
import { dbTest } from "../../test/db.ts";
import { registerGiven } from "./round-given.ts";
import { runCham } from "../../test/run-cham.ts";

const now = new Date("2025-12-20T03:00:00Z");

dbTest(
  "a whole province's figures go out into one sheet and come back as they were",
  async ({ pool }) => {
    await seedDemo(pool, { now, schemes: await readSchemesInUse() });
    const folder = await mkdtemp(path.join(tmpdir(), "cham-given-demo-"));
    const file = path.join(folder, "so-lieu.xlsx");
    const before = await givenIn2025(pool);
    await run(pool, "template", file);
    expect((await run(pool, "import", file, "--by", "snv.dp")).at(-1)).toBe("Không có gì để ghi.");
    await pool.query("delete from given_answers");
    await pool.query("delete from declarations");
    await run(pool, "import", file, "--by", "snv.dp", "--apply");
    expect(await givenIn2025(pool)).toEqual(before);
    expect(before.length).toBeGreaterThan(1000);
    await rm(folder, { recursive: true });
  },
  120_000,
);

async function givenIn2025(pool: pg.Pool): Promise<readonly object[]> {
  const { rows } = await pool.query<object>(
    `select a.code as agency, x.code, x.what, x.body
       from (select round_id, agency_id, code, source as what, body from given_answers
              where source <> 'appraiser'
             union all
             select round_id, agency_id, code, kind, jsonb_build_array(count, leaves, reason)
               from declarations) x
       join rounds r on r.id = x.round_id and r.code = '2025'
       join agencies a on a.id = x.agency_id order by 1, 3, 2`,
  );
  return rows;
}

async function run(pool: pg.Pool, ...args: readonly string[]): Promise<readonly string[]> {
  const { lines, errors } = await runCham(registerGiven, { pool, now }, ["given", ...args]);
  expect(errors.slice(0, 20)).toEqual([]);
  return lines;
}
