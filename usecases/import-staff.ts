import type { Grant } from "../core/access/actor.ts";
import type { AgencyRecord, SheetGrid, SheetProblem, StaffRecord } from "../core/access/people.ts";
import { foldWords, readTable } from "../core/access/sheet-table.ts";
import { err, ok, type Result } from "../core/result.ts";
import { compareRecords, type RecordChanges } from "./compare-records.ts";
import { doubledCodes } from "./doubled-codes.ts";
import { readStaffRow, staffColumns } from "./read-staff-row.ts";

/** The register of staff while one import has it alone. */
export interface StaffDesk {
  agencies(): Promise<readonly AgencyRecord[]>;
  staff(): Promise<readonly StaffRecord[]>;
  /** Writes the difference; `shutOut` lose their chats, web logins and unused codes. */
  save(plan: Pick<StaffPlan, "added" | "changed" | "shutOut">, now: Date): Promise<void>;
}

/** Lets one import at a time read and write, in one transaction. */
export interface StaffRegister {
  alone<T>(work: (desk: StaffDesk) => Promise<T>): Promise<T>;
}

/** What an import would do, or did. */
export interface StaffPlan extends RecordChanges<StaffRecord> {
  /** Codes of those who move to another agency or leave: their chats and logins are ended. */
  readonly shutOut: readonly string[];
  /** People of one name in one agency: perhaps one person twice. */
  readonly namesakes: readonly (readonly string[])[];
  /** Headings whose cells were not read. */
  readonly ignored: readonly string[];
}

/**
 * Compares a file of staff with the register and, when asked, writes the difference whole. Nobody
 * is ever removed; who moves or leaves loses access at once and needs a fresh invitation.
 *
 * @returns What was or would be done, or every problem of the file at once.
 */
export async function importStaff(
  register: StaffRegister,
  grid: SheetGrid,
  { apply, now }: { readonly apply: boolean; readonly now: Date },
): Promise<Result<StaffPlan, readonly SheetProblem[]>> {
  return register.alone(async (desk) => {
    const known = { agencies: await desk.agencies(), staff: await desk.staff() };
    const plan = planStaffImport(grid, known);
    if (plan.ok && apply) await desk.save(plan.value, now);
    return plan;
  });
}

/** Says what importing the sheet over the known staff would do. */
export function planStaffImport(
  grid: SheetGrid,
  known: {
    readonly agencies: readonly AgencyRecord[];
    readonly staff: readonly StaffRecord[];
  },
): Result<StaffPlan, readonly SheetProblem[]> {
  const table = readTable(grid, staffColumns);
  if (!table.ok) return table;
  const world = {
    agencies: new Map(known.agencies.map((each) => [each.code, each])),
    staff: new Map(known.staff.map((each) => [each.code, each])),
  };
  const rows = table.value.rows.map((row) => readStaffRow(table.value, row, world));
  const problems = [...rows.flatMap((row) => row.problems), ...doubledCodes(table.value, rows)];
  if (problems.length > 0) return err(problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)));
  const records = rows.map(({ record }) => record);
  return ok({ ...compare(records, known.staff), ignored: table.value.ignored });
}

function compare(
  wanted: readonly StaffRecord[],
  known: readonly StaffRecord[],
): Omit<StaffPlan, "ignored"> {
  const changes = compareRecords(wanted, known, isSame);
  const absent = new Set(changes.absent);
  return {
    ...changes,
    shutOut: changes.changed.filter(losesAccess).map(({ after }) => after.code),
    namesakes: namesakesIn([...wanted, ...known.filter(({ code }) => absent.has(code))]),
  };
}

function losesAccess({
  before,
  after,
}: {
  readonly before: StaffRecord;
  readonly after: StaffRecord;
}): boolean {
  return before.agencyCode !== after.agencyCode || (before.isActive && !after.isActive);
}

function namesakesIn(staff: readonly StaffRecord[]): readonly (readonly string[])[] {
  const codes = new Map<string, string[]>();
  for (const { agencyCode, fullName, isActive, code } of staff) {
    if (!isActive) continue;
    const key = `${agencyCode}/${foldWords(fullName)}`;
    codes.set(key, [...(codes.get(key) ?? []), code]);
  }
  return [...codes.values()].filter((each) => each.length > 1);
}

function isSame(a: StaffRecord, b: StaffRecord): boolean {
  return (
    a.fullName === b.fullName &&
    a.title === b.title &&
    a.agencyCode === b.agencyCode &&
    a.language === b.language &&
    a.isActive === b.isActive &&
    grantsText(a.grants) === grantsText(b.grants)
  );
}

function grantsText(grants: readonly Grant[]): string {
  return grants
    .map(({ role, fields }) => `${role}:${fields === null ? "*" : fields.join()}`)
    .sort()
    .join(" ");
}
