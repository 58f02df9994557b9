import { type Rational, rational } from "../rational.ts";
import type { Calendar } from "../round/calendar.ts";
import type { TenThousandths } from "../scoring/compile-scheme.ts";
import type { PreparedAgency } from "../scoring/prepared-agency.ts";
import {
  type LeafPoints,
  firstPass,
  nodeScore,
  settle,
  waitingMark,
} from "../scoring/score-agency.ts";
import { adjustmentTotals, agencyIndex } from "./agency-index.ts";
import { bandOf } from "./bands.ts";
import { type CompiledGroup, breakerShare } from "./compile-group.ts";
import { rankAgencies } from "./rank-agencies.ts";
import type { Shares, WaitingLeaf } from "./second-pass.ts";

/** One agency's result. */
export interface AgencyScore {
  readonly code: string;
  /** By the leaf's place, after gates and penalties; `outMark` where a leaf is out. */
  readonly points: LeafPoints;
  readonly achieved: TenThousandths;
  readonly applicableMax: TenThousandths;
  /** After the caps, in index points. */
  readonly bonus: Rational;
  readonly penalty: Rational;
  /** Whole units of the printed index; null when nothing applies, and so are band and rank. */
  readonly index: number | null;
  readonly band: string | null;
  readonly rank: number | null;
}

/** A group's results with what they followed from, so that one change needs little work. */
export interface GroupScores {
  readonly agencies: readonly PreparedAgency[];
  /** Each leaf by its own answer, by agency. */
  readonly first: readonly LeafPoints[];
  /** For each leaf of the second pass, by place: the share of every agency that it compares. */
  readonly shares: ReadonlyMap<number, Shares>;
  /** Points after the second pass, by agency. */
  readonly passed: readonly LeafPoints[];
  /** In the order of the agencies. */
  readonly scores: readonly AgencyScore[];
}

/**
 * Computes every agency of a group: leaves, second pass, gates, penalties, sums, index, band and
 * rank, in the order of scheme-format.md section 1.
 */
export function scoreGroup(
  group: CompiledGroup,
  agencies: readonly PreparedAgency[],
  calendar: Calendar,
): GroupScores {
  const first = agencies.map((agency) => firstPass(group.compiled, agency, calendar));
  const { passed, shares } = secondPass(group, agencies, first);
  const totals = agencies.map((agency, at) => scoreAgency(group, agency, passed[at] ?? []));
  return { agencies, first, shares, passed, scores: ranked(group, totals) };
}

function secondPass(
  { waiting: leaves }: CompiledGroup,
  agencies: readonly PreparedAgency[],
  first: readonly LeafPoints[],
): Pick<GroupScores, "passed" | "shares"> {
  const shares = new Map<number, Shares>();
  if (leaves.length === 0) return { passed: first, shares };
  const passed = first.map((points) => [...points]);
  for (const waiting of leaves) {
    const { place } = waiting.leaf;
    const own = agencies.map((agency, at) => shareAt(waiting, agency, first[at]));
    const pointsOf = waiting.pointsAmong(own);
    shares.set(place, own);
    for (const [at, points] of passed.entries()) {
      if (points[place] === waitingMark) points[place] = pointsOf(own[at] ?? null);
    }
  }
  return { passed, shares };
}

/** One agency of a group as it is now. */
export interface AgencyChange {
  /** Its place in the group. */
  readonly at: number;
  readonly agency: PreparedAgency;
}

/**
 * Computes the group again after one agency changed. Equal to `scoreGroup` on the changed list;
 * only what the change touches is computed.
 */
export function rescoreAgency(
  group: CompiledGroup,
  before: GroupScores,
  change: AgencyChange,
  calendar: Calendar,
): GroupScores {
  const { at, agency } = change;
  const agencies = before.agencies.with(at, agency);
  const own = firstPass(group.compiled, agency, calendar);
  const first = before.first.with(at, own);
  const shares = new Map(before.shares);
  const copies = copiesOf(before.passed, at, own);
  for (const waiting of group.waiting) {
    const { place } = waiting.leaf;
    if (isSame(before, change, own, place)) {
      copies.set(at, place, before.passed[at]?.[place] ?? 0);
      continue;
    }
    const compared = (before.shares.get(place) ?? []).with(at, shareAt(waiting, agency, own));
    shares.set(place, compared);
    writeColumn(copies, waiting, compared, first);
  }
  const totals: AgencyScore[] = [...before.scores];
  for (const [each, points] of copies.changed) {
    totals[each] = scoreAgency(group, agencies[each] ?? agency, points);
  }
  return { agencies, first, shares, passed: copies.all(), scores: ranked(group, totals) };
}

/** Writes one leaf of the second pass for every agency that waits for it. */
function writeColumn(
  copies: Copies,
  { leaf: { place }, pointsAmong }: WaitingLeaf,
  shares: Shares,
  first: readonly LeafPoints[],
): void {
  const pointsOf = pointsAmong(shares);
  for (const [at, points] of first.entries()) {
    if (points[place] === waitingMark) copies.set(at, place, pointsOf(shares[at] ?? null));
  }
}

function shareAt(
  { leaf, ownShare }: WaitingLeaf,
  agency: PreparedAgency,
  first: LeafPoints | undefined,
): Rational | null {
  const isWaiting = first?.[leaf.place] === waitingMark;
  return isWaiting ? ownShare(agency.facts[leaf.place] ?? null) : null;
}

/** Whether a leaf of the second pass sees the same of the changed agency as before. */
function isSame(
  before: GroupScores,
  { at, agency }: AgencyChange,
  own: LeafPoints,
  place: number,
): boolean {
  return (
    before.agencies[at]?.facts[place] === agency.facts[place] &&
    before.first[at]?.[place] === own[place]
  );
}

/** Points of a group of which only the lists that change are copied. */
interface Copies {
  readonly changed: ReadonlyMap<number, LeafPoints>;
  set(at: number, place: number, value: number): void;
  all(): readonly LeafPoints[];
}

function copiesOf(before: readonly LeafPoints[], at: number, own: LeafPoints): Copies {
  const changed = new Map([[at, [...own]]]);
  return {
    changed,
    set(each, place, value) {
      const current = changed.get(each) ?? before[each];
      if (!current || current[place] === value) return;
      const copy = changed.get(each) ?? [...current];
      copy[place] = value;
      changed.set(each, copy);
    },
    all: () => before.map((points, each) => changed.get(each) ?? points),
  };
}

function scoreAgency(
  group: CompiledGroup,
  agency: PreparedAgency,
  passed: LeafPoints,
): AgencyScore {
  const { compiled, indexUnits } = group;
  const points = settle(compiled, agency, passed);
  const total = nodeScore(compiled, points, { from: 0, to: points.length });
  const adjustments = adjustmentTotals(compiled.scheme.adjustments, agency.adjustments);
  const index = agencyIndex(total, adjustments, indexUnits);
  const { knockouts } = agency;
  const band =
    index === null
      ? null
      : bandOf(compiled, group.bands, { index: rational(index, indexUnits), points, knockouts });
  return {
    code: agency.code,
    points,
    achieved: total?.points ?? 0,
    applicableMax: total?.max ?? 0,
    ...adjustments,
    index,
    band,
    rank: null,
  };
}

/** Gives every agency its rank; a result whose rank stays is the same object. */
function ranked(group: CompiledGroup, scores: readonly AgencyScore[]): readonly AgencyScore[] {
  const { compiled, breakers } = group;
  const contenders = scores.map(({ index, points }) => ({
    index,
    breakers: breakers.map((stretches) => breakerShare(compiled, points, stretches)),
  }));
  const ranks = rankAgencies(contenders, compiled.scheme.ranking);
  return scores.map((score, at) => {
    const rank = ranks[at] ?? null;
    return score.rank === rank ? score : { ...score, rank };
  });
}
