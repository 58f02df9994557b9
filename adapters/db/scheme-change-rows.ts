import type pg from "pg";
import type { RoundCourse } from "../../core/round/course.ts";
import type { Stage } from "../../core/round/round.ts";
import type { Answer } from "../../core/scoring/answer.ts";
import type { HeldLeaf } from "../../core/scoring/carry-answers.ts";
import type {
  AgencyDraft,
  BoundScheme,
  KeptOfAgency,
  StandingSchemeChange,
  StoredValue,
  ValueTable,
} from "../../usecases/scheme-ports.ts";

/** A document of a leaf that is no more, as it stood. */
export interface WithdrawnProof {
  readonly id: string;
  readonly agencyId: string;
  readonly code: string;
  readonly status: string;
  readonly reason: string | null;
}

/** The group whose scheme is changed, with the scheme before. */
export interface ChangedGroup {
  readonly course: RoundCourse;
  readonly group: string;
  readonly bound: BoundScheme;
  readonly withdrawn: readonly WithdrawnProof[];
}

/** A group of a round. */
export interface GroupKey {
  readonly roundId: string;
  readonly group: string;
}

interface DraftRow extends Pick<AgencyDraft, "agencyId" | "code" | "name"> {
  readonly isSubmitted: boolean;
  readonly isOpen: boolean;
}

interface LeafRow extends Omit<HeldLeaf, "changedAt"> {
  readonly agencyId: string;
  readonly code: string;
  readonly version: number;
  readonly changedAt: Date;
}

/** A value as one of its tables has it. */
export interface ValueRow {
  readonly agencyId: string;
  readonly what: ValueTable;
  readonly row: Readonly<Record<string, unknown>>;
}

const valuesSql = `
select v.agency_id as "agencyId", v.what, v.row from (
  select round_id, agency_id, 'leaf_values' as what, to_jsonb(x) as row from leaf_values x
  union all
  select round_id, agency_id, 'second_values', to_jsonb(x) from second_values x
  union all
  select round_id, agency_id, 'given_answers', to_jsonb(x) from given_answers x) v
  join round_agencies ra using (round_id, agency_id)
 where ra.round_id = $1 and ra.group_code = $2 and ra.left_at is null`;

/** Reads every agency of a group with all that stands on its leaves; locks the drafts. */
export async function readDrafts(
  client: pg.PoolClient,
  { roundId, group }: GroupKey,
  now: string,
): Promise<readonly AgencyDraft[]> {
  const agencies = await client.query<DraftRow>(
    `select a.id as "agencyId", a.code, a.name, ra.submitted_at is not null as "isSubmitted",
            is_phase_open(ra.round_id, a.id, 'selfScoring', null, $3) as "isOpen"
       from round_agencies ra join agencies a on a.id = ra.agency_id
      where ra.round_id = $1 and ra.group_code = $2 and ra.left_at is null
      order by a.code for update of ra`,
    [roundId, group, now],
  );
  const leaves = await client.query<LeafRow>(
    `select l.agency_id as "agencyId", l.code, l.version, l.answer, l.points, l.explanation,
            l.not_applicable as "notApplicable", l.receipt, l.changed_by as "changedBy",
            l.changed_at as "changedAt"
       from leaf_states l join round_agencies ra using (round_id, agency_id)
      where ra.round_id = $1 and ra.group_code = $2 and ra.left_at is null`,
    [roundId, group],
  );
  const values = await client.query<ValueRow>(valuesSql, [roundId, group]);
  const leavesOf = byAgency(leaves.rows);
  const valuesOf = byAgency(values.rows);
  return agencies.rows.map((agency) => {
    const own = leavesOf.get(agency.agencyId) ?? [];
    return {
      ...agency,
      leaves: new Map(own.map((row) => [row.code, heldLeaf(row)])),
      versions: new Map(own.map(({ code, version }) => [code, version])),
      values: (valuesOf.get(agency.agencyId) ?? []).map(({ what, row }) => storedValue(what, row)),
    };
  });
}

/** A leaf's row as JSON in the form of `HeldLeaf`; the instants are one kind of text. */
function heldLeaf(row: LeafRow): HeldLeaf {
  const { answer, points, explanation, notApplicable, receipt, changedBy, changedAt } = row;
  const content = { answer, points, explanation, notApplicable, receipt, changedBy };
  return { ...content, changedAt: changedAt.toISOString() };
}

/** Reads a value's row. */
function storedValue(what: ValueTable, row: ValueRow["row"]): StoredValue {
  const text = (name: string) => (typeof row[name] === "string" ? row[name] : null);
  const number = (name: string) => (typeof row[name] === "number" ? row[name] : null);
  const source = text("source");
  const isFacts = what !== "given_answers" || source !== "survey";
  const facts = what === "given_answers" ? row["body"] : row["answer"];
  return {
    ...{ what, row, code: text("code") ?? "", step: source ?? text("step") ?? "" },
    // Only answers that fit their rule are ever stored.
    answer: isFacts ? ((facts ?? null) as Answer | null) : null,
    ...{ setPoints: number("set_points"), points: number("points") },
    notApplicable: text("not_applicable"),
  };
}

interface ChangeRow extends BoundScheme {
  readonly changeId: string;
  readonly stage: Stage;
  readonly decision: string;
}

interface KeptRow {
  readonly agencyId: string;
  readonly what: "leaf" | "asked" | "evidence" | ValueTable;
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** The newest change that holds, when the group is still scored by its scheme. */
export async function readStanding(
  client: pg.PoolClient,
  { roundId, group }: GroupKey,
  schemeId: string,
): Promise<StandingSchemeChange | null> {
  const { rows } = await client.query<ChangeRow>(
    `select c.id as "changeId", c.stage, c.decision, s.id, s.body as scheme, s.hash, s.version
       from scheme_changes c join schemes s on s.id = c.former_scheme_id
      where c.round_id = $1 and c.group_code = $2 and c.undone_at is null and c.scheme_id = $3
      order by c.changed_at desc, c.id limit 1`,
    [roundId, group, schemeId],
  );
  const row = rows[0];
  if (!row) return null;
  const { changeId, stage, decision, ...former } = row;
  const kept = await client.query<KeptRow>(
    `select agency_id as "agencyId", what, code, body from scheme_change_rows where change_id = $1`,
    [changeId],
  );
  return {
    ...{ id: changeId, stage, decision, former },
    kept: new Map([...byAgency(kept.rows)].map(([agencyId, of]) => [agencyId, keptOf(of)])),
  };
}

function keptOf(rows: readonly KeptRow[]): KeptOfAgency {
  const of = (wanted: KeptRow["what"]) => rows.filter(({ what }) => what === wanted);
  return {
    // Written by recordSchemeChange from a HeldLeaf.
    former: new Map(of("leaf").map(({ code, body }) => [code, body as unknown as HeldLeaf])),
    asked: new Set(of("asked").map(({ code }) => code)),
    values: rows.flatMap(({ what, body }) =>
      what === "leaf" || what === "asked" || what === "evidence" ? [] : [storedValue(what, body)],
    ),
  };
}

function byAgency<Row extends { readonly agencyId: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const known = found.get(row.agencyId);
    if (known) known.push(row);
    else found.set(row.agencyId, [row]);
  }
  return found;
}
