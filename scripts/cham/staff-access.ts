import type { Command } from "commander";
import { codeOffice } from "../../adapters/db/access-code-repository.ts";
import { eraseStaff } from "../../adapters/db/erase-staff.ts";
import { addFirstAdministrator } from "../../adapters/db/first-administrator.ts";
import { spellCode } from "../../core/access/access-code.ts";
import { assertNever } from "../../core/result.ts";
import { firstAdministrator, firstAgency } from "../../usecases/change-staff.ts";
import { inviteStaff, type Invited, type InviteProblem } from "../../usecases/issue-code.ts";
import { localTime, type PeopleDeps } from "./people-deps.ts";

/** Adds `cham staff invite`, `cham staff bootstrap-admin` and `cham staff erase`. */
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
  staff
    .command("erase")
    .argument("<mã cán bộ>")
    .option("--apply", "xóa thật (mặc định chỉ xem trước)", false)
    .description("xóa thông tin cá nhân của một người; sổ nhật ký vẫn kiểm tra được")
    .action((code: string, { apply }: { readonly apply: boolean }) =>
      runErase(deps, code.toLowerCase(), apply),
    );
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

async function runErase(deps: PeopleDeps, code: string, apply: boolean): Promise<void> {
  const erasure = await deps.withPool((pool) => eraseStaff(pool, code, apply));
  if (erasure === null) {
    deps.complain(`Không có cán bộ mã ${code}.`);
    return;
  }
  const { fullName, newCode, links, sessions, codes, roles, factors, entries } = erasure;
  deps.print(
    `${apply ? "Đã xóa" : "Sẽ xóa"} họ tên, chức vụ, mã và khóa nhận dạng của ${fullName}.`,
  );
  deps.print(
    `Kèm theo: ${String(roles)} vai trò, ${String(links)} tài khoản liên kết, ${String(sessions)} phiên đăng nhập, ${String(codes)} mã một lần, ${String(factors)} mã và thiết bị xác thực hai lớp, nội dung tin nhắn đã xử lý.`,
  );
  deps.print(
    `${String(entries)} dòng của sổ nhật ký giữ nguyên, từ nay đứng tên “(đã xoá)” (mã ${newCode}). Họ tên do người khác viết trong giải trình và tên tệp thì không tìm thấy để xóa.`,
  );
  deps.print(
    apply
      ? "Bản sao lưu cũ vẫn còn thông tin này; hãy hủy theo lịch lưu giữ."
      : "Đây là bản xem trước, chưa xóa gì. Thêm --apply để xóa; không lấy lại được.",
  );
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
