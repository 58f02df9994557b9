import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRoundId, loadCourse } from "../../adapters/db/course-repository.ts";
import { demoPersonas } from "../../adapters/db/demo-personas.ts";
import { diskStore } from "../../adapters/files/disk-store.ts";
import { roles } from "../../core/access/actor.ts";
import { advanceRound } from "../../core/round/transitions.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { Answer } from "../../core/scoring/answer.ts";
import { scoreLeaf } from "../../core/scoring/score-leaf.ts";
import { cloneDatabase } from "../../test/db.ts";
import { calendarDays } from "./calendar-days.ts";
import { computeResults } from "./compute-results.ts";
import { personaOpenLeaves } from "./scenario.ts";
import { addSampleFiles } from "./sample-files.ts";
import { readSchemesInUse, type SchemeInUse } from "./schemes-in-use.ts";
import { seedDemo } from "./seed-demo.ts";

const now = new Date("2025-12-20T03:00:00Z");
let pool: pg.Pool;
let drop: () => Promise<void>;
let schemes: readonly SchemeInUse[];
let dataDir: string;

beforeAll(async () => {
  const database = await cloneDatabase();
  drop = database.drop;
  pool = new pg.Pool({ connectionString: database.url });
  schemes = await readSchemesInUse();
  dataDir = await mkdtemp(path.join(tmpdir(), "cham-seed-files-"));
  const started = performance.now();
  await seedDemo(pool, { now, schemes });
  await addSampleFiles(pool, { dataDir, now });
  await computeResults(pool, now);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  process.stdout.write(`demo province seeded and computed in ${seconds} s\n`);
}, 120_000);

afterAll(async () => {
  await pool.end();
  await drop();
  await rm(dataDir, { recursive: true });
});

describe("the demo province", () => {
  it("has 20 departments, 60 communes and wards, 10 branches, and the former districts", async () => {
    const counts = await rowsOf("select group_code, count(*)::int as n from agencies group by 1");
    expect(Object.fromEntries(counts.map((row) => [row["group_code"], row["n"]]))).toEqual({
      ...{ so: 20, xa: 60, "nganh-doc": 10, huyen: 9, tinh: 1 },
    });
  });

  it("would open its round of 2025: somebody appraises every leaf of every agency", async () => {
    const client = await pool.connect();
    await client.query("begin");
    await client.query("update rounds set stage = 'draft' where code = '2025'");
    const course = await loadCourse(client, (await findRoundId(client, "2025")) ?? "");
    await client.query("rollback");
    client.release();
    if (!course) throw new Error("there is a round of 2025");
    expect(course.unappraised).toEqual([]);
    const who = { kind: "person", rights: ["manageRound"] } as const;
    const facts = { course, now: now.toISOString(), reason: null };
    expect(advanceRound("announced", who, facts)).toMatchObject({ ok: true });
  });

  it("has somebody in every role, and in each agency that is scored an officer and a leader", async () => {
    const held = await rowsOf("select distinct role from staff_roles");
    expect(held.map((row) => row["role"]).sort()).toEqual([...roles].sort());
    const without = await rowsOf(
      `select code from agencies a where group_code <> 'tinh' and (
         select count(distinct r.role) from staff s join staff_roles r on r.staff_id = s.id
          where s.agency_id = a.id and r.role in ('officer', 'leader')) <> 2`,
    );
    expect(without).toEqual([]);
  });

  it("is marked as a demo wherever it shows", async () => {
    const [row] = await rowsOf(
      `select bool_and(is_demo and title like '%(DEMO)') as marked,
              (select value from settings where key = 'province') as province from rounds`,
    );
    expect(row).toEqual({
      marked: true,
      province: { name: "tỉnh Minh Sơn", demo: true },
    });
  });

  it("has the open round round the instant of seeding", async () => {
    const [row] = await rowsOf(
      "select opens_at as opens, closes_at as closes from round_phases p join rounds r on r.id = p.round_id where r.stage = 'selfScoring' and p.phase = 'selfScoring'",
    );
    expect(row).toEqual({
      opens: new Date("2025-12-06T01:00:00Z"),
      closes: new Date("2026-01-10T10:00:00Z"),
    });
    const future = await rowsOf("select receipt from entries where at > $1", [now]);
    expect(future).toEqual([]);
  });

  it("has each draft that was handed up signed by the agency's leader, with an entry", async () => {
    const unsigned = await rowsOf(
      `select a.code from round_agencies ra join agencies a on a.id = ra.agency_id
         left join sign_offs o on o.id = ra.sign_off_id and o.voided_at is null
          and o.draft_version = ra.draft_version
         left join entries e on e.receipt = o.receipt and e.body ->> 'stateHash' = o.state_hash
        where ra.submitted_at is not null and e.id is null`,
    );
    expect(unsigned).toEqual([]);
    const [row] = await rowsOf("select count(*)::int > 50 as many from sign_offs");
    expect(row).toEqual({ many: true });
  });

  it("is not made twice", async () => {
    expect(await seedDemo(pool, { now, schemes })).toBeNull();
    const [row] = await rowsOf("select count(*)::int as n from rounds");
    expect(row).toEqual({ n: 2 });
  });

  it("offers its personas, the main one with exactly three open leaves", async () => {
    const personas = await demoPersonas(pool);
    expect(personas).toHaveLength(12);
    expect(personas[0]).toMatchObject({ agency: "Sở Nông nghiệp và Môi trường" });
    const scheme = schemeOf("so", 2025);
    const own = scheme.compiled.leaves.filter(({ leaf }) => leaf.source === "self");
    const done = await rowsOf(
      `select l.code from leaf_states l join agencies a on a.id = l.agency_id
         join rounds r on r.id = l.round_id where a.code = 'SNNMT' and r.code = '2025'`,
    );
    const answered = new Set(done.map((row) => row["code"]));
    const open = own.map(({ leaf }) => leaf.code).filter((code) => !answered.has(code));
    expect(open).toEqual(personaOpenLeaves);
  });

  it("keeps a few real files, counted and with receipts", async () => {
    const store = diskStore(path.join(dataDir, "files"));
    const rows = await rowsOf(
      `select e.sha256, l.evidence_count, n.kind from evidence e
         join entries n using (receipt)
         join leaf_states l on l.round_id = e.round_id and l.agency_id = e.agency_id and l.code = e.code
        where e.file_name is not null`,
    );
    expect(rows).toHaveLength(3);
    for (const row of rows) {
      expect(row).toMatchObject({ kind: "evidence" });
      expect(row["evidence_count"]).toBeGreaterThan(0);
      expect(await store.has(String(row["sha256"]))).toBe(true);
    }
  });

  it("offers no personas outside the demo", async () => {
    const client = await pool.connect();
    try {
      await client.query("begin");
      await client.query(`update settings set value = '{"name": "tỉnh khác"}'`);
      expect(await demoPersonas(client as unknown as pg.Pool)).toEqual([]);
    } finally {
      await client.query("rollback");
      client.release();
    }
  });
});

describe("its figures", () => {
  it("are what the rules make of the stored answers, leaf by leaf", async () => {
    const rows = await rowsOf(
      `select l.code, l.answer, l.points, ra.group_code, r.year
         from leaf_states l join rounds r on r.id = l.round_id
         join round_agencies ra on ra.round_id = l.round_id and ra.agency_id = l.agency_id`,
    );
    expect(rows.length).toBeGreaterThan(5000);
    const calendar = openCalendar({
      daysOff: calendarDays.filter(({ kind }) => kind === "off").map(({ day }) => day),
      workingDays: calendarDays.filter(({ kind }) => kind === "working").map(({ day }) => day),
    });
    const wrong = rows.filter((row) => {
      const { compiled } = schemeOf(String(row["group_code"]), Number(row["year"]));
      const leaf = compiled.leafByCode.get(String(row["code"]));
      const outcome = leaf && scoreLeaf(leaf, row["answer"] as Answer, calendar);
      if (!outcome?.ok) return true;
      const points = outcome.value.kind === "points" ? outcome.value.points : null;
      return points !== row["points"];
    });
    expect(wrong).toEqual([]);
  });

  it("are complete: every agency of both rounds has a result, and its fields add up", async () => {
    const [row] = await rowsOf(
      `select count(*)::int as parts, count(x.agency_id)::int as results, count(x.rank)::int as ranks,
              (select count(*)::int from dirty_agencies) as dirty
         from round_agencies ra left join agency_results x using (round_id, agency_id)`,
    );
    expect(row).toEqual({ parts: 129, results: 129, ranks: 129, dirty: 0 });
    const wrong = await rowsOf(
      `select x.agency_id from agency_results x
        where achieved <> (select sum(n.points) from node_results n
          where n.round_id = x.round_id and n.agency_id = x.agency_id and n.code not like '%.%')`,
    );
    expect(wrong).toEqual([]);
  });

  it("are those of `cham score` on the same answers", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "cham-seed-"));
    try {
      const agencies = await answersOf("2025", "so");
      const file = path.join(folder, "answers.json");
      const calendar = { daysOff: calendarDays.filter((d) => d.kind === "off").map((d) => d.day) };
      await writeFile(file, JSON.stringify({ format: 1, calendar, agencies }));
      const { stdout } = await promisify(execFile)(
        process.execPath,
        [
          ...["--import", "tsx", "scripts/cham.ts", "score"],
          ...["--scheme", "prisma/schemes/so-2025.yaml", "--answers", file],
        ],
        { maxBuffer: 20_000_000 },
      );
      const scored = JSON.parse(stdout) as {
        groups: { agencies: { code: string; index: string; band: string; rank: number }[] }[];
      };
      const kept = await rowsOf(
        `select a.code, x.index_text as index, x.band, x.rank from agency_results x
           join agencies a on a.id = x.agency_id join rounds r on r.id = x.round_id
          where r.code = '2025' and x.group_code = 'so' order by a.code`,
      );
      const told = scored.groups[0]?.agencies.map(({ code, index, band, rank }) => ({
        ...{ code, index, band, rank },
      }));
      expect(told).toEqual(kept);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 60_000);

  it("hold exact ties in both rounds, ranked alike", async () => {
    const ties = await rowsOf(
      `select r.code as round, string_agg(a.code, '=' order by a.code) as tied
         from agency_results x join agencies a on a.id = x.agency_id join rounds r on r.id = x.round_id
        group by r.code, x.group_code, x.rank having count(*) > 1`,
    );
    const told = ties.map((row) => `${String(row["round"])} ${String(row["tied"])}`);
    expect(told).toEqual(
      expect.arrayContaining(["2024 SDL=SVHTT", "2024 H03=H07", "2025 P01=P06"]),
    );
  });
});

describe("its faults", () => {
  it.each([
    ["an answer without proof or explanation", "evidence_count = 0 and explanation is null"],
    ["a correction of an earlier answer", "version > 1 and before is not null"],
  ])("include %s, in drafts under way", async (_fault, condition) => {
    const [row] = await rowsOf(
      `select count(*)::int as n from leaf_states l
         join round_agencies ra using (round_id, agency_id) join rounds r on r.id = l.round_id
        where r.code = '2025' and ra.submitted_at is null and ${condition}`,
    );
    expect(row?.["n"]).toBeGreaterThan(10);
  });

  it("never include such an answer in a draft that was handed in", async () => {
    const gaps = await rowsOf(
      `select l.code from leaf_states l join round_agencies ra using (round_id, agency_id)
        where ra.submitted_at is not null and l.evidence_count = 0 and l.explanation is null`,
    );
    expect(gaps).toEqual([]);
  });

  it.each([
    [
      "a document dated outside the assessed year",
      "select a.code from evidence e join agencies a on a.id = e.agency_id join rounds r on r.id = e.round_id where r.year = 2025 and e.document ->> 'date' = '2023-11-20'",
      "SCT",
    ],
    [
      "a self-score handed in late, with its penalty",
      "select a.code from round_agencies ra join rounds r on r.id = ra.round_id join agencies a on a.id = ra.agency_id join declarations d on d.round_id = r.id and d.agency_id = a.id where ra.submitted_at > (select closes_at from round_phases p where p.round_id = r.id and p.phase = 'selfScoring') and not exists (select from round_exceptions x where x.round_id = r.id and x.agency_id = a.id) and d.code = 'P.1'",
      "BQLDA",
    ],
    [
      "an extension that was kept",
      "select a.code from round_agencies ra join rounds r on r.id = ra.round_id join agencies a on a.id = ra.agency_id join round_exceptions x on x.round_id = r.id and x.agency_id = a.id where ra.submitted_at > (select closes_at from round_phases p where p.round_id = r.id and p.phase = 'selfScoring') and ra.submitted_at < x.closes_at",
      "SNGV",
    ],
    [
      "an inflated self-score, punished with zeroed leaves",
      "select a.code from node_results n join agencies a on a.id = n.agency_id join declarations d on d.round_id = n.round_id and d.agency_id = a.id and n.code = any (d.leaves) where n.points = 0 limit 1",
      "SXD",
    ],
    [
      "a department whose maximum is 76 because it has no procedures",
      "select a.code from agency_results x join agencies a on a.id = x.agency_id where x.applicable_max = 760000 limit 1",
      "TTT",
    ],
    [
      "a knock-out that keeps the better bands away",
      "select a.code from agency_results x join agencies a on a.id = x.agency_id join declarations d on d.round_id = x.round_id and d.agency_id = x.agency_id where d.kind = 'knockout' and x.index_text::numeric > 80 and x.band = 'Khá'",
      "BQLKDL",
    ],
  ])("include %s", async (_fault, sql, agency) => {
    expect((await rowsOf(sql)).map((row) => row["code"])).toContain(agency);
  });

  it("leave some agencies not begun, some half-way, some done", async () => {
    const rows = await rowsOf(
      `select ra.submitted_at is not null as done, count(l.code) > 0 as begun, count(distinct ra.agency_id)::int as n
         from round_agencies ra join rounds r on r.id = ra.round_id
         left join leaf_states l using (round_id, agency_id)
        where r.code = '2025' group by ra.agency_id, ra.submitted_at`,
    );
    const count = (done: boolean, begun: boolean): number =>
      rows.filter((row) => row["done"] === done && row["begun"] === begun).length;
    expect(count(true, true)).toBeGreaterThanOrEqual(15);
    expect(count(false, true)).toBeGreaterThanOrEqual(40);
    expect(count(false, false)).toBeGreaterThanOrEqual(10);
  });
});

/** Comes last: it changes the province. */
it("the main persona starts in the middle and rises by giving the three open facts", async () => {
  const rankNow = async (): Promise<number> => {
    const [row] = await rowsOf(
      `select x.rank from agency_results x join agencies a on a.id = x.agency_id
         join rounds r on r.id = x.round_id where a.code = 'SNNMT' and r.code = '2025'`,
    );
    return Number(row?.["rank"]);
  };
  const before = await rankNow();
  expect(before).toBeGreaterThanOrEqual(6);
  expect(before).toBeLessThanOrEqual(14);

  await pool.query(
    `with draft as (
       select ra.round_id, ra.agency_id, ra.group_code from round_agencies ra
         join agencies a on a.id = ra.agency_id join rounds r on r.id = ra.round_id
        where a.code = 'SNNMT' and r.code = '2025'),
     marked as (
       insert into dirty_agencies (round_id, agency_id, group_code, since)
       select round_id, agency_id, group_code, $2 from draft)
     insert into leaf_states
       (round_id, agency_id, code, version, draft_version, answer, receipt, changed_at)
     select round_id, agency_id, code, 1, 999, '{"done": "98", "total": "100"}', code, $2
       from draft, unnest($1::text[]) as code`,
    [personaOpenLeaves, now],
  );
  await computeResults(pool, now);
  expect(await rankNow()).toBeLessThanOrEqual(before - 2);
});

async function rowsOf(
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { rows } = await pool.query<Record<string, unknown>>(sql, [...values]);
  return rows;
}

function schemeOf(group: string, year: number): SchemeInUse {
  const found = schemes.find(({ scheme }) => scheme.group === group && scheme.year === year);
  if (!found) throw new Error(`no scheme of ${group} ${String(year)}`);
  return found;
}

/** The stored rows of a group written as an answers file, by a query of its own. */
async function answersOf(round: string, group: string): Promise<readonly unknown[]> {
  const rows = await rowsOf(
    `select a.code, a.name, ra.group_code as "group",
       coalesce((select jsonb_object_agg(l.code, l.answer) from leaf_states l
         where l.round_id = ra.round_id and l.agency_id = a.id), '{}')
       || coalesce((select jsonb_object_agg(g.code, g.body) from given_answers g
         where g.round_id = ra.round_id and g.agency_id = a.id and g.source <> 'survey'), '{}') as answers,
       coalesce((select jsonb_object_agg(g.code, g.body) from given_answers g
         where g.round_id = ra.round_id and g.agency_id = a.id and g.source = 'survey'), '{}') as survey,
       coalesce((select jsonb_agg(jsonb_build_object('code', d.code, 'reason', d.reason))
         from declarations d where d.round_id = ra.round_id and d.agency_id = a.id
          and d.kind = 'notApplicable'), '[]') as "notApplicable",
       coalesce((select jsonb_agg(jsonb_build_object('code', d.code, 'count', d.count, 'leaves', d.leaves))
         from declarations d where d.round_id = ra.round_id and d.agency_id = a.id
          and d.kind = 'adjustment'), '[]') as adjustments
     from round_agencies ra join agencies a on a.id = ra.agency_id join rounds r on r.id = ra.round_id
    where r.code = $1 and ra.group_code = $2 order by a.code`,
    [round, group],
  );
  return rows;
}
