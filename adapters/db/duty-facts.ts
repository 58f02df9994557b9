import type pg from "pg";
import { findLeaf, indexFor } from "../../core/conversation/scheme-index.ts";
import { maxOf } from "../../core/conversation/self-score/leaf-standing.ts";
import { groupBy } from "../../core/group-by.ts";
import type { AgencyOwing, DutyFacts, OwedLeaf, PersonOwing } from "../../core/reminders/duty.ts";
import { type Reopening, reopenedLeaves } from "../../core/reminders/reopened-leaves.ts";
import type { LeftOut } from "../../core/round/left-out.ts";
import type { PhaseException } from "../../core/round/round.ts";
import type { Leaf, Scheme } from "../../core/scheme/scheme.ts";
import { findDraftProgress } from "./draft-progress-repository.ts";

type Db = pg.Pool | pg.PoolClient;

/** An agency of a round with its people, as far as duties go. */
export interface OwingAgency extends AgencyOwing {
  readonly id: string;
  readonly group: string;
  readonly exceptions: readonly PhaseException[];
  /** Of leaves by name, in self-scoring. */
  readonly reopenings: readonly Reopening[];
  readonly leftOut: readonly LeftOut[];
  readonly submittedAt: string | null;
  readonly signedAt: string | null;
}

interface GrantedException extends PhaseException {
  readonly grantedAt: string;
}

interface AgencyRow extends Omit<
  OwingAgency,
  "exceptions" | "reopenings" | "submittedAt" | "signedAt"
> {
  readonly exceptions: readonly GrantedException[];
  readonly submittedAt: Date | null;
  readonly signedAt: Date | null;
}

/** The agencies of a round; those who act for a leader on the local day count as leaders. */
export async function findOwingAgencies(
  db: Db,
  roundId: string,
  day: string,
): Promise<readonly OwingAgency[]> {
  const { rows } = await db.query<AgencyRow>(
    `select a.id, a.code, a.name, ra.group_code as "group", ra.submitted_at as "submittedAt",
            (select max(o.signed_at) from sign_offs o
              where o.round_id = ra.round_id and o.agency_id = a.id and o.voided_at is null)
              as "signedAt",
            array(select s.id from staff s join staff_roles g on g.staff_id = s.id
                   where s.agency_id = a.id and s.is_active and g.role = 'officer'
                   order by s.code) as officers,
            array(select distinct l.staff_id from leaders_of(a.id, $2::date) l) as leaders,
            (select coalesce(json_agg(json_build_object(
                      'phase', x.phase, 'codes', x.codes, 'grantedAt', x.granted_at,
                      'closesAt', x.closes_at) order by x.granted_at), '[]')
               from round_exceptions x
              where x.round_id = ra.round_id and x.agency_id = a.id) as exceptions,
            (select coalesce(json_agg(json_build_object('code', d.code, 'reason', d.reason)
                      order by d.code), '[]')
               from declarations d
              where d.round_id = ra.round_id and d.agency_id = a.id
                and d.kind = 'notApplicable') as "leftOut"
       from round_agencies ra join agencies a on a.id = ra.agency_id
      where ra.round_id = $1 and ra.left_at is null order by a.code`,
    [roundId, day],
  );
  return rows.map((row) => {
    const exceptions = row.exceptions.map((each) => ({
      ...each,
      grantedAt: new Date(each.grantedAt).toISOString(),
      closesAt: new Date(each.closesAt).toISOString(),
    }));
    return {
      ...{ ...row, exceptions, reopenings: exceptions.flatMap(reopeningOf) },
      submittedAt: row.submittedAt?.toISOString() ?? null,
      signedAt: row.signedAt?.toISOString() ?? null,
    };
  });
}

function reopeningOf({
  phase,
  codes,
  grantedAt,
  closesAt,
}: GrantedException): readonly Reopening[] {
  return phase === "selfScoring" && codes !== null ? [{ codes, grantedAt, closesAt }] : [];
}

type Of<Kind extends DutyFacts["kind"]> = Extract<DutyFacts, { readonly kind: Kind }>;

/** What each agency still has to score and sign. */
export async function findScoring(
  db: Db,
  roundId: string,
  agencies: readonly OwingAgency[],
  schemes: ReadonlyMap<string, Scheme>,
): Promise<readonly Of<"selfScoring">[]> {
  // Read only where a leaf may have to be written: the others of a province are many.
  const open = agencies.filter(mayChange);
  const progress = await findDraftProgress(db, roundId, open, schemes);
  const changes = await readChanges(db, roundId, open);
  return agencies.map((agency) => {
    const { id, group, submittedAt, signedAt } = agency;
    const facts = { kind: "selfScoring", agency, submittedAt, signedAt } as const;
    const openLeaves = (progress.get(id)?.blockers ?? []).map(({ leaf }) => owed(leaf));
    const scheme = schemes.get(group);
    if (!scheme || !mayChange(agency)) return { ...facts, openLeaves, reopened: [] };
    const reopened = reopenedLeaves({
      ...{ reopenings: agency.reopenings, leaves: indexFor(scheme, agency.leftOut).own.map(owed) },
      ...{ lacking: new Set(openLeaves.map(({ code }) => code)) },
      changedAt: changes.get(id) ?? new Map(),
    });
    return { ...facts, openLeaves, reopened };
  });
}

function mayChange({ submittedAt, reopenings }: OwingAgency): boolean {
  return submittedAt === null || reopenings.length > 0;
}

/** When each leaf was last changed, by agency, where some were reopened. */
async function readChanges(
  db: Db,
  roundId: string,
  agencies: readonly OwingAgency[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, string>>> {
  const reopened = agencies.filter(({ reopenings }) => reopenings.length > 0);
  if (reopened.length === 0) return new Map();
  const { rows } = await db.query<{ agency_id: string; code: string; changed_at: Date }>(
    `select agency_id, code, changed_at from leaf_states
      where round_id = $1 and agency_id = any ($2::uuid[])`,
    [roundId, reopened.map(({ id }) => id)],
  );
  const changed = (own: readonly (typeof rows)[number][]): ReadonlyMap<string, string> =>
    new Map(own.map((row) => [row.code, row.changed_at.toISOString()]));
  const byAgency = groupBy(rows, ({ agency_id }) => agency_id);
  return new Map([...byAgency].map(([id, own]) => [id, changed(own)]));
}

function owed(leaf: Leaf): OwedLeaf {
  return owedLeaf(leaf.code, leaf.name, maxOf(leaf));
}

function owedLeaf(code: string, name: string, worth: number): OwedLeaf {
  return { code, name, worth };
}

/** What each agency still has to say of leaves that were appraised lower, and to sign of it. */
export async function findExplaining(
  db: Db,
  roundId: string,
  agencies: readonly OwingAgency[],
  schemes: ReadonlyMap<string, Scheme>,
): Promise<readonly Of<"explaining">[]> {
  const { rows } = await db.query<{
    readonly agency_id: string;
    readonly code: string;
    readonly lost: number | null;
    readonly is_unsigned: boolean;
  }>(
    `select q.agency_id, q.code, (q.self_points - q.appraised_points)::integer as lost,
            coalesce(a.status = 'submitted', false) as is_unsigned
       from appealable_leaves q left join appeals a using (round_id, agency_id, code)
      where q.round_id = $1
        and (a.code is null or a.status in ('draft', 'returned', 'withdrawn', 'submitted'))
      order by string_to_array(q.code, '.')`,
    [roundId],
  );
  const byAgency = groupBy(rows, ({ agency_id }) => agency_id);
  return agencies.map((agency) => {
    const own = byAgency.get(agency.id) ?? [];
    const scheme = schemes.get(agency.group);
    const nameOf = (code: string): string => (scheme && findLeaf(scheme, code)?.name) ?? code;
    return {
      ...{ kind: "explaining", agency },
      unanswered: own
        .filter((row) => !row.is_unsigned)
        .map(({ code, lost }) => owedLeaf(code, nameOf(code), lost ?? 0)),
      unsigned: own.filter((row) => row.is_unsigned).length,
    };
  });
}

/** Whose answers to explanations are still waited for. */
export async function findReappraising(
  db: Db,
  roundId: string,
): Promise<readonly Of<"appraisal">[]> {
  const { rows } = await db.query<PersonOwing & { readonly open: Of<"appraisal">["open"] | null }>(
    `select s.id as "staffId", s.full_name as name,
            json_agg(json_build_object('agencyCode', w.agency_code, 'code', w.code)
              order by w.agency_code, w.code) filter (where w.code is not null) as open
       from staff s
       left join lateral (
         select g.code as agency_code, a.code
           from appeals a
           join appealable_leaves q using (round_id, agency_id, code)
           join agencies g on g.id = a.agency_id
          where a.round_id = $1 and a.answer = 'explained' and a.outcome is null
            and a.status in ('submitted', 'signed')
            and reappraises(s.id, a.agency_id, split_part(a.code, '.', 1), q.decided_by)) w on true
      where s.is_active
        and exists (select from staff_roles r where r.staff_id = s.id and r.role = 'appraiser')
      group by s.id order by s.id`,
    [roundId],
  );
  return rows.map(({ staffId, name, open }) => ({
    ...{ kind: "appraisal", phase: "secondAppraisal", appraiser: { staffId, name } },
    open: open ?? [],
  }));
}

/** Who has not voted on what was put to the vote. */
export async function findVoting(db: Db, roundId: string): Promise<readonly Of<"council">[]> {
  const { rows } = await db.query<PersonOwing & { readonly items: readonly number[] }>(
    `select s.id as "staffId", s.full_name as name,
            array(select i.number from council_items i
                   where i.round_id = $1 and i.status = 'voting'
                     and s.agency_id <> all (i.agency_ids)
                     and not exists (select from council_votes v
                                      where v.item_id = i.id and v.ballot = i.ballot
                                        and v.member_id = s.id)
                     and not exists (select from council_interests n
                                      where n.item_id = i.id and n.member_id = s.id)
                   order by i.number) as items
       from staff s
      where s.is_active and exists (
        select from staff_roles r
         where r.staff_id = s.id and r.role in ('councilMember', 'councilChair'))
      order by s.id`,
    [roundId],
  );
  return rows.map(({ staffId, name, items }) => ({
    ...{ kind: "council", member: { staffId, name }, items },
  }));
}
