import { type Command, InvalidArgumentError } from "commander";
import { daysOfYear, saveCalendar } from "../../adapters/db/calendar-repository.ts";
import { openCalendarFile } from "../../adapters/scheme-files/calendar-files.ts";
import { dayText } from "../../core/conversation/messages/local-time.ts";
import type { CalendarDay } from "../../core/round/read-calendar-file.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** Adds `cham calendar import|show`. */
export function registerCalendar(program: Command, deps: PeopleDeps): void {
  const calendar = program.command("calendar").description("lịch làm việc: nhập, xem ngày nghỉ");
  calendar
    .command("import")
    .argument("<tệp>", "tệp .yaml hoặc .json của một năm, như prisma/calendars/2026.yaml")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("nhập ngày nghỉ và ngày làm bù của một năm, thay cho lịch đang có")
    .action((file: string, { apply }: { readonly apply: boolean }) => runImport(deps, file, apply));
  calendar
    .command("show")
    .argument("<năm>", "ví dụ 2026", yearArgument)
    .description("liệt kê ngày nghỉ và ngày làm bù của một năm")
    .action((year: number) => runShow(deps, year));
}

async function runImport(deps: PeopleDeps, path: string, apply: boolean): Promise<void> {
  const read = await openCalendarFile(path);
  if (!read.ok) {
    deps.complain(`Tệp có ${String(read.error.length)} lỗi; chưa ghi gì:`);
    for (const { path: where, read: what, wanted } of read.error) {
      deps.complain(`  ${where === "" ? "tệp" : where}: đọc được ${what}; cần ${wanted}`);
    }
    return;
  }
  const { year, days, source, isExpected } = read.value;
  await deps.withPool(async (pool) => {
    const before = await daysOfYear(pool, year);
    const line = ({ day, kind }: CalendarDay): string => `${day} ${kind}`;
    const [old, now] = [new Set(before.map(line)), new Set(days.map(line))];
    deps.print(`Năm ${String(year)}${isExpected ? " (dự kiến)" : ""}; nguồn: ${source}`);
    for (const each of days) if (!old.has(line(each))) deps.print(`  + ${dayLine(each)}`);
    for (const each of before) if (!now.has(line(each))) deps.print(`  - ${dayLine(each)}`);
    if (apply) await saveCalendar(pool, read.value);
  });
  deps.print(apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.");
}

async function runShow(deps: PeopleDeps, year: number): Promise<void> {
  const days = await deps.withPool((pool) => daysOfYear(pool, year));
  if (days.length === 0) {
    deps.complain(`Chưa có lịch năm ${String(year)}; nhập bằng: cham calendar import TỆP --apply`);
    return;
  }
  for (const each of days) deps.print(dayLine(each));
}

function dayLine({ day, kind, note }: CalendarDay): string {
  return `${dayText(day)}  ${kind === "off" ? "nghỉ" : "làm bù"}  ${note}`;
}

function yearArgument(text: string): number {
  if (/^20\d{2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Cần một năm, ví dụ 2026.");
}
