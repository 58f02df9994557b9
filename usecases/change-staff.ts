import { roles, type Grant, type Role } from "../core/access/actor.ts";
import type { AgencyRecord, StaffRecord } from "../core/access/people.ts";
import { err, ok, type Result } from "../core/result.ts";
import type { StaffRegister } from "./import-staff.ts";

/** One change of a person's duties or standing. */
export type StaffChange =
  | { readonly kind: "addRole"; readonly grant: Grant }
  | { readonly kind: "removeRole"; readonly role: Role }
  | { readonly kind: "deactivate" };

/** Why a change is not made. */
export type StaffChangeProblem =
  { readonly kind: "unknownPerson" } | { readonly kind: "nothingToChange" };

/**
 * Changes one person. Who is deactivated loses chats, web logins and unused codes at once.
 *
 * @returns The person before and after.
 */
export async function changeStaff(
  register: StaffRegister,
  code: string,
  { change, now }: { readonly change: StaffChange; readonly now: Date },
): Promise<
  Result<{ readonly before: StaffRecord; readonly after: StaffRecord }, StaffChangeProblem>
> {
  return register.alone(async (desk) => {
    const before = (await desk.staff()).find((each) => each.code === code);
    if (before === undefined) return err({ kind: "unknownPerson" });
    const after = changed(before, change);
    if (after === before) return err({ kind: "nothingToChange" });
    const shutOut = after.isActive ? [] : [code];
    await desk.save({ added: [], changed: [{ before, after }], shutOut }, now);
    return ok({ before, after });
  });
}

function changed(person: StaffRecord, change: StaffChange): StaffRecord {
  switch (change.kind) {
    case "addRole":
      return withGrant(person, change.grant);
    case "removeRole": {
      const grants = person.grants.filter(({ role }) => role !== change.role);
      return grants.length === person.grants.length ? person : { ...person, grants };
    }
    case "deactivate":
      return person.isActive ? { ...person, isActive: false } : person;
  }
}

function withGrant(person: StaffRecord, grant: Grant): StaffRecord {
  const same = person.grants.some(
    ({ role, fields }) => role === grant.role && String(fields) === String(grant.fields),
  );
  if (same) return person;
  const held = [...person.grants.filter(({ role }) => role !== grant.role), grant];
  return { ...person, grants: held.sort((a, b) => roles.indexOf(a.role) - roles.indexOf(b.role)) };
}

/** The agency and the person that an empty province begins with. */
export const firstAgency: AgencyRecord = {
  code: "HE-THONG",
  name: "Quản trị hệ thống",
  group: "he-thong",
  predecessorCode: null,
  isActive: true,
};

/** The first administrator, who then imports agencies and staff. */
export const firstAdministrator: StaffRecord = {
  code: "quan-tri",
  fullName: "Quản trị hệ thống",
  title: "Quản trị",
  agencyCode: firstAgency.code,
  language: "vi",
  isActive: true,
  grants: [{ role: "admin", fields: null }],
};
