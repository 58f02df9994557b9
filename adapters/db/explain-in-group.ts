import type pg from "pg";
import { compileGroup } from "../../core/ranking/compile-group.ts";
import { explainLeaf } from "../../core/ranking/explain-leaf.ts";
import { scoreGroup } from "../../core/ranking/score-group.ts";
import { readAnswers } from "../../core/scoring/read-answers.ts";
import type { LeafTrace } from "../../core/scoring/trace.ts";
import { loadGroup } from "./group-results.ts";

/** Which leaf of which agency is to be told. */
export interface LeafInGroup {
  readonly roundId: string;
  readonly group: string;
  readonly agencyId: string;
  readonly code: string;
}

/**
 * Tells how a leaf came about among its group: what a relative rule compares it with, what the
 * ballots gave, what a gate or a penalty took away.
 *
 * @returns Null for a code that is no leaf, or an agency that is not of the group.
 */
export async function explainInGroup(db: pg.Pool, asked: LeafInGroup): Promise<LeafTrace | null> {
  const found = await loadGroup(db, { ...asked, known: null });
  if (!found) return null;
  const group = compileGroup(found.scheme());
  const read = readAnswers(found.answers, [group.compiled]);
  const agency = found.agencyIds.indexOf(asked.agencyId);
  const leaf = group.compiled.leafByCode.get(asked.code)?.place;
  if (!read.ok || agency < 0 || leaf === undefined) return null;
  const { calendar, agencies } = read.value;
  const prepared = agencies.map((each) => each.prepared);
  return explainLeaf(group, scoreGroup(group, prepared, calendar), { agency, leaf }, calendar);
}
