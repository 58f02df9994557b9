import { Secret, TOTP } from "otpauth";
import type pg from "pg";
import { describe, expect } from "vitest";
import { type CouncilPerson, type TestCouncil, aCouncil } from "../../test/council.ts";
import { dbTest } from "../../test/db.ts";
import { type RoundMover, advanceRound } from "../../core/round/transitions.ts";
import { changeRound } from "../../usecases/change-round.ts";
import { closingState } from "./closing-state.ts";
import { loadCourse } from "./course-repository.ts";
import { roundsIn } from "./round-repository.ts";
import { checkClosings } from "./void-closing.ts";

const reason = "Hội đồng thống nhất theo đề nghị.";

/** The agenda of the test's council: 1 an extension of A3, 2 a tie of A1 and A2. */
async function anOpenCouncil(pool: pg.Pool): Promise<TestCouncil> {
  const council = await aCouncil(pool);
  await council.say("secretary", "[council:open]");
  await council.say("secretary", "[council:agenda]");
  return council;
}

/** The first item gets a leaf of A3, so that points can be set. */
async function withLeaf(pool: pg.Pool): Promise<TestCouncil> {
  const council = await aCouncil(pool);
  await pool.query(
    `insert into council_items (round_id, number, source, source_key, agency_ids, code, proposal, created_at)
     values ($1, 1, 'explanation', 'A3 1.1', array[$2::uuid], '1.1', 'Giải trình của A3', now())`,
    [council.roundId, council.agencies[2]?.id],
  );
  await council.say("secretary", "/hoidong");
  await council.say("secretary", "[council:open]");
  return council;
}

async function addExplanation(pool: pg.Pool, { roundId, agencies }: TestCouncil): Promise<void> {
  await pool.query(
    `insert into council_items (round_id, number, source, source_key, agency_ids, code, proposal, created_at)
     values ($1, 3, 'explanation', 'A3 1.1', array[$2::uuid], '1.1', 'Giải trình của A3', now())`,
    [roundId, agencies[2]?.id],
  );
}

/** Presses the newest button that begins so among those a person was shown. */
async function press(council: TestCouncil, person: CouncilPerson, key: string): Promise<string> {
  return council.say(person, `[${await council.shown(person, key)}]`);
}

/** How many entries the ledger has of what a vote is made of. */
async function ledger(pool: pg.Pool): Promise<Readonly<Record<string, number>>> {
  const { rows } = await pool.query<{ kind: string; n: number }>(
    `select kind, count(*)::integer as n from entries
      where kind in ('ballot', 'vote', 'decision') group by kind`,
  );
  return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
}

async function outcomes(pool: pg.Pool) {
  const { rows } = await pool.query<
    Record<"number" | "agree" | "interested", number> & { outcome: string; tally: object }
  >(
    `select number, outcome, tally, (tally ->> 'agree')::integer as agree,
            (tally ->> 'interested')::integer as interested
       from council_items order by number`,
  );
  return rows;
}

async function decide(
  council: TestCouncil,
  number: number,
  members: readonly CouncilPerson[] = ["chair", "two", "three"],
): Promise<string> {
  await council.say("secretary", `[council:put:${number}]`);
  for (const member of members) {
    await council.say(member, `[council:vote:${number}:agree]`);
  }
  await council.say("secretary", `[council:decide:${number}]`);
  return council.say("secretary", reason);
}

async function aClosedCouncil(pool: pg.Pool): Promise<TestCouncil> {
  const council = await anOpenCouncil(pool);
  await decide(council, 1);
  await decide(council, 2);
  const asked = await council.say("chair", "[council:close]");
  const hash = /[0-9a-f]{64}/.exec(asked)?.[0] ?? "";
  expect(await council.say("chair", `[council:closeyes:${hash.slice(0, 32)}]`)).toContain(hash);
  return council;
}

async function aSubmitted(pool: pg.Pool): Promise<TestCouncil> {
  const council = await aClosedCouncil(pool);
  const closing = await closingState(pool, council.roundId, true);
  await council.say("coordinator", `[submitForApproval:yes:${closing?.id ?? ""}]`);
  return council;
}

/** Types all that an approval asks for, up to the second factor. */
async function beginApproval(council: TestCouncil): Promise<string> {
  for (const text of ["/pheduyet", "[approve:number]", "123/QĐ-UBND", "05/02/2026"]) {
    await council.say("official", text);
  }
  return council.say("official", "[approve:yes]");
}

/** The official enrols an app and gives its codes. */
async function enrol(council: TestCouncil): Promise<(instant: string) => string> {
  const key = /secret=([A-Z2-7]+)/.exec(await council.say("official", "/xacthuc"))?.[1] ?? "";
  const app = new TOTP({ secret: Secret.fromBase32(key) });
  const codeAt = (instant: string): string => app.generate({ timestamp: Date.parse(instant) });
  expect(await council.say("official", codeAt(council.now()))).toContain("Mười mã dự phòng");
  return codeAt;
}

const later = "2026-02-02T02:10:00.000Z";

async function anApproved(pool: pg.Pool): Promise<TestCouncil> {
  const council = await aSubmitted(pool);
  const codeAt = await enrol(council);
  await beginApproval(council);
  council.setNow(later);
  expect(await council.say("official", codeAt(later))).toContain("Đã phê duyệt kết quả");
  return council;
}

async function told(pool: pg.Pool, words: string): Promise<readonly string[]> {
  const { rows } = await pool.query<{ chat_id: string }>(
    `select chat_id from outbox where inbound_id is null and channel = 'telegram'
       and body::text like '%' || $1 || '%' order by chat_id`,
    [words],
  );
  return rows.map(({ chat_id: chat }) => chat);
}

describe("the council in the database", () => {
  dbTest("makes its agenda once, numbered in order", async ({ pool }) => {
    const council = await anOpenCouncil(pool);
    expect(await council.say("secretary", "[council:agenda]")).toContain("Không có nội dung mới");
    const { rows } = await pool.query("select number, source from council_items order by number");
    expect(rows).toEqual([
      { number: 1, source: "extension" },
      { number: 2, source: "tie" },
    ]);
    expect(await told(pool, "Phiên họp đã mở")).toEqual(["102", "103", "104", "105"]);
  });

  dbTest("takes two members' votes at once, each in the ledger", async ({ pool }) => {
    const council = await anOpenCouncil(pool);
    await council.say("secretary", "[council:put:1]");
    await Promise.all(
      (["chair", "two", "three"] as const).map((each) =>
        council.say(each, "[council:vote:1:agree]"),
      ),
    );
    await council.say("two", "[council:vote:1:disagree]");
    const votes = await pool.query("select choice from council_votes order by choice");
    expect(votes.rows.map(({ choice }: { choice: string }) => choice)).toEqual([
      ...["agree", "agree", "disagree"],
    ]);
    const entries = await pool.query(
      "select count(*)::integer as n from entries where kind = 'vote'",
    );
    expect(entries.rows).toEqual([{ n: 4 }]);
  });

  dbTest("asks a member of the agency concerned for no vote and takes none", async ({ pool }) => {
    const council = await anOpenCouncil(pool);
    await council.say("secretary", "[council:put:2]");
    expect(await told(pool, "Nội dung 2.")).toEqual(["102", "104", "105"]);
    expect(await council.say("one", "[council:vote:2:agree]")).toContain("đơn vị của anh/chị");
    await expect(
      pool.query(
        `insert into council_votes (item_id, ballot, member_id, choice, manner, at)
         select id, 1, $1, 'agree', 'chat', now() from council_items where number = 2`,
        [council.staff.one],
      ),
    ).rejects.toThrow("out of the vote");
  });

  dbTest("puts, votes and decides together as item by item", async ({ pool }) => {
    const council = await anOpenCouncil(pool);
    await council.say("three", "[council:interest:1]");
    await council.say("three", "Người thân công tác tại đơn vị.");
    await addExplanation(pool, council);
    const putting = await council.say("secretary", "[council:puts:all]");
    expect(putting).toContain("nội dung 1: có thành viên khai báo lợi ích liên quan");
    await press(council, "secretary", "council:putsyes");
    await press(council, "secretary", "council:putsyes");
    await council.say("secretary", "[council:put:1]");
    expect(await told(pool, "Đề nghị anh/chị biểu quyết")).toEqual(["102", "103", "104", "105"]);
    for (const member of ["chair", "one", "two", "three"] as const) {
      await council.say(member, "[council:votes:all:agree]");
      await press(council, member, "council:votesyes");
      await press(council, member, "council:votesyes");
    }
    await council.say("secretary", "[council:decides]");
    await press(council, "secretary", "council:decidesyes");
    await press(council, "secretary", "council:decidesyes");
    expect(await ledger(pool)).toEqual({ ballot: 3, vote: 10, decision: 3 });
    const together = await outcomes(pool);
    expect(
      together.map(({ number, outcome, agree, interested }) => ({
        ...{ number, outcome, agree, interested },
      })),
    ).toEqual([
      { number: 1, outcome: "passed", agree: 3, interested: 1 },
      { number: 2, outcome: "passed", agree: 3, interested: 1 },
      { number: 3, outcome: "passed", agree: 4, interested: 0 },
    ]);
    await pool.query("delete from council_votes");
    await pool.query(
      `update council_items set status = 'waiting', outcome = null, tally = null, reason = null,
              decided_by = null, decided_at = null, receipt = null`,
    );
    for (const number of [1, 2, 3]) await decide(council, number, ["chair", "one", "two", "three"]);
    expect(await outcomes(pool)).toEqual(together);
  });

  dbTest("lets a member change a joint vote as one, until it is decided", async ({ pool }) => {
    const council = await anOpenCouncil(pool);
    await council.say("secretary", "[council:puts:all]");
    await press(council, "secretary", "council:putsyes");
    await council.say("three", "[council:votes:all:agree]");
    await press(council, "three", "council:votesyes");
    const { vote } = await ledger(pool);
    expect(await council.say("three", "[council:joint]")).toContain("thay các phiếu đã bỏ");
    await council.say("three", "[council:votes:all:disagree]");
    await press(council, "three", "council:votesyes");
    await press(council, "three", "council:votesyes");
    expect(await ledger(pool)).toMatchObject({ vote: 2 * Number(vote) });
    const { rows } = await pool.query("select distinct choice from council_votes");
    expect(rows).toEqual([{ choice: "disagree" }]);
  });

  dbTest("looks again when a vote arrives while the secretary decides", async ({ pool }) => {
    const council = await anOpenCouncil(pool);
    await council.say("secretary", "[council:put:1]");
    for (const member of ["chair", "two", "three"] as const) {
      await council.say(member, "[council:vote:1:agree]");
    }
    await council.say("secretary", "[council:decide:1]");
    const commit = await council.hold("secretary", reason);
    await council.say("two", "[council:vote:1:disagree]");
    expect(await commit()).toBe("stale");
    expect(await council.say("secretary", "/hoidong 1")).toContain("Phiếu đã thay đổi");
    const { rows } = await pool.query("select status from council_items where number = 1");
    expect(rows).toEqual([{ status: "voting" }]);
  });

  dbTest("lets a vote stand if it was cast before the role was removed", async ({ pool }) => {
    const council = await anOpenCouncil(pool);
    await council.say("secretary", "[council:put:1]");
    await council.say("two", "[council:vote:1:agree]");
    const commit = await council.hold("three", "[council:vote:1:agree]");
    await pool.query("delete from staff_roles where staff_id = any ($1)", [
      [council.staff.two, council.staff.three],
    ]);
    expect(await commit()).toBe("stale");
    expect(await council.say("three", "/hoidong")).toContain("không có quyền");
    await council.say("chair", "[council:vote:1:agree]");
    expect(await council.say("secretary", "[council:decide:1]")).toContain("thông qua");
    expect(await council.say("secretary", reason)).toContain("Tán thành 2");
    expect(await council.say("one", "[council:vote:1:agree]")).toContain("đã được kết luận");
  });

  dbTest("sets points as the council concluded", async ({ pool }) => {
    const council = await withLeaf(pool);
    await council.say("secretary", "[council:points:1]");
    expect(await council.say("secretary", "1,5")).toContain("từ 0 đến 1 điểm");
    await council.say("secretary", "0,75");
    expect(await decide(council, 1)).toContain("0,75 điểm");
    const { rows } = await pool.query("select step, set_points, reason from leaf_values");
    expect(rows).toEqual([
      { step: "council", set_points: 7500, reason: `Theo kết luận của Hội đồng: ${reason}` },
    ]);
    expect(await council.say("chair", "[council:close]")).toContain("đang được tính lại");
  });

  dbTest("is void when a figure changes after it closed, told once", async ({ pool }) => {
    const council = await aClosedCouncil(pool);
    expect(await checkClosings(pool, new Date())).toBe(0);
    await pool.query(
      `insert into declarations (round_id, agency_id, kind, code, reason)
       values ($1, $2, 'knockout', 'x', 'thử')`,
      [council.roundId, council.agencies[1]?.id],
    );
    expect(await closingState(pool, council.roundId, false)).toMatchObject({
      state: "void",
      why: { kind: "changed", difference: { agencyCode: "A2", what: "declared", before: null } },
    });
    expect(await checkClosings(pool, new Date())).toBe(1);
    expect(await checkClosings(pool, new Date())).toBe(0);
    expect(await told(pool, "MẤT HIỆU LỰC")).toEqual(["101", "102", "106"]);
    expect(await council.say("coordinator", "/trinh")).toContain("MẤT HIỆU LỰC");
    expect(await told(pool, "MẤT HIỆU LỰC")).toEqual(["101", "102", "106"]);
  });

  dbTest("submits nothing when a figure changed behind the program's back", async ({ pool }) => {
    const council = await aClosedCouncil(pool);
    await pool.query("alter table agency_results disable trigger user");
    await pool.query("update agency_results set rank = 9 where agency_id = $1", [
      council.agencies[0]?.id,
    ]);
    expect(await council.say("coordinator", "/trinh")).toContain("đơn vị A1, thứ hạng: 1 → 9");
    const { rows } = await pool.query("select stage from rounds");
    expect(rows).toEqual([{ stage: "council" }]);
    expect(await told(pool, "MẤT HIỆU LỰC")).toEqual(["101", "102", "106"]);
  });

  dbTest("is approved only with a second factor, which the approval uses up", async ({ pool }) => {
    const council = await aSubmitted(pool);
    expect(await beginApproval(council)).toContain("xác thực bằng lớp thứ hai");
    const codeAt = await enrol(council);
    expect(await beginApproval(council)).toContain("để phê duyệt");
    expect(await council.say("official", codeAt(council.now()))).toContain("Mã này đã được dùng");
    expect(await council.say("official", "000000")).toContain("Mã không đúng");
    expect((await pool.query("select from approvals")).rowCount).toBe(0);
    council.setNow(later);
    const commit = await council.hold("official", codeAt(later));
    // The same code confirms something else in between: the approval is not written with it.
    await pool.query("update staff_factors set last_step = $1", [
      Math.floor(Date.parse(later) / 30_000),
    ]);
    expect(await commit()).toBe("stale");
    expect((await pool.query("select from approvals")).rowCount).toBe(0);
    // The update still waits and is decided anew.
    expect(await council.say("official", "/batdau")).toContain("Mã này đã được dùng");
    await pool.query("update inbound_updates set status = 'done'");
    const next = "2026-02-02T02:20:00.000Z";
    council.setNow(next);
    await beginApproval(council);
    expect(await council.say("official", codeAt(next))).toContain("Đã phê duyệt kết quả");
    const { rows } = await pool.query(
      "select body ->> 'factor' as factor from entries where kind = 'approval'",
    );
    expect(rows).toEqual([{ factor: "app" }]);
  });

  dbTest("makes results official by an approval, once", async ({ pool }) => {
    const council = await anApproved(pool);
    expect(await council.say("official", "/xephang so")).toContain(
      "Kết quả chính thức, theo Quyết định số 123/QĐ-UBND ngày 05/02/2026",
    );
    expect(await council.say("official", "/donvi A1")).toContain("theo Quyết định số 123/QĐ-UBND");
    expect(await council.say("official", "/pheduyet")).toContain("đã được phê duyệt");
    const { rows } = await pool.query("select number, date::text from approvals");
    expect(rows).toEqual([{ number: "123/QĐ-UBND", date: "2026-02-05" }]);
    await pool.query("update agency_results set rank = 2 where rank = 1");
    expect(await council.say("official", "/xephang so")).toContain("TẠM TÍNH");
  });

  dbTest("goes back to the council when its closing is void after submission", async ({ pool }) => {
    const council = await aSubmitted(pool);
    await pool.query(
      `insert into declarations (round_id, agency_id, kind, code, reason)
       values ($1, $2, 'knockout', 'x', 'thử')`,
      [council.roundId, council.agencies[1]?.id],
    );
    expect(await council.say("official", "/pheduyet")).toContain("trả lại Hội đồng");
    expect(await council.say("coordinator", "/trinh")).toContain("MẤT HIỆU LỰC");
    expect(await council.say("official", "[approve:yes]")).toContain("MẤT HIỆU LỰC");
    await council.say("official", "[approve:return]");
    expect(await council.say("official", "Số liệu của A2 đã thay đổi.")).toContain("Đã trả lại");
    const { rows } = await pool.query(
      `select r.stage, c.void_at is not null as is_void, e.role, e.body ->> 'reason' as reason
         from rounds r join council_closings c on c.round_id = r.id
         join entries e on e.round_id = r.id and e.kind = 'stage' and e.body ->> 'to' = 'council'`,
    );
    const reason = "Số liệu của A2 đã thay đổi.";
    expect(rows).toEqual([{ stage: "council", is_void: true, role: "official", reason }]);
    await council.recompute();
    const asked = await council.say("chair", "[council:close]");
    const hash = /[0-9a-f]{64}/.exec(asked)?.[0] ?? "";
    await council.say("chair", `[council:closeyes:${hash.slice(0, 32)}]`);
    const closing = await closingState(pool, council.roundId, true);
    expect(closing).toMatchObject({ state: "valid", hash });
    expect(
      await council.say("coordinator", `[submitForApproval:yes:${closing?.id ?? ""}]`),
    ).toContain("Đã trình duyệt");
  });

  dbTest("moves by the one table of steps, whoever moves it and from where", async ({ pool }) => {
    const council = await aSubmitted(pool);
    const course = async () => await loadCourse(pool, council.roundId);
    const { rows } = await pool.query<{ hash: string }>("select hash from council_closings");
    expect((await course())?.council).toEqual({ undecided: 0, closingHash: rows[0]?.hash });
    const back = { kind: "advance", to: "council", reason: "Thiếu biên bản." } as const;
    const by = { staffId: council.staff.coordinator, role: "coordinator", updateId: null } as const;
    const who: RoundMover = { kind: "person", rights: ["manageRound"] };
    const order = {
      change: back,
      who,
      apply: true,
      by: { ...by, now: "2026-02-03T02:00:00.000Z" },
    };
    expect((await changeRound(roundsIn(pool), council.roundId, order))?.planned.ok).toBe(true);
    expect((await course())?.stage).toBe("council");
    const forth = {
      ...order,
      change: { kind: "advance", to: "submission", reason: null },
    } as const;
    await pool.query("update agency_results set rank = 9 where rank = 1");
    const judged = await changeRound(roundsIn(pool), council.roundId, forth);
    expect(judged?.planned).toEqual({ ok: false, error: [{ code: "noClosingDecision" }] });
  });

  dbTest("stays final once approved while no figure changes", async ({ pool }) => {
    const council = await anApproved(pool);
    const course = await loadCourse(pool, council.roundId);
    const entries = await pool.query<{ kind: string; body: { hash: string; number?: string } }>(
      "select kind, body from entries where kind in ('closing', 'approval') order by id",
    );
    expect(course?.council.closingHash).toBe(entries.rows[0]?.body.hash);
    expect(course?.approval).toBe(entries.rows[1]?.body.number);
    if (!course) throw new Error("there is a round");
    const who = { kind: "person", rights: ["approveResults"] } as const;
    const facts = { course, now: "2026-02-06T02:00:00.000Z", reason: "Xem lại." };
    expect(advanceRound("council", who, facts)).toEqual({
      ...{ ok: false, error: [{ code: "alreadyFinal", approval: "123/QĐ-UBND" }] },
    });
    expect(advanceRound("published", who, facts).ok).toBe(true);
  });

  dbTest("goes back to the council with a reason", async ({ pool }) => {
    const council = await aClosedCouncil(pool);
    const closing = await closingState(pool, council.roundId, true);
    await council.say("coordinator", `[submitForApproval:yes:${closing?.id ?? ""}]`);
    expect(await council.say("coordinator", "/pheduyet")).toContain("không có quyền");
    await council.say("official", "[approve:return]");
    await council.say("official", "Xem lại điểm của đơn vị A3.");
    const { rows } = await pool.query("select stage from rounds");
    expect(rows).toEqual([{ stage: "council" }]);
    await council.say("chair", "[council:reopen]");
    await council.say("chair", "Xem lại theo yêu cầu của UBND tỉnh.");
    expect(await closingState(pool, council.roundId, false)).toMatchObject({ state: "void" });
    expect(await council.say("coordinator", "/trinh")).toContain("chưa có kết luận cuối cùng");
  });
});
