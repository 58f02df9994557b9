import type pg from "pg";
import { type Assignment, assign, uncovered } from "../../core/appraisal/assign.ts";
import { type MatrixRow, type Roster, fieldOf, isUnder } from "../../core/appraisal/roster.ts";
import { loadRoster, loadSchemes } from "./appraisal-roster.ts";
import { inTransaction } from "./in-transaction.ts";
import { roundOrder } from "./round-order.ts";

/** Who appraises how much, and what nobody does. */
export interface AssignmentPlan {
  readonly round: {
    readonly title: string;
    readonly isDemo: boolean;
    readonly isTraining: boolean;
  };
  /** By field, then person; a null person stands for what nobody appraises. */
  readonly lines: readonly {
    readonly field: string;
    readonly staff: string | null;
    readonly count: number;
  }[];
  readonly workload: readonly {
    readonly staff: string;
    readonly name: string;
    readonly all: number;
    readonly left: number;
    /** The time for appraisal is over. */
    readonly isLate: boolean;
  }[];
  /** "STC/2.1.3", for a missing second appraiser "STC/2.1.3 (lần hai)". */
  readonly uncovered: readonly string[];
}

/** A change of who appraises what, people and agencies by code. */
export type AssignmentChange = { readonly apply: boolean; readonly now: Date } & (
  | {
      readonly kind: "assign";
      readonly code: string;
      readonly staff: string;
      readonly agency: string | null;
    }
  | {
      readonly kind: "move";
      readonly from: string;
      readonly staff: string;
      readonly field: string | null;
    }
);

/** What came of a change; `changed` counts the leaves of agencies that get another appraiser. */
export type AssignmentOutcome =
  | { readonly kind: "planned"; readonly changed: number }
  | { readonly kind: "noRound" }
  | { readonly kind: "notAnAppraiser"; readonly staff: string }
  | { readonly kind: "unknownAgency"; readonly agency: string }
  | { readonly kind: "unknownCode"; readonly code: string };

interface Round {
  readonly id: string;
  readonly title: string;
  readonly is_demo: boolean;
  readonly is_training: boolean;
  readonly closes_at: Date | null;
}

/** Works out the plan of the round that runs or is prepared; null when there is none. */
export async function planAppraisal(db: pg.Pool, now: Date): Promise<AssignmentPlan | null> {
  const round = await roundToPlan(db);
  if (!round) return null;
  const roster = await loadRoster(db, round.id, await loadSchemes(db, round.id));
  const all = assign(roster);
  const done = await decided(db, round.id);
  const names = await namesOf(db);
  const codeOf = new Map(roster.appraisers.map(({ staffId, code }) => [staffId, code]));
  return {
    round: { title: round.title, isDemo: round.is_demo, isTraining: round.is_training },
    lines: linesOf(all, codeOf),
    workload: roster.appraisers
      .map(({ staffId, code: staff }) => {
        const mine = all.flatMap((each) => partsOf(each, staffId));
        const left = mine.filter((key) => !done.has(key)).length;
        const isLate = round.closes_at !== null && round.closes_at <= now;
        return { staff, name: names.get(staffId) ?? "", all: mine.length, left, isLate };
      })
      .toSorted((one, other) => (one.staff < other.staff ? -1 : 1)),
    uncovered: uncovered(roster).map(
      ({ agencyCode, code, part }) =>
        `${agencyCode}/${code}${part === "second" ? " (lần hai)" : ""}`,
    ),
  };
}

/** Gives a part of the round to an appraiser, or moves what one has left to another. */
export async function changeAssignments(
  db: pg.Pool,
  change: AssignmentChange,
): Promise<AssignmentOutcome> {
  return inTransaction(db, async (client) => {
    const round = await roundToPlan(client);
    if (!round) return { kind: "noRound" };
    // One change after another: each is worked out on what the one before has left.
    await client.query("select from rounds where id = $1 for update", [round.id]);
    const roster = await loadRoster(client, round.id, await loadSchemes(client, round.id));
    const refusal = refusalOf(roster, change);
    if (refusal) return refusal;
    const rows = await newRows(client, { round, roster }, change);
    const next = { ...roster, rows };
    const before = assign(roster);
    const changed = assign(next).filter((each, at) => each.first !== before[at]?.first).length;
    if (change.apply) await save(client, round.id, rows, change);
    return { kind: "planned", changed };
  });
}

function refusalOf(roster: Roster, change: AssignmentChange): AssignmentOutcome | null {
  const people = change.kind === "move" ? [change.from, change.staff] : [change.staff];
  const stranger = people.find((code) => !roster.appraisers.some((each) => each.code === code));
  if (stranger !== undefined) return { kind: "notAnAppraiser", staff: stranger };
  if (change.kind === "move") return null;
  const { agency, code } = change;
  if (agency !== null && !roster.agencies.some((each) => each.code === agency)) {
    return { kind: "unknownAgency", agency };
  }
  const isKnown = [...roster.leaves.values()].flat().some((leaf) => isUnder(leaf.code, code));
  return isKnown ? null : { kind: "unknownCode", code };
}

/** The matrix after the change; a move names each leaf that is left, so that nothing else moves. */
async function newRows(
  client: pg.PoolClient,
  { round, roster }: { readonly round: Round; readonly roster: Roster },
  change: AssignmentChange,
): Promise<readonly MatrixRow[]> {
  const idOf = new Map(roster.appraisers.map(({ staffId, code }) => [code, staffId]));
  const staffId = idOf.get(change.staff) ?? "";
  if (change.kind === "assign") {
    const { code, agency } = change;
    const others = roster.rows.filter((row) => row.code !== code || row.agencyCode !== agency);
    return [...others, { code, staffId, agencyCode: agency }];
  }
  const from = idOf.get(change.from);
  const done = await decided(client, round.id);
  const moved = assign(roster)
    .filter(({ first, code }) => first === from && isMeant(code, change.field))
    .filter(({ agencyCode, code }) => !done.has(`${agencyCode}/${code}/first`))
    .map(({ agencyCode, code }) => ({ code, staffId, agencyCode }));
  const taken = new Set(moved.map(({ agencyCode, code }) => `${agencyCode}/${code}`));
  const others = roster.rows.filter((row) => !taken.has(`${row.agencyCode ?? ""}/${row.code}`));
  return [...others, ...moved];
}

function isMeant(code: string, field: string | null): boolean {
  return field === null || isUnder(code, field);
}

async function save(
  client: pg.PoolClient,
  roundId: string,
  rows: readonly MatrixRow[],
  change: AssignmentChange,
): Promise<void> {
  await client.query("delete from appraisal_assignments where round_id = $1", [roundId]);
  await client.query(
    `insert into appraisal_assignments (round_id, code, agency_id, staff_id, assigned_at)
     select $1, m.code, a.id, m.staff_id, $5
       from unnest($2::text[], $3::uuid[], $4::text[]) as m (code, staff_id, agency)
       left join agencies a on a.code = m.agency`,
    [
      roundId,
      rows.map(({ code }) => code),
      rows.map(({ staffId }) => staffId),
      rows.map(({ agencyCode }) => agencyCode),
      change.now,
    ],
  );
  const { kind, staff, now } = change;
  const body =
    change.kind === "assign"
      ? { kind, staff, code: change.code, agency: change.agency }
      : { kind, staff, from: change.from, field: change.field };
  await client.query(
    "insert into entries (round_id, kind, body, at) values ($1, 'assignment', $2, $3)",
    [roundId, JSON.stringify(body), now],
  );
}

async function roundToPlan(db: pg.Pool | pg.PoolClient): Promise<Round | undefined> {
  const { rows } = await db.query<Round>(
    `select r.id, r.title, r.is_demo, r.is_training, p.closes_at
       from rounds r left join round_phases p on p.round_id = r.id and p.phase = 'appraisal'
      where r.stage <> 'archived' order by ${roundOrder} limit 1`,
  );
  return rows[0];
}

/** The values given so far, as "agency/leaf/part". */
async function decided(db: pg.Pool | pg.PoolClient, roundId: string): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ key: string }>(
    `select a.code || '/' || v.code || '/' || v.part as key
       from (select agency_id, code, 'first' as part from leaf_values
              where round_id = $1 and step = 'appraised'
             union all
             select agency_id, code, 'second' from second_values where round_id = $1) v
       join agencies a on a.id = v.agency_id`,
    [roundId],
  );
  return new Set(rows.map(({ key }) => key));
}

async function namesOf(db: pg.Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; full_name: string }>(
    `select s.id, s.full_name from staff s
       join staff_roles g on g.staff_id = s.id and g.role = 'appraiser'`,
  );
  return new Map(rows.map(({ id, full_name: name }) => [id, name]));
}

function partsOf(each: Assignment, staffId: string): readonly string[] {
  const key = `${each.agencyCode}/${each.code}`;
  return [
    ...(each.first === staffId ? [`${key}/first`] : []),
    ...(each.second === staffId ? [`${key}/second`] : []),
  ];
}

function linesOf(
  all: readonly Assignment[],
  codeOf: ReadonlyMap<string, string>,
): AssignmentPlan["lines"] {
  const counts = new Map<string, AssignmentPlan["lines"][number]>();
  for (const { code, first } of all) {
    const field = fieldOf(code);
    const staff = first === null ? null : (codeOf.get(first) ?? null);
    const key = `${field} ${staff ?? ""}`;
    counts.set(key, { field, staff, count: (counts.get(key)?.count ?? 0) + 1 });
  }
  return [...counts].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, line]) => line);
}
