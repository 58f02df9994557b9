import { createHash } from "node:crypto";
import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { addEntry, behindTheTriggers } from "../../test/ledger.ts";
import { aProvince } from "../../test/province.ts";
import { shippedScheme } from "../../test/shipped-schemes.ts";
import { type LedgerFindings, verifyLedger } from "../../usecases/verify-ledger.ts";
import { chainPage, digestRounds, findChain, ledgerIn } from "./ledger-repository.ts";

const scheme = await shippedScheme("nganh-doc-2025");
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

/** Two agencies with five links each and two of the round itself, digested in between. */
async function aLedger(pool: pg.Pool): Promise<{ readonly roundId: string; one: string }> {
  const { roundId, agencies, officers } = await aProvince(pool, { scheme, agencyCount: 2 });
  const authorId = officers[0]?.id ?? null;
  for (let turn = 1; turn <= 5; turn += 1) {
    for (const { id: agencyId } of agencies) {
      await addEntry(pool, { roundId, agencyId, authorId, code: `1.${String(turn)}` });
    }
    if (turn % 2 === 0) {
      await addEntry(pool, { roundId, agencyId: null, code: null, kind: "stage", role: null });
    }
  }
  return { roundId, one: agencies[0]?.id ?? "" };
}

async function verify(pool: pg.Pool, pageLength = 3): Promise<LedgerFindings> {
  return verifyLedger(ledgerIn(pool), { hash, pageLength });
}

function namesOf({ broken }: LedgerFindings): readonly string[] {
  return broken.map(({ seq, why, entry }) => `${seq} ${why} ${entry?.code ?? "-"}`);
}

describe("the ledger", () => {
  dbTest("holds as it was written, whatever the length of a page", async ({ pool }) => {
    await aLedger(pool);
    for (const pageLength of [1, 2, 3, 5, 12, 100]) {
      const found = await verify(pool, pageLength);
      expect(found).toMatchObject({ links: 12, chains: 3, digests: 2, broken: [] });
      expect(found.brokenDigests).toEqual([]);
    }
  });

  dbTest.for([
    ["body", 'body || \'{"text": "x"}\''],
    ["at", "at + interval '1 microsecond'"],
    ["code", "'9.9'"],
    ["kind", "'undo'"],
    ["role", "'leader'"],
    ["receipt", "'ZZZZZZZZZZ'"],
    ["author_mark", "'0'"],
    ["for_mark", "'0'"],
    ["hash", "'0'"],
  ] as const)(
    "names the link whose %s was changed by the owner",
    async ([field, value], { pool }) => {
      const { one } = await aLedger(pool);
      await behindTheTriggers(
        pool,
        `update entries set ${field} = ${value} where agency_id = $1 and seq = 3`,
        [one],
      );
      expect(namesOf(await verify(pool))).toEqual([
        `3 changed ${field === "code" ? "9.9" : "1.3"}`,
      ]);
    },
  );

  dbTest("names the place of a row that was taken out", async ({ pool }) => {
    const { one } = await aLedger(pool);
    await behindTheTriggers(pool, "delete from entries where agency_id = $1 and seq = 2", [one]);
    expect(namesOf(await verify(pool))).toEqual(["2 gap 1.3"]);
  });

  dbTest("sees that the last rows, or a whole chain, were taken off", async ({ pool }) => {
    const { one } = await aLedger(pool);
    await behindTheTriggers(pool, "delete from entries where agency_id = $1 and seq > 3", [one]);
    expect(namesOf(await verify(pool))).toEqual(["4 cutOff -"]);
    await behindTheTriggers(pool, "delete from entries where agency_id = $1", [one]);
    expect(namesOf(await verify(pool))).toEqual(["1 cutOff -"]);
  });

  dbTest("sees by the digests that a chain was cut together with its end", async ({ pool }) => {
    const { one } = await aLedger(pool);
    await behindTheTriggers(pool, "delete from entries where agency_id = $1 and seq > 3", [one]);
    await behindTheTriggers(
      pool,
      `update chain_heads h set seq = 3, hash = e.hash
         from entries e where e.agency_id = $1 and e.seq = 3 and h.agency_id = $1`,
      [one],
    );
    expect(namesOf(await verify(pool))).toEqual(["4 cutOff -"]);
  });

  dbTest("sees by the digests that a whole chain was written anew", async ({ pool }) => {
    const { roundId, one } = await aLedger(pool);
    await behindTheTriggers(pool, "delete from entries where agency_id = $1", [one]);
    await behindTheTriggers(pool, "delete from chain_heads where agency_id = $1", [one]);
    for (let turn = 1; turn <= 5; turn += 1) {
      await addEntry(pool, { roundId, agencyId: one, code: `1.${String(turn)}` });
    }
    expect(namesOf(await verify(pool, 100))).toEqual(["2 notAsDigested 1.2"]);
  });

  dbTest("sees a recorded end that is gone, and a digest that was changed", async ({ pool }) => {
    const { one } = await aLedger(pool);
    await behindTheTriggers(pool, "delete from chain_heads where agency_id = $1", [one]);
    await behindTheTriggers(pool, "update round_digests set at = now() where seq = 2");
    const found = await verify(pool);
    expect(namesOf(found)).toEqual(["5 noEnd -"]);
    expect(found.brokenDigests.map(({ seq }) => seq)).toEqual([2]);
  });

  dbTest("refuses to be changed through its triggers even by the owner", async ({ pool }) => {
    await aLedger(pool);
    for (const statement of [
      ...["update entries set body = '{}'", "delete from entries", "truncate entries"],
      ...["update round_digests set at = now()", "delete from round_digests"],
    ]) {
      await expect(pool.query(statement), statement).rejects.toThrow("only added");
    }
  });

  dbTest("is paged through chain by chain, by leaf too", async ({ pool }) => {
    await aLedger(pool);
    const chain = await findChain(pool, "thu", "A2");
    if (!chain) throw new Error("the agency has a chain");
    const seqs = async (code: string | null, after: string): Promise<readonly string[]> =>
      (await chainPage(pool, { ...chain, code, after, limit: 2 })).map(({ seq }) => seq);
    expect(await seqs(null, "0")).toEqual(["1", "2"]);
    expect(await seqs(null, "2")).toEqual(["3", "4"]);
    expect(await seqs(null, "5")).toEqual([]);
    expect(await seqs("1.4", "0")).toEqual(["4"]);
    expect(await findChain(pool, "thu", "KHONG")).toBeNull();
    expect(await findChain(pool, "thu", null)).toMatchObject({ agencyId: null });
  });
});

describe("digests", () => {
  const morning = new Date("2026-01-05T17:30:00Z");

  dbTest("are made once a local day, however many workers there are", async ({ pool }) => {
    const { roundId } = await aLedger(pool);
    const made = await Promise.all([1, 2, 3].map(() => digestRounds(pool, morning)));
    expect(made.toSorted()).toEqual([0, 0, 1]);
    const { rows } = await pool.query<{ occasion: string }>(
      "select occasion from round_digests where round_id = $1 order by seq",
      [roundId],
    );
    expect(rows.map(({ occasion }) => occasion)).toEqual(["stage 1", "stage 2", "day 2026-01-06"]);
    expect((await verify(pool)).brokenDigests).toEqual([]);
  });

  dbTest("are left out on a day on which nothing was written", async ({ pool }) => {
    const { roundId, one } = await aLedger(pool);
    const days = [1, 2, 3].map((day) => new Date(morning.getTime() + day * 86_400_000));
    const made: number[] = [];
    for (const day of days) made.push(await digestRounds(pool, day));
    await addEntry(pool, { roundId, agencyId: one });
    made.push(await digestRounds(pool, new Date(morning.getTime() + 4 * 86_400_000)));
    expect(made).toEqual([1, 0, 0, 1]);
  });
});
