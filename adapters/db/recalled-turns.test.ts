import type pg from "pg";
import { describe, expect } from "vitest";
import type { Effect } from "../../core/conversation/effect.ts";
import { dbTest } from "../../test/db.ts";
import { type TestProvince, aProvince, anOfficer, anUpdate } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import type { ChatAddress, DecidedTurn, OpenTurn, Talks } from "../../usecases/ports.ts";
import { inboxIn } from "./inbox-repository.ts";
import { talksIn } from "./talks.ts";

const now = "2026-01-05T03:00:00.000Z";
const secrets = { codeKey: "a secret of this test, long enough" };

describe("a turn that is decided on what is remembered", () => {
  dbTest("is stored with its update, and remembered in its turn", async ({ pool }) => {
    const { talks, chat } = await aTalk(pool);
    const second = (await talks.recall(anUpdate(chat, "2", { text: "19/20" }))) ?? never();
    expect(second.draft?.leaves.get("1.1")).toMatchObject({ version: 1, receipt: "R1" });
    expect(second.state).toEqual({ v: 2, code: "1.1" });
    expect((await talks.take(decided(second, [saveLeaf(1, "R2")]))).kind).toBe("committed");

    const third = (await talks.recall(anUpdate(chat, "3"))) ?? never();
    expect(third.draft?.version).toBe(2);
    expect(third.draft?.leaves.get("1.1")).toMatchObject({ version: 2, receipt: "R2" });
    expect((await talks.take(decided(third, []))).kind).toBe("committed");

    await inboxIn(pool).receive(anUpdate(chat, "4"));
    const read = (await talksIn(pool, secrets).openTurn(chat)) ?? never();
    expect((await talks.recall(anUpdate(chat, "4"))) ?? never()).toEqual({
      ...read,
      update: { ...read.update, id: "" },
    });
    const { rows } = await pool.query(
      "select external_id, status, done_at is not null as is_done from inbound_updates order by id",
    );
    expect(rows).toEqual([
      ...["1", "2", "3"].map((id) => ({ external_id: id, status: "done", is_done: true })),
      { external_id: "4", status: "waiting", is_done: false },
    ]);
    const entries = await pool.query("select receipt, inbound_id is null as alone from entries");
    expect(entries.rows).toEqual([
      { receipt: "R1", alone: false },
      { receipt: "R2", alone: false },
    ]);
  });

  dbTest("is written once, however often the update is delivered", async ({ pool }) => {
    const { talks, chat } = await aTalk(pool);
    const turn = decided((await talks.recall(anUpdate(chat, "2"))) ?? never(), [saveLeaf(1, "R2")]);
    const outcomes = await Promise.all([talks.take(turn), talksIn(pool, secrets).take(turn)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["alreadyPlayed", "committed"]);
    expect((await pool.query("select from outbox")).rowCount).toBe(2);
  });

  dbTest("goes on with what another chat of the agency has written here", async ({ pool }) => {
    const { talks, chat, province } = await aTalk(pool);
    const two = await anOfficer(pool, province.agencies[0]?.id ?? never(), {
      ...{ channel: "web", bot: "web", chatId: "9" },
    });
    await play(pool, talks, two.chat, [saveLeaf(1, "R2")]);
    // A new colleague is a new fact: read once, and remembered from then on.
    await play(pool, talks, chat, []);
    await play(pool, talks, two.chat, [saveLeaf(2, "R3")]);

    const next = (await talks.recall(anUpdate(chat, "8"))) ?? never();
    expect(next.draft?.leaves.get("1.1")).toMatchObject({ version: 3, receipt: "R3" });
    expect((await talks.take(decided(next, [saveLeaf(3, "R4")]))).kind).toBe("committed");
  });

  dbTest("is refused when another process has written meanwhile", async ({ pool }) => {
    const { talks, chat, province } = await aTalk(pool);
    const two = await anOfficer(pool, province.agencies[0]?.id ?? never(), {
      ...{ channel: "web", bot: "web", chatId: "9" },
    });
    await play(pool, talks, chat, []);
    const there = talksIn(pool, secrets);
    await play(pool, there, two.chat, [saveLeaf(1, "R2")]);
    await expectRefused(pool, talks, chat);

    await play(pool, talks, chat, []);
    await play(pool, there, chat, []);
    await expectRefused(pool, talks, chat);
  });

  dbTest("never overtakes an update that waits, or a reply that is held", async ({ pool }) => {
    const { talks, chat } = await aTalk(pool);
    await inboxIn(pool).receive(anUpdate(chat, "2"));
    await expectRefused(pool, talks, chat);

    await play(pool, talks, chat, []);
    await pool.query("update outbox set attempts = 1, leased_until = now()");
    await expectRefused(pool, talks, chat);
  });

  dbTest("is refused, not delayed, while somebody holds what it writes", async ({ pool }) => {
    const { talks, chat } = await aTalk(pool);
    const other = await pool.connect();
    try {
      await other.query("begin");
      await other.query("lock table leaf_states in access exclusive mode");
      await expectRefused(pool, talks, chat);
      await inboxIn(pool).receive(anUpdate(chat, "2"));
    } finally {
      await other.query("rollback");
      other.release();
    }
  });

  dbTest("only changes talk and draft", async ({ pool }) => {
    const { talks, chat } = await aTalk(pool);
    const opened = (await talks.recall(anUpdate(chat, "2"))) ?? never();
    const effects: Effect[] = [{ kind: "submit", receipt: "R2", draftVersion: 1 }];
    expect((await talks.take(decided(opened, effects))).kind).toBe("stale");
    await play(pool, talks, chat, effects);
    expect(await talks.recall(anUpdate(chat, "4"))).toBeUndefined();
  });

  dbTest("takes a text that the database cannot hold, without what it cannot", async ({ pool }) => {
    const { talks, chat } = await aTalk(pool);
    const odd = anUpdate(chat, "2", { text: "18\0/20 \ud800" });
    const turn = decided((await talks.recall(odd)) ?? never(), []);
    expect((await talks.take(turn)).kind).toBe("committed");
    const { rows } = await pool.query(
      "select payload from inbound_updates where external_id = '2'",
    );
    expect(rows).toEqual([{ payload: { text: "18/20 \ufffd" } }]);
  });

  const place = "(select round_id from round_agencies), (select agency_id from round_agencies)";
  dbTest.for([
    ["another language", "update staff set language = 'en'"],
    ["a duty given", "insert into staff_roles select id, 'leader' from staff"],
    ["a duty taken", "delete from staff_roles"],
    ["a chat unlinked", "update chat_links set unlinked_at = now()"],
    ["an agency renamed", "update agencies set name = 'Sở Mới'"],
    ["the round's stage", "update rounds set stage = 'appraisal'"],
    [
      "another round",
      "insert into rounds (code, title, year, stage) values ('n', 'n', 2030, 'draft')",
    ],
    ["a deadline moved", "update round_phases set closes_at = closes_at + interval '1 day'"],
    ["another scheme", "update round_groups set scheme_id = scheme_id"],
    [
      "an extension",
      `insert into round_exceptions (round_id, agency_id, phase, closes_at, reason, granted_at)
       values (${place}, 'selfScoring', now(), 'gia hạn', now())`,
    ],
    [
      "a declaration",
      `insert into declarations (round_id, agency_id, kind, code, reason)
       values (${place}, 'notApplicable', '1.1', 'không thuộc phạm vi')`,
    ],
    ["the hand-up", "update round_agencies set submitted_at = now()"],
    [
      "a leaf given back",
      `insert into returned_leaves (round_id, agency_id, code, comment, returned_at)
       values (${place}, '1.1', 'xem lại', now())`,
    ],
    [
      "a delegation",
      `with other as (insert into staff (code, full_name, agency_id)
         select 'p', 'Phó', agency_id from staff returning id)
       insert into delegations (leader_id, acting_id, from_day, until_day, decision, created_at)
       select s.id, other.id, '2026-01-01', '2026-02-01', '1/QĐ', now() from other, staff s`,
    ],
    [
      "evidence",
      `insert into evidence (round_id, agency_id, code, status, receipt, added_at)
       values (${place}, '1.1', 'kept', 'E1', now())`,
    ],
  ] as const)("is refused after %s, and what is new is read", async ([, change], { pool }) => {
    const { talks, chat } = await aTalk(pool);
    await pool.query(change);
    await expectRefused(pool, talks, chat);
    await inboxIn(pool).receive(anUpdate(chat, "9"));
    const here = (await talks.openTurn(chat)) ?? never();
    expect(here).toEqual(await talksIn(pool, secrets).openTurn(chat));
  });

  dbTest("lies under a stamp that every table it reads sets", async ({ pool }) => {
    const { rows } = await pool.query<{ body: string }>(
      `select prosrc as body from pg_proc
        where proname in ('open_turn', 'draft_course', 'delegated_grants', 'draft_news', 'leaf_evidence')`,
    );
    const { rows: tables } = await pool.query<{ name: string; is_stamped: boolean }>(
      `select relname as name, exists (
         select from pg_trigger where tgrelid = c.oid and tgname = 'facts_are_stamped') as is_stamped
         from pg_class c where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    const sources = rows.map(({ body }) => body).join("\n");
    const read = tables.filter(({ name }) => new RegExp(`(from|join) ${name}\\b`).test(sources));
    expect(rows).toHaveLength(5);
    expect(read.filter((each) => !each.is_stamped).map(({ name }) => name)).toEqual([
      // Talk and draft have versions of their own; what a blob is never changes.
      ...expectSorted(["blobs", "conversations", "inbound_updates", "leaf_states", "outbox"], read),
    ]);
  });
});

/** The names in the order in which the database told them. */
function expectSorted(
  names: readonly string[],
  told: readonly { readonly name: string }[],
): readonly string[] {
  const place = (name: string): number => told.findIndex((each) => each.name === name);
  return names.toSorted((a, b) => place(a) - place(b));
}

/** An officer's chat with one answer in it, and a process that remembers it. */
async function aTalk(pool: pg.Pool): Promise<{
  readonly talks: Talks;
  readonly chat: ChatAddress;
  readonly province: TestProvince;
}> {
  const province = await aProvince(pool, { scheme: aScheme() });
  const chat = province.officers[0]?.chat ?? never();
  const talks = talksIn(pool, secrets);
  expect(await talks.recall(anUpdate(chat, "1"))).toBeUndefined();
  await play(pool, talks, chat, [saveLeaf(0, "R1")]);
  return { talks, chat, province };
}

let stored = 0;

/** Stores an update and plays it by reading its turn. */
async function play(
  pool: pg.Pool,
  talks: Talks,
  chat: ChatAddress,
  effects: readonly Effect[],
): Promise<void> {
  const waiting = await pool.query("select from inbound_updates where status = 'waiting'");
  stored += 1;
  const id = (await pool.query("select from inbound_updates")).rowCount === 0 ? "1" : `p${stored}`;
  if (waiting.rowCount === 0) await inboxIn(pool).receive(anUpdate(chat, id));
  const opened = (await talks.openTurn(chat)) ?? never();
  expect((await talks.commit(decided(opened, effects))).kind).toBe("committed");
}

/** Nothing is written of a turn that is refused, nor its update. */
async function expectRefused(pool: pg.Pool, talks: Talks, chat: ChatAddress): Promise<void> {
  const count =
    "select (select count(*) from inbound_updates) + (select count(*) from outbox) as n";
  const before = await pool.query(count);
  const opened = (await talks.recall(anUpdate(chat, "refused"))) ?? never();
  const version = opened.draft?.leaves.get("1.1")?.version ?? 0;
  expect((await talks.take(decided(opened, [saveLeaf(version, "X")]))).kind).toBe("stale");
  expect((await pool.query(count)).rows).toEqual(before.rows);
}

function saveLeaf(expectedVersion: number, receipt: string): Effect {
  const answer = { done: "18", total: "20" };
  const content = { answer, points: 9000, explanation: null, notApplicable: null };
  return { kind: "saveLeaf", code: "1.1", change: "answer", content, expectedVersion, receipt };
}

function decided(opened: OpenTurn, effects: readonly Effect[]): DecidedTurn {
  return {
    ...{ opened, now, effects },
    state: { v: 2, code: "1.1" },
    replies: [{ reply: { text: "Đã ghi" }, editMessageId: null, callbackId: null }],
  };
}

function never(): never {
  throw new Error("the test's own assumption is wrong");
}
