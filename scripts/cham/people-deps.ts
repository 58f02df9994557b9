import { localTime as local } from "../../core/conversation/messages/local-time.ts";
import type pg from "pg";
import type { SheetProblem } from "../../core/access/people.ts";

/** What the commands for agencies and staff are given by `scripts/cham.ts`. */
export interface PeopleDeps {
  /** Opens the database for as long as the work lasts. */
  withPool<T>(work: (pool: pg.Pool) => Promise<T>): Promise<T>;
  /** The server's secret, key of the codes' HMACs. */
  secret(): string;
  now(): Date;
  /** Writes a line for the person who asked. */
  print(line: string): void;
  /** Writes a line about what went wrong; the command then ends with exit code 2. */
  complain(line: string): void;
}

/** Prints every problem of a file, a line each, in the order of the file. */
export function complainAbout(deps: PeopleDeps, problems: readonly SheetProblem[]): void {
  deps.complain(`Tệp có ${String(problems.length)} lỗi; chưa ghi gì:`);
  for (const problem of problems) deps.complain(`  ${problemLine(problem)}`);
}

/** One problem as a sentence: where, what was read, what is wanted. */
function problemLine({ sheet, row, column, read, wanted }: SheetProblem): string {
  const where = [
    sheet,
    ...(row === null ? [] : [`dòng ${String(row)}`]),
    ...(column === null ? [] : [`cột ${column}`]),
  ];
  return `${where.join(", ")}: đọc được ${read === "" ? "ô trống" : `“${read}”`}; cần ${wanted}.`;
}

/** Prints what every import tells at its end. */
export function printRest(
  deps: PeopleDeps,
  plan: {
    readonly unchanged: number;
    readonly absent: readonly string[];
    readonly ignored: readonly string[];
  },
  apply: boolean,
): void {
  deps.print(`Giữ nguyên: ${String(plan.unchanged)}`);
  if (plan.absent.length > 0) {
    deps.print(
      `Có trong hệ thống mà không có trong tệp: ${String(plan.absent.length)} (vẫn giữ, không xóa): ${listed(plan.absent)}`,
    );
  }
  if (plan.ignored.length > 0) deps.print(`Cột không đọc: ${plan.ignored.join(", ")}`);
  deps.print(apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.");
}

/** A list cut at twenty. */
export function listed(codes: readonly string[]): string {
  const rest = codes.length - 20;
  return codes.slice(0, 20).join(", ") + (rest > 0 ? ` và ${String(rest)} mã khác` : "");
}

/** An instant as people in Viet Nam read it. */
export function localTime(instant: Date): string {
  const { date, time } = local(instant.toISOString());
  return `${time} ngày ${date}`;
}
