import type pg from "pg";
import type { EntryKind } from "../../core/audit/entry-kinds.ts";
import type { Stage } from "../../core/round/round.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import type {
  DeclarationKind,
  Given,
  GivenAgency,
  GivenChange,
  GivenCourse,
  StoredGiven,
  Tallies,
} from "../../core/given/given.ts";
import type { GivenRegister } from "../../usecases/given-ports.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import { inTransaction } from "./in-transaction.ts";

type Db = pg.Pool | pg.PoolClient;

/** What is given in rounds; the round is locked meanwhile, also against the council's closing. */
export function givenIn(db: pg.Pool): GivenRegister {
  return {
    alone: (roundId, work) =>
      inTransaction(db, async (client) => {
        await client.query("select from rounds where id = $1 for update", [roundId]);
        const course = await loadCourse(client, roundId);
        return (
          course &&
          work({
            course,
            agencies: () => findGiven(client, roundId),
            save: (changes, by) => save(client, { roundId, by }, changes),
          })
        );
      }),
  };
}

async function loadCourse(
  client: pg.PoolClient,
  roundId: string,
): Promise<GivenCourse | undefined> {
  const { rows } = await client.query<{ code: string; stage: Stage; isClosed: boolean }>(
    `select r.code, r.stage, exists (
              select from council_closings c
               where c.round_id = r.id and c.void_at is null) as "isClosed"
       from rounds r where r.id = $1`,
    [roundId],
  );
  return rows[0];
}

interface AgencyRow {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly group: string;
  readonly given: readonly GivenAnswerRow[];
  readonly declared: readonly DeclarationRow[];
  readonly valued: readonly string[];
  readonly atCouncil: readonly string[];
}

interface GivenAnswerRow {
  readonly code: string;
  readonly source: "external" | "survey";
  readonly body: unknown;
}

interface DeclarationRow {
  readonly code: string;
  readonly kind: DeclarationKind;
  readonly count: number;
  readonly leaves: readonly string[];
  readonly reason: string;
}

const agenciesSql = `
select a.id, a.code, a.name, ra.group_code as "group",
       (select coalesce(json_agg(json_build_object(
                 'code', v.code, 'source', v.source, 'body', v.body) order by v.code), '[]')
          from given_answers v
         where v.round_id = ra.round_id and v.agency_id = ra.agency_id
           and v.source in ('external', 'survey')) as given,
       (select coalesce(json_agg(json_build_object(
                 'code', d.code, 'kind', d.kind, 'count', d.count, 'leaves', d.leaves,
                 'reason', d.reason) order by d.kind, d.code, d.id), '[]')
          from declarations d
         where d.round_id = ra.round_id and d.agency_id = ra.agency_id) as declared,
       (select coalesce(json_agg(distinct x.code), '[]')
          from leaf_values x
         where x.round_id = ra.round_id and x.agency_id = ra.agency_id
           and coalesce(to_jsonb(x.set_points), x.answer, to_jsonb(x.not_applicable)) is not null
       ) as valued,
       (select coalesce(json_agg(q.name), '[]') from (
          select d.kind || ' ' || d.code as name
            from declarations d join council_items i on i.declaration_id = d.id
           where d.round_id = ra.round_id and d.agency_id = ra.agency_id
          union
          select concat(e.body #>> '{declaration,kind}', ' ', e.body #>> '{declaration,code}')
            from entries e
           where e.round_id = ra.round_id and e.agency_id is null and e.kind = 'struck'
             and e.body #>> '{declaration,agency_id}' = ra.agency_id::text) q) as "atCouncil"
  from round_agencies ra join agencies a on a.id = ra.agency_id
 where ra.round_id = $1 and ra.left_at is null
 order by a.code`;

/** The agencies of a round by code, with all that is given for each. */
export async function findGiven(db: Db, roundId: string): Promise<readonly GivenAgency[]> {
  const groups = await db.query<{ group: string; body: Scheme }>(
    `select g.group_code as "group", s.body from round_groups g join schemes s on s.id = g.scheme_id
      where g.round_id = $1`,
    [roundId],
  );
  const schemes = new Map(groups.rows.map(({ group, body }) => [group, body]));
  const { rows } = await db.query<AgencyRow>(agenciesSql, [roundId]);
  return rows.flatMap(({ group, given, declared, ...agency }) => {
    const scheme = schemes.get(group);
    const stored = [...given.map(storedAnswer), ...declared.map(storedDeclaration)];
    return scheme ? [{ ...agency, scheme, stored }] : [];
  });
}

/** Each was checked by the rules of scoring before it was written. */
function storedAnswer({ code, source, body }: GivenAnswerRow): StoredGiven {
  const given: Given =
    source === "external"
      ? { kind: "external", value: (body as { readonly value: string }).value }
      : { kind: "survey", tallies: body as Tallies };
  return { code, given };
}

function storedDeclaration({ code, ...rest }: DeclarationRow): StoredGiven {
  const given: Given = { ...rest, leaves: [...rest.leaves].sort() };
  return { code, given };
}

interface Saving {
  readonly roundId: string;
  readonly by: RoundAuthor;
}

async function save(
  client: pg.PoolClient,
  { roundId, by }: Saving,
  changes: readonly GivenChange[],
): Promise<void> {
  const answers = changes.filter(({ kind }) => kind === "external" || kind === "survey");
  const declarations = changes.filter(({ kind }) => kind !== "external" && kind !== "survey");
  await saveAnswers(client, { roundId, by }, answers);
  await saveDeclarations(client, { roundId, by }, declarations);
  await note(client, { roundId, by }, changes);
  await client.query("select mark_dirty($1, each.id, $3) from unnest($2::uuid[]) as each (id)", [
    roundId,
    [...new Set(changes.map(({ agency }) => agency.id))].sort(),
    by.now,
  ]);
}

async function saveAnswers(
  client: pg.PoolClient,
  { roundId, by }: Saving,
  changes: readonly GivenChange[],
): Promise<void> {
  const [gone, kept] = parted(changes);
  await client.query(
    `delete from given_answers v using jsonb_to_recordset($2) as c (agency uuid, code text)
      where v.round_id = $1 and v.agency_id = c.agency and v.code = c.code`,
    [roundId, JSON.stringify(gone.map(({ agency, code }) => ({ agency: agency.id, code })))],
  );
  const rows = kept.map(({ agency, code, kind, after }) => ({
    ...{ agency: agency.id, code, source: kind, body: bodyOf(after) },
  }));
  await client.query(
    `insert into given_answers (round_id, agency_id, code, source, body, given_at)
     select $1, c.agency, c.code, c.source, c.body, $3
       from jsonb_to_recordset($2) as c (agency uuid, code text, source text, body jsonb)
     on conflict (round_id, agency_id, code) do update set
       source = excluded.source, body = excluded.body, given_at = excluded.given_at`,
    [roundId, JSON.stringify(rows), by.now],
  );
}

/** A declaration that is changed stays the same row, so that whatever points to it still does. */
async function saveDeclarations(
  client: pg.PoolClient,
  { roundId, by }: Saving,
  changes: readonly GivenChange[],
): Promise<void> {
  const [gone, kept] = parted(changes);
  const isOfRow = `d.round_id = $1 and d.agency_id = c.agency and d.kind = c.kind and d.code = c.code`;
  await client.query(
    `delete from declarations d
      using jsonb_to_recordset($2) as c (agency uuid, kind text, code text) where ${isOfRow}`,
    [roundId, rowsOf(gone)],
  );
  const columns = "agency uuid, kind text, code text, count integer, leaves text[], reason text";
  const known = kept.filter(({ before }) => before !== null);
  await client.query(
    `update declarations d set count = c.count, leaves = c.leaves, reason = c.reason,
            declared_by = $3, declared_at = $4
       from jsonb_to_recordset($2) as c (${columns}) where ${isOfRow}`,
    [roundId, rowsOf(known), by.staffId, by.now],
  );
  const fresh = kept.filter(({ before }) => before === null);
  await client.query(
    `insert into declarations (round_id, agency_id, kind, code, count, leaves, reason,
       declared_by, declared_at)
     select $1, c.agency, c.kind, c.code, c.count, c.leaves, c.reason, $3, $4
       from jsonb_to_recordset($2) as c (${columns})`,
    [roundId, rowsOf(fresh), by.staffId, by.now],
  );
}

function rowsOf(changes: readonly GivenChange[]): string {
  return JSON.stringify(
    changes.map(({ agency, code, kind, after }) => ({ agency: agency.id, code, ...after, kind })),
  );
}

/** One entry for each change in its agency's chain, in the order of the file. */
async function note(
  client: pg.PoolClient,
  { roundId, by }: Saving,
  changes: readonly GivenChange[],
): Promise<void> {
  const entries = changes.map(({ agency, code, kind, before, after, reason }) => ({
    ...{ agency: agency.id, code, kind: entryKindOf(kind) },
    body: { kind, before: bodyOf(before), after: bodyOf(after), reason },
  }));
  await client.query(
    `insert into entries (round_id, agency_id, code, kind, body, author_id, role, at)
     select $1, (e.item ->> 'agency')::uuid, e.item ->> 'code', e.item ->> 'kind', e.item -> 'body', $3, $4, $5
       from jsonb_array_elements($2) with ordinality as e (item, place) order by e.place`,
    [roundId, JSON.stringify(entries), by.staffId, by.role, by.now],
  );
}

function entryKindOf(kind: GivenChange["kind"]): EntryKind {
  return kind === "external" || kind === "survey" ? "given" : "declared";
}

/** As the table has it: an answer as scoring reads it, or what is declared. */
function bodyOf(given: Given | null): object | null {
  switch (given?.kind) {
    case undefined:
      return null;
    case "external":
      return { value: given.value };
    case "survey":
      return given.tallies;
    case "notApplicable":
    case "adjustment":
    case "knockout":
      return { count: given.count, leaves: given.leaves, reason: given.reason };
  }
}

function parted(
  changes: readonly GivenChange[],
): readonly [gone: readonly GivenChange[], kept: readonly GivenChange[]] {
  return [changes.filter(({ after }) => !after), changes.filter(({ after }) => after)];
}
