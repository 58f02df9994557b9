import { type Command, InvalidArgumentError } from "commander";
import {
  type AssignmentChange,
  type AssignmentPlan,
  changeAssignments,
  planAppraisal,
} from "../../adapters/db/appraisal-assignments.ts";
import { marksVi } from "../../core/conversation/messages/vi/words.ts";
import { registerAppraisalSettings } from "./appraisal-settings.ts";
import { listed, type PeopleDeps } from "./people-deps.ts";

/** Adds `cham appraisal plan|assign|move|settings`. */
export function registerAppraisal(program: Command, deps: PeopleDeps): void {
  const appraisal = program.command("appraisal").description("thẩm định: phân công, khối lượng");
  appraisal
    .command("plan")
    .description("in ma trận phân công, khối lượng từng người và phần chưa có người")
    .action(() => runPlan(deps));
  appraisal
    .command("assign")
    .argument(
      "<mã>",
      "lĩnh vực, tiêu chí hoặc tiêu chí thành phần, ví dụ 2 hoặc 2.1.3",
      codeArgument,
    )
    .argument("<mã cán bộ>")
    .option("--agency <mã>", "chỉ cho một đơn vị")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("giao một phần cho một người thẩm định")
    .action((code: string, staff: string, { agency, apply }: AssignOptions) =>
      runChange(deps, {
        ...{ kind: "assign", code, staff: staff.toLowerCase(), apply, now: deps.now() },
        agency: agency?.toUpperCase() ?? null,
      }),
    );
  appraisal
    .command("move")
    .argument("<từ mã cán bộ>")
    .argument("<sang mã cán bộ>")
    .option("--field <mã>", "chỉ một lĩnh vực")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("chuyển phần chưa thẩm định của một người sang người khác")
    .action((from: string, to: string, { field, apply }: MoveOptions) =>
      runChange(deps, {
        ...{ kind: "move", from: from.toLowerCase(), staff: to.toLowerCase(), apply },
        ...{ field: field ?? null, now: deps.now() },
      }),
    );
  registerAppraisalSettings(appraisal, deps);
}

interface AssignOptions {
  readonly agency?: string;
  readonly apply: boolean;
}

interface MoveOptions {
  readonly field?: string;
  readonly apply: boolean;
}

async function runPlan(deps: PeopleDeps): Promise<void> {
  const plan = await deps.withPool((pool) => planAppraisal(pool, deps.now()));
  if (plan) printPlan(deps, plan);
  else deps.complain("Chưa có kỳ đánh giá nào.");
}

function printPlan(deps: PeopleDeps, { round, lines, workload, uncovered }: AssignmentPlan): void {
  deps.print([...marksVi(round), round.title].join(" "));
  deps.print("Phân công (lĩnh vực, người thẩm định, số lượt):");
  for (const { field, staff, count } of lines) {
    deps.print(`  ${field}  ${staff ?? "chưa có người"}  ${String(count)}`);
  }
  deps.print("Khối lượng:");
  for (const { staff, name, all, left, isLate } of workload) {
    const late = isLate && left > 0 ? `, quá hạn ${String(left)}` : "";
    deps.print(`  ${staff}  ${name}: ${String(all)} lượt, còn ${String(left)}${late}`);
  }
  if (uncovered.length === 0) deps.print("Mọi tiêu chí đều có người thẩm định.");
  else
    deps.print(`Chưa có người thẩm định: ${String(uncovered.length)} lượt: ${listed(uncovered)}`);
}

async function runChange(deps: PeopleDeps, change: AssignmentChange): Promise<void> {
  const outcome = await deps.withPool((pool) => changeAssignments(pool, change));
  switch (outcome.kind) {
    case "noRound":
      deps.complain("Chưa có kỳ đánh giá nào.");
      return;
    case "notAnAppraiser":
      deps.complain(`${outcome.staff} không có vai trò thẩm định hoặc đã nghỉ; chưa ghi gì.`);
      return;
    case "unknownAgency":
      deps.complain(`Không có đơn vị ${outcome.agency} trong kỳ đánh giá; chưa ghi gì.`);
      return;
    case "unknownCode":
      deps.complain(`Không có tiêu chí cần thẩm định nào thuộc mã ${outcome.code}; chưa ghi gì.`);
      return;
    case "planned":
      deps.print(`Số lượt đổi người thẩm định: ${String(outcome.changed)}`);
      deps.print(
        change.apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.",
      );
  }
}

function codeArgument(text: string): string {
  if (/^[0-9A-Za-z]{1,6}(\.[0-9A-Za-z]{1,6})*$/.test(text)) return text;
  throw new InvalidArgumentError("Cần một mã như 2 hoặc 2.1.3.");
}
