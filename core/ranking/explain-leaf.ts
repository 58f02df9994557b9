import { type Rational, compare, hundred, one, rational, times, writeFigure } from "../rational.ts";
import { assertNever } from "../result.ts";
import type { Calendar } from "../round/calendar.ts";
import { type CompiledLeaf, type RelativeLeaf, unitsPerPoint } from "../scoring/compile-scheme.ts";
import type { PreparedAgency } from "../scoring/prepared-agency.ts";
import { tellMissing } from "../scoring/rules/missing-figure.ts";
import { type Facts, type Told, factsOf } from "../scoring/rules/rule-scorer.ts";
import { shareFigures } from "../scoring/rules/share-figures.ts";
import {
  type LeafPoints,
  fullMark,
  outMark,
  waitingMark,
  zeroedBy,
} from "../scoring/score-agency.ts";
import {
  type GroupBounds,
  type RelativeMode,
  groupBounds,
  relativePoints,
} from "../scoring/score-relative.ts";
import type {
  LeafTrace,
  RuleStep,
  ShareFigures,
  TraceQuestion,
  TraceStep,
} from "../scoring/trace.ts";
import {
  traceFacts,
  traceNotApplicable,
  traceTold,
  traceUnanswered,
} from "../scoring/trace-leaf.ts";
import { type QuestionMean, convertSurvey } from "../survey/convert-survey.ts";
import type { CompiledGroup } from "./compile-group.ts";
import type { GroupScores } from "./score-group.ts";
import { type SurveyLeaf, meanShare } from "./second-pass.ts";

/** Which agency of a group, and which of its leaves, by their places. */
export interface Explained {
  readonly agency: number;
  readonly leaf: number;
}

/**
 * Tells how a leaf's points that count came about, with the group, gates and penalties.
 *
 * @throws {RangeError} When there is no such agency or leaf (a bug in the caller).
 */
export function explainLeaf(
  group: CompiledGroup,
  scores: GroupScores,
  { agency: at, leaf: place }: Explained,
  calendar: Calendar,
): LeafTrace {
  const agency = scores.agencies[at];
  const leaf = group.compiled.leaves[place];
  const passed = scores.passed[at];
  if (!agency || !leaf || !passed) throw new RangeError(`No leaf ${place} of agency ${at}`);
  const told = withSetPoints(
    tellLeaf({ group, scores, at, calendar }, leaf),
    agency,
    passed,
    place,
  );
  const zeroed = zeroedBy(group.compiled, agency, passed, place);
  if (!zeroed) return told;
  const step: TraceStep =
    zeroed.kind === "gate"
      ? { kind: "zeroedByGate", gate: zeroed.code }
      : { kind: "zeroedByPenalty", item: zeroed.item };
  return { ...told, points: "0", steps: [...told.steps, step] };
}

function withSetPoints(
  told: LeafTrace,
  { setPoints }: PreparedAgency,
  passed: LeafPoints,
  place: number,
): LeafTrace {
  const units = setPoints.get(place);
  if (units === undefined || (passed[place] ?? outMark) < 0) return told;
  const points = writeFigure(rational(units, unitsPerPoint));
  return { ...told, points, steps: [...told.steps, { kind: "setByHand", points }] };
}

/**
 * Whether a leaf's points follow from other agencies too: a relative rule compares, and too few
 * ballots may take the group's mean. Of the others that very leaf is enough to explain it.
 */
export function isComparedInGroup(
  { compiled, surveyLeaves }: CompiledGroup,
  leaf: CompiledLeaf,
): boolean {
  if (compiled.relativeLeaves.some((each) => each.leaf === leaf)) return true;
  const survey = surveyLeaves.find((each) => each.leaf === leaf);
  return survey?.survey.whenTooFew === "groupMean";
}

interface Telling {
  readonly group: CompiledGroup;
  readonly scores: GroupScores;
  readonly at: number;
  readonly calendar: Calendar;
}

function tellLeaf(telling: Telling, leaf: CompiledLeaf): LeafTrace {
  const { group, scores, at, calendar } = telling;
  const { place } = leaf;
  const agency = scores.agencies[at];
  if (agency?.notApplicable.has(place)) return traceNotApplicable(leaf, "declared");
  const survey = group.surveyLeaves.find((each) => each.leaf === leaf);
  if (survey) return tellSurvey(telling, survey);
  const facts = agency?.facts[place];
  if (!facts) return traceUnanswered(leaf);
  const relative = group.compiled.relativeLeaves.find((each) => each.leaf === leaf);
  const isWaiting = scores.first[at]?.[place] === waitingMark;
  if (relative && isWaiting) return traceTold(leaf, tellRelative(relative, scores, facts));
  return traceFacts(leaf, facts, calendar);
}

function tellRelative(
  { leaf: { place, max }, rule }: RelativeLeaf,
  scores: GroupScores,
  facts: Facts,
): Told {
  const { done, total, share } = factsOf(facts, "share");
  const bounds = groupBounds(scores.shares.get(place) ?? []);
  if (!share || !bounds) throw new RangeError("A compared agency is one of its group");
  const points = relativePoints(rule.mode, max, share, bounds);
  const step = relativeStep(rule.mode, {
    share: shareFigures(done, total),
    q: share,
    ...bounds,
    max: writeFigure(max),
    points: writeFigure(points),
  });
  return { kind: "points", points, step };
}

interface RelativeFigures extends GroupBounds {
  readonly share: ShareFigures;
  readonly q: Rational;
  readonly max: string;
  readonly points: string;
}

function relativeStep(
  mode: RelativeMode,
  { share, q, best, worst, max, points }: RelativeFigures,
): RuleStep {
  switch (mode) {
    case "ratioToBest":
      return { kind: mode, share, best: percent(best), max, points };
    case "minMax":
      return { kind: mode, share, best: percent(best), worst: percent(worst), max, points };
    case "leader":
      return {
        kind: mode,
        actual: share.done,
        target: share.total,
        q: writeFigure(q),
        best: writeFigure(best),
        place: leaderPlace(q, best),
        max,
        points,
      };
    default:
      return assertNever(mode);
  }
}

function leaderPlace(q: Rational, best: Rational): "below" | "at" | "above" | "leader" {
  const order = compare(q, one);
  if (order < 0) return "below";
  if (order === 0) return "at";
  return compare(q, best) === 0 ? "leader" : "above";
}

function tellSurvey({ scores, at }: Telling, surveyLeaf: SurveyLeaf): LeafTrace {
  const { leaf } = surveyLeaf;
  const facts = scores.agencies[at]?.facts[leaf.place] ?? null;
  const own = convertSurvey(surveyLeaf.survey, facts);
  const share = own?.share ?? borrowedShare(surveyLeaf, scores);
  if (!share) return tellTooFew(leaf, scores.passed[at]?.[leaf.place] ?? 0);
  const points = times(leaf.max, share);
  const step = {
    kind: "survey",
    questions: (own?.questions ?? []).map(questionFigures),
    borrowed: !own,
    share: writeFigure(share),
    max: writeFigure(leaf.max),
    points: writeFigure(points),
  } as const;
  return traceTold(leaf, { kind: "points", points, step });
}

function borrowedShare(surveyLeaf: SurveyLeaf, scores: GroupScores): Rational | null {
  const borrows = surveyLeaf.survey.whenTooFew === "groupMean";
  return borrows ? meanShare(scores.shares.get(surveyLeaf.leaf.place) ?? []) : null;
}

function questionFigures({ key, ballots, mean }: QuestionMean): TraceQuestion {
  return { key, ballots: String(ballots), mean: writeFigure(mean) };
}

function tellTooFew(leaf: CompiledLeaf, passed: number): LeafTrace {
  if (passed === outMark || passed === fullMark) return traceNotApplicable(leaf, "tooFewBallots");
  return traceTold(leaf, tellMissing("zero", leaf.max, "tooFewBallots"));
}

function percent(share: Rational): string {
  return writeFigure(times(share, hundred));
}
