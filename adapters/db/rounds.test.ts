import type pg from "pg";
import { describe, expect } from "vitest";
import { dbTest, openTestPool } from "../../test/db.ts";
import { type TestProvince, aProvince, anUpdate } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { planChange } from "../../core/round/change-round.ts";
import type { RoundChange } from "../../core/round/round-change.ts";
import type { DecidedTurn, OpenTurn } from "../../usecases/ports.ts";
import { advanceRounds } from "../../usecases/advance-rounds.ts";
import { inboxIn } from "./inbox-repository.ts";
import { loadCourse } from "./course-repository.ts";
import { findRankings } from "./result-repository.ts";
import { roundsIn } from "./round-repository.ts";
import { talksIn } from "./talks.ts";

const secrets = { codeKey: "a secret of this test, long enough" };
const opensAt = "2026-01-05T01:00:00.000Z";
const closesAt = "2026-01-30T10:00:00.000Z";
const clockAt = (instant: string) => ({ now: () => new Date(instant) });

describe("the clock", () => {
  dbTest("moves a round once, however many workers look", async ({ pool, url }) => {
    const { roundId } = await aRound(pool);
    const other = openTestPool(url);
    const workers = [pool, other].flatMap((each) => [roundsIn(each), roundsIn(each)]);
    const before = workers.map((rounds) =>
      advanceRounds({ rounds, clock: clockAt("2026-01-30T09:59:59.999Z") }),
    );
    expect(await Promise.all(before)).toEqual([0, 0, 0, 0]);

    const steps = await Promise.all(
      workers.map((rounds) => advanceRounds({ rounds, clock: clockAt(closesAt) })),
    );
    await other.end();

    expect(steps.reduce((sum, each) => sum + each)).toBe(1);
    expect((await loadCourse(pool, roundId))?.stage).toBe("appraisal");
    expect(await stageEntries(pool)).toEqual([
      { by: "clock", from: "selfScoring", to: "appraisal", seq: "1" },
    ]);
    const dirty = await pool.query("select count(*)::integer as n from dirty_agencies");
    expect(dirty.rows).toEqual([{ n: 2 }]);
  });

  dbTest("makes up for every closing that nobody saw, each with its entry", async ({ pool }) => {
    const { roundId } = await aRound(pool);
    await pool.query("update rounds set stage = 'announced'");
    const clock = clockAt("2026-03-01T00:00:00.000Z");
    expect(await advanceRounds({ rounds: roundsIn(pool), clock })).toBe(3);
    const entries = await stageEntries(pool);
    expect(entries.map(({ to }) => to)).toEqual(["selfScoring", "appraisal", "explaining"]);
    expect((await loadCourse(pool, roundId))?.stage).toBe("explaining");
  });

  dbTest("stops before what a person has to decide", async ({ pool }) => {
    await aRound(pool);
    const clock = clockAt("2027-01-01T00:00:00.000Z");
    await advanceRounds({ rounds: roundsIn(pool), clock });
    const { rows } = await pool.query("select stage from rounds");
    expect(rows).toEqual([{ stage: "consolidation" }]);
  });
});

describe("an extension", () => {
  dbTest("lets its agency write a minute late, and no other", async ({ pool }) => {
    const { roundId, officers } = await aRound(pool);
    const until = "2026-02-04T10:00:00.000Z";
    await change(pool, roundId, {
      ...{ kind: "extend", agency: "A1", phase: "selfScoring", until },
      ...{ reason: "Chờ số liệu", letter: "15/A1-VP" },
    });
    await advanceRounds({ rounds: roundsIn(pool), clock: clockAt(closesAt) });
    const late = "2026-01-30T10:01:00.000Z";
    expect(await write(pool, officers[0]?.chat ?? never(), late)).toBe("committed");
    expect(await write(pool, officers[1]?.chat ?? never(), late)).toBe("stale");
    const { rows } = await pool.query(
      "select kind, body ->> 'letter' as letter, role from entries where kind = 'extension'",
    );
    expect(rows).toEqual([{ kind: "extension", letter: "15/A1-VP", role: "coordinator" }]);
  });

  dbTest("is told to the agency's people once in each of their chats", async ({ pool }) => {
    const { roundId, officers } = await aRound(pool);
    await change(pool, roundId, {
      ...{ kind: "extend", agency: "a1", phase: "selfScoring" },
      ...{ until: "2026-02-04T10:00:00.000Z", reason: "Chờ số liệu", letter: "15/A1-VP" },
    });
    const { rows } = await pool.query<{ channel: string; chat_id: string; text: string }>(
      "select channel, chat_id, body -> 'reply' ->> 'text' as text from outbox order by channel",
    );
    expect(rows.map(({ channel, chat_id }) => [channel, chat_id])).toEqual([
      ["telegram", "1"],
      ["web", officers[0]?.id],
    ]);
    expect(rows[0]?.text).toContain("đến 17:00 ngày 04/02/2026");
  });
});

dbTest("leaves given back may be changed after the closing, others may not", async ({ pool }) => {
  const { roundId, officers } = await aRound(pool);
  await advanceRounds({ rounds: roundsIn(pool), clock: clockAt(closesAt) });
  const reopening: RoundChange = {
    ...{ kind: "reopen", agency: "A1", codes: ["1.1"], until: "2026-02-04T10:00:00.000Z" },
    ...{ reason: "Nhập nhầm", letter: "16/A1-VP" },
  };
  const late = "2026-02-02T02:00:00.000Z";
  expect(await write(pool, officers[0]?.chat ?? never(), late)).toBe("stale");
  await change(pool, roundId, reopening, "2026-02-01T02:00:00.000Z");
  expect(await write(pool, officers[0]?.chat ?? never(), late)).toBe("committed");
});

dbTest("a moved phase takes the next one along and is in the round's chain", async ({ pool }) => {
  const { roundId } = await aRound(pool);
  await change(pool, roundId, {
    ...{ kind: "move", phase: "selfScoring", until: "2026-02-06T10:00:00.000Z", reason: "Bão" },
  });
  const course = await loadCourse(pool, roundId);
  expect(course?.phases.selfScoring?.closesAt).toMatch(/^2026-02-06T10:00:00/);
  expect(course?.phases.appraisal?.opensAt).toMatch(/^2026-02-06T10:00:00/);
  const { rows } = await pool.query("select agency_id, kind from entries");
  expect(rows).toEqual([{ agency_id: null, kind: "phase" }]);
  const told = await pool.query("select count(*)::integer as n from outbox where channel = 'web'");
  expect(told.rows).toEqual([{ n: 2 }]);
});

dbTest("a dry run is met only where it is the only open round", async ({ pool }) => {
  const { roundId, officers, agencies } = await aRound(pool);
  const { rows } = await pool.query<{ id: string }>(
    `insert into rounds (code, title, year, stage, is_training)
     values ('tap', 'Kỳ tập dượt', 2026, 'selfScoring', true) returning id`,
  );
  const trainingId = rows[0]?.id;
  await pool.query(
    `insert into round_groups (round_id, group_code, scheme_id)
     select $2, group_code, scheme_id from round_groups where round_id = $1`,
    [roundId, trainingId],
  );
  await pool.query(
    "insert into round_agencies (round_id, agency_id, group_code) values ($1, $2, 'so')",
    [trainingId, agencies[0]?.id],
  );
  const chat = officers[0]?.chat ?? never();
  await inboxIn(pool).receive(anUpdate(chat, "dry-run"));
  const met = async () => (await talksIn(pool, secrets).openTurn(chat))?.round?.code;
  expect(await met()).toBe("thu");
  await pool.query("update rounds set stage = 'announced' where id = $1", [roundId]);
  expect(await met()).toBe("tap");
  expect((await findRankings(pool, null)).map(({ roundTitle }) => roundTitle)).toEqual(["Kỳ thử"]);
});

async function aRound(pool: pg.Pool): Promise<TestProvince> {
  const province = await aProvince(pool, {
    ...{ scheme: aScheme(), agencyCount: 2, opensAt, closesAt },
  });
  await pool.query(
    `insert into round_phases (round_id, phase, opens_at, closes_at) values
       ($1, 'appraisal', '2026-01-30T10:00Z', '2026-02-27T10:00Z'),
       ($1, 'explaining', '2026-03-02T01:00Z', '2026-03-06T10:00Z'),
       ($1, 'secondAppraisal', '2026-03-06T10:00Z', '2026-03-13T10:00Z'),
       ($1, 'council', '2026-03-16T01:00Z', '2026-03-27T10:00Z')`,
    [province.roundId],
  );
  return province;
}

async function change(
  pool: pg.Pool,
  roundId: string,
  asked: RoundChange,
  now = "2026-01-28T02:00:00.000Z",
): Promise<void> {
  const { rows } = await pool.query<{ id: string }>(
    `insert into staff (code, full_name, agency_id)
     select 'dp', 'Cán bộ điều phối', id from agencies where code = 'A2' returning id`,
  );
  const staffId = rows[0]?.id ?? never();
  await roundsIn(pool).alone(roundId, async (desk) => {
    const planned = planChange(asked, {
      ...{ course: desk.course, calendar: await desk.calendar(), now },
      agency:
        asked.kind === "extend" || asked.kind === "reopen" ? await desk.agency(asked.agency) : null,
      who: { kind: "person", rights: ["manageRound"] },
    });
    if (!planned.ok) throw new Error(JSON.stringify(planned.error));
    await desk.save(planned.value, { staffId, role: "coordinator", updateId: null, now });
  });
}

async function stageEntries(
  pool: pg.Pool,
): Promise<readonly { readonly to: string; readonly seq: string }[]> {
  const { rows } = await pool.query<{ by: string; from: string; to: string; seq: string }>(
    `select body ->> 'by' as by, body ->> 'from' as from, body ->> 'to' as to, seq
       from entries where kind = 'stage' and agency_id is null order by seq`,
  );
  return rows;
}

let deliveries = 0;

/** Answers leaf 1.1 from a chat at an instant, as a turn does it. */
async function write(pool: pg.Pool, chat: OpenTurn["update"]["from"], now: string) {
  deliveries += 1;
  await inboxIn(pool).receive(anUpdate(chat, String(deliveries)));
  const talks = talksIn(pool, secrets);
  const opened = (await talks.openTurn(chat)) ?? never();
  const content = {
    ...{ answer: { kind: "ratio", done: "9", total: "10" }, points: 9000 },
    ...{ explanation: null, notApplicable: null },
  } as const;
  const effects: DecidedTurn["effects"] = [
    {
      ...{ kind: "saveLeaf", code: "1.1", change: "answer", content },
      ...{ expectedVersion: 0, receipt: `R${String(deliveries)}` },
    },
  ];
  const state = { v: 2, flow: "menu", step: "idle" };
  return (await talks.commit({ opened, now, state, replies: [], effects })).kind;
}

function never(): never {
  throw new Error("is missing");
}
