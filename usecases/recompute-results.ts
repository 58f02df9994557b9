import { decimal, roundHalfUp, writeUnits } from "../core/rational.ts";
import { type CompiledGroup, compileGroup } from "../core/ranking/compile-group.ts";
import { type AgencyScore, scoreGroup } from "../core/ranking/score-group.ts";
import type { Calendar } from "../core/round/calendar.ts";
import { unitsPerPoint } from "../core/scoring/compile-scheme.ts";
import type { PreparedAgency } from "../core/scoring/prepared-agency.ts";
import { readAnswers } from "../core/scoring/read-answers.ts";
import { nodeScore } from "../core/scoring/score-agency.ts";
import type { Clock } from "./ports.ts";
import type { ComputedAgency, GroupToCompute, ResultStore } from "./result-ports.ts";

/** What computing results needs from the outside. */
export interface RecomputeResultsDependencies {
  readonly results: ResultStore;
  readonly clock: Clock;
}

/**
 * Computes a group's results from its stored answers and keeps them as a numbered snapshot.
 *
 * Doing it twice gives the same figures; killed in between, the marks stay and it is done again.
 *
 * @returns The snapshot's number; undefined when there is no such group.
 * @throws {Error} When a stored answer does not fit its rule: none is ever stored that does not.
 */
export type RecomputeResults = (roundId: string, group: string) => Promise<number | undefined>;

/** How many groups a process remembers; a province has three or four in a round. */
const remembered = 8;
/** How often a computation is done again because another process was faster. */
const maxTries = 5;

/**
 * Opens the computing of results. What it has read and kept of a group it remembers, so that the
 * next time only the agencies that have changed since are read and only what changed is written.
 */
export function openRecomputeResults({
  results,
  clock,
}: RecomputeResultsDependencies): RecomputeResults {
  const memory = openMemory();

  async function tryOnce(roundId: string, group: string): Promise<number | "none" | "outrun"> {
    const key = `${roundId}/${group}`;
    const known = memory.take(key);
    const found = await results.loadGroup(roundId, group, known ?? null);
    if (!found) return "none";
    const base = found.isWhole ? undefined : known;
    // One that joined the group without a mark: what was known is forgotten, so all is read.
    if (base && !found.agencyIds.every((id) => isKnown(base, found, id))) return "outrun";
    const computed = computeGroup(found, base);
    const snapshot = await results.saveGroup({
      ...{ roundId, group, schemeHash: found.schemeHash, now: clock.now() },
      after: found.snapshot,
      agencies: found.agencyIds.flatMap((id) => changeOf(base, computed.agencies, id)),
    });
    if (snapshot === null) return "outrun";
    memory.keep(key, { ...computed, snapshot, schemeHash: found.schemeHash });
    await results.settleMarks(roundId, found.marks);
    return snapshot;
  }

  return async (roundId, group) => {
    for (let tries = 0; tries < maxTries; tries += 1) {
      const outcome = await tryOnce(roundId, group);
      if (outcome === "none") return undefined;
      if (outcome !== "outrun") return outcome;
    }
    throw new Error("Other processes keep computing the same group");
  };
}

/** A group as this process has last kept it. */
interface KnownResults {
  readonly snapshot: number;
  readonly schemeHash: string;
  readonly group: CompiledGroup;
  readonly prepared: ReadonlyMap<string, PreparedAgency>;
  readonly agencies: ReadonlyMap<string, ComputedAgency>;
}

interface Memory {
  /** Gives what is known and forgets it, so that a failure half-way leaves nothing doubtful. */
  take(key: string): KnownResults | undefined;
  keep(key: string, known: KnownResults): void;
}

function openMemory(): Memory {
  const groups = new Map<string, KnownResults>();
  return {
    take(key) {
      const known = groups.get(key);
      groups.delete(key);
      return known;
    },
    keep(key, known) {
      groups.set(key, known);
      for (const oldest of groups.keys()) {
        if (groups.size <= remembered) return;
        groups.delete(oldest);
      }
    },
  };
}

function isKnown(known: KnownResults, { answeredIds }: GroupToCompute, id: string): boolean {
  return known.prepared.has(id) || answeredIds.includes(id);
}

type Computed = Pick<KnownResults, "group" | "prepared" | "agencies">;

/** Computes every agency of a group; what is not among the answers is as it was known. */
function computeGroup(found: GroupToCompute, known: KnownResults | undefined): Computed {
  const group = known?.group ?? compileGroup(found.scheme());
  const { changed, calendar } = prepareChanged(found, group);
  const prepared = new Map(
    found.agencyIds.map((id) => {
      const agency = changed.get(id) ?? known?.prepared.get(id);
      if (!agency) throw new Error("An agency of the group was not read");
      return [id, agency];
    }),
  );
  const { scores } = scoreGroup(group, [...prepared.values()], calendar);
  const agencies = new Map(
    found.agencyIds.flatMap((agencyId, at) => {
      const score = scores[at];
      return score ? [[agencyId, { agencyId, ...computed(group, score) }]] : [];
    }),
  );
  return { group, prepared, agencies };
}

function prepareChanged(
  found: GroupToCompute,
  { compiled }: CompiledGroup,
): { readonly changed: ReadonlyMap<string, PreparedAgency>; readonly calendar: Calendar } {
  const read = readAnswers(found.answers, [compiled]);
  if (!read.ok) {
    throw new Error(`Stored answers do not fit the scheme: ${JSON.stringify(read.error)}`);
  }
  const { agencies, calendar } = read.value;
  const changed = new Map(
    agencies.map(({ prepared }, at) => [found.answeredIds[at] ?? "", prepared]),
  );
  return { changed, calendar };
}

function computed(
  { compiled }: CompiledGroup,
  score: AgencyScore,
): Omit<ComputedAgency, "agencyId"> {
  const { points, achieved, applicableMax, band, rank } = score;
  return {
    ...{ achieved, applicableMax, band, rank },
    bonus: roundHalfUp(score.bonus, unitsPerPoint),
    penalty: roundHalfUp(score.penalty, unitsPerPoint),
    index:
      score.index === null ? null : writeUnits(score.index, compiled.scheme.rounding.indexDecimals),
    nodes: compiled.nodes.map((node) => {
      const reached = nodeScore(compiled, points, node);
      return {
        code: node.code,
        points: reached?.points ?? null,
        max: reached?.max ?? maxOf(node.node.max),
      };
    }),
  };
}

function maxOf(max: string): number {
  return roundHalfUp(decimal(max), unitsPerPoint);
}

/** What has to be written of an agency: all of it, the nodes that differ, or nothing. */
function changeOf(
  known: KnownResults | undefined,
  agencies: ReadonlyMap<string, ComputedAgency>,
  id: string,
): readonly ComputedAgency[] {
  const now = agencies.get(id);
  const before = known?.agencies.get(id);
  if (!now) return [];
  if (!before) return [now];
  const nodes = now.nodes.filter((node, at) => {
    const old = before.nodes[at];
    return old?.points !== node.points || old.max !== node.max;
  });
  return nodes.length > 0 || hasOtherTotals(now, before) ? [{ ...now, nodes }] : [];
}

const totals = [
  ...(["achieved", "applicableMax", "bonus", "penalty", "index", "band", "rank"] as const),
];

function hasOtherTotals(now: ComputedAgency, before: ComputedAgency): boolean {
  return totals.some((each) => now[each] !== before[each]);
}
