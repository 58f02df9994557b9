import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  isZero,
  plus,
  rational,
  times,
  writeFigure,
  zero,
} from "../rational.ts";
import type { Facts, GroupBallots } from "../scoring/rules/rule-scorer.ts";
import type { Leaf, SurveyQuestion, SurveySettings } from "../scheme/scheme.ts";

/** A question of a leaf with its options' weights parsed, in the order of the options. */
export interface CompiledQuestion {
  readonly key: string;
  readonly weights: readonly Rational[];
  /** The same in whole units of 1 / `scale`: what sums of ordinary size are made with. */
  readonly units: readonly number[];
  readonly scale: number;
}

/** How the ballots of one survey leaf become its share. */
export interface CompiledSurveyLeaf {
  readonly questions: readonly CompiledQuestion[];
  readonly combine: SurveySettings["combine"];
  /** In the order of the groups' keys. */
  readonly groupWeights: readonly Rational[];
  readonly minBallots: Rational;
  readonly whenTooFew: SurveySettings["whenTooFew"];
}

/** What one question came to. */
export interface QuestionMean {
  readonly key: string;
  readonly ballots: number;
  readonly mean: Rational;
}

/** A leaf's share of its maximum, between 0 and 1, never rounded. */
export interface SurveyShare {
  readonly share: Rational;
  readonly questions: readonly QuestionMean[];
}

/** Parses a survey's settings for one leaf; undefined when the leaf is of another source. */
export function compileSurveyLeaf(
  { rule }: Leaf,
  settings: SurveySettings | undefined,
): CompiledSurveyLeaf | undefined {
  if (rule.kind !== "survey" || !settings) return undefined;
  const asked = settings.questions.filter(({ key }) => rule.questions.includes(key));
  return {
    questions: asked.map(compileQuestion),
    combine: settings.combine,
    groupWeights: Object.values(settings.groupWeights).map(decimal),
    minBallots: decimal(settings.minBallots),
    whenTooFew: settings.whenTooFew,
  };
}

function compileQuestion({ key, options }: SurveyQuestion): CompiledQuestion {
  const weights = options.map(({ weight }) => decimal(weight));
  const places = options.map(({ weight }) => (weight.split(".")[1] ?? "").length);
  const scale = 10 ** Math.max(...places);
  const units = weights.map((weight) => Number(writeFigure(times(weight, rational(scale)))));
  return { key, weights, units, scale };
}

/**
 * Converts ballots to the leaf's share: the plain mean of its questions' means.
 *
 * @param facts - Null without tallies.
 * @returns Null when there are no tallies or a question has fewer valid ballots than wanted.
 */
export function convertSurvey(leaf: CompiledSurveyLeaf, facts: Facts | null): SurveyShare | null {
  if (facts?.kind !== "ballots") return null;
  const questions: QuestionMean[] = [];
  let [sum, place] = [zero, 0];
  for (const question of leaf.questions) {
    const mean = questionMean(leaf, question, facts.questions[place] ?? []);
    if (!mean) return null;
    questions.push(mean);
    sum = plus(sum, mean.mean);
    place += 1;
  }
  return { share: dividedBy(sum, rational(place)), questions };
}

/** Null with too few valid ballots, all groups together. */
function questionMean(
  leaf: CompiledSurveyLeaf,
  question: CompiledQuestion,
  groups: readonly GroupBallots[],
): QuestionMean | null {
  let ballots = 0;
  for (const { counts } of groups) ballots += totalOf(counts);
  if (compare(rational(ballots), leaf.minBallots) < 0) return null;
  const mean =
    leaf.combine === "pooled"
      ? dividedBy(pooledSum(groups, question), rational(ballots))
      : meanOfGroups(leaf.groupWeights, groups, question);
  return { key: question.key, ballots, mean };
}

function pooledSum(groups: readonly GroupBallots[], question: CompiledQuestion): Rational {
  let sum = zero;
  for (const { counts } of groups) sum = plus(sum, weightedSum(counts, question));
  return sum;
}

/** Groups without a valid ballot have no say, and neither has their weight. */
function meanOfGroups(
  groupWeights: readonly Rational[],
  groups: readonly GroupBallots[],
  question: CompiledQuestion,
): Rational {
  let [sum, weight] = [zero, zero];
  for (const { group, counts } of groups) {
    const ballots = totalOf(counts);
    if (ballots === 0) continue;
    const own = groupWeights[group] ?? zero;
    const mean = dividedBy(weightedSum(counts, question), rational(ballots));
    sum = plus(sum, times(own, mean));
    weight = plus(weight, own);
  }
  return isZero(weight) ? zero : dividedBy(sum, weight);
}

/** Units are never under 0, so a sum that is a safe whole number had only exact steps. */
function weightedSum(
  counts: readonly number[],
  { units, scale, weights }: CompiledQuestion,
): Rational {
  let [sum, place] = [0, 0];
  for (const count of counts) {
    sum += count * (units[place] ?? 0);
    place += 1;
  }
  if (Number.isSafeInteger(sum)) return rational(sum, scale);
  return counts.map((count, at) => times(rational(count), weights[at] ?? zero)).reduce(plus, zero);
}

function totalOf(counts: readonly number[]): number {
  let total = 0;
  for (const count of counts) total += count;
  return total;
}
