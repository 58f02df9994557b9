import type pg from "pg";
import { compileGroup } from "../../core/ranking/compile-group.ts";
import { explainLeaf, isComparedInGroup } from "../../core/ranking/explain-leaf.ts";
import { scoreGroup } from "../../core/ranking/score-group.ts";
import { rawNumber } from "../../core/scheme/raw-value.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import { readAnswers } from "../../core/scoring/read-answers.ts";
import type { LeafTrace } from "../../core/scoring/trace.ts";
import { type AnswersRow, agencyAnswers } from "./agency-answers.ts";
import { readCalendar } from "./calendar-cache.ts";

/** Which leaf of which agency is to be told. */
export interface LeafInGroup {
  readonly roundId: string;
  readonly group: string;
  readonly agencyId: string;
  readonly code: string;
}

/**
 * Tells how a leaf came about among its group: what a relative rule compares it with, what the
 * ballots gave, what a gate or a penalty took away. Reads no more than that: a group of 200 whole
 * would stop the bot for a tenth of a second.
 *
 * @returns Null for a code that is no leaf, or an agency that is not of the group.
 */
export async function explainInGroup(db: pg.Pool, asked: LeafInGroup): Promise<LeafTrace | null> {
  const scheme = await readScheme(db, asked);
  if (!scheme) return null;
  const group = compileGroup(scheme);
  const leaf = group.compiled.leafByCode.get(asked.code);
  if (!leaf) return null;
  const rows = await readRows(db, asked, isComparedInGroup(group, leaf));
  const { daysOff, workingDays } = await readCalendar(db);
  const answers = {
    format: rawNumber("1"),
    calendar: { daysOff, workingDays },
    agencies: rows.map(agencyAnswers),
  };
  const read = readAnswers(answers, [group.compiled]);
  const agency = rows.findIndex(({ agency_id: id }) => id === asked.agencyId);
  if (!read.ok || agency < 0) return null;
  const { calendar, agencies } = read.value;
  const prepared = agencies.map((each) => each.prepared);
  const scores = scoreGroup(group, prepared, calendar);
  return explainLeaf(group, scores, { agency, leaf: leaf.place }, calendar);
}

async function readScheme(
  db: pg.Pool,
  { roundId, group }: LeafInGroup,
): Promise<Scheme | undefined> {
  const { rows } = await db.query<{ body: Scheme }>(
    `select s.body from round_groups g join schemes s on s.id = g.scheme_id
      where g.round_id = $1 and g.group_code = $2`,
    [roundId, group],
  );
  return rows[0]?.body;
}

/** Of the agency itself all; of the others, where they count, the leaf and what does not apply. */
async function readRows(
  db: pg.Pool,
  { roundId, group, agencyId, code }: LeafInGroup,
  withOthers: boolean,
): Promise<readonly AnswersRow[]> {
  const { rows } = await db.query<AnswersRow>(
    `select a.id as agency_id, a.code, a.name, ra.group_code,
            (select json_agg(json_build_object('code', l.code, 'answer', l.answer,
                                               'set', l.set_points, 'na', l.not_applicable))
               from counting_values l
              where l.round_id = ra.round_id and l.agency_id = a.id
                and (a.id = $3 or l.code = $4 or l.not_applicable is not null)) as leaves,
            (select json_agg(json_build_object('code', v.code, 'source', v.source, 'body', v.body))
               from given_answers v
              where v.round_id = ra.round_id and v.agency_id = a.id
                and (a.id = $3 or v.code = $4)) as given,
            (select json_agg(json_build_object('kind', c.kind, 'code', c.code, 'count', c.count,
                                               'leaves', c.leaves, 'reason', c.reason) order by c.id)
               from declarations c
              where c.round_id = ra.round_id and c.agency_id = a.id) as declared
       from round_agencies ra join agencies a on a.id = ra.agency_id
      where ra.round_id = $1 and ra.group_code = $2
        and (a.id = $3 or ($5 and ra.left_at is null))
      order by a.code`,
    [roundId, group, agencyId, code, withOthers],
  );
  return rows;
}
