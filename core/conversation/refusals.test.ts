import { describe, expect, it } from "vitest";
import { aReadyCourse } from "../../test/courses.ts";
import { agencyProbes } from "../../test/matrix/agency-probes.ts";
import { type Probe, needsAt, subjectOf } from "../../test/matrix/probe.ts";
import { provinceProbes } from "../../test/matrix/province-probes.ts";
import { readingProbes } from "../../test/matrix/reading-probes.ts";
import { recordingWords } from "../../test/matrix/recording-words.ts";
import { type Standing, aPerson, assessed, stageWorld } from "../../test/matrix/stage-world.ts";
import { roles } from "../access/actor.ts";
import { type Action, actions, may } from "../access/may.ts";
import { type Stage, phases, stages } from "../round/round.ts";
import { advance } from "./advance.ts";
import type { Effect } from "./effect.ts";
import type { World } from "./world.ts";

const probes: readonly Probe[] = [...agencyProbes, ...provinceProbes, ...readingProbes];

/** Rights that no turn of a chat uses by itself: each is asked for where the data is handed out. */
const elsewhere: readonly Action[] = [
  ...(["issueInvitation", "importAgencies", "importStaff", "importScheme"] as const),
  "giveFigures",
  ...(["seeAudit", "seeDraft", "downloadEvidence", "changeScheme"] as const),
];

/** Noting that somebody asked changes nothing that anybody decides on. */
const harmless: readonly Effect["kind"][] = ["noteQuery"];

/** Sentences that say why nothing is done or shown. */
const reasons: ReadonlySet<string> = new Set([
  ...["common.refusedWrite", "common.notAllowed", "common.noRound", "common.onlyOwnAgency"],
  ...["signOff.onlyLeaders", "signOff.onlyLeadersDelegate", "signOff.noSignaturesNow"],
  "signOff.onlyCoordinatorsReset",
  ...["signOff.tooLateToGiveBack", "appeal.refused", "appraise.refused", "appraise.noAppraiser"],
  ...[
    "reappraise.refused",
    "council.refused",
    "joint.nothingToVote",
    "approval.refused",
    "round.refused",
    "survey.refused",
  ],
  ...["history.notAllowed", "lastYear.notAllowed", "commands.noSuchReceipt", "commands.ownRanking"],
  "overview.forReaders",
]);

const words = recordingWords();
const middles = [
  ...["2026-01-01T00:00:00.000Z", "2026-01-15T01:00:00.000Z", "2026-02-10T01:00:00.000Z"],
  ...["2026-03-04T01:00:00.000Z", "2026-03-10T01:00:00.000Z", "2026-03-20T01:00:00.000Z"],
  "2026-06-01T00:00:00.000Z",
];

/** Within and outside every phase at every stage; at its own stage a phase's edges to the minute. */
function instantsOf(stage: Stage): readonly string[] {
  const window = phases.some((each) => each === stage)
    ? aReadyCourse(stage).phases[stage as (typeof phases)[number]]
    : undefined;
  const edges = window ? [window.opensAt, window.closesAt] : [];
  const before = (at: string): string => new Date(Date.parse(at) - 60_000).toISOString();
  return [...middles, ...edges.flatMap((at) => [before(at), at])];
}

/** Every person in every stage, in a world that only the clock still has to be set in. */
function* worldsOf({
  setting,
}: Probe): Generator<{ readonly at: Standing; readonly world: World }> {
  const people = roles.flatMap((role) => [aPerson(role, true), aPerson(role, false)]);
  for (const { me, stage } of people.flatMap((me) => stages.map((stage) => ({ me, stage })))) {
    const at = { me, stage, now: "", say: words.say };
    const world = stageWorld(at, setting);
    for (const now of instantsOf(stage)) yield { at: { ...at, now }, world: { ...world, now } };
  }
}

function isAllowed(probe: Probe, at: Standing): boolean {
  const isBarred = probe.isOwnBarred === true && at.me.agencyId === assessed.id;
  const subject = subjectOf(probe, at);
  const isTheirs = needsAt(probe, at.stage).some((action) => may(at.me, action, subject));
  return !isBarred && isTheirs && probe.isOpen(at.stage, at.now);
}

/** What came of a turn: done; refused with a reason; or, as a fault, neither. */
function play(probe: Probe, world: World): "done" | "refused" | "changed" | "unexplained" {
  words.take();
  const turn = advance({ v: 2, ...probe.at }, probe.input, world);
  const said = words.take();
  const { does } = probe;
  const written = turn.effects.map(({ kind }) => kind).filter((kind) => !harmless.includes(kind));
  if ("effect" in does ? written.includes(does.effect) : said.includes(does.says)) return "done";
  if (written.length > 0) return "changed";
  const isSaid = turn.replies.some(({ text }) => text.trim() !== "");
  return isSaid && said.some((name) => reasons.has(name) || name === probe.saysNothingIsTheirs)
    ? "refused"
    : "unexplained";
}

interface Walk {
  readonly refused: number;
  readonly allowed: number;
  /** Combinations that did not come out as the tables have it, by what they have in common. */
  readonly wrong: readonly string[];
}

function walk(probe: Probe): Walk {
  const wrong = new Set<string>();
  let [refused, allowed] = [0, 0];
  for (const { at, world } of worldsOf(probe)) {
    const isMeant = isAllowed(probe, at);
    const outcome = play(probe, world);
    if (isMeant) allowed += 1;
    else refused += 1;
    if (outcome === (isMeant ? "done" : "refused")) continue;
    const [grant] = at.me.grants;
    wrong.add(
      `${probe.name}: ${String(grant?.role)} of ${at.me.agencyCode} in ${at.stage} ${outcome}`,
    );
  }
  return { refused, allowed, wrong: [...wrong] };
}

describe("every action × every role × every stage and moment of the clock", () => {
  const sums = { refused: 0, allowed: 0 };

  it.each(probes)(
    "$name: only where the tables allow it, else refused with the reason",
    (probe) => {
      const { refused, allowed, wrong } = walk(probe);
      sums.refused += refused;
      sums.allowed += allowed;
      expect(wrong).toEqual([]);
      expect(refused).toBeGreaterThan(0);
      // A probe that nobody may ever play would prove nothing by being refused.
      if (probe.name !== "moves the round to draft") expect(allowed).toBeGreaterThan(0);
    },
  );

  it("leaves no right out, and counts", () => {
    const played = new Set(probes.flatMap((probe) => stages.flatMap((at) => needsAt(probe, at))));
    expect(new Set([...played, ...elsewhere])).toEqual(new Set(actions));
    expect(elsewhere.filter((action) => played.has(action))).toEqual([]);
    process.stdout.write(
      `${sums.refused} combinations refused, ${sums.allowed} allowed (${probes.length} acts × ${roles.length} roles × 2 agencies × ${stages.length} stages and the clock)\n`,
    );
    expect(sums.refused).toBeGreaterThan(100_000);
  });
});
