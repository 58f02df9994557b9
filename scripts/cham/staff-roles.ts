import { InvalidArgumentError, type Command } from "commander";
import { staffRegister } from "../../adapters/db/staff-repository.ts";
import { roles, type Role } from "../../core/access/actor.ts";
import { readRole, roleWords } from "../../core/access/role-words.ts";
import { changeStaff, type StaffChange } from "../../usecases/change-staff.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** Adds `cham staff role add|remove` and `cham staff deactivate`. */
export function registerStaffRoles(staff: Command, deps: PeopleDeps): void {
  const role = staff.command("role").description("giao hoặc thôi một vai trò");
  role
    .command("add")
    .argument("<mã cán bộ>")
    .argument("<vai trò>", "ví dụ “thẩm định” hoặc appraiser", roleArgument)
    .option("--fields <danh sách>", "lĩnh vực của người thẩm định, ví dụ 1,4,5", fieldsOption)
    .action((code: string, added: Role, { fields }: { readonly fields?: readonly string[] }) => {
      if (fields !== undefined && added !== "appraiser") {
        deps.complain("--fields chỉ dùng với vai trò thẩm định.");
        return;
      }
      const grant = { role: added, fields: fields ?? null };
      return runChange(deps, code, { kind: "addRole", grant });
    });
  role
    .command("remove")
    .argument("<mã cán bộ>")
    .argument("<vai trò>", "ví dụ “thẩm định” hoặc appraiser", roleArgument)
    .action((code: string, removed: Role) =>
      runChange(deps, code, { kind: "removeRole", role: removed }),
    );
  staff
    .command("deactivate")
    .argument("<mã cán bộ>")
    .description("thôi công tác: gỡ mọi liên kết chat, thu hồi đăng nhập và mã chưa dùng")
    .action((code: string) => runChange(deps, code, { kind: "deactivate" }));
}

async function runChange(deps: PeopleDeps, code: string, change: StaffChange): Promise<void> {
  const outcome = await deps.withPool((pool) =>
    changeStaff(staffRegister(pool), code.toLowerCase(), { change, now: deps.now() }),
  );
  if (!outcome.ok) {
    const isUnknown = outcome.error.kind === "unknownPerson";
    deps.complain(isUnknown ? `Không có cán bộ mã ${code}.` : `${code}: không có gì để thay đổi.`);
    return;
  }
  const { after } = outcome.value;
  const held = after.grants.map(({ role, fields }) =>
    fields === null ? roleWords[role] : `${roleWords[role]} (lĩnh vực ${fields.join(", ")})`,
  );
  deps.print(
    after.isActive
      ? `${after.fullName}: ${held.join("; ") || "không còn vai trò nào"}.`
      : `${after.fullName} đã thôi công tác; mọi quyền truy cập đã thu hồi.`,
  );
}

function roleArgument(text: string): Role {
  const role = readRole(text);
  if (role !== undefined) return role;
  const words = roles.map((each) => `${roleWords[each]} (${each})`);
  throw new InvalidArgumentError(`Cần một trong: ${words.join(", ")}.`);
}

function fieldsOption(text: string): readonly string[] {
  const fields = text.split(/[;,\s]+/).filter(Boolean);
  if (fields.length > 0 && fields.every((each) => /^[A-Za-z0-9]{1,10}$/.test(each))) return fields;
  throw new InvalidArgumentError("Cần mã lĩnh vực cách nhau bằng dấu phẩy, ví dụ 1,4,5.");
}
