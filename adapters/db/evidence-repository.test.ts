import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { keepEvidence, retryDelaysMs } from "../../usecases/keep-evidence.ts";
import { FetchError, type FileSource } from "../../usecases/file-ports.ts";
import { evidenceIn } from "./evidence-repository.ts";

const begun = Date.parse("2026-01-05T01:00:00Z");
/** Longer than a file is in one process's hand. */
const laterMs = 61_000;

describe("evidence in the database", () => {
  dbTest("is in one hand at a time, and free again when that has died", async ({ pool }) => {
    const evidenceId = await aFile(pool);
    const evidence = evidenceIn(pool);
    expect(await evidence.takeFile(evidenceId, at(0))).toMatchObject({ failures: 0, takes: 1 });
    expect(await evidence.takeFile(evidenceId, at(1_000))).toBeUndefined();
    expect(await evidence.dueFiles(at(laterMs), 10)).toEqual([evidenceId]);
    expect(await evidence.takeFile(evidenceId, at(laterMs))).toMatchObject({
      ...{ failures: 0, takes: 2 },
    });
  });

  dbTest("outlives more deaths than it may fail", async ({ pool }) => {
    const evidenceId = await aFile(pool);
    const evidence = evidenceIn(pool);
    const deaths = retryDelaysMs.length + 1;
    for (let death = 0; death < deaths; death += 1) {
      expect(await evidence.takeFile(evidenceId, at(death * laterMs))).toBeDefined();
    }
    await failToKeep(pool, evidenceId, at(deaths * laterMs));
    expect(await found(pool)).toEqual({ status: "fetching", failures: 1, attempts: deaths + 1 });
  });

  dbTest(
    "is given up when it has failed too often, and its person hears of it",
    async ({ pool }) => {
      const evidenceId = await aFile(pool);
      let ms = 0;
      for (const pauseMs of [0, ...retryDelaysMs]) {
        ms += pauseMs;
        await failToKeep(pool, evidenceId, at(ms));
      }
      expect(await found(pool)).toMatchObject({ status: "failed", failures: retryDelaysMs.length });
      const { rows } = await pool.query("select body -> 'reply' ->> 'text' as text from outbox");
      expect(rows).toEqual([{ text: "failed" }]);
    },
  );

  dbTest("is awaited as long as any agency has it still to come", async ({ pool }) => {
    const evidenceId = await aFile(pool);
    const evidence = evidenceIn(pool);
    await pool.query(
      `insert into evidence (round_id, agency_id, code, status, file_name, source, receipt,
         added_at, next_try_at)
       select round_id, agency_id, code, status, file_name, source, 'RY', added_at, next_try_at
         from evidence`,
    );
    const source = sourceOf("file-1");
    const lost = { status: "refused", reason: "empty" } as const;
    await evidence.noteLost(evidenceId, lost, at(0), () => ({ text: "refused" }));
    expect(await evidence.isAwaited(source)).toBe(true);
    expect(await evidence.isAwaited(sourceOf("file-2"))).toBe(false);
    await pool.query("update evidence set status = 'kept', next_try_at = null");
    expect(await evidence.isAwaited(source)).toBe(false);
  });

  dbTest("given back for another fault than its own, it has not failed", async ({ pool }) => {
    const evidenceId = await aFile(pool);
    const evidence = evidenceIn(pool);
    await evidence.takeFile(evidenceId, at(0));
    await evidence.giveBack(evidenceId, "the database was away", 5_000, at(0));
    expect(await evidence.takeFile(evidenceId, at(5_000))).toMatchObject({ failures: 0, takes: 2 });
  });
});

function at(ms: number): Date {
  return new Date(begun + ms);
}

function sourceOf(ref: string): FileSource {
  return { channel: "telegram", bot: "77", chatId: "4242", ref, size: 3 };
}

async function aFile(pool: pg.Pool): Promise<string> {
  await aProvince(pool, { scheme: aScheme() });
  const { rows } = await pool.query<{ id: string }>(
    `insert into evidence (round_id, agency_id, code, status, file_name, source, receipt, added_at,
       next_try_at)
     select round_id, agency_id, '1.1', 'fetching', 'a.pdf', $1, 'RX', $2, $2
       from round_agencies limit 1 returning id`,
    [JSON.stringify(sourceOf("file-1")), at(0)],
  );
  return rows[0]?.id ?? "";
}

async function failToKeep(pool: pg.Pool, evidenceId: string, now: Date): Promise<void> {
  const opener = { open: () => Promise.reject(new FetchError("503", { retryable: true })) };
  const unused = () => Promise.reject(new Error("nothing comes"));
  await keepEvidence(
    {
      evidence: evidenceIn(pool),
      files: { keep: unused, read: unused, has: unused },
      routeOf: () => ({ opener, maxBytes: 20 }),
      notice: ({ status }) => ({ text: status }),
      jobs: { keepEvidence: () => Promise.resolve() },
      clock: { now: () => now },
    },
    evidenceId,
  );
}

async function found(pool: pg.Pool): Promise<unknown> {
  const { rows } = await pool.query("select status, failures, attempts from evidence");
  return rows[0] as unknown;
}
