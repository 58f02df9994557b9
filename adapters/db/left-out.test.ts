import { expect } from "vitest";
import { aStage, never } from "../../test/appraisal-stage.ts";
import { dbTest } from "../../test/db.ts";
import { loadCourse } from "./course-repository.ts";
import { findRankings } from "./result-repository.ts";

const reason = "Đơn vị không có thủ tục hành chính thuộc thẩm quyền giải quyết";

dbTest(
  "what is declared not to apply is neither asked, appraised nor counted",
  async ({ pool }) => {
    const stage = await aStage(pool);
    await stage.self("A2", "1.1", { done: "18", total: "20" }, 18000);
    await stage.self("A2", "1.2", { yes: true }, 10000);
    await stage.self("A3", "1.1", { done: "20", total: "20" }, 20000);
    const binh = await stage.appraiser("binh", "A1");
    expect(await stage.say(binh, "/thamdinh 1.1 A2")).toContain("Còn 6 lượt");

    await pool.query(
      `insert into declarations (round_id, agency_id, kind, code, reason)
     values ($1, $2, 'notApplicable', '1.1', $3)`,
      [stage.roundId, stage.agencyId("A2"), reason],
    );
    await stage.recompute();

    expect(await stage.say(stage.officer("A2"), "/tc 1.1")).toContain(`Lý do: ${reason}`);
    expect(await stage.say(stage.officer("A3"), "/tc 1.1")).not.toContain(reason);
    const closed = await stage.say(binh, "/thamdinh 1.1 A2");
    expect(closed).toContain("Còn 5 lượt");
    expect(closed).toContain("được tỉnh xác định không áp dụng với A2");
    expect(await stage.press(binh, "judge:points:A2:1.1")).toContain("không thẩm định");
    expect(await stage.say(binh, "/thamdinh 1.1 A3")).toContain("20/20");

    const [ranking] = await findRankings(pool, "so");
    const counts = ranking?.rows.map(({ agencyCode, answered, toAnswer }) => [
      ...[agencyCode, answered, toAnswer],
    ]);
    expect(counts).toEqual(
      expect.arrayContaining([
        ["A2", 1, 1],
        ["A3", 1, 2],
      ]),
    );
    const { groups } = (await loadCourse(pool, stage.roundId)) ?? never();
    expect(groups).toMatchObject([{ answered: 2, toAnswer: 5 }]);
  },
);
