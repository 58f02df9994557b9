import type {
  DraftCourse,
  ReturnedLeaf,
  Signature,
  VoidCause,
} from "../../core/conversation/sign-off/sign-off-facts.ts";

/** Duties of a leader that the person `s` has by delegation; the days are judged by the clock. */
export const delegatedGrants = `(
  select json_agg(json_build_object('role', 'leader', 'fields', null, 'for', json_build_object(
           'staffId', l.id, 'name', l.full_name, 'decision', d.decision,
           'from', d.from_day, 'until', d.until_day)) order by d.created_at)
    from delegations d
    join staff l on l.id = d.leader_id and l.is_active and l.agency_id = s.agency_id
   where d.acting_id = s.id and d.revoked_at is null
     and exists (select from staff_roles g where g.staff_id = l.id and g.role = 'leader'))`;

/** The last signature of the draft of round `r` and agency `a`. */
export const lastSignOff = `(
  select json_build_object('at', o.signed_at, 'name', w.full_name, 'forName', f.full_name,
           'decision', o.decision, 'voidedAt', o.voided_at, 'cause', o.void_cause)
    from sign_offs o
    left join staff w on w.id = o.signed_by
    left join staff f on f.id = o.for_id
   where o.round_id = r.id and o.agency_id = a.id
   order by o.signed_at desc limit 1)`;

/** The leaves of that draft which were given back and are not settled. */
export const returnedLeaves = `(
  select json_agg(json_build_object('code', b.code, 'comment', b.comment, 'at', b.returned_at,
           'name', w.full_name, 'forName', f.full_name,
           'decision', (select d.decision from delegations d
                         where d.leader_id = b.for_id and d.acting_id = b.returned_by
                         order by d.created_at desc limit 1)) order by b.returned_at, b.code)
    from returned_leaves b
    left join staff w on w.id = b.returned_by
    left join staff f on f.id = b.for_id
   where b.round_id = r.id and b.agency_id = a.id and b.settled_at is null)`;

interface ActRow {
  readonly at: string;
  readonly name: string | null;
  readonly forName: string | null;
  readonly decision: string | null;
}

/** The last signature as the statement gives it. */
export interface SignOffRow extends ActRow {
  readonly voidedAt: string | null;
  readonly cause: VoidCause | null;
}

/** A leaf given back as the statement gives it. */
export interface ReturnedRow extends ActRow {
  readonly code: string;
  readonly comment: string;
}

/** Reads where a draft stands between officers and leader. */
export function courseOf(last: SignOffRow | null, returned: readonly ReturnedRow[]): DraftCourse {
  const holds = last?.voidedAt === null;
  return {
    signed: last && holds ? signatureOf(last) : null,
    voided: last && !holds ? voidedOf(last) : null,
    returned: returned.map((row): ReturnedLeaf => ({
      ...signatureOf(row),
      code: row.code,
      comment: row.comment,
    })),
  };
}

function voidedOf({ voidedAt, cause, ...signed }: SignOffRow): DraftCourse["voided"] {
  if (voidedAt === null || cause === null) return null;
  return { ...signatureOf(signed), voidedAt: instant(voidedAt), cause };
}

function signatureOf({ at, name, forName, decision }: ActRow): Signature {
  return { at: instant(at), by: { name: name ?? "", forName, decision } };
}

function instant(at: string): string {
  return new Date(at).toISOString();
}
