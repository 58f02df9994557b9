import type { CodePurpose } from "../core/access/access-code.ts";
import { err, ok, type Result } from "../core/result.ts";

/** A person who may be invited. */
export interface Invitee {
  readonly staffId: string;
  readonly code: string;
  readonly fullName: string;
  readonly agencyCode: string;
  readonly isActive: boolean;
}

/** Who is to be invited: people by their codes, or everybody active of an agency. */
export type Invited = { readonly codes: readonly string[] } | { readonly agency: string };

/** The register of people and codes, seen from issuing. */
export interface CodeOffice {
  find(whom: Invited): Promise<readonly Invitee[]>;
  freshCode(): string;
  /** Keeps every code or none; an older unused one of the same purpose ends. */
  issue(codes: readonly NewCode[]): Promise<readonly Date[]>;
}

/** A code to be kept for a person. */
export interface NewCode {
  readonly staffId: string;
  readonly purpose: CodePurpose;
  readonly code: string;
  readonly issuedBy: string | null;
  readonly now: Date;
}

/** A code as it is shown, once. */
export interface IssuedCode {
  readonly to: Invitee;
  readonly code: string;
  readonly expiresAt: Date;
}

/** Why nobody is invited. */
export type InviteProblem =
  | { readonly kind: "unknownPerson"; readonly code: string }
  | { readonly kind: "inactivePerson"; readonly code: string; readonly fullName: string }
  | { readonly kind: "nobodyThere"; readonly agency: string };

/**
 * Issues an invitation to each of the people named, or to none when one of them cannot have one.
 * `issuedBy` is the coordinator; null from the command line.
 */
export async function inviteStaff(
  office: CodeOffice,
  whom: Invited,
  by: { readonly issuedBy: string | null; readonly now: Date },
): Promise<Result<readonly IssuedCode[], readonly InviteProblem[]>> {
  const found = await office.find(whom);
  const invitees = "agency" in whom ? found.filter(({ isActive }) => isActive) : found;
  const problems = problemsOf(whom, invitees);
  if (problems.length > 0) return err(problems);

  const codes = invitees.map(({ staffId }) => ({
    staffId,
    purpose: "invitation" as const,
    code: office.freshCode(),
    ...by,
  }));
  const expiries = await office.issue(codes);
  return ok(
    invitees.map((to, index) => ({
      to,
      code: codes[index]?.code ?? "",
      expiresAt: expiries[index] ?? by.now,
    })),
  );
}

function problemsOf(whom: Invited, invitees: readonly Invitee[]): readonly InviteProblem[] {
  if ("agency" in whom) {
    return invitees.length > 0 ? [] : [{ kind: "nobodyThere", agency: whom.agency }];
  }
  const known = new Map(invitees.map((each) => [each.code, each]));
  return whom.codes.flatMap((code): InviteProblem[] => {
    const person = known.get(code);
    if (person === undefined) return [{ kind: "unknownPerson", code }];
    return person.isActive ? [] : [{ kind: "inactivePerson", code, fullName: person.fullName }];
  });
}
