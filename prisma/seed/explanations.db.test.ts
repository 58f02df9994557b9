import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { explainInGroup } from "../../adapters/db/explain-in-group.ts";
import { loadGroup } from "../../adapters/db/group-results.ts";
import { findAgencyResult } from "../../adapters/db/result-repository.ts";
import { compileGroup } from "../../core/ranking/compile-group.ts";
import { explainLeaf, isComparedInGroup } from "../../core/ranking/explain-leaf.ts";
import { scoreGroup } from "../../core/ranking/score-group.ts";
import { readFigure, roundHalfUp } from "../../core/rational.ts";
import { type SchemeNode, isLeaf } from "../../core/scheme/scheme.ts";
import { readAnswers } from "../../core/scoring/read-answers.ts";
import { cloneDatabase, openTestPool } from "../../test/db.ts";
import { computeResults } from "./compute-results.ts";
import { readSchemesInUse } from "./schemes-in-use.ts";
import { seedDemo } from "./seed-demo.ts";

let pool: pg.Pool;
let drop: () => Promise<void>;

beforeAll(async () => {
  const database = await cloneDatabase();
  drop = database.drop;
  pool = openTestPool(database.url);
  const now = new Date("2025-12-20T03:00:00Z");
  await seedDemo(pool, { now, schemes: await readSchemesInUse() });
  await computeResults(pool, now);
}, 120_000);

afterAll(async () => {
  await pool.end();
  await drop();
});

/** The figure that is stored for each leaf and node, by agency id and code. */
async function storedPoints(roundId: string): Promise<ReadonlyMap<string, number | null>> {
  const { rows } = await pool.query<{ key: string; points: number | null }>(
    `select agency_id || '/' || code as key, points::int as points from node_results
      where round_id = $1`,
    [roundId],
  );
  return new Map(rows.map(({ key, points }) => [key, points]));
}

/** A group read and scored whole. */
async function wholeGroup(roundId: string, code: string) {
  const found = await loadGroup(pool, { roundId, group: code, known: null });
  if (!found) throw new Error("a group of the demo is missing");
  const group = compileGroup(found.scheme());
  const read = readAnswers(found.answers, [group.compiled]);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { calendar, agencies } = read.value;
  const prepared = agencies.map((each) => each.prepared);
  const scores = scoreGroup(group, prepared, calendar);
  return { group, scores, calendar, ids: found.agencyIds };
}

describe("explanations over the whole demo province", () => {
  it("end, for every leaf of every agency, at the points that are stored", async () => {
    const groups = await pool.query<{ round_id: string; group_code: string }>(
      "select round_id, group_code from round_groups",
    );
    let told = 0;
    for (const { round_id: roundId, group_code: code } of groups.rows) {
      const { group, scores, calendar, ids } = await wholeGroup(roundId, code);
      const stored = await storedPoints(roundId);
      for (const [agency, id] of ids.entries()) {
        for (const { place, leaf } of group.compiled.leaves) {
          const { points } = explainLeaf(group, scores, { agency, leaf: place }, calendar);
          const units = points === null ? null : roundHalfUp(readFigure(points), 10_000);
          expect([leaf.code, units]).toEqual([leaf.code, stored.get(`${id}/${leaf.code}`)]);
          told += 1;
        }
      }
    }
    expect(told).toBeGreaterThan(9_000);
  }, 120_000);

  it("are the same when no more is read than a leaf needs", async () => {
    const groups = await pool.query<{ round_id: string; group_code: string }>(
      "select round_id, group_code from round_groups",
    );
    let compared = 0;
    for (const { round_id: roundId, group_code: code } of groups.rows) {
      const { group, scores, calendar, ids } = await wholeGroup(roundId, code);
      for (const leaf of group.compiled.leaves) {
        // Another agency for each leaf; every one of the group for those that are compared.
        const isCompared = isComparedInGroup(group, leaf);
        const chosen = isCompared ? ids.slice(0, 12) : [ids[leaf.place % ids.length] ?? ""];
        for (const agencyId of chosen) {
          const asked = { roundId, group: code, agencyId, code: leaf.leaf.code };
          const about = { agency: ids.indexOf(agencyId), leaf: leaf.place };
          const whole = explainLeaf(group, scores, about, calendar);
          expect(await explainInGroup(pool, asked)).toEqual(whole);
        }
        compared += isCompared ? chosen.length : 0;
      }
    }
    expect(compared).toBeGreaterThan(50);
  }, 120_000);

  it("add up from leaves to fields, to the total and to the printed index", async () => {
    const { rows } = await pool.query<{ code: string; body: { fields: SchemeNode[] } }>(
      `select a.code, s.body from round_agencies ra
         join agencies a on a.id = ra.agency_id
         join rounds r on r.id = ra.round_id and r.stage = 'selfScoring'
         join round_groups g on g.round_id = ra.round_id and g.group_code = ra.group_code
         join schemes s on s.id = g.scheme_id`,
    );
    expect(rows).toHaveLength(90);
    for (const { code, body } of rows) {
      const result = await findAgencyResult(pool, code);
      if (!result) throw new Error(`${code} has no result`);
      const sum = (nodes: readonly SchemeNode[]): number =>
        nodes.reduce((total, node) => {
          const value = unitsOf(result.nodes.get(node.code)?.points ?? null);
          if (!isLeaf(node)) expect([node.code, sum(node.children)]).toEqual([node.code, value]);
          return total + value;
        }, 0);
      const achieved = unitsOf(result.achieved);
      expect(sum(body.fields)).toBe(achieved);
      const max = unitsOf(result.applicableMax);
      const exact = (achieved * 100) / max + Number(result.bonus) - Number(result.penalty);
      expect(Math.abs(exact - Number(result.row.index))).toBeLessThanOrEqual(0.005_000_001);
    }
  }, 60_000);

  it("tell what a relative leaf was compared with", async () => {
    const result = await findAgencyResult(pool, "SNV", "7.2.5");
    expect(result?.trace?.steps[0]?.kind).toBe("ratioToBest");
  });
});

function unitsOf(points: string | null): number {
  return Math.round(Number(points ?? "0") * 10_000);
}
