import type { Command } from "commander";
import { findRoundId, loadCourse } from "../../adapters/db/course-repository.ts";
import { roundRegister } from "../../adapters/db/round-register.ts";
import { openRoundFile } from "../../adapters/scheme-files/read-round-file.ts";
import { dayText } from "../../core/conversation/messages/local-time.ts";
import { vi } from "../../core/conversation/messages/vi.ts";
import { instantVi, stageVi } from "../../core/conversation/messages/vi/words.ts";
import { advanceRound, stepsFrom } from "../../core/round/transitions.ts";
import { phases } from "../../core/round/round.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import { type RoundPlan, createRound } from "../../usecases/create-round.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { registerGiven } from "./round-given.ts";
import { registerRoundExport } from "./round-export.ts";
import { registerRescheme } from "./round-rescheme.ts";
import { type ByOption, authorBy, registerRoundChanges } from "./round-changes.ts";

const applyHelp = "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)";

/** Adds `cham round create|open|extend|reopen|move|status|close|export|rescheme|given`. */
export function registerRound(program: Command, deps: PeopleDeps): void {
  const round = program
    .command("round")
    .description("kỳ đánh giá: tạo, ban hành, gia hạn, mở lại, dời hạn, chuyển bước, tình hình");
  round
    .command("create")
    .argument("<tệp>", "tệp .yaml hoặc .json, xem docs/round-file.md")
    .requiredOption("--by <mã cán bộ>", "cán bộ điều phối thực hiện")
    .option("--apply", applyHelp, false)
    .description("tạo (hoặc thay) bản dự thảo một kỳ đánh giá từ tệp")
    .action((file: string, options: ByOption) => runCreate(deps, file, options));
  round
    .command("status")
    .argument("[mã kỳ]", "không nêu thì là kỳ đang chạy")
    .description("bước hiện nay, thời hạn, tiến độ, còn thiếu gì để sang bước sau")
    .action((code: string | undefined) => runStatus(deps, code ?? null));
  registerRoundExport(round, deps);
  registerRoundChanges(round, deps);
  registerRescheme(round, deps);
  registerGiven(round, deps);
}

async function runCreate(deps: PeopleDeps, file: string, options: ByOption): Promise<void> {
  const read = await openRoundFile(file);
  if (!read.ok) {
    complainAll(deps, read.error);
    return;
  }
  await deps.withPool(async (pool) => {
    const author = await authorBy(deps, pool, options.by);
    if (!author) return;
    const created = await createRound(roundRegister(pool), read.value, {
      ...{ apply: options.apply, by: author.by },
    });
    if (created.ok) printPlan(deps, created.value, options.apply);
    else complainAll(deps, created.error);
  });
}

function complainAll(deps: PeopleDeps, problems: readonly SchemeProblem[]): void {
  deps.complain(`Tệp có ${String(problems.length)} lỗi; chưa ghi gì:`);
  for (const { path, read, wanted } of problems) {
    deps.complain(`  ${path === "" ? "tệp" : path}: đọc được ${read}; cần ${wanted}`);
  }
}

function printPlan(deps: PeopleDeps, plan: RoundPlan, apply: boolean): void {
  const { file } = plan;
  deps.print(`${file.code}: ${file.title}${file.isTraining ? " (kỳ tập dượt)" : ""}`);
  for (const { scheme, agencies } of plan.groups) {
    const count = String(agencies.length);
    const version = `phiên bản ${String(scheme.version)}, mã băm ${scheme.hash.slice(0, 12)}…`;
    deps.print(`  Nhóm ${scheme.group}: ${count} đơn vị, ${version}`);
  }
  for (const phase of phases) {
    const window = plan.phases[phase];
    if (!window) continue;
    const { opensAt, closesAt } = window;
    const from = plan.moved.find((each) => each.phase === phase)?.from;
    const note =
      from === undefined ? "" : ` (${dayText(from)} là ngày nghỉ, dời sang ngày làm việc kế tiếp)`;
    deps.print(`  ${stageVi(phase)}: ${instantVi(opensAt)} đến ${instantVi(closesAt)}${note}`);
  }
  for (const { group, kind, name, wanted } of file.respondents) {
    deps.print(`  Điều tra xã hội học, nhóm ${group}: ${name} (${kind}), ${String(wanted)} người`);
  }
  const people = plan.substitutes.map(({ name, agencyCode }) => `${name} (${agencyCode})`);
  deps.print(`  Thẩm định thay: ${people.join(", ")}`);
  if (plan.replaces) deps.print("Thay bản dự thảo đang có cùng mã.");
  deps.print(
    apply
      ? `Đã ghi bản dự thảo. Ban hành: cham round open ${file.code} --by MÃ --apply`
      : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.",
  );
}

async function runStatus(deps: PeopleDeps, code: string | null): Promise<void> {
  const course = await deps.withPool(async (pool) => {
    const id = await findRoundId(pool, code);
    return id === undefined ? undefined : loadCourse(pool, id);
  });
  if (!course) {
    deps.complain(vi.round.noRound(code));
    return;
  }
  const now = deps.now().toISOString();
  const everybody = { kind: "person", rights: ["manageRound", "approveResults"] } as const;
  const ahead = stepsFrom(course.stage).map(({ to }) => {
    const judged = advanceRound(to, everybody, { course, now, reason: "" });
    return { to, refusals: judged.ok ? [] : judged.error };
  });
  deps.print(`Kỳ đánh giá ${course.code}`);
  for (const line of vi.round.status({ course, now, ahead }).split("\n")) {
    if (line !== "") deps.print(line);
  }
}
