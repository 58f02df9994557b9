import type { AgencyRecord, SheetGrid, SheetProblem } from "../core/access/people.ts";
import {
  foldWords,
  readTable,
  type ColumnSpec,
  type SheetTable,
  type TableRow,
} from "../core/access/sheet-table.ts";
import { successorOf } from "../core/access/successor-of.ts";
import { readYesNo, yesNoWanted } from "../core/access/yes-no-cell.ts";
import { err, ok, type Result } from "../core/result.ts";
import { compareRecords, type RecordChanges } from "./compare-records.ts";
import { doubledCodes } from "./doubled-codes.ts";

/** The columns of a file of agencies. */
export type AgencyColumn = "code" | "name" | "group" | "predecessor" | "active";

/** The headings that a file of agencies may have, in the order of the template. */
const agencyColumns: readonly ColumnSpec<AgencyColumn>[] = [
  { key: "code", title: "Mã đơn vị", aliases: ["Mã", "code"], isRequired: true },
  {
    key: "name",
    title: "Tên đơn vị",
    aliases: ["Tên", "Tên cơ quan, đơn vị", "Đơn vị", "name"],
    isRequired: true,
  },
  { key: "group", title: "Khối", aliases: ["Nhóm", "Khối đơn vị", "group"], isRequired: true },
  {
    key: "predecessor",
    title: "Đơn vị tiền thân",
    aliases: ["Mã đơn vị tiền thân", "Tiền thân", "predecessor"],
    isRequired: false,
  },
  {
    key: "active",
    title: "Đang hoạt động",
    aliases: ["Hoạt động", "Còn hoạt động", "active"],
    isRequired: false,
  },
];

/** The register of agencies while one import has it alone. */
export interface AgencyDesk {
  list(): Promise<readonly AgencyRecord[]>;
  save(plan: Pick<AgencyPlan, "added" | "changed">): Promise<void>;
}

/** Lets one import at a time read and write, in one transaction. */
export interface AgencyRegister {
  alone<T>(work: (desk: AgencyDesk) => Promise<T>): Promise<T>;
}

/** What an import would do, or did. */
export interface AgencyPlan extends RecordChanges<AgencyRecord> {
  /** Headings whose cells were not read. */
  readonly ignored: readonly string[];
}

/**
 * Compares a file of agencies with the register and, when asked, writes the difference whole.
 * Nothing is ever removed: an agency that is gone is marked as not active.
 *
 * @returns What was or would be done, or every problem of the file at once.
 */
export async function importAgencies(
  register: AgencyRegister,
  grid: SheetGrid,
  { apply }: { readonly apply: boolean },
): Promise<Result<AgencyPlan, readonly SheetProblem[]>> {
  return register.alone(async (desk) => {
    const plan = planAgencyImport(grid, await desk.list());
    if (plan.ok && apply) await desk.save(plan.value);
    return plan;
  });
}

/** Says what importing the sheet over the known agencies would do. */
export function planAgencyImport(
  grid: SheetGrid,
  known: readonly AgencyRecord[],
): Result<AgencyPlan, readonly SheetProblem[]> {
  const table = readTable(grid, agencyColumns);
  if (!table.ok) return table;
  const knownOf = new Map(known.map((each) => [each.code, each]));
  const rows = table.value.rows.map((row) => readAgency(table.value, row, knownOf));
  const problems = [
    ...rows.flatMap((row) => row.problems),
    ...doubledCodes(table.value, rows),
    ...wrongPredecessors(table.value, rows, known),
  ];
  if (problems.length > 0) return err(problems.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)));
  return ok({
    ...compareRecords(
      rows.map(({ record }) => record),
      known,
      isSame,
    ),
    ignored: table.value.ignored,
  });
}

interface ReadAgency {
  readonly number: number;
  readonly record: AgencyRecord;
  readonly problems: readonly SheetProblem[];
}

type Refuse = (key: AgencyColumn, wanted: string) => void;

function readAgency(
  table: SheetTable<AgencyColumn>,
  row: TableRow<AgencyColumn>,
  knownOf: ReadonlyMap<string, AgencyRecord>,
): ReadAgency {
  const problems: SheetProblem[] = [];
  const refuse: Refuse = (key, wanted) => {
    problems.push(table.problem(row.number, key, { read: row.cell(key), wanted }));
  };
  const code = row.cell("code").toUpperCase();
  if (!/^[A-Z0-9](?:[A-Z0-9._-]{0,18}[A-Z0-9])?$/.test(code)) refuse("code", codeWanted);
  const name = row.cell("name");
  if (name.length < 3 || name.length > 200) refuse("name", "tên đơn vị từ 3 đến 200 ký tự");
  const group = readGroup(row, refuse);
  const before = knownOf.get(code) ?? { predecessorCode: null, isActive: true };
  const predecessorCode = table.has("predecessor")
    ? row.cell("predecessor").toUpperCase() || null
    : before.predecessorCode;
  const isActive = table.has("active") ? readActive(row, refuse) : before.isActive;
  if (isActive) refuseEnded(knownOf, code, refuse);
  return { number: row.number, record: { code, name, group, predecessorCode, isActive }, problems };
}

function readActive(row: TableRow<AgencyColumn>, refuse: Refuse): boolean {
  const isActive = readYesNo(row.cell("active"));
  if (isActive === undefined) refuse("active", yesNoWanted);
  return isActive ?? true;
}

/** An agency that was merged does not work again. */
function refuseEnded(
  knownOf: ReadonlyMap<string, AgencyRecord>,
  code: string,
  refuse: Refuse,
): void {
  const known = knownOf.get(code);
  const successor = known && successorOf(known, knownOf);
  if (!successor) return;
  refuse(
    "code",
    `mã ${successor.code} của ${successor.name} là đơn vị nhận sáp nhập; đơn vị đã sáp nhập ` +
      "không hoạt động trở lại, cột Đang hoạt động phải ghi “không”",
  );
}

const codeWanted =
  "mã đơn vị gồm 1 đến 20 chữ cái không dấu, chữ số, dấu chấm hoặc gạch nối (ví dụ SNV)";
const groupWanted = "so, xa, nganh-doc, huyen hoặc mã khối khác viết thường không dấu";

const groupWords: Readonly<Record<string, string>> = {
  so: "so",
  "so ban nganh": "so",
  "khoi so ban nganh": "so",
  "cap so": "so",
  "co quan chuyen mon": "so",
  xa: "xa",
  phuong: "xa",
  "xa phuong": "xa",
  "cap xa": "xa",
  "ubnd cap xa": "xa",
  "ubnd xa phuong": "xa",
  "dac khu": "xa",
  huyen: "huyen",
  "cap huyen": "huyen",
  "ubnd cap huyen": "huyen",
  "nganh doc": "nganh-doc",
  "co quan nganh doc": "nganh-doc",
  "co quan nganh doc cap tinh": "nganh-doc",
};

function readGroup(row: TableRow<AgencyColumn>, refuse: Refuse): string {
  const text = row.cell("group");
  const known = groupWords[foldWords(text)];
  if (known !== undefined) return known;
  if (!/^[a-z][a-z0-9-]{0,29}$/.test(text)) refuse("group", groupWanted);
  return text;
}

function wrongPredecessors(
  table: SheetTable<AgencyColumn>,
  rows: readonly ReadAgency[],
  known: readonly AgencyRecord[],
): SheetProblem[] {
  // Of a doubled code the first row counts, so it comes last here.
  const all = [...known, ...rows.map(({ record }) => record).reverse()];
  const parents = new Map(all.map((each) => [each.code, each.predecessorCode]));
  return rows.flatMap(({ number, record: { code, predecessorCode } }) => {
    if (predecessorCode === null) return [];
    const wanted = predecessorWanted(parents, code, predecessorCode);
    if (wanted === undefined) return [];
    return [table.problem(number, "predecessor", { read: predecessorCode, wanted })];
  });
}

function predecessorWanted(
  parents: ReadonlyMap<string, string | null>,
  code: string,
  predecessor: string,
): string | undefined {
  if (!parents.has(predecessor)) return "mã của một đơn vị đã có hoặc có trong tệp này";
  const seen = new Set([code]);
  for (let at: string | null = predecessor; at !== null; at = parents.get(at) ?? null) {
    if (seen.has(at)) return "đơn vị khác; các đơn vị tiền thân không được nối thành vòng";
    seen.add(at);
  }
  return undefined;
}

function isSame(a: AgencyRecord, b: AgencyRecord): boolean {
  return (
    a.name === b.name &&
    a.group === b.group &&
    a.predecessorCode === b.predecessorCode &&
    a.isActive === b.isActive
  );
}
