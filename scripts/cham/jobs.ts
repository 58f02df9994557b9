import type { Command } from "commander";
import {
  findDeadGroups,
  findDeadLetters,
  replayDeadLetters,
} from "../../adapters/db/dead-letter-repository.ts";
import { instantVi } from "../../core/conversation/messages/vi/words.ts";
import { deliveryVi } from "../../core/conversation/messages/vi/delivery.ts";
import type { DeadCause, DeadGroup, DeadLetter } from "../../core/delivery/dead-letter.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** What the commands of what went wrong are given. */
export type JobsDeps = Pick<PeopleDeps, "withPool" | "print" | "complain">;

const nothingToReplay =
  "Không có gì để thử lại: không có mã ấy, đã thử lại rồi, tin có thể đã đến, hoặc tệp thuộc bản đã ký hay giai đoạn đã qua.";

/** As many as are shown of one cause. */
const shown = 20;

/** Adds `cham jobs list|show|replay`. */
export function registerJobs(program: Command, deps: JobsDeps): void {
  const jobs = program
    .command("jobs")
    .description("Sự cố: tin không xử lý, việc không làm, tin không gửi, tệp không tải được");
  jobs
    .command("list")
    .option("--json", "in dạng JSON", false)
    .description("liệt kê theo nguyên nhân, mới nhất trước")
    .action((options: { readonly json: boolean }) => list(deps, options));
  jobs
    .command("show")
    .argument(
      "<mã>",
      "mã nguyên nhân (update.…, job.…, send.…, file.…) hoặc mã từng việc (u12, j3, s45, f + biên nhận)",
    )
    .description("xem từng việc của một nguyên nhân")
    .action((name: string) => show(deps, name));
  jobs
    .command("replay")
    .argument("<mã...>", "mã nguyên nhân hoặc mã từng việc")
    .description("cho thử lại; việc đã làm không làm lại, câu trả lời gửi lại mang biên nhận cũ")
    .action((names: readonly string[]) => replay(deps, names));
}

async function list({ withPool, print }: JobsDeps, { json }: { json: boolean }): Promise<void> {
  const groups = await withPool(findDeadGroups);
  if (json) print(JSON.stringify(groups, null, 2));
  else if (groups.length === 0) print(deliveryVi.nothingFailed());
  else for (const group of groups) print(lineOf(group));
}

async function show({ withPool, print, complain }: JobsDeps, name: string): Promise<void> {
  const letters = await withPool((pool) => findDeadLetters(pool, [name], shown + 1));
  const [first] = letters;
  if (!first) {
    complain(`Không có sự cố nào mang mã ${name}. Xem: cham jobs list.`);
    return;
  }
  print(`${first.key}: ${reasonOf(first.cause)}`);
  for (const letter of letters.slice(0, shown)) print(letterLine(letter));
  if (letters.length > shown) print("…");
}

async function replay(
  { withPool, print, complain }: JobsDeps,
  names: readonly string[],
): Promise<void> {
  const count = await withPool((pool) => replayDeadLetters(pool, names));
  if (count > 0) print(`Đã cho thử lại ${count}. Xem kết quả sau ít phút: cham jobs list.`);
  else complain(nothingToReplay);
}

function lineOf({ key, cause, count, replayable, newestAt }: DeadGroup): string {
  const why =
    cause.source === "file" ? "đã ký hoặc đã qua, không tải lại" : "có thể đã đến, không gửi lại";
  const held = replayable < count ? ` (${count - replayable} ${why})` : "";
  return `${key}  ${count}${held}  mới nhất ${instantVi(newestAt)}  ${reasonOf(cause)}`;
}

function letterLine({ ref, cause, failedAt, tries, mayHaveArrived }: DeadLetter): string {
  const where = cause.source === "job" ? cause.name : cause.channel;
  return [
    ...[ref, where, instantVi(failedAt)],
    ...(tries === null ? [] : [`${tries} lần thử`]),
    ...(mayHaveArrived ? ["có thể đã đến"] : []),
  ].join("  ");
}

function reasonOf(cause: DeadCause): string {
  return cause.source === "send" ? deliveryVi.fault(cause.fault) : cause.words;
}
