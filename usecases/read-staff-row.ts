import { roles, type Grant, type Role } from "../core/access/actor.ts";
import type { AgencyRecord, SheetProblem, StaffRecord } from "../core/access/people.ts";
import { readRole, roleWords } from "../core/access/role-words.ts";
import {
  foldWords,
  type ColumnSpec,
  type SheetTable,
  type TableRow,
} from "../core/access/sheet-table.ts";
import { successorOf } from "../core/access/successor-of.ts";
import { readYesNo, yesNoWanted } from "../core/access/yes-no-cell.ts";

/** The columns of a file of staff. */
export type StaffColumn =
  "code" | "name" | "title" | "agency" | "roles" | "fields" | "language" | "active";

/** The headings that a file of staff may have, in the order of the template. */
export const staffColumns: readonly ColumnSpec<StaffColumn>[] = [
  {
    key: "code",
    title: "Mã cán bộ",
    aliases: ["Mã", "Mã CBCC", "Mã công chức", "Mã nhân viên", "code"],
    isRequired: true,
  },
  {
    key: "name",
    title: "Họ và tên",
    aliases: ["Họ tên", "Tên", "full name", "name"],
    isRequired: true,
  },
  { key: "title", title: "Chức vụ", aliases: ["Chức danh", "title"], isRequired: false },
  { key: "agency", title: "Mã đơn vị", aliases: ["Đơn vị", "agency"], isRequired: true },
  {
    key: "roles",
    title: "Vai trò",
    aliases: ["Nhiệm vụ", "Vai trò trong hệ thống", "roles", "role"],
    isRequired: true,
  },
  {
    key: "fields",
    title: "Lĩnh vực thẩm định",
    aliases: ["Lĩnh vực", "fields"],
    isRequired: false,
  },
  { key: "language", title: "Ngôn ngữ", aliases: ["language"], isRequired: false },
  {
    key: "active",
    title: "Đang công tác",
    aliases: ["Còn công tác", "Đang hoạt động", "active"],
    isRequired: false,
  },
];

/** A row as a person, with what is wrong in it. */
export interface ReadStaff {
  readonly number: number;
  readonly record: StaffRecord;
  readonly problems: readonly SheetProblem[];
}

/** Who and what is known before the import. */
export interface KnownPeople {
  readonly agencies: ReadonlyMap<string, AgencyRecord>;
  readonly staff: ReadonlyMap<string, StaffRecord>;
}

type Refuse = (key: StaffColumn, wanted: string, read?: string) => void;

/** Reads one row as a person; what the file has no column for stays as it is known. */
export function readStaffRow(
  table: SheetTable<StaffColumn>,
  row: TableRow<StaffColumn>,
  known: KnownPeople,
): ReadStaff {
  const problems: SheetProblem[] = [];
  const refuse: Refuse = (key, wanted, read = row.cell(key)) => {
    problems.push(table.problem(row.number, key, { read, wanted }));
  };
  const code = row.cell("code").toLowerCase();
  const before = known.staff.get(code);
  const whereAsked = <T>(key: StaffColumn, read: T, otherwise: T): T =>
    table.has(key) ? read : otherwise;

  if (!/^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/.test(code)) refuse("code", codeWanted);
  const fullName = readName(row.cell("name"), refuse);
  const isActive = whereAsked("active", readActive(row, refuse), before?.isActive ?? true);
  const agencyCode = row.cell("agency").toUpperCase();
  checkAgency(known.agencies, { agencyCode, isActive }, refuse);
  const grants = readGrants(row, refuse);
  return {
    number: row.number,
    record: {
      code,
      fullName,
      title: whereAsked("title", row.cell("title"), before?.title ?? ""),
      agencyCode,
      language: whereAsked("language", readLanguage(row, refuse), before?.language ?? "vi"),
      isActive,
      grants: table.has("fields") ? grants : grants.map((each) => keepFields(each, before)),
    },
    problems,
  };
}

const codeWanted =
  "mã cán bộ gồm 1 đến 40 chữ thường không dấu, chữ số, dấu chấm, gạch nối (ví dụ nv.0123)";

function readName(text: string, refuse: Refuse): string {
  const name = text.replace(/\s+/g, " ").trim();
  const looksRight = /^[\p{L}\p{M}'’.\- ]{2,100}$/u.test(name) && /\p{L}/u.test(name);
  if (!looksRight) refuse("name", "họ và tên bằng chữ, từ 2 đến 100 ký tự");
  return name;
}

function checkAgency(
  agencies: KnownPeople["agencies"],
  { agencyCode, isActive }: Pick<StaffRecord, "agencyCode" | "isActive">,
  refuse: Refuse,
): void {
  const agency = agencies.get(agencyCode);
  if (agency === undefined) refuse("agency", "mã của một đơn vị đã nhập (cham agency import)");
  else if (!agency.isActive && isActive) refuse("agency", activeWanted(agency, agencies));
}

function activeWanted(agency: AgencyRecord, agencies: KnownPeople["agencies"]): string {
  const successor = successorOf(agency, agencies);
  return successor
    ? `mã ${successor.code} của ${successor.name} là đơn vị nhận sáp nhập; ${agency.name} đã sáp nhập`
    : "mã của một đơn vị đang hoạt động";
}

function readActive(row: TableRow<StaffColumn>, refuse: Refuse): boolean {
  const active = readYesNo(row.cell("active"));
  if (active === undefined) refuse("active", yesNoWanted);
  return active ?? true;
}

function readLanguage(row: TableRow<StaffColumn>, refuse: Refuse): "vi" | "en" {
  const word = foldWords(row.cell("language"));
  if (["", "vi", "tieng viet", "viet"].includes(word)) return "vi";
  if (["en", "tieng anh", "anh", "english"].includes(word)) return "en";
  refuse("language", "vi hoặc en (để trống là vi)");
  return "vi";
}

function readGrants(row: TableRow<StaffColumn>, refuse: Refuse): readonly Grant[] {
  const words = splitList(row.cell("roles"));
  if (words.length === 0) refuse("roles", `ít nhất một vai trò: ${roleList}`);
  const found = words.map((word) => ({ word, role: readRole(word) }));
  for (const { word, role } of found) {
    if (role === undefined)
      refuse("roles", `các vai trò cách nhau bằng dấu “;”: ${roleList}`, word);
  }
  const has = new Set(found.map(({ role }) => role));
  const fields = readFields(row.cell("fields"), has, refuse);
  return roles
    .filter((role) => has.has(role))
    .map((role) => ({ role, fields: role === "appraiser" ? fields : null }));
}

const roleList = roles.map((role) => roleWords[role]).join(", ");

function readFields(
  text: string,
  has: ReadonlySet<Role | undefined>,
  refuse: Refuse,
): readonly string[] | null {
  if (["", "tat ca", "all"].includes(foldWords(text))) return null;
  if (!has.has("appraiser")) refuse("fields", "để trống: chỉ người thẩm định có lĩnh vực");
  const codes = splitList(text);
  const wrong = codes.filter((code) => !/^[A-Za-z0-9]{1,10}$/.test(code));
  for (const code of wrong)
    refuse("fields", "mã lĩnh vực cách nhau bằng dấu “;” (ví dụ 1; 4; 5)", code);
  return [...new Set(codes)].sort(byNumber);
}

function keepFields(grant: Grant, before: StaffRecord | undefined): Grant {
  const held = before?.grants.find(({ role }) => role === grant.role);
  return held ?? grant;
}

function splitList(text: string): string[] {
  return text
    .split(/[;,\n]/)
    .map((each) => each.trim())
    .filter(Boolean);
}

function byNumber(a: string, b: string): number {
  return Number(a) - Number(b) || (a < b ? -1 : 1);
}
