import type pg from "pg";
import { resultsIn } from "../../adapters/db/group-results.ts";
import { roundsIn } from "../../adapters/db/round-repository.ts";
import type { Phase } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { openRandom } from "../../prisma/seed/random.ts";
import { readSchemesInUse } from "../../prisma/seed/schemes-in-use.ts";
import { advanceRounds } from "../../usecases/advance-rounds.ts";
import { openRecomputeResults } from "../../usecases/recompute-results.ts";
import type { Actor } from "./actor.ts";
import { appraiseAll } from "./appraise.ts";
import { approveResults, submitResults } from "./approve.ts";
import { meet } from "./council.ts";
import { answerAll, explainAll, signAnswers } from "./explain.ts";
import { inLanes } from "./in-lanes.ts";
import { type PlayedRound, laySeed, openRound, takeStep } from "./open-round.ts";
import { type Scene, openScene } from "./scene.ts";
import { scoreAndHandIn } from "./self-score.ts";
import { giveBack, signDraft } from "./sign.ts";

/** How a round is played. */
export interface RoundPlay {
  /** The instant at which it opens; the clock then runs ahead of the real one. */
  readonly startAt: Date;
  /** Under which codes and tokens are made, as the bot's own. */
  readonly codeKey: string;
  /** Hears how far it is. */
  readonly tell: (line: string) => void;
  /** Agencies whose self-scoring someone else plays, through another door. */
  readonly elsewhere?: ReadonlyMap<string, () => Promise<void>>;
}

/** A round that was played to its approval. */
export interface RoundPlayed {
  readonly roundId: string;
  readonly code: string;
  readonly agencies: number;
  readonly turns: number;
  /** Explanations answered, and items that the council decided. */
  readonly items: number;
  /** The instant of the moved clock at the end. */
  readonly endedAt: Date;
}

/** Of each group so many agencies score every leaf in chat; the others begin near the end. */
const scoredWhole = 2;
const scoredBefore = 0.85;
const lanes = 6;
const decision = "123/QĐ-UBND";

/**
 * Plays a whole round of the demo province from the plan to the approved result: everybody types
 * and presses what the bot asks for, and a clock of its own closes the phases.
 *
 * @throws {Error} When the bot answers otherwise than a person in that place would need.
 */
export async function playRound(pool: pg.Pool, play: RoundPlay): Promise<RoundPlayed> {
  const scene = openScene(pool, play);
  try {
    const cast = await gather(scene);
    const round = await openRound(scene, cast.coordinator);
    play.tell(
      `Đã ban hành kế hoạch, kỳ ${round.code}: ${String(cast.officers.length)} đơn vị tự chấm.`,
    );
    const stage: Stage = { scene, round, cast, play };
    await selfScore(stage);
    await appraise(stage);
    await explain(stage);
    const items = await decide(stage);
    return {
      ...{ roundId: round.id, code: round.code, agencies: cast.officers.length, items },
      ...{ turns: scene.turns(), endedAt: scene.now() },
    };
  } finally {
    await scene.clear();
  }
}

interface Cast {
  readonly coordinator: Actor;
  /** One for each agency of the round. */
  readonly officers: readonly Actor[];
  readonly leaders: ReadonlyMap<string, Actor>;
  readonly appraisers: readonly Actor[];
}

interface Stage {
  readonly scene: Scene;
  readonly round: PlayedRound;
  readonly cast: Cast;
  readonly play: RoundPlay;
}

async function gather(scene: Scene): Promise<Cast> {
  const officers = (await scene.everyone("officer")).filter(({ code }) => code.endsWith(".cv1"));
  const leaders = await scene.everyone("leader");
  return {
    coordinator: await scene.actor("snv.dp"),
    officers: officers.filter(({ agencyGroup }) => agencyGroup !== "huyen"),
    leaders: new Map(leaders.map((leader) => [leader.agencyCode, leader])),
    appraisers: await scene.everyone("appraiser"),
  };
}

async function selfScore(stage: Stage): Promise<void> {
  const { scene, round, cast, play } = stage;
  const elsewhere = play.elsewhere ?? new Map<string, () => Promise<void>>();
  await laySeed(scene, round, (agencyCode, place) =>
    place < scoredWhole || elsewhere.has(agencyCode) ? 0 : scoredBefore,
  );
  await inLanes(cast.officers, lanes, async (officer, place) => {
    const other = elsewhere.get(officer.agencyCode);
    await (other ? other() : scoreAndHandIn(officer, openRandom(place)));
  });
  play.tell(`Các đơn vị đã tự chấm và trình lãnh đạo (${String(scene.turns())} lượt trò chuyện).`);
  // One after another: an authenticator's code holds for half a minute of the moved clock.
  for (const [place, officer] of cast.officers.entries()) {
    const leader = leaderOf(stage, officer);
    if (place % 30 === 2) await giveBack(leader, officer, ["1.1.1"]);
    await signDraft(leader);
  }
  play.tell("Lãnh đạo các đơn vị đã ký xác nhận.");
  await close(stage, "selfScoring");
}

async function appraise(stage: Stage): Promise<void> {
  const { cast, play, scene } = stage;
  const about = {
    schemes: await schemesByGroup(),
    groupOf: new Map(cast.officers.map(({ agencyCode, agencyGroup }) => [agencyCode, agencyGroup])),
  };
  await inLanes(cast.appraisers, lanes, (appraiser, place) =>
    appraiseAll(appraiser, about, openRandom(place)),
  );
  play.tell(`Thẩm định lần 1 đã xong (${String(scene.turns())} lượt trò chuyện).`);
  await close(stage, "appraisal");
}

async function explain(stage: Stage): Promise<void> {
  const { cast, play } = stage;
  const explaining: Actor[] = [];
  await inLanes(cast.officers, lanes, async (officer, place) => {
    if (await explainAll(officer, openRandom(place))) explaining.push(leaderOf(stage, officer));
  });
  for (const leader of explaining) await signAnswers(leader);
  play.tell(`${String(explaining.length)} đơn vị đã trả lời kết quả thẩm định, lãnh đạo đã ký.`);
  await close(stage, "explaining");
  await inLanes(cast.appraisers, lanes, (appraiser, place) =>
    answerAll(appraiser, openRandom(place)),
  );
  play.tell("Thẩm định lần 2 đã xong.");
  await close(stage, "secondAppraisal");
}

async function decide(stage: Stage): Promise<number> {
  const { scene, round, cast, play } = stage;
  await takeStep(cast.coordinator, round.code, "council");
  const items = await meet({
    secretary: await scene.actor("snv.tk"),
    chair: await scene.actor("ubnd.pct"),
    members: await scene.everyone("councilMember"),
    recompute: () => recompute(stage),
  });
  play.tell(`Hội đồng đã kết luận ${String(items)} nội dung.`);
  await submitResults(cast.coordinator);
  const official = await scene.actor("ubnd.ct");
  await approveResults(official, { number: decision, date: dayOf(scene.now()) });
  play.tell("Kết quả đã được phê duyệt.");
  return items;
}

/** Lets a phase run out: the clock moves the round on, and everything is computed anew. */
async function close(stage: Stage, phase: Phase): Promise<void> {
  const { scene, round } = stage;
  scene.moveTo(new Date(round.closesAt[phase].getTime() + 60_000));
  await advanceRounds({ rounds: roundsIn(scene.pool), clock: { now: scene.now } });
  await recompute(stage);
}

/** Computes every group, as the worker does where answers are new. */
async function recompute({ scene, round }: Stage): Promise<void> {
  const results = resultsIn(scene.pool);
  const compute = openRecomputeResults({ results, clock: { now: scene.now } });
  for (const group of round.groups) await compute(round.id, group);
}

function leaderOf({ cast }: Stage, { agencyCode }: Actor): Actor {
  const leader = cast.leaders.get(agencyCode);
  if (!leader) throw new Error(`${agencyCode} has no leader`);
  return leader;
}

async function schemesByGroup(): Promise<ReadonlyMap<string, Scheme>> {
  const schemes = await readSchemesInUse();
  return new Map(
    schemes
      .filter(({ scheme }) => scheme.year === 2025)
      .map(({ scheme }) => [scheme.group, scheme]),
  );
}

/** The day as it is typed: dd/mm/yyyy. */
function dayOf(instant: Date): string {
  const [year, month, day] = instant.toISOString().slice(0, 10).split("-");
  return `${day ?? ""}/${month ?? ""}/${year ?? ""}`;
}
