import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { FetchError } from "../../usecases/file-ports.ts";
import { keepEvidence, maxTakes, retryDelaysMs } from "../../usecases/keep-evidence.ts";
import { findDeadGroups, findDeadLetters, replayDeadLetters } from "./dead-letter-repository.ts";
import { evidenceIn } from "./evidence-repository.ts";

const file = { sha256: "ab".repeat(32), size: 3, mime: "application/pdf" };

describe("a file that was given up", () => {
  dbTest("is a dead letter by cause, and by the receipt its sender has", async ({ pool }) => {
    await someFiles(pool, ["RA", "RB", "RC"]);
    await giveUp(pool, "RA", "file: status 503");
    await giveUp(pool, "RB", "file: status 502");
    await pool.query(`update evidence set attempts = ${maxTakes} where receipt = 'RC'`);
    await fetchOnce(pool, "RC", () => Promise.reject(new Error("it was opened")));

    const groups = await findDeadGroups(pool);
    expect(groups).toHaveLength(2);
    expect(groups).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          ...{ count: 2, replayable: 2 },
          cause: { source: "file", channel: "telegram", words: "FetchError: file: status #" },
        }),
        expect.objectContaining({
          cause: {
            ...{ source: "file", channel: "telegram" },
            words: "taken # times and broken off each time",
          },
        }),
      ]),
    );
    expect(await findDeadLetters(pool, ["fRA"], 5)).toEqual([
      expect.objectContaining({ ref: "fRA", tries: retryDelaysMs.length + 1 }),
    ]);
  });

  dbTest("is fetched again from the start, once however often it is asked", async ({ pool }) => {
    await someFiles(pool, ["RA"]);
    await pool.query(`update evidence set attempts = ${maxTakes}`);
    await fetchOnce(pool, "RA", () => Promise.reject(new Error("it was opened")));
    const counts = await Promise.all([1, 2].map(() => replayDeadLetters(pool, ["fRA"])));
    expect(counts.sort()).toEqual([0, 1]);
    expect(await leaf(pool)).toEqual({ status: "fetching", evidence_count: 1 });

    let opened = 0;
    const open = async () => {
      opened += 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
      return bytes();
    };
    await Promise.all([fetchOnce(pool, "RA", open), fetchOnce(pool, "RA", open)]);
    expect(opened).toBe(1);
    expect(await leaf(pool)).toEqual({ status: "kept", evidence_count: 1 });
    expect(await findDeadGroups(pool)).toEqual([]);
    expect(await replayDeadLetters(pool, ["fRA"])).toBe(0);
    const { rows } = await pool.query("select body -> 'reply' ->> 'text' as text from outbox");
    expect(rows).toEqual([{ text: "failed" }, { text: "kept" }]);
  });

  dbTest("is none any more once it was sent again or withdrawn", async ({ pool }) => {
    await someFiles(pool, ["RA", "RB"]);
    await giveUp(pool, "RA", "gone");
    expect(await findDeadGroups(pool)).toEqual([]);
    await pool.query("update evidence set status = 'withdrawn' where receipt = 'RB'");
    expect(await findDeadGroups(pool)).toHaveLength(1);
    await pool.query("update evidence set status = 'withdrawn' where receipt = 'RA'");
    expect(await findDeadGroups(pool)).toEqual([]);
  });

  dbTest("stays as it is where the draft is signed, or its stage over", async ({ pool }) => {
    await someFiles(pool, ["RA"]);
    await giveUp(pool, "RA", "gone");
    await sign(pool);
    expect(await findDeadGroups(pool)).toMatchObject([{ count: 1, replayable: 0 }]);
    expect(await replayDeadLetters(pool, ["fRA"])).toBe(0);
    await pool.query("update round_agencies set sign_off_id = null, signed_at = null");
    await pool.query("update rounds set stage = 'appraisal'");
    expect(await replayDeadLetters(pool, ["fRA"])).toBe(0);
    expect(await leaf(pool)).toEqual({ status: "failed", evidence_count: 0 });
  });
});

async function someFiles(pool: pg.Pool, receipts: readonly string[]): Promise<void> {
  await aProvince(pool, { scheme: aScheme() });
  await pool.query(
    `insert into evidence (round_id, agency_id, code, status, file_name, source, receipt, added_at,
       next_try_at)
     select round_id, agency_id, '1.1', 'fetching', 'a.pdf',
            '{"channel":"telegram","bot":"77","chatId":"4242","ref":"r","size":3}', f.receipt,
            now(), now()
       from (select * from round_agencies order by agency_id limit 1) r
      cross join unnest($1::text[]) as f (receipt)`,
    [receipts],
  );
  await pool.query(
    `insert into leaf_states (round_id, agency_id, code, version, draft_version, evidence_count,
       receipt, changed_at)
     select distinct round_id, agency_id, code, 1, 1, $1::integer, 'L', now() from evidence`,
    [receipts.length],
  );
}

async function giveUp(pool: pg.Pool, receipt: string, why: string): Promise<void> {
  for (let failures = 0; failures <= retryDelaysMs.length; failures += 1) {
    await pool.query("update evidence set next_try_at = now() where status = 'fetching'");
    await fetchOnce(pool, receipt, () => Promise.reject(new FetchError(why, { retryable: true })));
  }
}

async function fetchOnce(
  pool: pg.Pool,
  receipt: string,
  open: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<void> {
  const { rows } = await pool.query<{ id: string }>("select id from evidence where receipt = $1", [
    receipt,
  ]);
  const unused = () => Promise.reject(new Error("nothing is read"));
  await keepEvidence(
    {
      evidence: evidenceIn(pool),
      files: { keep: () => Promise.resolve({ kind: "kept", file }), read: unused, has: unused },
      routeOf: () => ({ opener: { open }, maxBytes: 20 }),
      notice: ({ status }) => ({ text: status }),
      jobs: { keepEvidence: () => Promise.resolve() },
      clock: { now: () => new Date(Date.now() + 1_000) },
    },
    rows[0]?.id ?? "",
  );
}

async function* bytes() {
  yield await Promise.resolve(new Uint8Array([1, 2, 3]));
}

async function sign(pool: pg.Pool): Promise<void> {
  await pool.query(
    `with signed as (
       insert into sign_offs (round_id, agency_id, draft_version, scheme_hash, state, state_hash,
         factor, receipt, signed_at)
       select round_id, agency_id, draft_version, 'h', '{}',
              encode(sha256(convert_to('{}', 'UTF8')), 'hex'), 'app', 'RS', now()
         from round_agencies where (round_id, agency_id) in (
           select round_id, agency_id from evidence) returning *)
     update round_agencies r set sign_off_id = s.id, signed_at = s.signed_at
       from signed s where s.round_id = r.round_id and s.agency_id = r.agency_id`,
  );
}

async function leaf(pool: pg.Pool): Promise<unknown> {
  const { rows } = await pool.query(
    `select e.status, l.evidence_count from evidence e join leaf_states l using (round_id, agency_id, code)`,
  );
  return rows[0] as unknown;
}
