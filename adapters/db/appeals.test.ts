import type pg from "pg";
import { describe, expect } from "vitest";
import type { Delegated } from "../../core/access/actor.ts";
import type { AppealEffect } from "../../core/conversation/appeal/appeal-effects.ts";
import type { ChatAddress, CommitOutcome } from "../../usecases/ports.ts";
import { advanceRounds } from "../../usecases/advance-rounds.ts";
import { openRecomputeResults } from "../../usecases/recompute-results.ts";
import { dbTest } from "../../test/db.ts";
import { aProvince, anOfficer, anUpdate } from "../../test/province.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { findAppealStats, findAppeals, findReappraisals } from "./appeal-repository.ts";
import { resultsIn } from "./group-results.ts";
import { inboxIn } from "./inbox-repository.ts";
import { roundsIn } from "./round-repository.ts";
import { talksIn } from "./talks.ts";

const secrets = { codeKey: "a secret of this test, long enough" };
const explainingAt = "2026-03-03T02:00:00.000Z";
const closedAt = "2026-03-06T10:00:00.000Z";
const secondAt = "2026-03-10T02:00:00.000Z";
const words = "Đơn vị đã gửi báo cáo kết quả của cả 20 nhiệm vụ tại Báo cáo số 15/BC-A1.";

const pathOf = (evidenceId: string): string => `/evidence/${evidenceId}`;

describe("explanations in the database", () => {
  dbTest(
    "go from the officer to the leader and the appraiser into the result",
    async ({ pool }) => {
      const stage = await aStage(pool);
      expect((await stage.play(stage.officer, [save("1.1", 0)])).kind).toBe("committed");
      expect((await stage.play(stage.officer, [proof("1.1")])).kind).toBe("committed");
      await stage.play(stage.officer, [move("submitted", "1.1", 1)]);
      expect((await stage.play(stage.leader, [sign("1.1", 2)])).kind).toBe("committed");

      const [facts] = await findAppeals(pool, stage.roundId, stage.agencyId, "1.1");
      expect(facts?.words).toMatchObject({ status: "signed", explanation: words, version: 3 });
      await stage.moveTo("secondAppraisal");
      await pool.query(
        `with file as (insert into blobs (sha256, size, mime)
                       values (repeat('ab', 32), 1, 'application/pdf') returning sha256)
         insert into evidence (round_id, agency_id, code, phase, status, file_name, sha256, receipt,
           added_at)
         select $1, $2, '1.1', 'explaining', 'kept', 'bao-cao.pdf', sha256, 'TL9', now() from file`,
        [stage.roundId, stage.agencyId],
      );
      const of = { agencyCode: "A1", code: "1.1" };
      const queue = await findReappraisals(pool, stage.appraiserId, of, pathOf);
      expect(queue.lines).toMatchObject([{ agencyCode: "A1", code: "1.1", isSigned: true }]);
      expect(queue.opened?.evidence.map(({ fileName, path }) => [fileName, path !== null])).toEqual(
        [
          [null, false],
          ["bao-cao.pdf", true],
        ],
      );

      const answer = stage.answer("1.1", 3, "partly", 7_500);
      expect((await stage.play(stage.appraiser, [answer], secondAt)).kind).toBe("committed");
      expect(await stage.pointsOf("1.1")).toBe(7_500);
      expect(await findAppealStats(pool, stage.roundId)).toEqual([
        { field: "1", group: "so", outcome: "partly", count: 1, atStake: 5_000, moved: 2_500 },
        { field: "1", group: "so", outcome: "silent", count: 1, atStake: 10_000, moved: 0 },
      ]);
      const { rows } = await pool.query(
        "select kind, code, role from entries where seq > 4 order by seq",
      );
      expect(rows.map(({ kind }: { kind: string }) => kind)).toEqual([
        "appeal",
        "evidence",
        "appealSubmit",
        "appealSign",
        "value",
      ]);
      const evidence = await pool.query(
        "select evidence_count from leaf_states where code = '1.1'",
      );
      expect(evidence.rows).toEqual([{ evidence_count: 1 }]);
    },
  );

  dbTest(
    "give back the self value when accepted and keep a value set by hand when rejected",
    async ({ pool }) => {
      const stage = await aStage(pool);
      for (const code of ["1.1", "1.2"]) {
        await stage.play(stage.officer, [save(code, 0)]);
        await stage.play(stage.officer, [move("submitted", code, 1)]);
      }
      await stage.moveTo("secondAppraisal");
      await stage.play(stage.appraiser, [stage.answer("1.1", 2, "accepted", null)], secondAt);
      await stage.play(stage.appraiser, [stage.answer("1.2", 2, "rejected", 0)], secondAt);
      expect([await stage.pointsOf("1.1"), await stage.pointsOf("1.2")]).toEqual([10_000, 0]);
    },
  );

  dbTest(
    "are refused outside the window and for what was not appraised lower",
    async ({ pool }) => {
      const stage = await aStage(pool);
      const early = "2026-03-02T00:59:59.999Z";
      for (const at of [early, closedAt]) {
        expect((await stage.play(stage.officer, [save("1.1", 0)], at)).kind).toBe("stale");
        expect((await stage.play(stage.officer, [proof("1.1")], at)).kind).toBe("stale");
      }
      expect((await stage.play(stage.officer, [save("1.3", 0)])).kind).toBe("stale");
      const last = "2026-03-06T09:59:59.999Z";
      expect((await stage.play(stage.officer, [save("1.1", 0)], last)).kind).toBe("committed");
      await stage.play(stage.officer, [move("submitted", "1.1", 1)], last);
      expect((await stage.play(stage.leader, [sign("1.1", 2)], closedAt)).kind).toBe("stale");
      const answer = stage.answer("1.1", 2, "accepted", null);
      expect((await stage.play(stage.appraiser, [answer], secondAt)).kind).toBe("stale");
      await stage.moveTo("secondAppraisal");
      expect((await stage.play(stage.officer, [move("withdrawn", "1.1", 2)], secondAt)).kind).toBe(
        "stale",
      );
      expect((await stage.play(stage.appraiser, [answer], secondAt)).kind).toBe("committed");
    },
  );

  dbTest(
    "are answered by the substitute who appraised first, whatever the field",
    async ({ pool }) => {
      const stage = await aStage(pool);
      await stage.play(stage.officer, [save("1.1", 0)]);
      await stage.play(stage.officer, [move("submitted", "1.1", 1)]);
      await stage.moveTo("secondAppraisal");
      await pool.query("update staff_roles set fields = '{7}' where staff_id = $1", [
        stage.appraiserId,
      ]);
      const queue = await findReappraisals(pool, stage.appraiserId, null, pathOf);
      expect(queue.lines).toMatchObject([{ agencyCode: "A1", code: "1.1" }]);
      const answer = stage.answer("1.1", 2, "accepted", null);
      expect((await stage.play(stage.appraiser, [answer], secondAt)).kind).toBe("committed");
    },
  );

  dbTest("are signed in another's place under both names", async ({ pool }) => {
    const stage = await aStage(pool);
    await stage.play(stage.officer, [save("1.1", 0)]);
    await stage.play(stage.officer, [move("submitted", "1.1", 1)]);
    const { rows } = await pool.query<{ id: string }>(
      `insert into staff (code, full_name, agency_id) values ('gd', 'Lê Văn Dũng', $1) returning id`,
      [stage.agencyId],
    );
    const staffId = rows[0]?.id ?? "";
    const days = { from: "2026-03-01", until: "2026-03-31" };
    const acting = { staffId, name: "Lê Văn Dũng", decision: "12/QĐ-A1", ...days };
    expect((await stage.play(stage.leader, [sign("1.1", 2, acting)])).kind).toBe("committed");
    const entries = await pool.query(
      `select for_id, body ->> 'decision' as decision, body ? 'forId' as is_open
         from entries where kind = 'appealSign'`,
    );
    expect(entries.rows).toEqual([{ for_id: staffId, decision: "12/QĐ-A1", is_open: false }]);
    const told = await pool.query<{ text: string }>(
      "select body::text as text from outbox where body::text like '%đã ký giải trình%'",
    );
    expect(told.rows[0]?.text).toContain("(ký thay Lê Văn Dũng theo 12/QĐ-A1) đã ký giải trình");
  });

  dbTest("never lose what the other wrote in between", async ({ pool }) => {
    const stage = await aStage(pool);
    const outcomes = await Promise.all([
      stage.play(stage.officer, [save("1.1", 0)]),
      stage.play(stage.colleague, [save("1.1", 0)]),
    ]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["committed", "stale"]);
    await stage.play(stage.officer, [move("submitted", "1.1", 1)]);
    // The leader saw an older version.
    expect((await stage.play(stage.leader, [sign("1.1", 1)])).kind).toBe("stale");
    expect((await stage.play(stage.officer, [proof("1.1")])).kind).toBe("stale");
    const comment = "Ghi rõ số văn bản giúp tôi.";
    const items = [{ code: "1.1", version: 2 }];
    const back = { kind: "moveAppeals", to: "returned", items, comment } as const;
    await stage.play(stage.leader, [{ ...back, receipt: fresh(), for: null }]);
    await stage.play(stage.officer, [proof("1.1")]);
    const [facts] = await findAppeals(pool, stage.roundId, stage.agencyId, "1.1");
    expect(facts?.words).toMatchObject({ status: "draft", comment });
  });

  dbTest(
    "tell the leader and the officer, and are the business of the first appraiser",
    async ({ pool }) => {
      const stage = await aStage(pool);
      const other = await aPerson(pool, stage.otherAgencyId, "appraiser", "8");
      const own = await aPerson(pool, stage.agencyId, "appraiser", "9");
      await stage.play(stage.officer, [save("1.1", 0)]);
      await stage.play(stage.officer, [move("submitted", "1.1", 1)]);
      const told = await pool.query(
        "select chat_id from outbox where inbound_id is null order by id",
      );
      expect(told.rows).toMatchObject([{ chat_id: "5" }, { chat_id: stage.leaderId }]);
      const linesOf = async (id: string) =>
        (await findReappraisals(pool, id, null, pathOf)).lines.length;
      expect(await linesOf(stage.appraiserId)).toBe(1);
      expect(await linesOf(other.id)).toBe(0);
      await pool.query("update staff set is_active = false where id = $1", [stage.appraiserId]);
      expect([await linesOf(other.id), await linesOf(own.id)]).toEqual([1, 0]);
    },
  );

  dbTest("tell the agency how they were answered when second appraisal ends", async ({ pool }) => {
    const stage = await aStage(pool);
    for (const code of ["1.1", "1.2"]) {
      await stage.play(stage.officer, [save(code, 0)]);
      await stage.play(stage.officer, [move("submitted", code, 1)]);
    }
    await stage.moveTo("secondAppraisal");
    await stage.play(stage.appraiser, [stage.answer("1.1", 2, "partly", 7_500)], secondAt);
    await pool.query("delete from outbox");
    const clock = { now: () => new Date("2026-03-13T10:00:00Z") };
    expect(await advanceRounds({ rounds: roundsIn(pool), clock })).toBe(1);
    const { rows } = await pool.query<{ chat_id: string; text: string }>(
      "select chat_id, body -> 'reply' ->> 'text' as text from outbox where channel = 'telegram' order by chat_id",
    );
    expect(rows.map(({ chat_id: chat }) => chat)).toEqual(["1", "4", "5"]);
    expect(rows[0]?.text).toContain(
      "chấp nhận 0, chấp nhận một phần 1, không chấp nhận 0, chưa trả lời 1.",
    );
    expect(await advanceRounds({ rounds: roundsIn(pool), clock })).toBe(0);
  });
});

function save(code: string, expectedVersion: number): AppealEffect {
  return {
    ...{ kind: "saveAppeal", code, answer: "explained", explanation: words, expectedVersion },
    ...{ valueVersion: 1, receipt: fresh() },
  };
}

function proof(code: string): AppealEffect {
  const document = { number: "15/BC-A1", date: "2025-12-20", issuer: "Sở Thử 1" };
  return {
    ...{ kind: "attachAppealProof", code, proof: { kind: "document", document } },
    ...{ place: null, receipt: fresh() },
  };
}

type Move = Extract<AppealEffect, { kind: "moveAppeals"; to: "submitted" | "withdrawn" }>;

function move(to: Move["to"], code: string, version: number): Move {
  const items = [{ code, version }];
  return { kind: "moveAppeals", to, items, comment: null, receipt: fresh() };
}

function sign(code: string, version: number, acting: Delegated | null = null): AppealEffect {
  return {
    ...{ kind: "moveAppeals", to: "signed", items: [{ code, version }], comment: null },
    ...{ proof: { how: "app", step: 1 }, receipt: fresh(), for: acting },
  };
}

let made = 0;

function fresh(): string {
  made += 1;
  return `R${String(made).padStart(9, "0")}`;
}

/** A round in explaining: 1.1 appraised at half, 1.2 at 0, 1.3 as scored by the agency. */
async function aStage(pool: pg.Pool) {
  const leaves = ["1.1", "1.2", "1.3"].map((code) => aLeaf({ code }));
  const { roundId, agencies, officers } = await aProvince(pool, {
    scheme: aScheme(leaves),
    agencyCount: 2,
    closesAt: "2026-01-31T10:00:00Z",
  });
  const [agencyId = "", otherAgencyId = ""] = agencies.map(({ id }) => id);
  const officer = officers[0]?.chat ?? never();
  const colleague = await anOfficer(pool, agencyId, { ...officer, chatId: "4" });
  const leader = await aPerson(pool, agencyId, "leader", "5");
  await pool.query(
    "insert into staff_factors (staff_id, secret, created_at, confirmed_at) values ($1, 'x', now(), now())",
    [leader.id],
  );
  const appraiser = await aPerson(pool, otherAgencyId, "appraiser", "6");
  await pool.query(
    `insert into round_phases values ($1, 'explaining', '2026-03-02T01:00Z', $2),
       ($1, 'secondAppraisal', '2026-03-09T01:00Z', '2026-03-13T10:00Z')`,
    [roundId, closedAt],
  );
  for (const [code, points] of [
    ["1.1", 5_000],
    ["1.2", 0],
  ] as const) {
    await answerLeaf(pool, { roundId, agencyId, staffId: officers[0]?.id ?? "", code });
    await pool.query("select save_value($1, $2, $3, $4, 'appraiser', null, null, $5)", [
      ...[roundId, agencyId],
      JSON.stringify({
        ...{ code, step: "appraised", verdict: "set", answer: { done: "20", total: "20" } },
        ...{ setPoints: points, points, notApplicable: null, reason: "Thiếu", receipt: fresh() },
        ...{ selfVersion: 1, expectedVersion: 0 },
      }),
      ...[appraiser.id, "2026-02-10T03:00:00Z"],
    ]);
  }
  await pool.query("update rounds set stage = 'explaining' where id = $1", [roundId]);
  const play = async (
    chat: ChatAddress,
    effects: readonly AppealEffect[],
    now = explainingAt,
  ): Promise<CommitOutcome> => {
    const talks = talksIn(pool, secrets);
    await inboxIn(pool).receive(anUpdate(chat, fresh()));
    const opened = (await talks.openTurn(chat)) ?? never();
    const state = { v: 2, flow: "menu", step: "idle" };
    const outcome = await talks.commit({ opened, now, state, replies: [], effects });
    await pool.query("update inbound_updates set status = 'done' where id = $1", [
      opened.update.id,
    ]);
    return outcome;
  };
  return {
    ...{ roundId, agencyId, otherAgencyId, play, officer, colleague: colleague.chat },
    ...{ leader: leader.chat, leaderId: leader.id },
    ...{ appraiser: appraiser.chat, appraiserId: appraiser.id },
    moveTo: (stage: string) =>
      pool.query("update rounds set stage = $2 where id = $1", [roundId, stage]),
    answer: (
      code: string,
      appealVersion: number,
      outcome: "accepted" | "partly" | "rejected",
      setPoints: number | null,
    ): AppealEffect => ({
      ...{ kind: "answerAppeal", roundId, agencyId, code, outcome, appealVersion },
      ...{ selfVersion: 1, expectedVersion: 0, receipt: fresh() },
      value: {
        verdict: setPoints === null ? "corrected" : "set",
        answer: { done: "20", total: "20" },
        ...{ setPoints, points: setPoints ?? 10_000, notApplicable: null },
        reason: "Đủ tài liệu cho ba trong năm nhiệm vụ.",
      },
    }),
    async pointsOf(code: string): Promise<number | undefined> {
      const clock = { now: () => new Date(secondAt) };
      await openRecomputeResults({ results: resultsIn(pool), clock })(roundId, "so");
      const { rows } = await pool.query<{ points: string }>(
        "select points from node_results where agency_id = $1 and code = $2",
        [agencyId, code],
      );
      return Number(rows[0]?.points);
    },
  };
}

async function answerLeaf(
  pool: pg.Pool,
  of: {
    readonly roundId: string;
    readonly agencyId: string;
    readonly staffId: string;
    readonly code: string;
  },
): Promise<void> {
  const at = "2026-01-10T03:00:00Z";
  const content = {
    ...{ answer: { done: "20", total: "20" }, points: 10_000 },
    ...{ explanation: null, notApplicable: null },
  };
  const leaf = { code: of.code, change: "answer", content, expectedVersion: 0, receipt: fresh() };
  await pool.query("select save_leaf($1, $2, $3, touch_draft($1, $2, $4, $6), $5, null, $6)", [
    of.roundId,
    of.agencyId,
    JSON.stringify(leaf),
    of.code,
    of.staffId,
    at,
  ]);
  await pool.query("update leaf_states set evidence_count = 1 where agency_id = $1 and code = $2", [
    of.agencyId,
    of.code,
  ]);
}

async function aPerson(pool: pg.Pool, agencyId: string, role: string, chatId: string) {
  const person = await anOfficer(pool, agencyId, { channel: "telegram", bot: "123", chatId });
  await pool.query("update staff_roles set role = $2 where staff_id = $1", [person.id, role]);
  return person;
}

function never(): never {
  throw new Error("the test's own assumption is wrong");
}
