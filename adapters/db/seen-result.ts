import type pg from "pg";
import type { Actor } from "../../core/access/actor.ts";
import { seesAll } from "../../core/conversation/reader-rights.ts";
import type { AgencyResult } from "../../core/conversation/world.ts";
import { compileGroup } from "../../core/ranking/compile-group.ts";
import { explainLeaf } from "../../core/ranking/explain-leaf.ts";
import { scoreGroup } from "../../core/ranking/score-group.ts";
import { decimal, roundHalfUp, writeUnits } from "../../core/rational.ts";
import { unitsPerPoint } from "../../core/scoring/compile-scheme.ts";
import { readAnswers } from "../../core/scoring/read-answers.ts";
import { nodeScore } from "../../core/scoring/score-agency.ts";
import { loadGroup } from "./group-results.ts";
import { findAgencyResult } from "./result-repository.ts";

/**
 * An agency's newest result as this person may see it. While the first appraisal runs, only those
 * who see all results see appraised values; agencies see their own until explaining opens, and no
 * appraiser reads another's value from a sum, later neither while a blind value stands alone: a
 * leaf that was given back is appraised until second appraisal ends.
 */
export async function findSeenResult(
  db: pg.Pool,
  me: Actor,
  agencyCode: string,
  code?: string,
): Promise<AgencyResult | null> {
  const isOpen = seesAll(me);
  const result = await findAgencyResult(db, agencyCode, isOpen ? code : undefined);
  if (!result || isOpen) return result;
  if (result.stage === "appraisal" || (await isBlindFor(db, me, agencyCode))) {
    return selfResult(db, result, agencyCode, code);
  }
  return code === undefined ? result : findAgencyResult(db, agencyCode, code);
}

/** Whether a value stands alone that this appraiser may still be asked to give a second time. */
async function isBlindFor(db: pg.Pool, me: Actor, agencyCode: string): Promise<boolean> {
  if (agencyCode === me.agencyCode) return false;
  const { rowCount } = await db.query(
    `select from blind_values b
       join agencies a on a.id = b.agency_id
       join rounds r on r.id = b.round_id
      where a.code = $1 and b.decided_by <> $2 and r.stage in ('explaining', 'secondAppraisal')
      limit 1`,
    [agencyCode, me.staffId],
  );
  return rowCount === 1;
}

/** The result that follows from what the agencies of the group have said themselves. */
async function selfResult(
  db: pg.Pool,
  result: AgencyResult,
  agencyCode: string,
  code?: string,
): Promise<AgencyResult | null> {
  const { rows } = await db.query<{ round_id: string; agency_id: string; group_code: string }>(
    `select ra.round_id, ra.agency_id, ra.group_code
       from round_agencies ra
       join agencies a on a.id = ra.agency_id
       join rounds r on r.id = ra.round_id
      where a.code = $1 and r.stage not in ('draft', 'archived') and not r.is_training
      order by r.year desc, r.created_at desc limit 1`,
    [agencyCode],
  );
  const row = rows[0];
  if (!row) return null;
  const asked = { roundId: row.round_id, group: row.group_code, known: null, isSelfOnly: true };
  const found = await loadGroup(db, asked);
  if (!found) return null;
  const group = compileGroup(found.scheme());
  const read = readAnswers(found.answers, [group.compiled]);
  if (!read.ok) return null;
  const { calendar, agencies } = read.value;
  const scores = scoreGroup(
    group,
    agencies.map(({ prepared }) => prepared),
    calendar,
  );
  const agency = found.agencyIds.indexOf(row.agency_id);
  const score = scores.scores[agency];
  if (!score) return null;
  const leaf = code === undefined ? undefined : group.compiled.leafByCode.get(code)?.place;
  const trace = leaf === undefined ? null : explainLeaf(group, scores, { agency, leaf }, calendar);
  return { ...result, ...figuresOf(group, score, result), trace };
}

function figuresOf(
  { compiled }: ReturnType<typeof compileGroup>,
  score: ReturnType<typeof scoreGroup>["scores"][number],
  { row }: AgencyResult,
): Omit<Partial<AgencyResult>, "trace"> {
  const { index, band, rank, points } = score;
  const text = (units: number): string => writeUnits(units, 4);
  const indexText =
    index === null ? null : writeUnits(index, compiled.scheme.rounding.indexDecimals);
  return {
    row: { ...row, index: indexText, band, rank },
    achieved: text(score.achieved),
    applicableMax: text(score.applicableMax),
    bonus: text(roundHalfUp(score.bonus, unitsPerPoint)),
    penalty: text(roundHalfUp(score.penalty, unitsPerPoint)),
    nodes: new Map(
      compiled.nodes.map((node) => {
        const reached = nodeScore(compiled, points, node);
        const max = reached?.max ?? roundHalfUp(decimal(node.node.max), unitsPerPoint);
        return [node.code, { points: reached ? text(reached.points) : null, max: text(max) }];
      }),
    ),
  };
}
