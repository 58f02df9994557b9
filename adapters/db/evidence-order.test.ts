import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { aProvince, anOfficer, anUpdate } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import type { Effect } from "../../core/conversation/effect.ts";
import type { ChatAddress, Talks } from "../../usecases/ports.ts";
import { inboxIn } from "./inbox-repository.ts";
import { talksIn } from "./talks.ts";

const now = "2026-01-05T03:00:00.000Z";

describe("two officers of an agency at the same instant", () => {
  dbTest("send a file and withdraw a document without a deadlock", async ({ pool }) => {
    const { officers, agencies } = await aProvince(pool, { scheme: aScheme() });
    const one = officers[0]?.chat ?? never();
    const web = { channel: "web", bot: "web", chatId: "9" } as const;
    const two = (await anOfficer(pool, agencies[0]?.id ?? never(), web)).chat;
    const talks = talksIn(pool, { codeKey: "a secret of this test, long enough" });
    await play(pool, talks, one, citation);
    const { rows } = await pool.query<{ id: string }>("select id from evidence");
    const evidenceId = rows[0]?.id ?? never();

    // The one has the draft already, when the other begins to write.
    const busy = await pool.connect();
    await busy.query("begin");
    await busy.query("select from evidence for update");
    const withdrawn = play(pool, talks, two, {
      ...{ kind: "withdrawEvidence", evidenceId, reason: "nhầm", receipt: "R3" },
    });
    await waiting(pool, 1);
    const attached = play(pool, talks, one, file);
    await waiting(pool, 2);
    await busy.query("commit");
    busy.release();

    expect(await Promise.all([attached, withdrawn])).toEqual(["committed", "committed"]);
  });
});

const file: Effect = {
  ...{ kind: "attachFile", code: "1.1", wanted: null, receipt: "R2" },
  file: { ref: "f1", name: "ke-hoach.pdf", size: 10 },
};

const citation: Effect = {
  ...{ kind: "citeDocument", code: "1.1", wanted: null, place: null, receipt: "R1" },
  document: { number: "12/KH-A1", date: "2025-01-10", issuer: "Sở Thử 1" },
};

/** Plays one message of a chat that has this effect; says what came of writing it. */
async function play(
  pool: pg.Pool,
  talks: Talks,
  chat: ChatAddress,
  effect: Effect,
): Promise<string> {
  const externalId = "receipt" in effect ? effect.receipt : "";
  await inboxIn(pool).receive(anUpdate(chat, externalId));
  const opened = (await talks.openTurn(chat)) ?? never();
  const turn = { opened, now, state: { v: 2, code: "1.1" }, replies: [], effects: [effect] };
  return (await talks.commit(turn)).kind;
}

/** The test's own time limit ends a vain wait. */
async function waiting(pool: pg.Pool, count: number): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (rows[0]?.waiting === count) return;
    await pool.query("select pg_sleep(0.02)");
  }
}

function never(): never {
  throw new Error("the test's own assumption is wrong");
}
