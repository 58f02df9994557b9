import type pg from "pg";
import type { AgencyRecord, StaffRecord } from "../../core/access/people.ts";
import { freshCode, issueCode } from "./access-code-repository.ts";
import { saveAgencies } from "./agency-repository.ts";
import { inTransaction } from "./in-transaction.ts";
import { saveStaff } from "./staff-repository.ts";

/**
 * Adds the first administrator of an empty province with an invitation.
 *
 * @returns The code, shown this once; null when there is anybody already.
 */
export async function addFirstAdministrator(
  pool: pg.Pool,
  secret: string,
  first: { readonly agency: AgencyRecord; readonly person: StaffRecord; readonly now: Date },
): Promise<{ readonly code: string; readonly expiresAt: Date } | null> {
  const { agency, person, now } = first;
  return inTransaction(pool, async (client) => {
    await client.query("lock table staff in share row exclusive mode");
    const { rowCount } = await client.query("select from staff limit 1");
    if (rowCount !== 0) return null;
    await saveAgencies(client, [agency]);
    await saveStaff(client, [person]);
    const { rows } = await client.query<{ id: string }>("select id from staff where code = $1", [
      person.code,
    ]);
    const staffId = rows[0]?.id ?? "";
    const code = freshCode();
    const issue = { staffId, purpose: "invitation", code, issuedBy: null, now } as const;
    return { code, expiresAt: await issueCode(client, secret, issue) };
  });
}
