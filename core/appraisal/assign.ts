import type { Code } from "../scheme/scheme.ts";
import {
  type Appraiser,
  type LedLeaf,
  type MatrixRow,
  type Roster,
  type RosterAgency,
  fieldOf,
  isUnder,
  isUnderAny,
} from "./roster.ts";

/** Who appraises one leaf of one agency; null where nobody can. */
export interface Assignment {
  readonly agencyCode: string;
  readonly code: Code;
  readonly first: string | null;
  /** Whether the leaf is appraised a second time, blind. */
  readonly needsSecond: boolean;
  readonly second: string | null;
}

/** A leaf of an agency that nobody is there to appraise, the first time or the second. */
export interface Uncovered {
  readonly agencyCode: string;
  readonly code: Code;
  readonly part: "first" | "second";
}

/**
 * Says who appraises each leaf of each agency. The lead's appraisers of the field are responsible,
 * unless a row of the matrix names others: the longest code first, and a row for the agency before
 * one for all. Nobody appraises the own agency: where all who are responsible belong to it, the
 * first substitute without such a conflict does. Several share the agencies evenly, by the order
 * of the agencies' codes; the order of what is given means nothing. What does not apply to an agency
 * is not appraised.
 *
 * @returns By agency code, then in the order of the scheme.
 */
export function assign(roster: Roster): readonly Assignment[] {
  const people = new Map(roster.appraisers.map((each) => [each.staffId, each]));
  const substitutes = roster.substitutes.flatMap((id) => people.get(id) ?? []);
  const rows = roster.rows.filter(({ staffId }) => people.has(staffId));
  const responsibleOf = openResponsible({ ...roster, rows }, people);
  return placedAgencies(roster).flatMap(({ place, ...agency }) =>
    leavesFor(roster, agency).map((leaf) => {
      const responsible = responsibleOf(leaf, agency.code);
      return assignLeaf(roster, { agencyCode: agency.code, place, leaf, responsible, substitutes });
    }),
  );
}

function leavesFor({ leaves }: Roster, { group, leftOut }: RosterAgency): readonly LedLeaf[] {
  const all = leaves.get(group) ?? [];
  if (leftOut.length === 0) return all;
  return all.filter((leaf) => !isUnderAny(leaf.code, leftOut));
}

/** Works out who is responsible for a leaf once for all agencies that no row names. */
function openResponsible(
  roster: Roster,
  people: ReadonlyMap<string, Appraiser>,
): (leaf: LedLeaf, agencyCode: string) => readonly Appraiser[] {
  const named = new Set(roster.rows.flatMap(({ agencyCode }) => agencyCode ?? []));
  const common = new Map<string, readonly Appraiser[]>();
  return (leaf, agencyCode) => {
    if (named.has(agencyCode)) return responsibleFor(roster, people, leaf, agencyCode);
    const key = `${leaf.code} ${leaf.lead}`;
    const found = common.get(key) ?? responsibleFor(roster, people, leaf, agencyCode);
    common.set(key, found);
    return found;
  };
}

/** Lists what nobody appraises: a round with such leaves must not open its appraisal. */
export function uncovered(roster: Roster): readonly Uncovered[] {
  return assign(roster).flatMap(
    ({ agencyCode, code, first, needsSecond, second }): readonly Uncovered[] => [
      ...(first === null ? [{ agencyCode, code, part: "first" } as const] : []),
      ...(needsSecond && second === null ? [{ agencyCode, code, part: "second" } as const] : []),
    ],
  );
}

/** Agencies by code, each with its place in its group: the same for every leaf. */
function placedAgencies({ agencies }: Roster) {
  const counts = new Map<string, number>();
  return agencies.toSorted(byCode).map((agency) => {
    const place = counts.get(agency.group) ?? 0;
    counts.set(agency.group, place + 1);
    return { ...agency, place };
  });
}

interface Asked {
  readonly agencyCode: string;
  readonly place: number;
  readonly leaf: LedLeaf;
  readonly responsible: readonly Appraiser[];
  readonly substitutes: readonly Appraiser[];
}

function assignLeaf({ secondCodes }: Roster, asked: Asked): Assignment {
  const { agencyCode, place, leaf } = asked;
  const isFree = (person: Appraiser): boolean => person.agencyCode !== agencyCode;
  const free = asked.responsible.filter(isFree);
  // Substitutes stand in for a conflict only: that nobody leads a leaf at all must show.
  const standIn = asked.responsible.length > 0 ? asked.substitutes.find(isFree) : undefined;
  const first = free.length > 0 ? free[place % free.length] : standIn;
  const needsSecond = isUnderAny(leaf.code, secondCodes);
  const isOther = (person: Appraiser): boolean =>
    isFree(person) && person !== first && !person.seesResults;
  const others = free.filter(isOther);
  const second =
    others.length > 0 ? others[place % others.length] : asked.substitutes.find(isOther);
  return {
    ...{ agencyCode, code: leaf.code, needsSecond },
    first: first?.staffId ?? null,
    second: needsSecond && first ? (second?.staffId ?? null) : null,
  };
}

function responsibleFor(
  { rows, appraisers }: Roster,
  people: ReadonlyMap<string, Appraiser>,
  { code, lead }: LedLeaf,
  agencyCode: string,
): readonly Appraiser[] {
  const field = fieldOf(code);
  const named = namedIn(rows, code, agencyCode).flatMap(({ staffId }) => people.get(staffId) ?? []);
  const responsible =
    named.length > 0
      ? named
      : appraisers.filter(
          (person) => person.agencyCode === lead && (person.fields?.includes(field) ?? true),
        );
  return [...new Set(responsible)].toSorted(byCode);
}

/** The rows that come nearest: of the longest code, and of these the ones for this agency. */
function namedIn(rows: readonly MatrixRow[], code: Code, agencyCode: string): readonly MatrixRow[] {
  const meant = rows.filter(
    (row) => isUnder(code, row.code) && (row.agencyCode ?? agencyCode) === agencyCode,
  );
  const longest = Math.max(0, ...meant.map((row) => row.code.length));
  const nearest = meant.filter((row) => row.code.length === longest);
  const own = nearest.filter((row) => row.agencyCode !== null);
  return own.length > 0 ? own : nearest;
}

function byCode(one: { readonly code: string }, other: { readonly code: string }): number {
  return one.code < other.code ? -1 : one.code > other.code ? 1 : 0;
}
