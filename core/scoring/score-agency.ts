import { isZero } from "../rational.ts";
import type { Calendar } from "../round/calendar.ts";
import {
  type CompiledLeaf,
  type CompiledNode,
  type CompiledScheme,
  type TenThousandths,
} from "./compile-scheme.ts";
import type { PreparedAgency } from "./prepared-agency.ts";
import { isCompared } from "./rules/relative.ts";
import { policyOf, roundedPoints } from "./score-leaf.ts";

/**
 * Points of each leaf by its place. Before the sums a leaf may also hold `outMark` or `fullMark`
 * (does not apply) or `waitingMark` (second pass); after them only points or `outMark`.
 */
export type LeafPoints = readonly TenThousandths[];

/** Does not apply, and its maximum leaves the total. */
export const outMark = -1;
/** Does not apply, and counts full: gates and penalties never touch it. */
export const fullMark = -2;
/** Its points follow from the group (relative and survey leaves that were answered). */
export const waitingMark = -3;

/** Points reached and reachable of one node; null where it is wholly out. */
export interface NodeScore {
  readonly points: TenThousandths;
  readonly max: TenThousandths;
}

/** First pass: every leaf by its own answer. A leaf without an answer counts 0. */
export function firstPass(
  { leaves }: CompiledScheme,
  agency: PreparedAgency,
  calendar: Calendar,
): LeafPoints {
  return leaves.map((leaf) => firstPoints(leaf, agency, calendar));
}

function firstPoints(leaf: CompiledLeaf, agency: PreparedAgency, calendar: Calendar): number {
  const { notApplicable } = agency;
  if (notApplicable.size > 0 && notApplicable.has(leaf.place)) return notApplicableMark(leaf);
  const { kind } = leaf;
  if (kind === "survey") return waitingMark;
  const facts = agency.facts[leaf.place];
  if (!facts) return 0;
  if (kind === "relative" && isCompared(facts)) return waitingMark;
  const points = leaf.scorer.points(facts, calendar);
  return points ? roundedPoints(leaf, points) : notApplicableMark(leaf);
}

/** How the first pass marks a leaf that does not apply. */
export function notApplicableMark(leaf: CompiledLeaf): number {
  return policyOf(leaf) === "full" ? fullMark : outMark;
}

/** Why a gate or a penalty made a leaf 0. */
export type ZeroedBy =
  | { readonly kind: "gate"; readonly code: string }
  | { readonly kind: "penalty"; readonly item: string };

/**
 * Third and fourth step: breached gates with scope parent, then penalties that zero leaves. Both
 * leave alone what does not apply. Points set by hand take their leaf's place before; the group is
 * compared by its answers all the same.
 *
 * @param passed - Points after the second pass.
 * @returns Points or `outMark` for each leaf.
 */
export function settle(
  compiled: CompiledScheme,
  agency: PreparedAgency,
  passed: LeafPoints,
): LeafPoints {
  if (isSettled(compiled, agency, passed)) return passed;
  const points = [...passed];
  setByHand(points, agency.setPoints);
  for (const { place, parent } of compiled.parentGates) {
    if (isBreached(agency, passed, place)) zeroBetween(points, parent);
  }
  for (const { leaves } of agency.adjustments) {
    for (const place of leaves) zeroAt(points, place);
  }
  for (let place = 0; place < points.length; place += 1) {
    if (points[place] === fullMark) points[place] = compiled.maxima[place] ?? 0;
  }
  return points;
}

function setByHand(points: TenThousandths[], set: PreparedAgency["setPoints"]): void {
  for (const [place, units] of set) {
    if ((points[place] ?? outMark) >= 0) points[place] = units;
  }
}

/** The common case: nothing set by hand, no gate that closes its parent, no penalty, nothing full. */
function isSettled(
  { parentGates }: CompiledScheme,
  { adjustments, setPoints }: PreparedAgency,
  passed: LeafPoints,
): boolean {
  const isPlain = parentGates.length === 0 && adjustments.length === 0 && setPoints.size === 0;
  return isPlain && !passed.includes(fullMark);
}

/** Names what made a leaf 0 after it was scored; undefined when nothing did. */
export function zeroedBy(
  compiled: CompiledScheme,
  agency: PreparedAgency,
  passed: LeafPoints,
  place: number,
): ZeroedBy | undefined {
  if ((passed[place] ?? 0) < 0) return undefined;
  const gate = compiled.parentGates.find(
    ({ place: at, parent }) =>
      parent.from <= place && place < parent.to && isBreached(agency, passed, at),
  );
  if (gate) return { kind: "gate", code: compiled.leaves[gate.place]?.leaf.code ?? "" };
  const penalty = agency.adjustments.find(({ leaves }) => leaves.includes(place));
  return penalty && { kind: "penalty", item: penalty.item.code };
}

/** Sums a node's leaves exactly. */
export function nodeScore(
  { maxima }: CompiledScheme,
  points: LeafPoints,
  { from, to }: Pick<CompiledNode, "from" | "to">,
): NodeScore | null {
  let [sum, max, applies] = [0, 0, false];
  for (let place = from; place < to; place += 1) {
    const each = points[place] ?? outMark;
    if (each === outMark) continue;
    sum += each;
    max += maxima[place] ?? 0;
    applies = true;
  }
  return applies ? { points: sum, max } : null;
}

function isBreached(agency: PreparedAgency, passed: LeafPoints, place: number): boolean {
  if ((passed[place] ?? outMark) < 0) return false;
  const facts = agency.facts[place];
  return facts?.kind === "count" && !isZero(facts.count);
}

function zeroBetween(points: TenThousandths[], { from, to }: CompiledNode): void {
  for (let place = from; place < to; place += 1) zeroAt(points, place);
}

function zeroAt(points: TenThousandths[], place: number): void {
  if ((points[place] ?? 0) > 0) points[place] = 0;
}
