import { describe, expect } from "vitest";
import type { Effect } from "../../core/conversation/effect.ts";
import type { DecidedTurn, OpenTurn } from "../../usecases/ports.ts";
import { dbTest } from "../../test/db.ts";
import { aProvince, anOfficer, anUpdate } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { inboxIn } from "./inbox-repository.ts";
import { talksIn } from "./talks.ts";
import { openTurnsAhead } from "./turns-ahead.ts";

const now = "2026-01-05T03:00:00.000Z";
const secrets = { codeKey: "a secret of this test, long enough" };

describe("a turn in the database", () => {
  dbTest("is written once, however often the update is delivered or opened", async ({ pool }) => {
    const { officers } = await aProvince(pool, { scheme: aScheme() });
    const chat = officers[0]?.chat ?? never();
    const inbox = inboxIn(pool);
    await Promise.all([1, 2, 3].map(() => inbox.receive(anUpdate(chat, "7", { text: "18/20" }))));
    const talks = talksIn(pool, secrets);
    const opened = (await talks.openTurn(chat)) ?? never();
    expect(opened.me?.agencyCode).toBe("A1");
    expect(opened.draft).toMatchObject({ version: 0, leaves: new Map(), submitted: null });

    const turn = decided(opened, [saveLeaf(0, "R1")]);
    const outcomes = await Promise.all([talks.commit(turn), talksIn(pool, secrets).commit(turn)]);

    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["alreadyPlayed", "committed"]);
    expect(await talks.openTurn(chat)).toBeUndefined();
    const entries = await pool.query("select receipt from entries");
    expect(entries.rows).toEqual([{ receipt: "R1" }]);
    const outbox = await pool.query("select body -> 'reply' ->> 'text' as text from outbox");
    expect(outbox.rows).toEqual([{ text: "Đã ghi" }]);
  });

  dbTest("sees what another chat of the agency has written since", async ({ pool }) => {
    const { officers, agencies } = await aProvince(pool, { scheme: aScheme() });
    const [one] = officers;
    const two = await anOfficer(pool, agencies[0]?.id ?? never(), {
      ...{ channel: "web", bot: "web", chatId: "9" },
    });
    const inbox = inboxIn(pool);
    const talks = talksIn(pool, secrets);
    const first = one?.chat ?? never();
    await inbox.receive(anUpdate(first, "1"));
    await inbox.receive(anUpdate(two.chat, "1"));
    const before = (await talks.openTurn(two.chat)) ?? never();
    await talks.commit(decided((await talks.openTurn(first)) ?? never(), [saveLeaf(0, "R1")]));

    const late = await talks.commit(decided(before, [saveLeaf(0, "R2")]));
    expect(late.kind).toBe("stale");
    const after = (await talks.openTurn(two.chat)) ?? never();
    expect(after.draft?.leaves.get("1.1")).toMatchObject({
      version: 1,
      receipt: "R1",
      points: 9000,
    });
    expect((await talks.commit(decided(after, [saveLeaf(1, "R2")]))).kind).toBe("committed");
    await inbox.receive(anUpdate(first, "2"));
    const again = (await talks.openTurn(first)) ?? never();
    expect(again.draft?.leaves.get("1.1")).toMatchObject({ version: 2, receipt: "R2" });
    expect(again.draft?.leaves.get("1.1")?.before?.points).toBe(9000);
  });

  dbTest("is opened while its update is stored, and given once", async ({ pool }) => {
    const { officers } = await aProvince(pool, { scheme: aScheme() });
    const chat = officers[0]?.chat ?? never();
    const ahead = openTurnsAhead();
    const talks = talksIn(pool, secrets, ahead);
    await inboxIn(pool, ahead).receive(anUpdate(chat, "1", { text: "18/20" }));
    await pool.query("update inbound_updates set status = 'done'");

    const opened = (await talks.openTurn(chat)) ?? never();
    expect(opened.update).toMatchObject({ externalId: "1", payload: { text: "18/20" } });
    expect(opened.me?.agencyCode).toBe("A1");
    expect(await talks.openTurn(chat)).toBeUndefined();
    expect((await talks.commit(decided(opened, [saveLeaf(0, "R1")]))).kind).toBe("alreadyPlayed");
  });

  dbTest("is read anew once the chat has moved on", async ({ pool }) => {
    const { officers } = await aProvince(pool, { scheme: aScheme() });
    const chat = officers[0]?.chat ?? never();
    const ahead = openTurnsAhead();
    const talks = talksIn(pool, secrets, ahead);
    const inbox = inboxIn(pool, ahead);
    await inbox.receive(anUpdate(chat, "1"));
    const first = (await talks.openTurn(chat)) ?? never();
    await inbox.receive(anUpdate(chat, "2"));
    await talks.commit(decided(first, [saveLeaf(0, "R1")]));

    const second = (await talks.openTurn(chat)) ?? never();
    expect(second.update.externalId).toBe("2");
    expect(second.draft?.leaves.get("1.1")).toMatchObject({ receipt: "R1" });
  });

  dbTest("cannot be opened, and its update is stored all the same", async ({ pool }) => {
    await pool.query("alter function open_turn rename to mislaid");
    await inboxIn(pool).receive(anUpdate({ channel: "web", bot: "web", chatId: "9" }, "1"));
    const { rows } = await pool.query("select external_id, status from inbound_updates");
    expect(rows).toEqual([{ external_id: "1", status: "waiting" }]);
  });

  dbTest("is refused when the round has closed meanwhile", async ({ pool }) => {
    const closesAt = "2026-01-05T02:59:59Z";
    const { officers } = await aProvince(pool, { scheme: aScheme(), closesAt });
    const chat = officers[0]?.chat ?? never();
    await inboxIn(pool).receive(anUpdate(chat, "1"));
    const talks = talksIn(pool, secrets);
    const opened = (await talks.openTurn(chat)) ?? never();

    expect((await talks.commit(decided(opened, [saveLeaf(0, "R1")]))).kind).toBe("stale");
    const { rows } = await pool.query("select status from inbound_updates");
    expect(rows).toEqual([{ status: "waiting" }]);
  });

  dbTest("keeps a file, a document and a submission with their history", async ({ pool }) => {
    const { officers } = await aProvince(pool, { scheme: aScheme() });
    const chat = officers[0]?.chat ?? never();
    const inbox = inboxIn(pool);
    const talks = talksIn(pool, secrets);
    await inbox.receive(anUpdate(chat, "1"));
    const file = { ref: "f1", name: "ke-hoach.pdf", size: 10 };
    await talks.commit(
      decided((await talks.openTurn(chat)) ?? never(), [
        saveLeaf(0, "R1"),
        { kind: "attachFile", code: "1.1", wanted: null, file, receipt: "R2" },
        citation("R3"),
        { kind: "placeEvidence", evidenceIds: [], receipts: ["R2"], place: "mục II, trang 3" },
      ]),
    );
    await inbox.receive(anUpdate(chat, "2"));
    const opened = (await talks.openTurn(chat)) ?? never();
    expect(opened.evidence).toMatchObject([
      { receipt: "R2", fileName: "ke-hoach.pdf", status: "fetching", place: "mục II, trang 3" },
      { receipt: "R3", status: "kept", document: { number: "12/KH-A1" } },
    ]);
    expect(opened.draft?.leaves.get("1.1")?.evidenceCount).toBe(2);

    const draftVersion = opened.draft?.version ?? never();
    await talks.commit(decided(opened, [{ kind: "submit", receipt: "R4", draftVersion }]));
    await inbox.receive(anUpdate(chat, "3"));
    const submitted = (await talks.openTurn(chat)) ?? never();
    expect(submitted.draft?.submitted).toEqual({ at: now, by: "Cán bộ 1" });
    const { found } = await talks.find(submitted, [{ kind: "receipt", receipt: "R2" }], now);
    expect(found.receipt).toMatchObject({ kind: "evidence", agencyCode: "A1", code: "1.1" });
    expect((await talks.commit(decided(submitted, [saveLeaf(1, "R5")]))).kind).toBe("stale");
  });
});

function saveLeaf(expectedVersion: number, receipt: string): Effect {
  return {
    kind: "saveLeaf",
    code: "1.1",
    change: "answer",
    content: {
      answer: { done: "18", total: "20" },
      points: 9000,
      explanation: null,
      notApplicable: null,
    },
    expectedVersion,
    receipt,
  };
}

function citation(receipt: string): Effect {
  const document = { number: "12/KH-A1", date: "2025-01-10", issuer: "Sở Thử 1" };
  return { kind: "citeDocument", code: "1.1", wanted: null, document, place: null, receipt };
}

function decided(opened: OpenTurn, effects: readonly Effect[]): DecidedTurn {
  return {
    opened,
    now,
    state: { v: 2, code: "1.1" },
    replies: [{ reply: { text: "Đã ghi" }, editMessageId: null, callbackId: null }],
    effects,
  };
}

function never(): never {
  throw new Error("the test's own assumption is wrong");
}
