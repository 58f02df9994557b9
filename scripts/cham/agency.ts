import type { Command } from "commander";
import { agencyRegister, listAgencies } from "../../adapters/db/agency-repository.ts";
import { readPeopleSheet } from "../../adapters/documents/people-sheet.ts";
import { writePeopleTemplate } from "../../adapters/documents/people-template.ts";
import type { AgencyRecord } from "../../core/access/people.ts";
import { importAgencies, type AgencyPlan } from "../../usecases/import-agencies.ts";
import { registerAgencyChanges } from "./agency-changes.ts";
import { complainAbout, printRest, type PeopleDeps } from "./people-deps.ts";
import { agencyTemplate } from "./people-templates.ts";

/** Adds `cham agency import|list|template|rename|merge`. */
export function registerAgency(program: Command, deps: PeopleDeps): void {
  const agency = program
    .command("agency")
    .description("đơn vị: nhập, liệt kê, tệp mẫu, đổi tên, sáp nhập");
  registerAgencyChanges(agency, deps);
  agency
    .command("import")
    .argument("<tệp>", "Excel (.xlsx) hoặc CSV UTF-8")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("nhập danh sách đơn vị")
    .action((file: string, { apply }: { readonly apply: boolean }) => runImport(deps, file, apply));
  agency
    .command("list")
    .description("liệt kê đơn vị theo khối")
    .action(() => runList(deps));
  agency
    .command("template")
    .argument("<tệp>", "tên tệp .xlsx hoặc .csv sẽ tạo")
    .description("tạo tệp mẫu danh sách đơn vị")
    .action((file: string) =>
      writePeopleTemplate(file, agencyTemplate).then((outcome) => {
        if (outcome === "exists") deps.complain(`${file} đã có; chọn tên khác.`);
        else deps.print(`Đã tạo ${file}.`);
      }),
    );
}

async function runImport(deps: PeopleDeps, file: string, apply: boolean): Promise<void> {
  const grid = await readPeopleSheet(file, agencyTemplate.sheet);
  if (!grid.ok) {
    complainAbout(deps, grid.error);
    return;
  }
  const plan = await deps.withPool((pool) =>
    importAgencies(agencyRegister(pool), grid.value, { apply }),
  );
  if (plan.ok) printPlan(deps, plan.value, apply);
  else complainAbout(deps, plan.error);
}

function printPlan(deps: PeopleDeps, plan: AgencyPlan, apply: boolean): void {
  deps.print(`Thêm mới: ${String(plan.added.length)}`);
  for (const { code, name, group } of plan.added) deps.print(`  + ${code}  ${name} (${group})`);
  deps.print(`Thay đổi: ${String(plan.changed.length)}`);
  for (const { before, after } of plan.changed) {
    deps.print(`  ~ ${after.code}  ${differences(before, after).join("; ")}`);
  }
  printRest(deps, plan, apply);
}

function differences(before: AgencyRecord, after: AgencyRecord): readonly string[] {
  const pairs = [
    ["tên", before.name, after.name],
    ["khối", before.group, after.group],
    ["tiền thân", before.predecessorCode ?? "không", after.predecessorCode ?? "không"],
    ["hoạt động", before.isActive ? "có" : "không", after.isActive ? "có" : "không"],
  ] as const;
  return pairs
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]) => `${what}: “${old}” → “${now}”`);
}

async function runList(deps: PeopleDeps): Promise<void> {
  const agencies = await deps.withPool((pool) => listAgencies(pool));
  for (const { code, name, group, isActive } of agencies) {
    deps.print([group, code, name, ...(isActive ? [] : ["(ngừng hoạt động)"])].join("\t"));
  }
}
