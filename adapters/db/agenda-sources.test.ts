import { createHash, randomUUID } from "node:crypto";
import type pg from "pg";
import { describe, expect } from "vitest";
import { type TestCouncil, aCouncil } from "../../test/council.ts";
import { dbTest } from "../../test/db.ts";
import { addEntry } from "../../test/ledger.ts";
import { readCouncilPack } from "./council-pack.ts";

const reason = "Báo cáo chỉ chứng minh một phần nhiệm vụ.";

describe("what comes before the council", () => {
  dbTest("are the cases of explaining, appraisal and signing, each in words", async ({ pool }) => {
    const council = await aTroubledCouncil(pool);
    await council.say("secretary", "[council:open]");
    await council.say("secretary", "[council:agenda]");
    expect(await proposals(pool)).toEqual([
      "Sở Thử 1, tiêu chí 1.1: giải trình của đơn vị không được chấp nhận (giữ 0,5 điểm). Lý do của người thẩm định: Báo cáo chỉ chứng minh một phần nhiệm vụ. Đề nghị Hội đồng giữ kết quả thẩm định lần 2.",
      "Sở Thử 2, tiêu chí 1.1: hai lượt thẩm định độc lập cho kết quả khác nhau (0,9 điểm và 0,6 điểm), chênh lệch vượt ngưỡng của kỳ đánh giá. Đề nghị Hội đồng xem xét và giữ điểm đang tính.",
      "Sở Thử 3, tiêu chí 1.1: được rút ngẫu nhiên để kiểm tra riêng khi Điều phối Giang đồng ý hàng loạt; kết quả kiểm tra: 0,25 điểm, đơn vị tự chấm 0,6 điểm. Lý do: Báo cáo chỉ chứng minh một phần nhiệm vụ. Đề nghị Hội đồng xem xét và giữ điểm đang tính.",
      "Thẩm định hàng loạt của Điều phối Giang: đồng ý 2 lượt tiêu chí trong 1 lần; rút ngẫu nhiên 1 lượt để kiểm tra riêng, trong đó 1 lượt có khác biệt, 0 lượt chưa được thẩm định. Đề nghị Hội đồng công nhận kết quả thẩm định hàng loạt.",
      "Sở Thử 3: đã được gia hạn giai đoạn tự chấm điểm đến 17:00 ngày 20/01/2026 theo văn bản số 12/CV-A3. Lý do: Mưa lũ. Đề nghị Hội đồng công nhận kết quả nộp trong thời gian gia hạn.",
      "Sở Thử 2: Ủy viên Cúc ký duyệt số liệu do chính mình nhập. Lý do: Đơn vị chỉ có một cán bộ làm việc này. Đề nghị Hội đồng công nhận kết quả tự chấm.",
    ]);
    expect(await council.say("secretary", "[council:agenda]")).toContain("Không có nội dung mới");
  });

  dbTest("stay away where nothing went wrong", async ({ pool }) => {
    const council = await aTroubledCouncil(pool);
    await pool.query("update appeals set outcome = 'accepted'");
    await pool.query("update appraisal_settings set second_threshold = 3000");
    await pool.query(
      "update leaf_values set verdict = 'agreed', set_points = null where agency_id = $1",
      [council.agencies[2]?.id],
    );
    await pool.query(
      "update sign_offs set voided_at = now(), void_cause = 'changed' where voided_at is null",
    );
    await council.say("secretary", "[council:open]");
    await council.say("secretary", "[council:agenda]");
    const { rows } = await pool.query("select source from council_items order by number");
    expect(rows).toEqual([{ source: "bulkAgreement" }, { source: "extension" }]);
  });

  dbTest.for([
    { number: 1, what: "a rejected explanation", agency: 0 },
    { number: 2, what: "a blind difference", agency: 1 },
    { number: 3, what: "a spot check", agency: 2 },
  ])("lets $what get other points by a decision", async ({ number, agency }, { pool }) => {
    const council = await aTroubledCouncil(pool);
    for (const act of ["open", "agenda", `points:${number}`]) {
      await council.say("secretary", `[council:${act}]`);
    }
    await council.say("secretary", "0,75");
    await council.say("secretary", `[council:put:${number}]`);
    for (const member of ["chair", "two", "three"] as const) {
      await council.say(member, `[council:vote:${number}:agree]`);
    }
    await council.say("secretary", `[council:decide:${number}]`);
    const said = await council.say("secretary", "Hội đồng xem lại hồ sơ gốc.");
    expect(said).toContain("0,75 điểm, theo kết luận của Hội đồng");
    await council.recompute();
    const { rows } = await pool.query(
      `select v.step, v.verdict, v.reason, n.points from leaf_values v
         join node_results n using (round_id, agency_id, code)
        where v.agency_id = $1 and v.step = 'council'`,
      [council.agencies[agency]?.id],
    );
    expect(rows).toEqual([
      {
        ...{ step: "council", verdict: "set", points: "7500" },
        reason: "Theo kết luận của Hội đồng: Hội đồng xem lại hồ sơ gốc.",
      },
    ]);
  });

  dbTest(
    "lets nobody set points of a branch declared not to apply, but strikes the declaration",
    async ({ pool }) => {
      const council = await aCouncil(pool);
      await pool.query(
        `insert into declarations (round_id, agency_id, kind, code, count, reason, declared_at)
       values ($1, $2, 'notApplicable', '1', 1, 'Không có nhiệm vụ.', now())`,
        [council.roundId, council.agencies[2]?.id],
      );
      await council.recompute();
      for (const act of ["open", "agenda"]) await council.say("secretary", `[council:${act}]`);
      const { rows } = await pool.query<{ number: number }>(
        "select number from council_items where source = 'notApplicable' and declaration_id is not null",
      );
      const number = String(rows[0]?.number);
      expect(await council.say("secretary", `[council:item:${number}]`)).not.toContain(
        "Đề nghị mức điểm khác",
      );
      expect(await council.say("secretary", `[council:points:${number}]`)).toContain(
        "không gắn với",
      );
      await council.recompute();
      for (const act of [`refuse:${number}`, `put:${number}`]) {
        await council.say("secretary", `[council:${act}]`);
      }
      for (const member of ["chair", "two", "three"] as const) {
        await council.say(member, `[council:vote:${number}:agree]`);
      }
      await council.say("secretary", `[council:decide:${number}]`);
      await council.say("secretary", "Đơn vị có nhiệm vụ được giao trong năm.");
      expect((await pool.query("select code from declarations")).rows).toEqual([]);
      const { rows: struck } = await pool.query<{ code: string }>(
        "select body -> 'declaration' ->> 'code' as code from entries where kind = 'struck'",
      );
      expect(struck).toEqual([{ code: "1" }]);
      await council.recompute();
      const { rows: nodes } = await pool.query(
        "select points is null as is_out from node_results where agency_id = $1 and code = '1'",
        [council.agencies[2]?.id],
      );
      expect(nodes).toEqual([{ is_out: false }]);
    },
  );

  dbTest("are counted and told one by one in its pack", async ({ pool }) => {
    const { roundId } = await aTroubledCouncil(pool);
    const former = "2026-03-01T10:00:00.000Z";
    const until = "2026-03-05T10:00:00.000Z";
    const body = {
      phase: "explaining",
      former,
      until,
      movedFrom: null,
      next: null,
      reason: "Tết.",
    };
    await addEntry(pool, { roundId, agencyId: null, code: null, kind: "phase", body });
    expect(await readCouncilPack(pool, roundId)).toMatchObject({
      extensions: [{ agency: "Sở Thử 3", codes: null, reason: "Mưa lũ" }],
      reopenings: [],
      movedPhases: [{ phase: "explaining", former, until, reason: "Tết." }],
      signedAlone: [{ agency: "Sở Thử 2", leader: "Ủy viên Cúc" }],
      appeals: { accepted: 0, partly: 0, rejected: 1, unanswered: 1 },
      blindDifferences: 1,
      bulkAgreements: { leaves: 2, spotChecked: 1, differing: 1, unjudged: 0 },
    });
  });
});

async function proposals(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ proposal: string }>(
    "select proposal from council_items order by number",
  );
  return rows.map(({ proposal }) => proposal);
}

/** A1's explanation was rejected, A2 was appraised twice, A3 was drawn and A2 signed alone. */
async function aTroubledCouncil(pool: pg.Pool): Promise<TestCouncil> {
  const council = await aCouncil(pool);
  await explained(pool, council);
  await appraisedTwice(pool, council);
  await drawn(pool, council);
  await signedAlone(pool, council);
  await council.recompute();
  return council;
}

async function explained(
  pool: pg.Pool,
  { roundId, agencies, officers }: TestCouncil,
): Promise<void> {
  await saveValue(pool, { roundId, agencyId: agencies[0]?.id, step: "appraised", points: 5000 });
  await saveValue(pool, { roundId, agencyId: agencies[0]?.id, step: "explained", points: 5000 });
  for (const [at, outcome] of ["rejected", null].entries()) {
    await pool.query(
      `insert into appeals (round_id, agency_id, code, version, status, answer, explanation,
         value_version, changed_by, changed_at, receipt, outcome)
       values ($1, $2, '1.1', 1, 'signed', 'explained', 'Đã làm đủ.', 1, $3, now(), 'G', $4)`,
      [roundId, agencies[at]?.id, officers[at]?.id, outcome],
    );
  }
}

async function appraisedTwice(
  pool: pg.Pool,
  { roundId, agencies, staff }: TestCouncil,
): Promise<void> {
  await pool.query("insert into appraisal_settings values ($1, '{1}', 2999, 10)", [roundId]);
  await saveValue(pool, { roundId, agencyId: agencies[1]?.id, step: "appraised", points: 9000 });
  await pool.query("select save_second_value($1, $2, $3, $4, null, now())", [
    ...[roundId, agencies[1]?.id, valueOf({ step: "appraised", points: 6000 }), staff.three],
  ]);
}

async function drawn(pool: pg.Pool, { roundId, agencies, staff }: TestCouncil): Promise<void> {
  const agencyId = agencies[2]?.id;
  const list = ["A1/1.1", "A2/1.1", "A3/1.1"];
  const body = { part: "first", seed: "HAT1", percent: 10, list, sample: ["A3/1.1"] };
  const authorId = staff.coordinator;
  await addEntry(pool, { roundId, agencyId: null, kind: "bulkAgreement", authorId, body });
  await pool.query("insert into spot_checks values ($1, $2, '1.1', 'HAT1', now())", [
    ...[roundId, agencyId],
  ]);
  await saveValue(pool, { roundId, agencyId, step: "appraised", points: 2500 });
}

async function signedAlone(
  pool: pg.Pool,
  { roundId, agencies, staff }: TestCouncil,
): Promise<void> {
  const hash = createHash("sha256").update("x").digest("hex");
  await pool.query(
    `insert into sign_offs (round_id, agency_id, draft_version, scheme_hash, state, state_hash,
       signed_by, factor, alone_reason, receipt, signed_at)
     values ($1, $2, 1, '', 'x', $3, $4, 'app', 'Đơn vị chỉ có một cán bộ làm việc này.', 'K', now())`,
    [roundId, agencies[1]?.id, hash, staff.two],
  );
}

interface ValueAbout {
  readonly step: "appraised" | "explained";
  readonly points: number;
}

async function saveValue(
  pool: pg.Pool,
  about: ValueAbout & { readonly roundId: string; readonly agencyId: string | undefined },
): Promise<void> {
  await pool.query("select save_value($1, $2, $3, null, 'appraiser', null, null, now())", [
    ...[about.roundId, about.agencyId, valueOf(about)],
  ]);
}

function valueOf({ step, points }: ValueAbout): string {
  return JSON.stringify({
    ...{ code: "1.1", step, verdict: "set", answer: null, setPoints: points, points, reason },
    ...{ notApplicable: null, selfVersion: 1, expectedVersion: 0, receipt: randomUUID() },
  });
}
