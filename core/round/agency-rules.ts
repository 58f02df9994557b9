import type { AgencyRefusal, KnownAgency } from "./agency-change.ts";
import type { RoundMover } from "./transitions.ts";

/** The agency of a code, however it is typed. */
export function agencyCoded(
  agencies: readonly KnownAgency[],
  code: string,
): KnownAgency | undefined {
  return agencies.find((each) => each.code === code.trim().toUpperCase());
}

/** Against whoever may not run rounds. */
export function mayChange(who: RoundMover): readonly AgencyRefusal[] {
  const may = who.kind === "person" && who.rights.includes("manageRound");
  return may ? [] : [{ code: "noRight" }];
}

/** Against an agency that has ended. */
export function againstAgency({
  code,
  isActive,
  mergedInto,
}: KnownAgency): readonly AgencyRefusal[] {
  if (mergedInto !== null) return [{ code: "alreadyMerged", agency: code, into: mergedInto }];
  return isActive ? [] : [{ code: "notActive", agency: code }];
}

/** Against a name that an import of agencies would refuse too. */
export function againstName(name: string): readonly AgencyRefusal[] {
  return name.length < 3 || name.length > 200 ? [{ code: "badName", name }] : [];
}

/** Against a new code: not one, or somebody's. */
export function againstCode(
  agencies: readonly KnownAgency[],
  code: string,
): readonly AgencyRefusal[] {
  if (!/^[A-Z0-9](?:[A-Z0-9._-]{0,18}[A-Z0-9])?$/.test(code)) {
    return [{ code: "badCode", agency: code }];
  }
  return agencyCoded(agencies, code) ? [{ code: "codeTaken", agency: code }] : [];
}
