import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest } from "../../test/db.ts";
import { type TestProvince, aProvince } from "../../test/province.ts";
import { aPersonIn, openProvinceTalk } from "../../test/province-talk.ts";
import { aLeaf, aScheme } from "../../test/schemes.ts";
import { hashScheme } from "../scheme-files/hash-scheme.ts";
import { saveMapping } from "./mapping-repository.ts";

const yes = { kind: "yesNo" } as const;
const current = aScheme([
  aLeaf({ code: "1.1", name: "Mức độ hoàn thành kế hoạch", max: "1.5" }),
  aLeaf({ code: "1.2", name: "Chế độ báo cáo" }),
  aLeaf({ code: "1.3", name: "Sáng kiến", rule: yes }),
]);
const previous = aScheme(
  [
    aLeaf({ code: "1.1", name: "Mức độ hoàn thành kế hoạch", max: "1.5" }),
    aLeaf({ code: "1.2", name: "Báo cáo đúng hạn" }),
    aLeaf({ code: "1.3", name: "Sáng kiến", rule: yes }),
  ],
  { scheme: "thu-2024", year: 2024 },
);

describe("last year beside a leaf", () => {
  dbTest(
    "stands in the officer's question, with its evidence behind a button",
    async ({ pool }) => {
      const province = await aProvince(pool, { scheme: current, agencyCount: 2 });
      await addFinishedRound(pool, province);
      const talk = openProvinceTalk(pool, "2026-01-15T02:00:00Z");
      const chat = province.officers[0]?.chat ?? never();
      const asked = await talk.say(chat, "/sua 1.1");
      expect(asked).toContain("Năm 2024: 18/20 → 1,35 điểm; 2 minh chứng.");
      expect(asked).toContain("[lastYear:1.1 Minh chứng năm 2024]");
      const listed = await talk.say(chat, "[lastYear:1.1]");
      expect(listed).toContain("Minh chứng năm 2024: 1.1");
      expect(listed).toContain("bao-cao-2024.pdf");
      expect(listed).toContain("15/BC-A1");
      // The question stays open: the next words answer it.
      expect(await talk.say(chat, "19/20")).toContain("Đã ghi 1.1");
      // The council's facts count before the agency's own; another name is another criterion.
      const third = await talk.say(chat, "/sua 1.3");
      expect(third).toContain("Năm 2024: Không → 0 điểm; không có minh chứng.");
      expect(third).not.toContain("[lastYear:1.3");
      expect(await talk.say(chat, "/sua 1.2")).not.toContain("Năm 2024");
    },
  );

  dbTest("follows an imported mapping, where code or name have changed", async ({ pool }) => {
    const province = await aProvince(pool, { scheme: current });
    await addFinishedRound(pool, province);
    const leaves = new Map([
      ["1.2", "1.1"],
      ["1.3", null],
    ]);
    await saveMapping(pool, { scheme: "thu-2025", previous: "thu-2024", leaves });
    const talk = openProvinceTalk(pool, "2026-01-15T02:00:00Z");
    const chat = province.officers[0]?.chat ?? never();
    expect(await talk.say(chat, "/sua 1.2")).toContain(
      "Năm 2024 (tiêu chí 1.1): 18/20 → 1,35 điểm; 2 minh chứng.",
    );
    expect(await talk.say(chat, "/sua 1.1")).not.toContain("Năm 2024");
    expect(await talk.say(chat, "/sua 1.3")).not.toContain("Năm 2024");
    await saveMapping(pool, {
      scheme: "thu-2025",
      previous: "thu-2024",
      leaves: new Map([["1.3", null]]),
    });
    talk.restart();
    expect(await talk.say(chat, "/sua 1.1")).toContain("Năm 2024: 18/20");
  });

  dbTest("costs a turn no statement once the process has read it", async ({ pool }) => {
    const province = await aProvince(pool, { scheme: current });
    await addFinishedRound(pool, province);
    const talk = openProvinceTalk(pool, "2026-01-15T02:00:00Z");
    const chat = province.officers[0]?.chat ?? never();
    await talk.say(chat, "/sua 1.1");
    await pool.query("update node_results set points = 7 where code = '1.1'");
    await pool.query("alter table node_results rename to hidden_results");
    expect(await talk.say(chat, "/sua 1.1")).toContain("1,35 điểm");
  });

  dbTest(
    "stands on the appraiser's card; files open only within their rights",
    async ({ pool }) => {
      const province = await aProvince(pool, { scheme: current, agencyCount: 2 });
      await addFinishedRound(pool, province);
      await pool.query("update rounds set stage = 'appraisal' where year = 2025");
      await pool.query(
        `insert into round_phases select id, 'appraisal', '2000-01-01', '2100-01-01' from rounds
        where year = 2025`,
      );
      await pool.query("update agencies set code = 'SNV' where code = 'A2'");
      const appraiser = await aPersonIn(pool, province.agencies[1]?.id ?? "", "appraiser");
      const talk = openProvinceTalk(pool, "2026-02-15T02:00:00Z");
      const card = await talk.say(appraiser.chat, "/thamdinh 1.1 A1");
      expect(card).toContain("Năm 2024: 18/20 → 1,35 điểm; 2 minh chứng.");
      expect(card).toContain("[lastYear:1.1:A1 Minh chứng năm 2024]");
      const listed = await talk.say(appraiser.chat, "[lastYear:1.1:A1]");
      expect(listed).toMatch(
        /bao-cao-2024\.pdf[^]*Mở: http:\/\/127\.0\.0\.1:3000\/evidence\/[0-9a-f-]{36}\?den=/,
      );

      const member = await aPersonIn(pool, province.agencies[1]?.id ?? "", "councilMember");
      expect(await talk.say(member.chat, "/namtruoc 1.1 A1")).toContain("chỉ xem được minh chứng");
      const officer = province.officers[1]?.chat ?? never();
      expect(await talk.say(officer, "/namtruoc 1.1 A1")).toContain("chỉ xem được minh chứng");
    },
  );

  dbTest("is silent where the agency was in no finished round", async ({ pool }) => {
    const province = await aProvince(pool, { scheme: current });
    await addFinishedRound(pool, province);
    await pool.query("update rounds set stage = 'submission' where year = 2024");
    const talk = openProvinceTalk(pool, "2026-01-15T02:00:00Z");
    const chat = province.officers[0]?.chat ?? never();
    expect(await talk.say(chat, "/sua 1.1")).not.toContain("Năm 2024");
    expect(await talk.say(chat, "/namtruoc 1.1")).toContain("không có minh chứng của năm trước");
  });
});

/** A published round of 2024: agency A1 was given 18/20 with two pieces of evidence at 1.1. */
async function addFinishedRound(pool: pg.Pool, { agencies }: TestProvince): Promise<void> {
  const scheme = await one(
    pool,
    `insert into schemes (scheme, version, group_code, year, title, hash, body, frozen_at)
     values ('thu-2024', 1, 'so', 2024, 'Bộ năm trước', $1, $2, now()) returning id`,
    [hashScheme(previous), JSON.stringify(previous)],
  );
  const round = await one(
    pool,
    "insert into rounds (code, title, year, stage) values ('truoc', 'Kỳ trước', 2024, 'published') returning id",
    [],
  );
  const at = [round, agencies[0]?.id];
  await pool.query(
    "insert into round_groups (round_id, group_code, scheme_id) values ($1, 'so', $2)",
    [...[round, scheme]],
  );
  await pool.query(
    "insert into round_agencies (round_id, agency_id, group_code) values ($1, $2, 'so')",
    at,
  );
  await pool.query(
    `insert into leaf_states (round_id, agency_id, code, version, draft_version, answer, points, receipt, changed_at)
     values ($1, $2, '1.1', 1, 1, '{"done": "18", "total": "20"}', 13500, 'C-1', now()),
            ($1, $2, '1.2', 1, 1, '{"done": "1", "total": "1"}', 10000, 'C-2', now()),
            ($1, $2, '1.3', 1, 1, '{"yes": true}', 10000, 'C-3', now())`,
    at,
  );
  await pool.query(
    `insert into leaf_values (round_id, agency_id, code, step, version, verdict, answer, points,
       reason, self_version, decided_at, receipt)
     values ($1, $2, '1.3', 'appraised', 1, 'agreed', '{"yes": true}', 10000, null, 1, now(), 'V-1'),
            ($1, $2, '1.3', 'council', 1, 'corrected', '{"yes": false}', 0, 'không có', 1, now(), 'V-2')`,
    at,
  );
  await pool.query(
    `insert into node_results (round_id, agency_id, code, points, max, computed_at, scheme_hash)
     values ($1, $2, '1.1', 13500, 15000, now(), 'x'), ($1, $2, '1.2', 10000, 10000, now(), 'x'),
            ($1, $2, '1.3', 0, 10000, now(), 'x')`,
    at,
  );
  await pool.query(
    "insert into blobs (sha256, size, mime) values (repeat('a', 64), 10, 'application/pdf')",
  );
  await pool.query(
    `insert into evidence (round_id, agency_id, code, status, file_name, sha256, document, receipt, added_at)
     values ($1, $2, '1.1', 'kept', 'bao-cao-2024.pdf', repeat('a', 64), null, 'E-1', now()),
            ($1, $2, '1.1', 'kept', null, null,
             '{"number": "15/BC-A1", "date": "2024-12-20", "issuer": "Sở Thử 1"}', 'E-2', now()),
            ($1, $2, '1.1', 'withdrawn', 'nham.pdf', repeat('a', 64), null, 'E-3', now())`,
    at,
  );
}

async function one(pool: pg.Pool, sql: string, values: readonly unknown[]): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(sql, [...values]);
  return rows[0]?.id ?? never();
}

function never(): never {
  throw new Error("the test's own assumption is wrong");
}
