import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { Command } from "commander";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSchemesInUse } from "../../prisma/seed/schemes-in-use.ts";
import { seedDemo } from "../../prisma/seed/seed-demo.ts";
import { registerAudit } from "../../scripts/cham/audit.ts";
import { registerRound } from "../../scripts/cham/round.ts";
import { type RoundPlayed, playRound } from "../../scripts/demo-round/play-round.ts";
import { openScene } from "../../scripts/demo-round/scene.ts";
import { cloneDatabase, openTestPool } from "../db.ts";
import { behindTheTriggers } from "../ledger.ts";
import { playOverTelegram } from "./over-telegram.ts";
import { keptResults, scoredResults } from "./compare-results.ts";

const codeKey = "a secret of this test, long enough";
/** The agency whose officer scores over the wire, by the built bot. */
const overTheWire = "SXD";

let database: Awaited<ReturnType<typeof cloneDatabase>>;
let pool: pg.Pool;
let played: RoundPlayed;
let folder = "";

// The whole way takes a minute or two; how long is printed, not judged.
beforeAll(async () => {
  database = await cloneDatabase();
  pool = openTestPool(database.url);
  folder = await mkdtemp(path.join(tmpdir(), "cham-demo-round-"));
  const startAt = new Date();
  const begun = performance.now();
  await seedDemo(pool, { now: startAt, schemes: await readSchemesInUse() });
  const elsewhere = new Map([
    [overTheWire, () => playOverTelegram({ pool, url: database.url, agencyCode: overTheWire })],
  ]);
  played = await playRound(pool, {
    ...{ startAt, codeKey, elsewhere },
    tell: (line) => {
      process.stdout.write(
        `${String(Math.round((performance.now() - begun) / 1000))} s: ${line}\n`,
      );
    },
  });
}, 900_000);

afterAll(async () => {
  await pool.end();
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("a whole round of the demo province", () => {
  it("takes every agency from the plan to the approval", async () => {
    expect(played.agencies).toBe(90);
    const { rows } = await pool.query(
      `select r.stage, count(*)::integer as agencies, count(ra.submitted_at)::integer as submitted,
              (select count(distinct agency_id)::integer from sign_offs o
                where o.round_id = r.id and o.voided_at is null) as signed,
              (select count(*)::integer from leaf_values v
                where v.round_id = r.id and v.step = 'appraised') as appraised
         from rounds r join round_agencies ra on ra.round_id = r.id
        where r.id = $1 group by r.id`,
      [played.roundId],
    );
    // Of 5,630 leaves, 17 lie in what is declared not to apply to one agency.
    expect(rows).toEqual([
      { stage: "submission", agencies: 90, submitted: 90, signed: 90, appraised: 5613 },
    ]);
  });

  it("ends in an official ranking", async () => {
    const scene = openScene(pool, { startAt: played.endedAt, codeKey });
    const official = await scene.actor("ubnd.ct");
    const { text } = await official.say("/xephang so");
    await scene.clear();
    expect(text).toMatch(/chính thức/i);
    expect(text).toContain("123/QĐ-UBND");
  });

  it("has the sums, bands and ranks that `cham score` computes from files alone", async () => {
    const schemes = await exportFiles();
    const answers = path.join(folder, "cau-tra-loi.json");
    const cham = path.resolve(import.meta.dirname, "../../scripts/cham.ts");
    const args = ["score", ...schemes.flatMap((file) => ["--scheme", file]), "--answers", answers];
    const ran = await promisify(execFile)(process.execPath, ["--import", "tsx", cham, ...args], {
      maxBuffer: 64_000_000,
    });
    const scored = scoredResults(ran.stdout);
    expect(scored.size).toBe(90);
    expect(await keptResults(pool, played.roundId)).toEqual(scored);
  });

  it("counts of each leaf what was decided about it last", async () => {
    // Points as appraisers, the second appraisal and the council gave them, not as computed anew.
    const { rows } = await pool.query<{ code: string; counted: number }>(
      `select a.code as agency, l.code, l.points as decided, n.points::integer as counted
         from (select distinct on (agency_id, code) agency_id, code, points, not_applicable
                 from leaf_values where round_id = $1
                order by agency_id, code,
                         array_position(array['council', 'explained', 'appraised'], step)) l
         join agencies a on a.id = l.agency_id
         join node_results n on n.round_id = $1 and n.agency_id = l.agency_id and n.code = l.code
        where l.points is not null and n.points is not null and l.points <> n.points`,
      [played.roundId],
    );
    // A breach found at one leaf of 5.2 takes the points of the whole criterion.
    expect(rows.filter(({ code, counted }) => !(code.startsWith("5.2.") && counted === 0))).toEqual(
      [],
    );
  });

  it("has statistics of explanations that add up", async () => {
    const { rows } = await pool.query<{ outcome: string; count: number }>(
      `select outcome, count(*)::integer as count from appeals
        where round_id = $1 and answer = 'explained' group by 1 order by 1`,
      [played.roundId],
    );
    const scene = openScene(pool, { startAt: played.endedAt, codeKey });
    const coordinator = await scene.actor("snv.dp");
    const { text } = await coordinator.say("/giaitrinh thongke");
    await scene.clear();
    expect(rows.map(({ outcome }) => outcome)).toEqual(["accepted", "partly", "rejected"]);
    for (const { count } of rows) expect(text).toContain(String(count));
  });

  it("stands in a ledger that is intact, until a byte is changed in the database", async () => {
    const intact = await verify();
    expect(intact.accused).toEqual([]);
    expect(intact.printed[1]).toBe("Sổ nhật ký còn nguyên vẹn.");
    const { rows } = await pool.query<{
      id: string;
      receipt: string;
      code: string;
      agency: string;
    }>(
      `select e.id::text, e.receipt, e.code, a.code as agency
         from entries e join agencies a on a.id = e.agency_id
        where e.round_id = $1 and e.kind = 'value' order by e.id offset 1000 limit 1`,
      [played.roundId],
    );
    const [entry] = rows;
    if (!entry) throw new Error("no value in the ledger");
    await behindTheTriggers(
      pool,
      `update entries set body = jsonb_set(body, '{points}', '12345') where id::text = $1`,
      [entry.id],
    );
    const { accused } = await verify();
    expect(accused).toHaveLength(1);
    expect(accused[0]).toContain(`đơn vị ${entry.agency}`);
    expect(accused[0]).toContain(`tiêu chí ${entry.code}, biên nhận ${entry.receipt}`);
  });
});

const aside = { now: () => new Date(), secret: () => codeKey };

async function verify(): Promise<{ readonly printed: string[]; readonly accused: string[] }> {
  const said = { printed: [] as string[], accused: [] as string[] };
  const program = new Command();
  registerAudit(program, {
    withPool: (work) => work(pool),
    print: (line) => said.printed.push(line),
    complain: failWith,
    accuse: (line) => said.accused.push(line),
  });
  await program.parseAsync(["audit", "verify", "--round", played.code], { from: "user" });
  return said;
}

/** `cham round export`; gives the files of the schemes. */
async function exportFiles(): Promise<readonly string[]> {
  const program = new Command();
  registerRound(program, {
    ...aside,
    withPool: (work) => work(pool),
    print: () => undefined,
    complain: failWith,
  });
  await program.parseAsync(["round", "export", played.code, "--out", folder], { from: "user" });
  return ["so-2025", "xa-2025", "nganh-doc-2025"].map((name) => path.join(folder, `${name}.json`));
}

function failWith(line: string): never {
  throw new Error(line);
}
