import { type Result, err, ok } from "../../result.ts";
import type { Answer } from "../../scoring/answer.ts";
import type { LeafContent } from "../effect.ts";
import type { NewValue } from "./appeal-effects.ts";
import type { AppealFacts, AppealWords, ValueFacts } from "./appeal-facts.ts";

/** A full explanation has at least so many characters (the rule of the province's plan). */
export const explanationLength = { shortest: 50, longest: 3000 } as const;
/** Why an appraiser does not follow an explanation, or why a leader gives it back. */
export const reasonLength = { shortest: 20, longest: 2000 } as const;

/** Ten-thousandths the agency claims; null where the group decides or the leaf is said not to apply. */
export function selfPoints({ answer, points, notApplicable }: LeafContent): number | null {
  if (notApplicable !== null) return null;
  return answer === null ? 0 : points;
}

/** Ten-thousandths a value gives; null where the group decides or the leaf does not apply. */
export function valuePoints({ setPoints, points, notApplicable }: ValueFacts): number | null {
  return notApplicable === null ? (setPoints ?? points) : null;
}

/**
 * Whether the agency may explain a leaf: only where it was appraised lower than it had scored
 * itself. Where one of the two cannot be told in points, where the appraiser changed something.
 *
 * @see the view appealable_leaves, which tells the same inside the writing transaction
 */
export function mayBeAppealed(self: LeafContent, appraised: ValueFacts): boolean {
  const [own, theirs] = [selfPoints(self), valuePoints(appraised)];
  return own === null || theirs === null ? appraised.verdict !== "agreed" : theirs < own;
}

/** What the agency says; null where nothing stands. */
export function wordsOf({ words }: AppealFacts): AppealWords | null {
  return words?.status === "withdrawn" ? null : words;
}

/** Ten-thousandths between appraised and self-scored; 0 where one of the two cannot be told. */
export function atStake({ self, appraised }: AppealFacts): number {
  const [own, theirs] = [selfPoints(self), valuePoints(appraised)];
  return own === null || theirs === null ? 0 : Math.max(0, own - theirs);
}

/** Between which points, in ten-thousandths, the second appraisal may decide. */
export function boundsOf(
  { self, appraised }: AppealFacts,
  max: number,
): { readonly low: number; readonly high: number } {
  const low = valuePoints(appraised) ?? 0;
  return { low, high: Math.max(low, selfPoints(self) ?? max) };
}

/** What partly acceptance changes: points by hand, or other facts with what they are worth. */
export type PartlyChange =
  | { readonly kind: "points"; readonly points: number }
  | { readonly kind: "facts"; readonly answer: Answer; readonly points: number | null };

/** What an appraiser decides about one explanation. */
export type Decision =
  | { readonly outcome: "accepted" | "rejected"; readonly reason: string }
  | { readonly outcome: "partly"; readonly change: PartlyChange; readonly reason: string };

/** Partly accepted points lie between the two values and are neither. */
export interface OutsideBounds {
  readonly kind: "outsideBounds";
  readonly points: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The value that a decision gives: the agency's own, the appraised one once more, or one between.
 *
 * @param max - The leaf's maximum in ten-thousandths.
 */
export function decide(
  facts: AppealFacts,
  decision: Decision,
  max: number,
): Result<NewValue, OutsideBounds> {
  switch (decision.outcome) {
    case "accepted":
      return ok(ownValue(facts, decision.reason));
    case "rejected":
      return ok(appraisedValue(facts, decision.reason));
    case "partly": {
      const { points } = decision.change;
      const bounds = boundsOf(facts, max);
      const isBetween = points === null || (points > bounds.low && points < bounds.high);
      if (!isBetween) return err({ kind: "outsideBounds", points, ...bounds });
      return ok(partValue(facts, decision.change, decision.reason));
    }
  }
}

function ownValue({ self }: AppealFacts, reason: string): NewValue {
  const { answer, points, notApplicable } = self;
  return { verdict: "corrected", answer, setPoints: null, points, notApplicable, reason };
}

/** Points that were set by hand are set again: "agreed" would let the rule compute them. */
function appraisedValue({ appraised }: AppealFacts, reason: string): NewValue {
  const { answer, setPoints, points, notApplicable } = appraised;
  const verdict = setPoints === null ? "agreed" : "set";
  return { verdict, answer, setPoints, points, notApplicable, reason };
}

function partValue({ appraised }: AppealFacts, change: PartlyChange, reason: string): NewValue {
  const { points } = change;
  if (change.kind === "facts") {
    const { answer } = change;
    return { verdict: "corrected", answer, setPoints: null, points, notApplicable: null, reason };
  }
  const { answer } = appraised;
  return { verdict: "set", answer, setPoints: points, points, notApplicable: null, reason };
}
