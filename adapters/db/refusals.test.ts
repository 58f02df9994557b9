import type pg from "pg";
import { expect } from "vitest";
import { aReadyCourse } from "../../test/courses.ts";
import { dbTest } from "../../test/db.ts";
import { type TestProvince, aProvince } from "../../test/province.ts";
import { aScheme } from "../../test/schemes.ts";
import { roles } from "../../core/access/actor.ts";
import { phaseState } from "../../core/round/phase-window.ts";
import { type Phase, type Stage, phases, stages } from "../../core/round/round.ts";

const signable: readonly Stage[] = ["selfScoring", "appraisal", "explaining", "secondAppraisal"];
const course = aReadyCourse("draft");
const middles = ["01-01", "01-15", "02-10", "03-04", "03-10", "03-20", "06-01"].map(
  (day) => `2026-${day}T01:00:00.000Z`,
);
const edges = Object.values(course.phases).flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]);
const instants = [...new Set([...middles, ...edges, ...edges.map(aMinuteBefore)])];

/** A write as the database takes it, past every check of the program. */
interface Write {
  readonly name: string;
  /** The phase that must be open for it; or the stages it is taken in. */
  readonly open: Phase | readonly Stage[];
  /** What has come before. */
  readonly prepare?: string;
  /** Values from $1: round, agency, leader, appraiser, instant. */
  readonly sql: string;
  /** Whose hand it needs; the values are those of `people`. */
  readonly by: "leader" | "appraiser" | "anybody";
}

const handUp = "update round_agencies set submitted_at = '2026-01-10T00:00:00Z'";

const askedSql = `insert into round_respondents (round_id, group_code, kind, name, wanted)
  select round_id, group_code, 'cbcc', 'Công chức, viên chức', 2 from round_groups`;

const writes: readonly Write[] = [
  {
    ...{ name: "a leaf of the draft", open: "selfScoring", by: "anybody" },
    sql: "select touch_draft($1, $2, '1.1', $5)",
  },
  {
    ...{ name: "handing the draft up", open: "selfScoring", by: "anybody" },
    sql: "select submit_draft($1, $2, 0, $3, null, 'BN-submit', $5)",
  },
  {
    ...{ name: "a signature", open: signable, by: "leader" },
    prepare: handUp,
    sql: `select sign_draft($1, $2, jsonb_build_object('draftVersion', 0, 'factor', 'app',
            'state', '{}', 'stateHash', encode(sha256('{}'), 'hex'), 'receipt', 'BN-sign', 'aloneReason', 'Đơn vị chỉ có một công chức',
            'schemeHash', (select hash from schemes limit 1)), $3, null, $5)`,
  },
  {
    ...{ name: "leaves given back", open: "selfScoring", by: "leader" },
    prepare: handUp,
    sql: `select return_draft($1, $2,
            '{"codes": ["1.1"], "comment": "Chưa khớp", "receipt": "BN-return"}', $3, null, $5)`,
  },
  {
    ...{ name: "an appraised value", open: "appraisal", by: "appraiser" },
    sql: "select check_appraiser($1, $2, '1.1', $4, 'first', $5)",
  },
  {
    ...{ name: "an explanation", open: "explaining", by: "anybody" },
    sql: "select touch_appeal($1, $2, '1.1', $5)",
  },
  {
    ...{ name: "a second appraisal", open: "secondAppraisal", by: "appraiser" },
    prepare: "update appeals set status = 'signed'",
    sql: `select answer_appeal($1, $2, jsonb_build_object('outcome', 'rejected', 'appealVersion', 1,
            'value', jsonb_build_object('code', '1.1', 'step', 'explained', 'verdict', 'agreed',
              'answer', null, 'setPoints', null, 'points', 5000, 'notApplicable', null,
              'reason', 'Không có tài liệu mới', 'selfVersion', 1, 'expectedVersion', 0,
              'receipt', 'BN-second')), $4, 'appraiser', null, $5)`,
  },
  {
    ...{ name: "the council's work", open: "council", by: "anybody" },
    sql: "select lock_council($1, false, $5)",
  },
  {
    ...{ name: "people for the survey", open: "survey", by: "anybody" },
    prepare: askedSql,
    sql: `select add_respondents($1, $2, 'cbcc', '[{"name": "Nguyễn Văn An", "position":
            "chuyên viên", "contact": "0912345678", "key": "0912345678"}]', null, null, null, $5)`,
  },
];

dbTest(
  "the database itself refuses every write outside its phase, whatever the program says",
  async ({ pool }) => {
    const { write } = await aCourseInRows(pool);
    const wrong: string[] = [];
    let refused = 0;
    for (const stage of stages) {
      await pool.query("update rounds set stage = $1", [stage]);
      const tried = instants.flatMap((now) => writes.map((each) => ({ each, now })));
      for (const { each, now } of tried) {
        const code = await write(each, now);
        const meant = isOpenIn(each, stage, now) ? null : "CH002";
        if (meant !== null) refused += 1;
        if (code !== meant) wrong.push(`${each.name} in ${stage} at ${now}: ${String(code)}`);
      }
    }
    expect(wrong).toEqual([]);
    process.stdout.write(`${refused} writes refused by the database (CH002)\n`);
    expect(refused).toBeGreaterThan(1000);
  },
);

dbTest(
  "the database takes a signature and a second appraisal from nobody without the duty",
  async ({ pool }) => {
    const { province, write, people } = await aCourseInRows(pool);
    const taken: string[] = [];
    for (const each of writes.filter(({ by }) => by !== "anybody")) {
      const stage: Phase = typeof each.open === "string" ? each.open : "selfScoring";
      await pool.query("update rounds set stage = $1", [stage]);
      const now = course.phases[stage]?.opensAt ?? "";
      for (const role of roles) {
        await pool.query("update staff_roles set role = $1 where staff_id = any ($2)", [
          ...[role, [people.leader, people.appraiser]],
        ]);
        if ((await write(each, now)) === null) taken.push(`${each.name} by ${role}`);
      }
    }
    // check_appraiser leaves the duty to the program and to the roster: it guards clock and agency.
    expect(taken.filter((one) => !one.startsWith("an appraised value"))).toEqual([
      ...[
        "a signature by leader",
        "leaves given back by leader",
        "a second appraisal by appraiser",
      ],
    ]);
    expect(province.agencies).toHaveLength(2);
  },
);

function isOpenIn({ open }: Write, stage: Stage, now: string): boolean {
  if (typeof open !== "string") return open.includes(stage);
  const round = { stage, phases: course.phases, exceptions: [] };
  return phaseState(round, open, { now, code: "1.1" }) === "open";
}

function aMinuteBefore(instant: string): string {
  return new Date(Date.parse(instant) - 60_000).toISOString();
}

interface CourseInRows {
  readonly province: TestProvince;
  readonly people: { readonly leader: string; readonly appraiser: string };
  /** Tries a write and takes it back; gives the code of its refusal, null when it was taken. */
  readonly write: (write: Write, now: string) => Promise<string | null>;
}

/** A round with every phase, and one agency whose leaf was appraised lower and explained. */
async function aCourseInRows(pool: pg.Pool): Promise<CourseInRows> {
  const province = await aProvince(pool, { scheme: aScheme(), agencyCount: 2 });
  const [agency, other] = province.agencies;
  if (!agency || !other) throw new Error("a province of two agencies");
  const { roundId } = province;
  await pool.query("delete from round_phases");
  for (const phase of phases) {
    const window = course.phases[phase];
    await pool.query(
      "insert into round_phases (round_id, phase, opens_at, closes_at) values ($1, $2, $3, $4)",
      [roundId, phase, window?.opensAt, window?.closesAt],
    );
  }
  const people = {
    leader: await addPerson(pool, agency.id, "leader"),
    appraiser: await addPerson(pool, other.id, "appraiser"),
  };
  await appraiseLower(pool, { roundId, agencyId: agency.id, ...people });
  return {
    ...{ province, people },
    write: (write, now) =>
      tryWrite(pool, write, [roundId, agency.id, ...Object.values(people), now]),
  };
}

async function addPerson(pool: pg.Pool, agencyId: string, role: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    "insert into staff (code, full_name, agency_id) values ($1, $1, $2) returning id",
    [role, agencyId],
  );
  const id = rows[0]?.id ?? "";
  await pool.query("insert into staff_roles (staff_id, role) values ($1, $2)", [id, role]);
  return id;
}

/** Leaf 1.1 claimed at 10,000 ten-thousandths, appraised at 5,000, and explained. */
async function appraiseLower(
  pool: pg.Pool,
  at: { readonly roundId: string; readonly agencyId: string; readonly appraiser: string },
): Promise<void> {
  const { roundId, agencyId, appraiser } = at;
  await pool.query(
    `insert into leaf_states (round_id, agency_id, code, version, draft_version, answer, points,
       explanation, receipt, changed_at)
     values ($1, $2, '1.1', 1, 0, '{"done": "20", "total": "20"}', 10000, 'đã làm', 'BN-1', now())`,
    [roundId, agencyId],
  );
  await pool.query(
    `insert into leaf_values (round_id, agency_id, code, step, version, verdict, set_points, points,
       reason, self_version, decided_by, decided_at, receipt)
     values ($1, $2, '1.1', 'appraised', 1, 'set', 5000, 5000, 'thiếu', 1, $3, now(), 'BN-2')`,
    [roundId, agencyId, appraiser],
  );
  await pool.query(
    `insert into appeals (round_id, agency_id, code, version, status, answer, explanation,
       value_version, changed_at, receipt)
     values ($1, $2, '1.1', 1, 'draft', 'explained', 'đã làm đủ', 1, now(), 'BN-3')`,
    [roundId, agencyId],
  );
}

async function tryWrite(
  pool: pg.Pool,
  { prepare, sql }: Write,
  values: readonly unknown[],
): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    if (prepare !== undefined) await client.query(prepare);
    // Values that a statement does not name would have no type.
    const given = "with given as (select $1::uuid, $2::uuid, $3::uuid, $4::uuid, $5::timestamptz) ";
    await client.query(given + sql, [...values]);
    return null;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  } finally {
    await client.query("rollback");
    client.release();
  }
}
