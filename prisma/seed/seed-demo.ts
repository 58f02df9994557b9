import type pg from "pg";
import { listAgencies, saveAgencies } from "../../adapters/db/agency-repository.ts";
import { inTransaction } from "../../adapters/db/in-transaction.ts";
import { saveStaff } from "../../adapters/db/staff-repository.ts";
import type { AgencyRecord } from "../../core/access/people.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import { demoAgencies, provinceName } from "./agencies.ts";
import type { CalendarDay } from "../../core/round/read-calendar-file.ts";
import { calendarDays } from "./calendar-days.ts";
import { demoRounds, type DemoRound } from "./demo-rounds.ts";
import { insertRows } from "./insert-rows.ts";
import { openRandom, type Random } from "./random.ts";
import { roundRows, type DemoPeople } from "./round-rows.ts";
import { signDrafts } from "./sign-drafts.ts";
import { demoStaff, substitutes } from "./staff.ts";
import { writeRound } from "./write-round.ts";
import type { SchemeInUse } from "./schemes-in-use.ts";

/** What was made, for the one who started it. */
export interface Seeded {
  readonly agencies: number;
  readonly staff: number;
  readonly rounds: readonly { readonly code: string; readonly leaves: number }[];
}

const seed = 20_250_701;

/**
 * Fills an empty database with the demo province: always the same people and facts, with the open
 * round laid round `now`. All of it is written, or nothing.
 *
 * @returns What was made; null when there are agencies already.
 */
export async function seedDemo(
  pool: pg.Pool,
  about: { readonly now: Date; readonly schemes: readonly SchemeInUse[] },
): Promise<Seeded | null> {
  return inTransaction(pool, async (client) => {
    await client.query("lock table agencies in share row exclusive mode");
    if ((await listAgencies(client)).length > 0) return null;
    const random = openRandom(seed);
    await client.query("insert into settings (key, value) values ('province', $1)", [
      JSON.stringify({ name: provinceName, demo: true }),
    ]);
    await saveAgencies(client, demoAgencies);
    const staff = demoStaff(demoAgencies, random);
    await saveStaff(client, staff);
    await writeCalendar(client);
    await writeSchemes(client, about);
    const people = await findPeople(client);
    const rounds = [];
    for (const round of demoRounds(about.now)) {
      rounds.push(await fillRound(client, { ...about, round, people, random }));
    }
    return { agencies: demoAgencies.length, staff: staff.length, rounds };
  });
}

async function writeCalendar(client: pg.ClientBase): Promise<void> {
  const columns = { day: "date", kind: "text", note: "text" } as const;
  await insertRows<CalendarDay>(client, "calendar_days", { columns, rows: calendarDays });
}

async function writeSchemes(
  client: pg.ClientBase,
  { schemes, now }: { readonly schemes: readonly SchemeInUse[]; readonly now: Date },
): Promise<void> {
  for (const { id, hash, scheme } of schemes) {
    await client.query(
      `insert into schemes (id, scheme, version, group_code, year, title, hash, body, frozen_at)
       values ($1, $2, 1, $3, $4, $5, $6, $7, $8)`,
      [
        ...[id, scheme.scheme, scheme.group, scheme.year, scheme.title, hash],
        ...[JSON.stringify(scheme), now],
      ],
    );
  }
}

/** Finds the people of the demo province in a database that has it. */
export async function findPeople(client: pg.ClientBase): Promise<DemoPeople> {
  const agencies = await client.query<{ id: string; code: string }>(
    "select id, code from agencies",
  );
  const idOf = new Map(agencies.rows.map(({ id, code }) => [code, id]));
  const { rows } = await client.query<{ id: string; code: string; agency: string; role: string }>(
    `select s.id, s.code, a.code as agency, r.role
       from staff s join agencies a on a.id = s.agency_id join staff_roles r on r.staff_id = s.id
      where r.role in ('officer', 'coordinator') order by s.code`,
  );
  return {
    agencyId: (code) => found(idOf.get(code), code),
    officers: (agency) => {
      const [first, ...rest] = rows
        .filter((row) => row.agency === agency && row.role === "officer")
        .map(({ id }) => id);
      return [found(first, agency), ...rest];
    },
    coordinatorId: found(rows.find(({ role }) => role === "coordinator")?.id, "coordinator"),
  };
}

function found(id: string | undefined, whose: string): string {
  if (id === undefined) throw new RangeError(`nobody for ${whose}`);
  return id;
}

async function writePhases(client: pg.ClientBase, id: string, round: DemoRound): Promise<void> {
  const { opensAt, closesAt, laterPhases } = round;
  let begins = opensAt;
  for (const each of [{ phase: "selfScoring", closesAt }, ...laterPhases]) {
    await client.query(
      "insert into round_phases (round_id, phase, opens_at, closes_at) values ($1, $2, $3, $4)",
      [id, each.phase, begins, each.closesAt],
    );
    begins = each.closesAt;
  }
}

/** The list for the survey: its time, and whom the agencies are asked for; after the groups. */
async function writeSurvey(
  client: pg.ClientBase,
  id: string,
  { survey }: DemoRound,
): Promise<void> {
  if (!survey) return;
  await client.query(
    "insert into round_phases (round_id, phase, opens_at, closes_at) values ($1, 'survey', $2, $3)",
    [id, survey.opensAt, survey.closesAt],
  );
  for (const { group, kind, name, wanted } of survey.asked) {
    await client.query(
      `insert into round_respondents (round_id, group_code, kind, name, wanted)
       values ($1, $2, $3, $4, $5)`,
      [id, group, kind, name, wanted],
    );
  }
}

interface Filling {
  readonly now: Date;
  readonly round: DemoRound;
  readonly schemes: readonly SchemeInUse[];
  readonly people: DemoPeople;
  readonly random: Random;
}

async function fillRound(
  client: pg.ClientBase,
  { now, round, schemes, people, random }: Filling,
): Promise<Seeded["rounds"][number]> {
  const id = random.uuid();
  const ofYear = schemes.filter(({ scheme }) => scheme.year === round.year);
  await client.query(
    `insert into rounds (id, code, title, year, stage, basis, is_demo, created_at)
     values ($1, $2, $3, $4, $5, $6, true, $7)`,
    [
      ...[id, round.code, round.title, round.year, round.stage],
      ...[JSON.stringify([round.basis]), round.opensAt],
    ],
  );
  await client.query(
    `insert into round_substitutes (round_id, place, staff_id)
     select $1, n.place, s.id from unnest($2::text[]) with ordinality as n (code, place)
       join staff s on s.code = n.code`,
    [id, substitutes],
  );
  await writePhases(client, id, round);
  for (const { id: schemeId, scheme } of ofYear) {
    await client.query(
      "insert into round_groups (round_id, group_code, scheme_id) values ($1, $2, $3)",
      [id, scheme.group, schemeId],
    );
  }
  await writeSurvey(client, id, round);
  const groups = new Set(ofYear.map(({ scheme }) => scheme.group));
  const isIn = ({ group }: AgencyRecord): boolean => groups.has(group);
  const rows = roundRows(
    {
      ...{ id, code: round.code, opensAt: round.opensAt, closesAt: round.closesAt },
      now: round.stage === "selfScoring" ? now : round.closesAt,
      agencies: demoAgencies.filter(isIn),
      schemes: new Map(ofYear.map(({ scheme, compiled }) => [scheme.group, compiled])),
      calendar: openCalendar({
        daysOff: calendarDays.filter(({ kind }) => kind === "off").map(({ day }) => day),
        workingDays: calendarDays.filter(({ kind }) => kind === "working").map(({ day }) => day),
      }),
      partOf: round.partOf,
      people,
    },
    random,
  );
  await writeRound(client, rows, now);
  await signDrafts(client, id, random);
  return { code: round.code, leaves: rows.leafStates.length };
}
