import type { RankingFacts, RankingRow } from "../facts.ts";
import { unitsOf } from "./comparison.ts";
import type { Done, GroupProgress } from "./progress-facts.ts";

/** A field of one group with the agencies that reach most and least of it, in percent. */
export interface FieldSpread {
  readonly group: string;
  readonly code: string;
  readonly name: string;
  readonly best: FieldShare;
  readonly worst: FieldShare;
}

/** An agency's part of what it can reach in a field. */
export interface FieldShare {
  readonly agencyCode: string;
  /** Whole percents, rounded down. */
  readonly percent: number;
}

/** One group as a summary tells it. */
export interface GroupSummary {
  readonly ranking: RankingFacts;
  readonly progress: GroupProgress | null;
  /** All leaves of the phase that runs. */
  readonly whole: Done;
  readonly standings: {
    readonly signed: number;
    readonly submitted: number;
    readonly begun: number;
    readonly idle: number;
  };
  readonly top: readonly RankingRow[];
  /** Worst last; empty where the group is too small to have both ends. */
  readonly bottom: readonly RankingRow[];
  /** Between the first and the last index, in ten-thousandths; null with fewer than two. */
  readonly distance: number | null;
  /** The field in which the agencies lie furthest apart; null before anything is computed. */
  readonly spread: FieldSpread | null;
}

/** How many agencies of either end are told. */
const endLength = 3;

/** Puts a round's groups in a few figures each. */
export function summariseGroups(
  rankings: readonly RankingFacts[],
  progress: readonly GroupProgress[],
  spreads: readonly FieldSpread[],
): readonly GroupSummary[] {
  return rankings.map((ranking) => {
    const own = progress.find(({ group }) => group === ranking.group) ?? null;
    const ranked = ranking.rows.filter(({ index }) => index !== null);
    const bottom = ranked.slice(Math.max(endLength, ranked.length - endLength));
    return {
      ...{ ranking, progress: own, whole: wholeOf(own), standings: standingsOf(own) },
      ...{ top: ranked.slice(0, endLength), bottom },
      distance: distanceOf(ranked),
      spread: widest(spreads.filter(({ group }) => group === ranking.group)),
    };
  });
}

function wholeOf(progress: GroupProgress | null): Done {
  return (progress?.agencies ?? []).reduce<Done>(
    (sum, { whole }) => ({ done: sum.done + whole.done, total: sum.total + whole.total }),
    { done: 0, total: 0 },
  );
}

function standingsOf(progress: GroupProgress | null): GroupSummary["standings"] {
  const agencies = progress?.agencies ?? [];
  const open = agencies.filter(({ standing }) => standing === "open");
  const begun = open.filter(({ whole, unproved }) => whole.done + unproved > 0).length;
  return {
    signed: agencies.filter(({ standing }) => standing === "signed").length,
    submitted: agencies.filter(({ standing }) => standing === "submitted").length,
    begun,
    idle: open.length - begun,
  };
}

function distanceOf(ranked: readonly RankingRow[]): number | null {
  const [first, last] = [ranked[0]?.index, ranked.at(-1)?.index];
  return ranked.length < 2 || !first || !last ? null : unitsOf(first) - unitsOf(last);
}

function widest(spreads: readonly FieldSpread[]): FieldSpread | null {
  const widthOf = ({ best, worst }: FieldSpread): number => best.percent - worst.percent;
  const [first = null] = spreads.toSorted((one, other) => widthOf(other) - widthOf(one));
  return first && widthOf(first) > 0 ? first : null;
}
