import fc from "fast-check";
import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince, type TestProvince } from "../../test/province.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { type RecomputeResults, openRecomputeResults } from "../../usecases/recompute-results.ts";
import type { ResultStore } from "../../usecases/result-ports.ts";
import { resultsIn } from "./group-results.ts";

const scheme = aScheme([
  aLeaf({ code: "1.1", max: "2" }),
  aLeaf({
    code: "1.2",
    max: "3",
    rule: { kind: "relative", mode: "ratioToBest", whenTotalZero: "zero" },
  }),
  aLeaf({ code: "1.3", max: "1" }),
]);
const leaves = ["1.1", "1.2", "1.3"];
const then = new Date("2026-01-05T03:00:00Z");

describe("computing a group again", () => {
  dbTest("reads and writes only what a change has touched", async ({ pool }) => {
    const province = await aProvince(pool, { scheme, agencyCount: 3 });
    const watched = watch(resultsIn(pool));
    const recompute = worker(watched.store);
    for (const place of [0, 1, 2]) await answer(pool, province, { place, code: "1.1", done: 10 });
    expect(await recompute(province.roundId, "so")).toBe(1);
    expect(watched.read).toEqual([["A1", "A2", "A3"]]);

    await answer(pool, province, { place: 1, code: "1.1", done: 20 });
    expect(await recompute(province.roundId, "so")).toBe(2);
    expect(watched.read[1]).toEqual(["A2"]);
    // Its rank moves the two others; of nodes the leaf, its field and nothing else have changed.
    expect(watched.written[1]).toEqual([
      ["A1", []],
      ["A2", ["1", "1.1"]],
      ["A3", []],
    ]);
    expect(await recompute(province.roundId, "so")).toBe(3);
    expect(watched.written[2]).toEqual([]);
  });

  dbTest("reads all when another process has kept results in between", async ({ pool }) => {
    const province = await aProvince(pool, { scheme, agencyCount: 2 });
    const [one, two] = [worker(resultsIn(pool)), worker(resultsIn(pool))];
    await answer(pool, province, { place: 0, code: "1.2", done: 5 });
    await one(province.roundId, "so");
    await answer(pool, province, { place: 1, code: "1.2", done: 10 });
    await two(province.roundId, "so");
    await answer(pool, province, { place: 0, code: "1.1", done: 7 });
    expect(await one(province.roundId, "so")).toBe(3);
    expect(await kept(pool)).toEqual(await computedAfresh(pool, province.roundId));
  });

  dbTest("counts an agency that joined the group without a mark", async ({ pool }) => {
    const province = await aProvince(pool, { scheme, agencyCount: 2 });
    const recompute = worker(resultsIn(pool));
    await recompute(province.roundId, "so");
    const { rows } = await pool.query<{ id: string }>(
      "insert into agencies (code, name, group_code) values ('A0', 'Sở Mới', 'so') returning id",
    );
    await pool.query(
      "insert into round_agencies (round_id, agency_id, group_code) values ($1, $2, 'so')",
      [province.roundId, rows[0]?.id],
    );
    await recompute(province.roundId, "so");
    expect((await kept(pool)).totals).toHaveLength(3);
  });

  dbTest(
    "ends, in whatever order processes compute, at what one computes afresh",
    async ({ pool }) => {
      const province = await aProvince(pool, { scheme, agencyCount: 4 });
      const workers = [worker(resultsIn(pool)), worker(resultsIn(pool))];
      const step = fc.oneof(
        fc.record({
          place: fc.nat(3),
          code: fc.constantFrom(...leaves),
          done: fc.nat(20),
        }),
        fc.constantFrom("first", "second", "both"),
      );
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          for (const each of steps) {
            if (typeof each !== "string") await answer(pool, province, each);
            else await compute(workers, each, province.roundId);
          }
          await Promise.all(workers.map((run) => run(province.roundId, "so")));
          expect(await kept(pool)).toEqual(await computedAfresh(pool, province.roundId));
          const marks = await pool.query("select from dirty_agencies");
          expect(marks.rowCount).toBe(0);
        }),
        { numRuns: 25 },
      );
    },
  );
});

function worker(results: ResultStore): RecomputeResults {
  return openRecomputeResults({ results, clock: { now: () => then } });
}

async function compute(
  workers: readonly RecomputeResults[],
  who: "first" | "second" | "both",
  roundId: string,
): Promise<void> {
  const chosen = { first: workers.slice(0, 1), second: workers.slice(1), both: workers }[who];
  await Promise.all(chosen.map((run) => run(roundId, "so")));
}

/** Notes the codes of what is read and written, in order. */
function watch(store: ResultStore): {
  readonly store: ResultStore;
  readonly read: string[][];
  readonly written: (readonly [string, readonly string[]])[][];
} {
  const read: string[][] = [];
  const written: (readonly [string, readonly string[]])[][] = [];
  const names = new Map<string, string>();
  return {
    ...{ read, written },
    store: {
      ...store,
      async loadGroup(...asked) {
        const found = await store.loadGroup(...asked);
        const { agencies } = found?.answers as { agencies: readonly { code: string }[] };
        for (const [at, id] of (found?.answeredIds ?? []).entries()) {
          names.set(id, agencies[at]?.code ?? "");
        }
        read.push(agencies.map(({ code }) => code));
        return found;
      },
      saveGroup(computed) {
        written.push(
          computed.agencies.map(({ agencyId, nodes }) => [
            names.get(agencyId) ?? "",
            nodes.map(({ code }) => code),
          ]),
        );
        return store.saveGroup(computed);
      },
    },
  };
}

async function answer(
  pool: pg.Pool,
  { roundId, agencies, officers }: TestProvince,
  { place, code, done }: { readonly place: number; readonly code: string; readonly done: number },
): Promise<void> {
  const agencyId = agencies[place]?.id;
  await pool.query(
    `select save_leaf($1, $2, jsonb_build_object(
              'code', $3::text, 'change', 'answer', 'receipt', gen_random_uuid()::text,
              'expectedVersion', coalesce((select version from leaf_states
                 where round_id = $1 and agency_id = $2 and code = $3), 0),
              'content', jsonb_build_object('answer', $4::jsonb, 'points', 0,
                                            'explanation', null, 'notApplicable', null)),
            touch_draft($1, $2, $3, $6), $5, null, $6)`,
    [
      ...[roundId, agencyId, code, JSON.stringify({ done: String(done), total: "20" })],
      ...[officers[place]?.id, then],
    ],
  );
}

interface Kept {
  readonly totals: readonly unknown[];
  readonly nodes: readonly unknown[];
}

async function kept(pool: pg.Pool): Promise<Kept> {
  const totals = await pool.query(
    `select a.code, achieved, applicable_max, index_text, band, rank
       from agency_results join agencies a on a.id = agency_id order by a.code`,
  );
  const nodes = await pool.query(
    `select a.code as agency, n.code, points, max
       from node_results n join agencies a on a.id = agency_id order by 1, 2`,
  );
  return { totals: totals.rows, nodes: nodes.rows };
}

/** What a process that knows nothing computes into empty tables. */
async function computedAfresh(pool: pg.Pool, roundId: string): Promise<Kept> {
  await pool.query("truncate agency_results, node_results");
  await worker(resultsIn(pool))(roundId, "so");
  return kept(pool);
}
