import type { Command } from "commander";
import { codeOffice } from "../../adapters/db/access-code-repository.ts";
import { addFirstAdministrator } from "../../adapters/db/first-administrator.ts";
import { spellCode } from "../../core/access/access-code.ts";
import { assertNever } from "../../core/result.ts";
import { firstAdministrator, firstAgency } from "../../usecases/change-staff.ts";
import { inviteStaff, type Invited, type InviteProblem } from "../../usecases/issue-code.ts";
import { localTime, type PeopleDeps } from "./people-deps.ts";

/** Adds `cham staff invite` and `cham staff bootstrap-admin`. */
export function registerStaffAccess(staff: Command, deps: PeopleDeps): void {
  staff
    .command("invite")
    .argument("[mã cán bộ...]")
    .option("--all-of <mã đơn vị>", "mọi người đang công tác của một đơn vị")
    .description("cấp mã mời dùng một lần, hiệu lực 14 ngày")
    .action((codes: readonly string[], { allOf }: { readonly allOf?: string }) => {
      if ((allOf === undefined) === (codes.length === 0)) {
        deps.complain("Cần mã cán bộ, hoặc --all-of với mã đơn vị (chỉ một trong hai).");
        return undefined;
      }
      return runInvite(
        deps,
        allOf === undefined
          ? { codes: [...new Set(codes.map((code) => code.toLowerCase()))] }
          : { agency: allOf.toUpperCase() },
      );
    });
  staff
    .command("bootstrap-admin")
    .description("tạo người quản trị đầu tiên khi cơ sở dữ liệu còn trống, in mã một lần")
    .action(() => runBootstrap(deps));
}

async function runInvite(deps: PeopleDeps, whom: Invited): Promise<void> {
  const issued = await deps.withPool((pool) =>
    inviteStaff(codeOffice(pool, deps.secret()), whom, { issuedBy: null, now: deps.now() }),
  );
  if (!issued.ok) {
    deps.complain("Không cấp mã nào:");
    for (const problem of issued.error) deps.complain(`  ${sentence(problem)}`);
    return;
  }
  for (const { to, code, expiresAt } of issued.value) {
    deps.print(
      `${spellCode(code)}  ${to.fullName} (${to.code}, ${to.agencyCode}), đến ${localTime(expiresAt)}`,
    );
  }
  deps.print(
    "Mỗi mã dùng một lần và chỉ hiện lần này; mã mời cũ chưa dùng của người đó không còn hiệu lực. Trao riêng cho từng người.",
  );
}

function sentence(problem: InviteProblem): string {
  switch (problem.kind) {
    case "unknownPerson":
      return `Không có cán bộ mã ${problem.code}.`;
    case "inactivePerson":
      return `${problem.fullName} (${problem.code}) đã thôi công tác hoặc đơn vị đã ngừng hoạt động.`;
    case "nobodyThere":
      return `Đơn vị ${problem.agency} không có ai đang công tác, hoặc không có đơn vị mã này.`;
    default:
      return assertNever(problem);
  }
}

async function runBootstrap(deps: PeopleDeps): Promise<void> {
  const made = await deps.withPool((pool) =>
    addFirstAdministrator(pool, deps.secret(), {
      agency: firstAgency,
      person: firstAdministrator,
      now: deps.now(),
    }),
  );
  if (made === null) {
    deps.complain(
      `Đã có cán bộ trong hệ thống nên không tạo nữa. Cần mã mới: cham staff invite ${firstAdministrator.code}`,
    );
    return;
  }
  deps.print(
    `Mã quản trị (dùng một lần, chỉ hiện lần này): ${spellCode(made.code)}, đến ${localTime(made.expiresAt)}`,
  );
}
