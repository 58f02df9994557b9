import { type Command, InvalidArgumentError } from "commander";
import { agencyChangesIn } from "../../adapters/db/agency-changes.ts";
import { readDate } from "../../core/conversation/reading/read-date.ts";
import type { AgencyDecision } from "../../core/round/agency-change.ts";
import { mergeAgencies, renameAgency } from "../../usecases/change-agency.ts";
import { mergerLines, refusalLines, renameLines } from "./agency-change-words.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { type ByOption, authorBy } from "./round-changes.ts";

interface RenameOptions extends ByOption {
  readonly name: string;
  readonly code?: string;
  readonly decision: AgencyDecision;
}

interface MergeOptions extends ByOption {
  readonly into: string;
  readonly newName?: string;
  readonly group?: string;
  readonly keep?: string;
  readonly decision: AgencyDecision;
}

/** Adds `cham agency rename|merge`. */
export function registerAgencyChanges(agency: Command, deps: PeopleDeps): void {
  ordered(agency.command("rename").argument("<mã đơn vị>"))
    .requiredOption("--name <tên mới>", "tên mới của đơn vị")
    .option("--code <mã mới>", "mã mới; bỏ trống thì giữ mã cũ")
    .description("đổi tên đơn vị, kể cả khi kỳ đang chạy: bản tự chấm, chữ ký, lịch sử giữ nguyên")
    .action((code: string, options: RenameOptions) => runRename(deps, code, options));
  ordered(agency.command("merge").argument("<mã đơn vị>", "các mã, cách nhau bằng dấu phẩy"))
    .requiredOption("--into <mã>", "đơn vị nhận; kèm --new-name khi là đơn vị mới")
    .option("--new-name <tên>", "tên của đơn vị mới lập do sáp nhập")
    .option("--group <khối>", "khối của đơn vị mới; mặc định là khối của đơn vị nhập vào")
    .option("--keep <mã>", "giữ số liệu của đơn vị nào khi nhiều bên cùng có; mặc định đơn vị nhận")
    .description("nhập đơn vị vào đơn vị khác, kể cả khi kỳ đang chạy (đến hết thẩm định lần 2)")
    .action((codes: string, options: MergeOptions) => runMerge(deps, codes, options));
}

function ordered(command: Command): Command {
  return command
    .requiredOption(
      "--decision <số/ngày>",
      "số và ngày quyết định, ví dụ: “123/QĐ-UBND ngày 01/03/2026”",
      decisionArgument,
    )
    .requiredOption("--by <mã cán bộ>", "cán bộ thực hiện, đứng tên trong nhật ký")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false);
}

async function runRename(
  deps: PeopleDeps,
  agency: string,
  { name, code, decision, by, apply }: RenameOptions,
): Promise<void> {
  await deps.withPool(async (pool) => {
    const author = await authorBy(deps, pool, by);
    if (!author) return;
    const order = { agency, name, code: code ?? null, decision };
    const planned = await renameAgency(agencyChangesIn(pool), order, { ...author, apply });
    if (planned.ok) print(deps, renameLines(planned.value), apply);
    else complain(deps, refusalLines(planned.error));
  });
}

async function runMerge(deps: PeopleDeps, codes: string, options: MergeOptions): Promise<void> {
  const { into, newName, group = null, keep = null, decision, by, apply } = options;
  await deps.withPool(async (pool) => {
    const author = await authorBy(deps, pool, by);
    if (!author) return;
    const { agencies, planned } = await mergeAgencies(
      agencyChangesIn(pool),
      {
        ...{ from: codes.split(/[,;\s]+/).filter(Boolean), into, keep, decision },
        newAgency: newName === undefined ? null : { name: newName, group },
      },
      { ...author, apply },
    );
    if (planned.ok) print(deps, mergerLines(planned.value, agencies), apply);
    else complain(deps, refusalLines(planned.error));
  });
}

function print(deps: PeopleDeps, lines: readonly string[], apply: boolean): void {
  lines.forEach((line) => {
    deps.print(line);
  });
  deps.print(apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.");
}

function complain(deps: PeopleDeps, lines: readonly string[]): void {
  lines.forEach((line) => {
    deps.complain(line);
  });
}

/** Reads "123/QĐ-UBND ngày 01/03/2026", "123/QĐ-UBND, 01/03/2026" or "123/QĐ-UBND/2026-03-01". */
function decisionArgument(text: string): AgencyDecision {
  const groups =
    /^(?<number>.*?\S)\s*(?:[\s,;/]\s*ngày|[\s,;/])\s*(?<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{1,2}-\d{1,2})$/u.exec(
      text.normalize("NFC").trim(),
    )?.groups;
  const date = readDate(groups?.["date"] ?? "");
  const number = (groups?.["number"] ?? "").replace(/^(?:quyết định|qđ)?\s*(?:số)?\s+/iu, "");
  if (groups && date.kind === "date" && /\d/.test(number)) return { number, date: date.date };
  throw new InvalidArgumentError("Cần số và ngày, ví dụ “123/QĐ-UBND ngày 01/03/2026”.");
}
