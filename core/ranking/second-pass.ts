import { type Rational, dividedBy, plus, rational, times, zero } from "../rational.ts";
import type { CompiledLeaf, CompiledScheme, RelativeLeaf } from "../scoring/compile-scheme.ts";
import type { Facts } from "../scoring/rules/rule-scorer.ts";
import { notApplicableMark } from "../scoring/score-agency.ts";
import { roundedPoints } from "../scoring/score-leaf.ts";
import { groupBounds, relativePoints } from "../scoring/score-relative.ts";
import {
  type CompiledSurveyLeaf,
  compileSurveyLeaf,
  convertSurvey,
} from "../survey/convert-survey.ts";

/** An agency's share, by agency; null where it has none or is not compared. */
export type Shares = readonly (Rational | null)[];

/** A leaf whose points wait for the whole group: relative leaves and survey leaves. */
export interface WaitingLeaf {
  readonly leaf: CompiledLeaf;
  /** The share that an agency's own figures make; null without one. */
  readonly ownShare: (facts: Facts | null) => Rational | null;
  /** Looks at the whole group once; then gives points or a mark for each share of it. */
  readonly pointsAmong: (shares: Shares) => (own: Rational | null) => number;
}

/** A survey leaf with its survey's settings. */
export interface SurveyLeaf {
  readonly leaf: CompiledLeaf;
  readonly survey: CompiledSurveyLeaf;
}

/** Finds the survey leaves of a scheme and parses what they need. */
export function surveyLeavesOf({ leaves, scheme }: CompiledScheme): readonly SurveyLeaf[] {
  return leaves.flatMap((leaf) => {
    const survey = compileSurveyLeaf(leaf.leaf, scheme.survey);
    return survey ? [{ leaf, survey }] : [];
  });
}

/** The leaves that the second pass computes. */
export function waitingLeaves(
  { relativeLeaves }: CompiledScheme,
  surveyLeaves: readonly SurveyLeaf[],
): readonly WaitingLeaf[] {
  return [...relativeLeaves.map(waitingRelative), ...surveyLeaves.map(waitingSurvey)];
}

/** The mean share of the agencies that have one; null when none has. */
export function meanShare(shares: Shares): Rational | null {
  let [sum, count] = [zero, 0];
  for (const share of shares) {
    if (!share) continue;
    sum = plus(sum, share);
    count += 1;
  }
  return count === 0 ? null : dividedBy(sum, rational(count));
}

function waitingRelative({ leaf, rule: { mode } }: RelativeLeaf): WaitingLeaf {
  return {
    leaf,
    ownShare: (facts) => (facts?.kind === "share" ? facts.share : null),
    pointsAmong(shares) {
      const bounds = groupBounds(shares);
      return (own) =>
        own && bounds ? roundedPoints(leaf, relativePoints(mode, leaf.max, own, bounds)) : 0;
    },
  };
}

function waitingSurvey({ leaf, survey }: SurveyLeaf): WaitingLeaf {
  return {
    leaf,
    ownShare: (facts) => convertSurvey(survey, facts)?.share ?? null,
    pointsAmong(shares) {
      const borrowed = survey.whenTooFew === "groupMean" ? meanOfLacking(shares) : null;
      const lacking = pointsWithTooFew(leaf, survey.whenTooFew, borrowed);
      return (own) => (own ? roundedPoints(leaf, times(leaf.max, own)) : lacking);
    },
  };
}

/** Only worth computing when somebody lacks ballots. */
function meanOfLacking(shares: Shares): Rational | null {
  return shares.includes(null) ? meanShare(shares) : null;
}

/**
 * What a leaf with too few ballots gets. A leaf that must apply, in a group none of whose agencies
 * has enough ballots, can only be 0 until some have (`cham score` refuses such files).
 */
function pointsWithTooFew(
  leaf: CompiledLeaf,
  whenTooFew: CompiledSurveyLeaf["whenTooFew"],
  borrowed: Rational | null,
): number {
  if (whenTooFew === "zero") return 0;
  if (borrowed) return roundedPoints(leaf, times(leaf.max, borrowed));
  return leaf.leaf.notApplicable === "forbidden" ? 0 : notApplicableMark(leaf);
}
