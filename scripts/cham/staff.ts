import type { Command } from "commander";
import { listStaff, staffRegister } from "../../adapters/db/staff-repository.ts";
import { readPeopleSheet } from "../../adapters/documents/people-sheet.ts";
import { writePeopleTemplate } from "../../adapters/documents/people-template.ts";
import type { Grant } from "../../core/access/actor.ts";
import type { StaffRecord } from "../../core/access/people.ts";
import { roleWords } from "../../core/access/role-words.ts";
import { importStaff, type StaffPlan } from "../../usecases/import-staff.ts";
import { complainAbout, listed, printRest, type PeopleDeps } from "./people-deps.ts";
import { staffTemplate } from "./people-templates.ts";
import { registerStaffAccess } from "./staff-access.ts";
import { registerStaffRoles } from "./staff-roles.ts";
import { registerStaffSignOff } from "./staff-sign-off.ts";

/** Adds `cham staff import|list|template|invite|role|deactivate|bootstrap-admin|delegate|reset-factor`. */
export function registerStaff(program: Command, deps: PeopleDeps): void {
  const staff = program.command("staff").description("cán bộ: nhập, mời, vai trò, thôi công tác");
  staff
    .command("import")
    .argument("<tệp>", "Excel (.xlsx) hoặc CSV UTF-8")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("nhập danh sách cán bộ")
    .action((file: string, { apply }: { readonly apply: boolean }) => runImport(deps, file, apply));
  staff
    .command("list")
    .option("--agency <mã>", "chỉ một đơn vị")
    .description("liệt kê cán bộ và vai trò")
    .action(({ agency }: { readonly agency?: string }) => runList(deps, agency));
  staff
    .command("template")
    .argument("<tệp>", "tên tệp .xlsx hoặc .csv sẽ tạo")
    .description("tạo tệp mẫu danh sách cán bộ")
    .action(async (file: string) => {
      const outcome = await writePeopleTemplate(file, staffTemplate);
      if (outcome === "exists") deps.complain(`${file} đã có; chọn tên khác.`);
      else deps.print(`Đã tạo ${file}.`);
    });
  registerStaffAccess(staff, deps);
  registerStaffRoles(staff, deps);
  registerStaffSignOff(staff, deps);
}

async function runImport(deps: PeopleDeps, file: string, apply: boolean): Promise<void> {
  const grid = await readPeopleSheet(file, staffTemplate.sheet);
  if (!grid.ok) {
    complainAbout(deps, grid.error);
    return;
  }
  const plan = await deps.withPool((pool) =>
    importStaff(staffRegister(pool), grid.value, { apply, now: deps.now() }),
  );
  if (plan.ok) printPlan(deps, plan.value, apply);
  else complainAbout(deps, plan.error);
}

function printPlan(deps: PeopleDeps, plan: StaffPlan, apply: boolean): void {
  deps.print(`Thêm mới: ${String(plan.added.length)}`);
  for (const person of plan.added) deps.print(`  + ${personLine(person)}`);
  deps.print(`Thay đổi: ${String(plan.changed.length)}`);
  for (const { before, after } of plan.changed) {
    deps.print(`  ~ ${after.code}  ${differences(before, after).join("; ")}`);
  }
  if (plan.shutOut.length > 0) {
    deps.print(
      `Mất quyền truy cập (gỡ liên kết chat, thu hồi đăng nhập; mời lại bằng mã mới): ${listed(plan.shutOut)}`,
    );
  }
  for (const codes of plan.namesakes) {
    deps.print(`Lưu ý: trùng họ tên trong cùng đơn vị: ${codes.join(", ")}`);
  }
  printRest(deps, plan, apply);
}

function personLine({ code, fullName, agencyCode, grants }: StaffRecord): string {
  return `${code}  ${fullName}, ${agencyCode}: ${grantsText(grants)}`;
}

function grantsText(grants: readonly Grant[]): string {
  if (grants.length === 0) return "không có vai trò";
  return grants
    .map(({ role, fields }) =>
      fields === null ? roleWords[role] : `${roleWords[role]} (lĩnh vực ${fields.join(", ")})`,
    )
    .join("; ");
}

function differences(before: StaffRecord, after: StaffRecord): readonly string[] {
  const pairs = [
    ["họ tên", before.fullName, after.fullName],
    ["chức vụ", before.title, after.title],
    ["đơn vị", before.agencyCode, after.agencyCode],
    ["vai trò", grantsText(before.grants), grantsText(after.grants)],
    ["ngôn ngữ", before.language, after.language],
    ["công tác", before.isActive ? "có" : "không", after.isActive ? "có" : "không"],
  ] as const;
  return pairs
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]) => `${what}: “${old}” → “${now}”`);
}

async function runList(deps: PeopleDeps, agency: string | undefined): Promise<void> {
  const staff = await deps.withPool((pool) => listStaff(pool));
  for (const person of staff) {
    if (agency !== undefined && person.agencyCode !== agency.toUpperCase()) continue;
    deps.print(personLine(person) + (person.isActive ? "" : " (đã nghỉ)"));
  }
}
