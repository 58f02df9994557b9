import type pg from "pg";
import { inTransaction } from "../../adapters/db/in-transaction.ts";
import { readCalendar } from "../../adapters/db/calendar-cache.ts";
import { changeAppraisalSettings } from "../../adapters/db/appraisal-settings.ts";
import { roundRegister } from "../../adapters/db/round-register.ts";
import { openCalendar } from "../../core/round/calendar.ts";
import type { RoundFile } from "../../core/round/read-round-file.ts";
import type { Phase, Stage } from "../../core/round/round.ts";
import { demoAgencies } from "../../prisma/seed/agencies.ts";
import { openRandom } from "../../prisma/seed/random.ts";
import { roundRows } from "../../prisma/seed/round-rows.ts";
import type { Part } from "../../prisma/seed/scenario.ts";
import { findPeople } from "../../prisma/seed/seed-demo.ts";
import { readSchemesInUse } from "../../prisma/seed/schemes-in-use.ts";
import { substitutes } from "../../prisma/seed/staff.ts";
import { writeDrafts } from "../../prisma/seed/write-round.ts";
import { createRound } from "../../usecases/create-round.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import { type Actor, astray, choiceOf } from "./actor.ts";
import type { Scene } from "./scene.ts";

/** The round that is played. */
export interface PlayedRound {
  readonly id: string;
  readonly code: string;
  readonly groups: readonly string[];
  /** Of what agencies had put down before: another for each round, so that no id comes twice. */
  readonly seed: number;
  /** When each phase closes. */
  readonly closesAt: Readonly<Record<Phase, Date>>;
}

const groups = [
  { group: "so", scheme: "so-2025" },
  { group: "xa", scheme: "xa-2025" },
  { group: "nganh-doc", scheme: "nganh-doc-2025" },
];
/** Of what is agreed with in bulk so many of a hundred are judged one by one. */
const spotCheckPercent = 1;
const nothingElse = {
  ...{ secondCodes: null, secondThreshold: null, substitutes: null, filesInChat: null },
};
const year = 2025;
const firstSeed = 20_250_702;
const dayMs = 86_400_000;
/** Days after the opening on which each phase closes. */
const closingDays = {
  selfScoring: 24,
  appraisal: 45,
  explaining: 56,
  secondAppraisal: 66,
  council: 80,
};

/**
 * Writes the plan of a round over the whole province and lets the coordinator issue it.
 *
 * @throws {Error} When the plan is not taken, naming each problem.
 */
export async function openRound(scene: Scene, coordinator: Actor): Promise<PlayedRound> {
  const file = await planOf(scene);
  const author = await authorOf(scene, coordinator);
  const created = await createRound(roundRegister(scene.pool), file, { apply: true, by: author });
  if (!created.ok) throw new Error(`the plan is refused: ${JSON.stringify(created.error)}`);
  const laid = created.value.phases;
  await setSpotChecks(scene, file.code, author);
  await takeStep(coordinator, file.code, "announced");
  await takeStep(coordinator, file.code, "selfScoring");
  const { rows } = await scene.pool.query<{ id: string; stage: string }>(
    "select id, stage from rounds where code = $1",
    [file.code],
  );
  const [round] = rows;
  if (round?.stage !== "selfScoring") astray(coordinator.code, "self-scoring", coordinator.heard);
  const closesAt = Object.fromEntries(
    Object.entries(laid).map(([phase, window]) => [phase, new Date(window.closesAt)]),
  ) as PlayedRound["closesAt"];
  const { id } = round;
  return {
    ...{ id, code: file.code, groups: groups.map(({ group }) => group), closesAt },
    seed: firstSeed + Number(/\d+$/.exec(file.code)?.[0] ?? 0),
  };
}

async function setSpotChecks(scene: Scene, code: string, by: RoundAuthor): Promise<void> {
  const { rows } = await scene.pool.query<{ id: string }>("select id from rounds where code = $1", [
    code,
  ]);
  const change = { ...nothingElse, spotCheckPercent };
  await changeAppraisalSettings(scene.pool, rows[0]?.id ?? "", { change, by, apply: true });
}

/** The coordinator moves the round to its next stage. */
export async function takeStep(coordinator: Actor, code: string, to: Stage): Promise<void> {
  await coordinator.say(`/dot ${code}`);
  const asked = await coordinator.press(`round:step:${to}`);
  if (!choiceOf(asked, "round:confirm")) await coordinator.say("Theo kế hoạch của UBND tỉnh.");
  await coordinator.press("round:confirm");
}

/** Lays out what agencies had put down before the curtain rises, and what others give for them. */
export async function laySeed(
  scene: Scene,
  round: PlayedRound,
  answeredBy: (agencyCode: string, place: number) => number,
): Promise<void> {
  const schemes = await readSchemesInUse();
  const ofYear = schemes.filter(({ scheme }) => scheme.year === year);
  const opensAt = scene.now();
  const until = new Date(opensAt.getTime() + 12 * dayMs);
  const random = openRandom(round.seed);
  await inTransaction(scene.pool, async (client) => {
    const rows = roundRows(
      {
        ...{ id: round.id, code: String(year), opensAt, closesAt: round.closesAt.selfScoring },
        now: until,
        agencies: demoAgencies.filter(({ isActive, group }) => isActive && isPlayed(group)),
        schemes: new Map(ofYear.map(({ scheme, compiled }) => [scheme.group, compiled])),
        calendar: openCalendar(await readCalendar(client)),
        partOf: (agency, place): Part => ({
          ...{ isSubmitted: false, hasGiven: true, unproved: 0 },
          quality: 0.8 + 0.17 * random.next(),
          answered: answeredBy(agency.code, place),
        }),
        people: await findPeople(client),
      },
      random,
    );
    await writeDrafts(client, rows, until);
    await countDrafts(client, round.id);
  });
  scene.moveTo(until);
}

/** Versions of drafts that were written beside the chat. */
async function countDrafts(client: pg.PoolClient, roundId: string): Promise<void> {
  await client.query(
    `update round_agencies ra set draft_version = d.version
       from (select agency_id, count(*) as version from entries
              where round_id = $1 and code is not null group by agency_id) d
      where ra.round_id = $1 and ra.agency_id = d.agency_id`,
    [roundId],
  );
}

function isPlayed(group: string): boolean {
  return groups.some((each) => each.group === group);
}

async function planOf(scene: Scene): Promise<RoundFile> {
  const { rows } = await scene.pool.query<{ place: number }>(
    "select count(*)::integer + 1 as place from rounds where code like $1",
    [`${String(year)}-TK%`],
  );
  const opens = scene.now().getTime();
  let opensAt = new Date(opens).toISOString();
  const phases = Object.fromEntries(
    Object.entries(closingDays).map(([phase, days]) => {
      const window = { opensAt, closesAt: fiveOClock(opens, days).toISOString() };
      opensAt = window.closesAt;
      return [phase, window];
    }),
  ) as unknown as RoundFile["phases"];
  return {
    code: `${String(year)}-TK${String(rows[0]?.place ?? 1)}`,
    title: `Đánh giá, xếp hạng Chỉ số cải cách hành chính năm ${String(year)}, chạy trọn kỳ (DEMO)`,
    year,
    isTraining: false,
    basis: [
      {
        number: "307/KH-UBND",
        date: "2025-11-17",
        title: "Kế hoạch xác định Chỉ số cải cách hành chính năm 2025 (DEMO)",
      },
    ],
    groups: groups.map((each) => ({ ...each, version: null, agencies: null })),
    phases,
    substitutes,
    respondents: [],
  };
}

/** Five in the afternoon in Viet Nam, so many days after an instant. */
function fiveOClock(from: number, days: number): Date {
  return new Date((Math.floor(from / dayMs) + days) * dayMs + 10 * 3_600_000);
}

async function authorOf(scene: Scene, { code }: Actor): Promise<RoundAuthor> {
  const { rows } = await scene.pool.query<{ id: string }>("select id from staff where code = $1", [
    code,
  ]);
  return {
    staffId: rows[0]?.id ?? null,
    role: "coordinator",
    updateId: null,
    now: scene.now().toISOString(),
  };
}
