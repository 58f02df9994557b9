import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { describe, expect } from "vitest";
import { loadRoster, loadSchemes } from "../../adapters/db/appraisal-roster.ts";
import { readCouncilPack } from "../../adapters/db/council-pack.ts";
import { assign } from "../../core/appraisal/assign.ts";
import { loadCourse } from "../../adapters/db/course-repository.ts";
import { resultsIn } from "../../adapters/db/group-results.ts";
import { findHistory } from "../../adapters/db/history-repository.ts";
import { ledgerIn } from "../../adapters/db/ledger-repository.ts";
import { findAgencyResult, findRankings } from "../../adapters/db/result-repository.ts";
import { openRecomputeResults } from "../../usecases/recompute-results.ts";
import { verifyLedger } from "../../usecases/verify-ledger.ts";
import { dbTest, openTestPool } from "../../test/db.ts";
import { type TestProvince, aProvince } from "../../test/province.ts";
import { openProvinceTalk } from "../../test/province-talk.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { registerAgency } from "./agency.ts";
import { type Said, runCham } from "../../test/run-cham.ts";

const now = new Date("2025-12-23T02:00:00Z");
const order = ["--decision", "12/QĐ-UBND ngày 20/12/2025", "--by", "dp-01"];

describe("cham agency rename", () => {
  dbTest("keeps the agency and remembers what it was called", async ({ pool }) => {
    const { roundId } = await aRunningRound(pool);
    const words = ["rename", "a1", "--name", "Sở Thử Mới", "--code", "STM", ...order];
    const dry = await run(pool, ...words);
    expect(dry.lines[0]).toBe(
      "Đổi tên: Sở Thử 1 (A1) → Sở Thử Mới (STM), theo Quyết định số 12/QĐ-UBND ngày 20/12/2025.",
    );
    expect(dry.lines.at(-1)).toContain("chưa ghi gì");
    expect(await namesOf(pool)).toContain("A1 Sở Thử 1");

    const before = await stateOf(pool, roundId);
    expect((await run(pool, ...words, "--apply")).errors).toEqual([]);
    expect(await namesOf(pool)).toContain("STM Sở Thử Mới");
    expect(await stateOf(pool, roundId)).toEqual(before);
    const history = await findHistory(pool, "STM", "1.1");
    expect(history).toMatchObject({
      agencyName: "Sở Thử Mới",
      origins: [{ kind: "renamed", name: "Sở Thử 1", decision: { date: "2025-12-20" } }],
    });
    expect(history?.entries).toHaveLength(1);
    expect(await kindsOf(pool)).toEqual(expect.arrayContaining(["renamed"]));
    expect(await heardBy(pool, "1")).toContain("Sở Thử 1 nay là Sở Thử Mới (mã STM)");
    expect(await brokenChains(pool)).toEqual([]);
  });

  dbTest("is refused in a sentence with its code", async ({ pool }) => {
    await aRunningRound(pool);
    const unknown = await run(pool, "rename", "X9", "--name", "Sở Nào", ...order, "--apply");
    expect(unknown.errors).toEqual([
      "Chưa thực hiện được:",
      "– Không có đơn vị mã X9. Xem các mã: cham agency list. [unknownAgency]",
    ]);
    const taken = await run(
      pool,
      ...["rename", "A1", "--name", "Sở Nào", "--code", "A2", ...order, "--apply"],
    );
    expect(taken.errors.join()).toContain("[codeTaken]");
  });
});

describe("cham agency merge", () => {
  dbTest("shows in words what it would do, and writes nothing", async ({ pool }) => {
    const { roundId } = await aRunningRound(pool);
    const before = await stateOf(pool, roundId);
    const { lines, errors } = await run(pool, "merge", "A1", "--into", "A2", ...order);
    expect(errors).toEqual([]);
    expect(lines).toEqual([
      "Sáp nhập: Sở Thử 1 (A1) → Sở Thử 2 (A2, đang hoạt động), theo Quyết định số 12/QĐ-UBND ngày 20/12/2025.",
      "Cán bộ và liên kết trò chuyện của A1 chuyển sang A2, giữ nguyên vai trò. Nhiều bên cùng có số liệu thì giữ số liệu của A2.",
      "Kỳ thu (tự chấm điểm):",
      "  Thôi xếp hạng: A1; bản tự chấm, thẩm định và giải trình của các đơn vị này chỉ còn để tra cứu.",
      "  Nhập vào bản tự chấm của A2: 1 tiêu chí.",
      "    + 1.2, 0,6 điểm, 1 tài liệu, có giải trình, từ A1",
      "  Không nhập, cần cán bộ xem lại: 1 tiêu chí.",
      "    ! 1.1, 0,9 điểm, của A1",
      "  Chữ ký (nếu có) dưới bản tự chấm của A2 mất hiệu lực, lãnh đạo phải ký lại.",
      "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.",
    ]);
    expect(await stateOf(pool, roundId)).toEqual(before);
    expect(await kindsOf(pool)).toEqual(["answer"]);
  });

  dbTest("carries over what was missing, with its evidence and entry", async ({ pool }) => {
    const { roundId, agencies, officers } = await aRunningRound(pool);
    await merge(pool, "A1", "A2");
    expect(await draftOf(pool, "A2")).toEqual([
      { code: "1.1", points: 5000, explanation: null, evidence: 0 },
      { code: "1.2", points: 6000, explanation: "Thiếu kinh phí.", evidence: 1 },
    ]);
    const history = await findHistory(pool, "A2", "1.2");
    expect(history?.origins).toMatchObject([{ kind: "merged", name: "Sở Thử 1" }]);
    expect(
      history?.entries.map(({ predecessor, by, act }) => ({ predecessor, by, kind: act.kind })),
    ).toEqual([
      { predecessor: "Sở Thử 1", by: "Cán bộ 1", kind: "content" },
      { predecessor: null, by: "Điều Phối", kind: "carried" },
    ]);
    const reason = await pool.query(
      "select body ->> 'reason' as reason, role from entries where kind = 'carried'",
    );
    expect(reason.rows).toEqual([
      { reason: "nhập từ Sở Thử 1, QĐ 12/QĐ-UBND", role: "coordinator" },
    ]);
    const moved = await pool.query("select agency_id as id from staff where id = $1", [
      officers[0]?.id,
    ]);
    expect(moved.rows).toEqual([{ id: agencies[1]?.id }]);
    expect(await heardBy(pool, "1")).toContain("đề nghị xem lại: 1.1");
    expect(await heardBy(pool, "2")).toContain("Sở Thử 1 nhập vào Sở Thử 2");
    expect(await brokenChains(pool)).toEqual([]);
    const closed = await pool.query(
      "select is_phase_open($1, $2, 'selfScoring', '1.1', now()) as open",
      [roundId, agencies[0]?.id],
    );
    expect(closed.rows).toEqual([{ open: false }]);
  });

  dbTest("ranks what goes on and no longer what has ended", async ({ pool }) => {
    const { roundId } = await aRunningRound(pool);
    const recompute = openRecomputeResults({ results: resultsIn(pool), clock: { now: () => now } });
    await recompute(roundId, "so");
    expect(await rankingOf(pool)).toEqual(["A1 1", "A2 2", "A3 3"]);
    await merge(pool, "A1", "A2");
    expect((await loadCourse(pool, roundId))?.groups[0]).toMatchObject({
      ...{ agencies: 2, answered: 2, isComputed: false },
    });
    await recompute(roundId, "so");
    expect(await rankingOf(pool)).toEqual(["A2 1", "A3 2"]);
    const course = await loadCourse(pool, roundId);
    expect(course?.groups[0]).toMatchObject({ isComputed: true });
    expect(course?.agencyCodes).toEqual(["A2", "A3"]);
    expect(await findAgencyResult(pool, "A2")).toMatchObject({ groupSize: 2 });
    expect(await findAgencyResult(pool, "A1")).toMatchObject({ row: { rank: null } });
  });

  dbTest("is not undone by a computation that had begun before it", async ({ pool }) => {
    const { roundId } = await aRunningRound(pool);
    const results = resultsIn(pool);
    let isMerged = false;
    const recompute = openRecomputeResults({
      results: {
        ...results,
        async loadGroup(...asked) {
          const found = await results.loadGroup(...asked);
          if (!isMerged) await merge(pool, "A1", "A2");
          isMerged = true;
          return found;
        },
      },
      clock: { now: () => now },
    });
    await recompute(roundId, "so");
    const { rows } = await pool.query(
      `select a.code, x.rank from agency_results x join agencies a on a.id = x.agency_id
        order by a.code`,
    );
    expect(rows.filter(({ rank }) => rank !== null)).toEqual([
      { code: "A2", rank: 1 },
      { code: "A3", rank: 2 },
    ]);
  });

  dbTest("makes a new agency of several, with the draft that is kept", async ({ pool }) => {
    await aRunningRound(pool);
    const made = ["--new-name", "Sở Thử Hợp nhất", "--keep", "A2"];
    await merge(pool, "A1,A2", "HN", ...made);
    expect((await draftOf(pool, "HN")).map(({ code, points }) => [code, points])).toEqual([
      ["1.1", 5000],
      ["1.2", 6000],
    ]);
    const { rows } = await pool.query(
      `select p.code, p.is_active from agency_mergers m join agencies p on p.id = m.predecessor_id
        order by p.code`,
    );
    expect(rows).toEqual([
      { code: "A1", is_active: false },
      { code: "A2", is_active: false },
    ]);
    const again = await run(pool, "merge", "A1", "--into", "A3", ...order, "--apply");
    expect(again.errors.join()).toContain("Đơn vị A1 đã nhập vào HN");
    await merge(pool, "HN", "A3");
    const history = await findHistory(pool, "A3", "1.2");
    expect(history?.entries.map(({ predecessor }) => predecessor)).toEqual([
      ...["Sở Thử 1", "Sở Thử Hợp nhất", null],
    ]);
    expect(await brokenChains(pool)).toEqual([]);
  });

  dbTest("voids the signature under a draft that changes", async ({ pool }) => {
    const { roundId, agencies } = await aRunningRound(pool);
    await sign(pool, roundId, agencies[1]?.id ?? "");
    await merge(pool, "A1", "A2");
    const { rows } = await pool.query(
      `select o.void_cause, ra.sign_off_id, ra.submitted_at, e.at
         from sign_offs o join round_agencies ra using (round_id, agency_id)
         join entries e on e.agency_id = o.agency_id and e.kind = 'signOffVoided'`,
    );
    expect(rows).toEqual([
      { void_cause: "changed", sign_off_id: null, submitted_at: null, at: now },
    ]);
  });

  dbTest("has what was judged of other facts judged anew", async ({ pool }) => {
    const { roundId, agencies } = await aRunningRound(pool);
    await pool.query(
      `insert into round_phases (round_id, phase, opens_at, closes_at)
       values ($1, 'appraisal', '2025-12-20', '2025-12-30')`,
      [roundId],
    );
    await pool.query("update rounds set stage = 'explaining'");
    await pool.query(
      `insert into leaf_values (round_id, agency_id, code, step, version, verdict, points,
         self_version, decided_at, receipt)
       select $1, $2, unnest(array['1.1', '1.2']), 'appraised', 1, 'agreed', 0, 0, now(), 'R'`,
      [roundId, agencies[1]?.id],
    );
    const words = ["merge", "A1", "--into", "A2", ...order];
    const { lines } = await run(pool, ...words);
    expect(lines.join("\n")).toContain("nay phải thẩm định lại: 1.2.");
    expect(lines.join("\n")).toContain("cham round extend thu A2 appraisal <hạn>");
    await merge(pool, "A1", "A2");
    const { rows } = await pool.query("select code from leaf_values");
    expect(rows).toEqual([{ code: "1.1" }]);
    const counting = await pool.query(
      "select code, step from counting_values where agency_id = $1 order by code",
      [agencies[1]?.id],
    );
    expect(counting.rows).toEqual([
      { code: "1.1", step: "appraised" },
      { code: "1.2", step: "self" },
    ]);
  });

  dbTest("lets the people of a merged lead go on appraising its criteria", async ({ pool }) => {
    const { roundId } = await aRunningRound(pool, "A1");
    await pool.query(
      `insert into staff_roles (staff_id, role)
       select s.id, 'appraiser' from staff s join agencies a on a.id = s.agency_id
        where a.code = 'A1'`,
    );
    await merge(pool, "A1", "A2");
    await run(pool, "rename", "A2", "--name", "Sở Thử Hai", "--code", "B2", ...order, "--apply");
    const roster = await loadRoster(pool, roundId, await loadSchemes(pool, roundId));
    const leads = [...roster.leaves.values()].flat().map(({ lead }) => lead);
    expect(leads).toEqual(["B2", "B2"]);
    const first = assign(roster).filter(({ agencyCode }) => agencyCode === "A3");
    expect(first.every((each) => each.first !== null)).toBe(true);
  });

  dbTest("is told to the council, with the name that was", async ({ pool }) => {
    const { roundId } = await aRunningRound(pool);
    await run(pool, "rename", "A2", "--name", "Sở Thử Hai", ...order, "--apply");
    await merge(pool, "A1", "A2");
    expect((await readCouncilPack(pool, roundId))?.agencyChanges).toEqual([
      {
        ...{ kind: "renamed", agency: "Sở Thử Hai", former: "Sở Thử 2" },
        decision: { number: "12/QĐ-UBND", date: "2025-12-20" },
      },
      {
        ...{ kind: "merged", agency: "Sở Thử Hai", former: "Sở Thử 1" },
        decision: { number: "12/QĐ-UBND", date: "2025-12-20" },
      },
    ]);
  });

  dbTest("lets an officer go on in the same chat, on the draft that goes on", async ({ pool }) => {
    const { officers } = await aRunningRound(pool);
    const chat = officers[0]?.chat;
    if (!chat) throw new Error("there is an officer");
    const talk = openProvinceTalk(pool, now.toISOString());
    expect(await talk.say(chat, "/lichsu 1.1")).toContain("Sở Thử 1");
    await merge(pool, "A1", "A2");
    await run(pool, "rename", "A2", "--name", "Sở Thử Hai", ...order, "--apply");
    const history = await talk.say(chat, "/lichsu 1.2");
    for (const words of [
      "\nTrước ngày 20/12/2025 là Sở Thử 2",
      "\nTừ ngày 20/12/2025 có Sở Thử 1 nhập vào",
      "[Sở Thử 1] ",
      "kèm 1 tài liệu kiểm chứng, giải trình “Thiếu kinh phí”; lý do: nhập từ Sở Thử 1",
    ]) {
      expect(history).toContain(words);
    }
    await talk.say(chat, "/sua 1.1");
    await talk.say(chat, "70/100");
    expect((await draftOf(pool, "A2"))[0]).toMatchObject({ code: "1.1", points: 7000 });
    expect((await draftOf(pool, "A1"))[0]).toMatchObject({ code: "1.1", points: 9000 });
  });

  dbTest.for([
    ["12/QĐ-UBND, 20/12/2025", "số 12/QĐ-UBND ngày 20/12/2025"],
    ["12/QĐ-UBND/2025-12-20", "số 12/QĐ-UBND ngày 20/12/2025"],
    ["số 12/QĐ-UBND ngày 20/12/2025", "số 12/QĐ-UBND ngày 20/12/2025"],
  ] as const)("reads the decision in “%s”", async ([typed, said], { pool }) => {
    await aRunningRound(pool);
    const words = ["merge", "A1", "--into", "A2", "--by", "dp-01", "--decision", typed];
    expect((await run(pool, ...words)).lines[0]).toContain(`Quyết định ${said}.`);
  });

  dbTest("takes no answer that comes while it is written", async ({ pool, url }) => {
    const { roundId, agencies, officers } = await aRunningRound(pool);
    const of = { roundId, agency: agencies[0]?.id, officer: officers[0]?.id };
    const other = openTestPool(url);
    const officer = await other.connect();
    await officer.query("begin");
    await score(officer, { ...of, code: "2.1", points: 100 });
    const merging = merge(pool, "A1", "A2");
    await new Promise((later) => setTimeout(later, 200));
    const late = score(other, { ...of, code: "2.2", points: 100 });
    const refused = expect(late).rejects.toMatchObject({ code: "CH002" });
    await officer.query("commit");
    officer.release();
    await merging;
    await refused;
    await other.end();
    expect((await draftOf(pool, "A2")).map(({ code }) => code)).toEqual(["1.1", "1.2", "2.1"]);
    expect(await brokenChains(pool)).toEqual([]);
  });

  dbTest("is refused once the figures are put together", async ({ pool }) => {
    await aRunningRound(pool);
    await pool.query("update rounds set stage = 'consolidation'");
    const { errors } = await run(pool, "merge", "A1", "--into", "A2", ...order, "--apply");
    expect(errors.join()).toContain("[figuresClosed]");
    expect(await kindsOf(pool)).toEqual(["answer"]);
  });
});

/** Three agencies: A1 has scored 1.1 and 1.2, A2 only 1.1, A3 nothing. */
async function aRunningRound(pool: pg.Pool, lead = "SNV"): Promise<TestProvince> {
  const scheme = aScheme([aLeaf({ lead }), aLeaf({ code: "1.2", lead })]);
  const province = await aProvince(pool, { scheme, agencyCount: 3 });
  const [one, two] = province.agencies.map(({ id }) => id);
  const [first, second] = province.officers.map(({ id }) => id);
  await pool.query(
    `with s as (insert into staff (code, full_name, agency_id)
       select 'dp-01', 'Điều Phối', id from agencies where code = 'A3' returning id)
     insert into staff_roles (staff_id, role) select id, 'coordinator' from s`,
  );
  await score(pool, { ...province, agency: one, officer: first, code: "1.1", points: 9000 });
  await score(pool, {
    ...{ ...province, agency: one, officer: first, code: "1.2", points: 6000 },
    explanation: "Thiếu kinh phí.",
  });
  await score(pool, { ...province, agency: two, officer: second, code: "1.1", points: 5000 });
  await pool.query(
    `insert into evidence (round_id, agency_id, code, status, document, receipt, added_by, added_at)
     values ($1, $2, '1.2', 'kept', '{"number": "12/KH-A1"}', 'TLA1000001', $3, $4)`,
    [province.roundId, one, first, now],
  );
  await pool.query(
    "update leaf_states set evidence_count = 1 where agency_id = $1 and code = '1.2'",
    [one],
  );
  return province;
}

interface Scored {
  readonly roundId: string;
  readonly agency: string | undefined;
  readonly officer: string | undefined;
  readonly code: string;
  readonly points: number;
  readonly explanation?: string;
}

async function score(pool: pg.Pool | pg.PoolClient, scored: Scored): Promise<void> {
  const { roundId, agency, officer, code, points, explanation = null } = scored;
  const answer = { done: String(points / 100), total: "100" };
  const content = { answer, points, explanation, notApplicable: null };
  const receipt = randomUUID().slice(0, 10).toUpperCase();
  const leaf = { code, change: "answer", content, expectedVersion: 0, receipt };
  await pool.query("select save_leaf($1, $2, $3, touch_draft($1, $2, $4, $6), $5, null, $6)", [
    roundId,
    agency,
    JSON.stringify(leaf),
    code,
    officer,
    now,
  ]);
}

async function sign(pool: pg.Pool, roundId: string, agencyId: string): Promise<void> {
  const hash = createHash("sha256").update("state").digest("hex");
  await pool.query(
    `with o as (
       insert into sign_offs (round_id, agency_id, draft_version, scheme_hash, state, state_hash,
         factor, receipt, signed_at)
       values ($1, $2, 1, '', 'state', $3, 'app', 'KY00000001', $4) returning id)
     update round_agencies set submitted_at = $4, signed_at = $4, sign_off_id = o.id
       from o where round_id = $1 and agency_id = $2`,
    [roundId, agencyId, hash, now],
  );
}

async function merge(pool: pg.Pool, from: string, into: string, ...more: string[]): Promise<void> {
  const { errors } = await run(pool, "merge", from, "--into", into, ...order, ...more, "--apply");
  expect(errors).toEqual([]);
}

async function stateOf(pool: pg.Pool, roundId: string): Promise<unknown> {
  const { rows } = await pool.query(
    `select ra.*, l.* from round_agencies ra left join leaf_states l using (round_id, agency_id)
      where ra.round_id = $1 order by ra.agency_id, l.code`,
    [roundId],
  );
  return rows;
}

async function draftOf(
  pool: pg.Pool,
  agency: string,
): Promise<readonly { readonly code: string; readonly points: number }[]> {
  const { rows } = await pool.query<{ readonly code: string; readonly points: number }>(
    `select l.code, l.points, l.explanation, l.evidence_count as evidence
       from leaf_states l join agencies a on a.id = l.agency_id where a.code = $1 order by l.code`,
    [agency],
  );
  return rows;
}

async function namesOf(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ text: string }>(
    "select code || ' ' || name as text from agencies",
  );
  return rows.map(({ text }) => text);
}

async function kindsOf(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ kind: string }>("select distinct kind from entries");
  return rows.map(({ kind }) => kind);
}

async function heardBy(pool: pg.Pool, chat: string): Promise<string> {
  const { rows } = await pool.query<{ text: string }>(
    "select body -> 'reply' ->> 'text' as text from outbox where chat_id = $1 and channel = 'telegram'",
    [chat],
  );
  return rows.map(({ text }) => text).join("\n");
}

async function rankingOf(pool: pg.Pool): Promise<readonly string[]> {
  const [ranking] = await findRankings(pool, "so");
  return (ranking?.rows ?? []).map(({ agencyCode, rank }) => `${agencyCode} ${String(rank)}`);
}

async function brokenChains(pool: pg.Pool): Promise<readonly unknown[]> {
  const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
  const found = await verifyLedger(ledgerIn(pool), { hash });
  return [...found.broken, ...found.brokenDigests];
}

function run(pool: pg.Pool, ...args: readonly string[]): Promise<Said> {
  return runCham(registerAgency, { pool, now }, ["agency", ...args]);
}
