import { createHash } from "node:crypto";
import { expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { addEntry } from "../../test/ledger.ts";
import { aProvince } from "../../test/province.ts";
import { shippedScheme } from "../../test/shipped-schemes.ts";
import { verifyLedger } from "../../usecases/verify-ledger.ts";
import { eraseStaff } from "./erase-staff.ts";
import { ledgerIn } from "./ledger-repository.ts";

const scheme = await shippedScheme("nganh-doc-2025");
const hash = (text: string): string => createHash("sha256").update(text).digest("hex");

dbTest("takes a person away, and the chain still holds", async ({ pool }) => {
  const { roundId, agencies, officers } = await aProvince(pool, { scheme });
  const authorId = officers[0]?.id ?? "";
  await addEntry(pool, { roundId, agencyId: agencies[0]?.id ?? "", authorId });
  await pool.query(
    `insert into inbound_updates (channel, bot, external_id, chat_id, payload, status)
     values ('telegram', '123', '1', '1', '{"from": {"first_name": "Mận"}}', 'done')`,
  );
  for (const statement of [
    "insert into staff_factors values ($1, 'x', now(), 1, now())",
    "insert into recovery_codes (staff_id, code_hmac, created_at) values ($1, 'a', now()), ($1, 'b', now())",
    `insert into confirm_codes (staff_id, channel, bot, chat_id, code_hmac, created_at, expires_at)
     values ($1, 'telegram', '123', '1', 'c', now(), now())`,
  ]) {
    await pool.query(statement, [authorId]);
  }
  const planned = await eraseStaff(pool, "cb-telegram-1", false);
  expect(planned).toMatchObject({
    fullName: "Cán bộ 1",
    links: 1,
    roles: 1,
    factors: 4,
    entries: 1,
  });
  const before = await marksOf();
  expect(before.name).toBe("Cán bộ 1");

  expect(await eraseStaff(pool, "cb-telegram-1", true)).toEqual(planned);
  const after = await marksOf();
  expect(after).toMatchObject({ name: "(đã xoá)", links: 0, payload: "{}" });
  for (const table of ["staff_factors", "recovery_codes", "confirm_codes"]) {
    expect((await pool.query(`select from ${table}`)).rowCount).toBe(0);
  }
  expect(after.mark).toBe(before.mark);
  expect(after.markNow).not.toBe(before.markNow);
  expect((await verifyLedger(ledgerIn(pool), { hash })).broken).toEqual([]);
  await addEntry(pool, { roundId, agencyId: agencies[0]?.id ?? "", authorId });
  expect((await verifyLedger(ledgerIn(pool), { hash })).links).toBe(2);
  expect(await eraseStaff(pool, "cb-telegram-1", true)).toBeNull();

  async function marksOf(): Promise<Marks> {
    const { rows } = await pool.query<Marks>(
      `select s.full_name as name, e.author_mark as mark, staff_mark(s.id) as "markNow",
              (select count(*)::int from chat_links) as links,
              (select payload::text from inbound_updates) as payload
         from entries e join staff s on s.id = e.author_id where e.seq = 1`,
    );
    if (!rows[0]) throw new Error("there is an entry");
    return rows[0];
  }
});

interface Marks {
  readonly name: string;
  readonly mark: string;
  readonly markNow: string;
  readonly links: number;
  readonly payload: string;
}
