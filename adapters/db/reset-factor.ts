import type pg from "pg";
import { factorResetNotice } from "../../core/conversation/sign-off/notices.ts";
import { removeFactor } from "./factor-repository.ts";
import { inTransaction } from "./in-transaction.ts";
import { notifyStaff } from "./notify-staff.ts";
import { roundOrder } from "./round-order.ts";

/** A reset as the coordinator asks for it. */
export interface FactorReset {
  readonly staffCode: string;
  readonly reason: string;
  /** Id of the coordinator, who stands in the ledger. */
  readonly by: string;
  readonly now: Date;
  /** False only looks. */
  readonly apply: boolean;
}

/** Whose second factor it is, and whether there is one; undefined when there is no such person. */
export type ResetOutcome =
  { readonly name: string; readonly agencyName: string; readonly isEnrolled: boolean } | undefined;

interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly agencyName: string;
  readonly isEnrolled: boolean;
}

/**
 * Takes a person's second factor away so that they can enrol again: with its reason on record, in
 * the ledger of their agency's round where there is one, and told to the person.
 */
export async function resetFactor(pool: pg.Pool, reset: FactorReset): Promise<ResetOutcome> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<PersonRow>(
      `select s.id, s.full_name as name, a.name as "agencyName",
              exists (select from staff_factors f where f.staff_id = s.id) as "isEnrolled"
         from staff s join agencies a on a.id = s.agency_id
        where s.code = $1 for update of s`,
      [reset.staffCode],
    );
    const [person] = rows;
    if (person?.isEnrolled === true && reset.apply) {
      const byHand = { inboundId: null, receipt: null };
      await writeReset(client, { ...reset, ...byHand, staffId: person.id });
    }
    return person;
  });
}

/** A reset as it stands on record. */
export interface WrittenReset extends Pick<FactorReset, "reason" | "by"> {
  readonly staffId: string;
  /** The message that caused it; null for the command line. */
  readonly inboundId: string | null;
  readonly receipt: string | null;
  readonly now: Date | string;
}

/**
 * Takes a second factor away inside the caller's transaction, with its record and its notice.
 *
 * @returns False when there was none to take.
 */
export async function writeReset(
  client: pg.ClientBase,
  { staffId, reason, by, inboundId, receipt, now }: WrittenReset,
): Promise<boolean> {
  if (!(await removeFactor(client, staffId))) return false;
  await client.query(
    "insert into factor_resets (staff_id, reason, reset_by, at) values ($1, $2, $3, $4)",
    [staffId, reason, by, now],
  );
  await client.query(
    `insert into entries (round_id, agency_id, kind, body, author_id, role,
       inbound_id, receipt, at)
     select ra.round_id, ra.agency_id, 'factorReset',
            jsonb_build_object('staffMark', staff_mark(s.id), 'reason', $2::text),
            $3, 'coordinator', $5, $6, $4
       from staff s
       join round_agencies ra on ra.agency_id = s.agency_id
       join rounds r on r.id = ra.round_id and r.stage not in ('draft', 'archived')
      where s.id = $1
      order by ${roundOrder} limit 1`,
    [staffId, reason, by, now, inboundId, receipt],
  );
  await notifyStaff(client, [staffId], (language) => factorResetNotice(reason, language));
  return true;
}
