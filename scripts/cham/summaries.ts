import { type Command, InvalidArgumentError } from "commander";
import { readSummarySettings, saveSummarySettings } from "../../adapters/db/summary-settings.ts";
import { type SummarySettings, areSettings } from "../../core/reminders/summary-plan.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** What is to be set; what is not named stays as it is. */
interface SetOptions {
  /** 0 for no weekly summary: the parser of the command line knows no null. */
  readonly weekday?: number;
  readonly time?: string;
  readonly phaseEnds?: boolean;
}

const dayNames = ["thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "chủ nhật"];

/** Adds `cham summaries show|set`. */
export function registerSummaries(program: Command, deps: PeopleDeps): void {
  const summaries = program
    .command("summaries")
    .description("bản tóm tắt tự gửi cho lãnh đạo tỉnh: xem, đặt thời gian");
  summaries
    .command("show")
    .description("xem khi nào bản tóm tắt được gửi")
    .action(async () => {
      deps.print(lineOf(await deps.withPool(readSummarySettings)));
    });
  summaries
    .command("set")
    .option("--weekday <thứ>", "2 (thứ hai) … 7 (thứ bảy), cn, hoặc không", readWeekday)
    .option("--time <giờ:phút>", "trong giờ hành chính 07:30–17:30, ví dụ 08:00")
    .option("--phase-ends <có|không>", "gửi khi một giai đoạn kết thúc", readYesNo)
    .description("đặt khi nào bản tóm tắt được gửi; điều không nêu thì giữ nguyên")
    .action((options: SetOptions) => runSet(deps, options));
}

async function runSet(deps: PeopleDeps, options: SetOptions): Promise<void> {
  await deps.withPool(async (pool) => {
    const before = await readSummarySettings(pool);
    const settings: SummarySettings = {
      weekday: options.weekday === undefined ? before.weekday : options.weekday || null,
      time: options.time ?? before.time,
      atPhaseEnds: options.phaseEnds ?? before.atPhaseEnds,
    };
    if (!areSettings(settings)) {
      deps.complain(
        `Đọc được giờ “${settings.time}”; cần dạng giờ:phút trong khoảng 07:30–17:30, ví dụ --time 08:00. Chưa ghi gì.`,
      );
      return;
    }
    await saveSummarySettings(pool, settings);
    deps.print(`Đã ghi. ${lineOf(settings)}`);
  });
}

function lineOf({ weekday, time, atPhaseEnds }: SummarySettings): string {
  const weekly =
    weekday === null
      ? "Không gửi hằng tuần"
      : `Gửi hằng tuần lúc ${time} ${dayNames[weekday - 1] ?? ""} (ngày nghỉ thì sang ngày làm việc kế tiếp)`;
  const ends = atPhaseEnds ? "gửi khi mỗi giai đoạn kết thúc" : "không gửi khi giai đoạn kết thúc";
  return `${weekly}; ${ends}; bỏ qua khi số liệu không đổi so với lần gửi trước.`;
}

/** Vietnamese count the days of the week from Sunday: thứ hai is Monday. */
function readWeekday(text: string): number {
  const word = text.trim().toLowerCase();
  if (["không", "khong"].includes(word)) return 0;
  if (word === "cn") return 7;
  if (/^[2-7]$/.test(word)) return Number(word) - 1;
  throw new InvalidArgumentError(`đọc được “${text}”; cần một số 2 … 7, cn, hoặc không.`);
}

function readYesNo(text: string): boolean {
  const word = text.trim().toLowerCase();
  if (["có", "co"].includes(word)) return true;
  if (["không", "khong"].includes(word)) return false;
  throw new InvalidArgumentError(`đọc được “${text}”; cần có hoặc không.`);
}
