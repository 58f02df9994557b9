import {
  type Rational,
  compare,
  decimal,
  dividedBy,
  hundred,
  rational,
  times,
} from "../rational.ts";
import type { Scheme } from "../scheme/scheme.ts";
import type { CompiledNode, CompiledScheme } from "../scoring/compile-scheme.ts";
import { type LeafPoints, nodeScore } from "../scoring/score-agency.ts";

/** A grade with its thresholds parsed. */
export interface CompiledBand {
  readonly name: string;
  readonly from: Rational;
  readonly requires: readonly { readonly node: CompiledNode; readonly minShare: Rational }[];
}

/** The grades, highest first, and how far down each knock-out pushes. */
export interface CompiledBands {
  readonly bands: readonly CompiledBand[];
  /** Place of the best grade that a knock-out leaves open. */
  readonly bestAfter: ReadonlyMap<string, number>;
}

/** Parses the grades of a checked scheme. */
export function compileBands(compiled: CompiledScheme): CompiledBands {
  const { bands, knockouts }: Scheme = compiled.scheme;
  return {
    bands: bands.map(({ name, from, requires }) => ({
      name,
      from: decimal(from),
      requires: requires.flatMap(({ code, minPercent }) => {
        const node = compiled.nodeByCode.get(code);
        return node ? [{ node, minShare: dividedBy(decimal(minPercent), hundred) }] : [];
      }),
    })),
    bestAfter: new Map(
      knockouts.map(({ key, notAbove }) => [key, bands.findIndex(({ name }) => name === notAbove)]),
    ),
  };
}

/** What an agency's grade follows from. */
export interface GradedAgency {
  /** The rounded index. */
  readonly index: Rational;
  readonly points: LeafPoints;
  /** Keys of the knock-outs declared for it. */
  readonly knockouts: readonly string[];
}

/** The highest grade that index, requirements and knock-outs allow; the lowest one always is. */
export function bandOf(
  compiled: CompiledScheme,
  { bands, bestAfter }: CompiledBands,
  agency: GradedAgency,
): string | null {
  const best = Math.max(0, ...agency.knockouts.map((key) => bestAfter.get(key) ?? 0));
  const open = bands.slice(best);
  const reached = open.find(
    ({ from, requires }) =>
      compare(agency.index, from) >= 0 &&
      requires.every(({ node, minShare }) => holds(compiled, agency.points, node, minShare)),
  );
  return (reached ?? bands.at(-1))?.name ?? null;
}

/** A node that is wholly out holds. */
function holds(
  compiled: CompiledScheme,
  points: LeafPoints,
  node: CompiledNode,
  minShare: Rational,
): boolean {
  const score = nodeScore(compiled, points, node);
  if (!score) return true;
  return compare(rational(score.points), times(minShare, rational(score.max))) >= 0;
}
