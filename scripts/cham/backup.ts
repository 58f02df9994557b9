import type { Command } from "commander";
import { type BackupSummary, writeBackup } from "../../adapters/db/backup.ts";
import { BackupError } from "../../adapters/db/backup-manifest.ts";
import { checkBackup, restoreBackup } from "../../adapters/db/restore-backup.ts";
import { openProgramRole } from "../../adapters/db/program-role.ts";
import { migrateQueue } from "../../adapters/queue/migrate-queue.ts";

/** What the commands for backups are given by `scripts/cham.ts`. */
export interface BackupDeps {
  /** The database as its owner. */
  databaseUrl(): string;
  /** The database as bot and worker reach it. */
  programUrl(): string;
  dataDir(): string;
  now(): Date;
  /** Writes a line for the person who asked. */
  print(line: string): void;
  /** Writes a line about what went wrong; the command then ends with exit code not 0. */
  complain(line: string): void;
}

/** Adds `cham backup FILE` and `cham restore FILE [--check]`. */
export function registerBackup(program: Command, deps: BackupDeps): void {
  program
    .command("backup")
    .argument("<tệp>", "tệp .tar.gz sẽ tạo")
    .description("sao lưu cơ sở dữ liệu, tài liệu và khóa vào một tệp; hệ thống vẫn chạy")
    .action((file: string) => saying(deps, () => runBackup(deps, file)));
  program
    .command("restore")
    .argument("<tệp>", "tệp do lệnh backup tạo")
    .option("--check", "chỉ thử phục hồi vào cơ sở dữ liệu tạm rồi xóa đi", false)
    .description("phục hồi vào hệ thống trống")
    .action((file: string, { check }: { readonly check: boolean }) =>
      saying(deps, () => runRestore(deps, file, check)),
    );
}

async function runBackup(deps: BackupDeps, file: string): Promise<void> {
  const summary = await writeBackup(placesOf(deps, file), deps.now());
  deps.print(`Đã sao lưu vào ${file}: ${contents(summary)}.`);
  tellRest(deps, summary);
}

async function runRestore(deps: BackupDeps, file: string, check: boolean): Promise<void> {
  const places = placesOf(deps, file);
  if (check) {
    const summary = await checkBackup(places);
    deps.print(`Bản sao lưu phục hồi được, khớp từng bảng và từng tệp: ${contents(summary)}.`);
    tellRest(deps, summary);
    return;
  }
  const summary = await restoreBackup(places);
  await migrateQueue(places.databaseUrl);
  await openProgramRole(places.databaseUrl, deps.programUrl());
  deps.print(`Đã phục hồi bản sao lưu lúc ${summary.createdAt}: ${contents(summary)}.`);
  tellRest(deps, summary);
}

function placesOf(
  deps: BackupDeps,
  file: string,
): { databaseUrl: string; dataDir: string; file: string } {
  return { databaseUrl: deps.databaseUrl(), dataDir: deps.dataDir(), file };
}

function contents({ tables, rows, files, bytes }: BackupSummary): string {
  const mebibytes = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 1 }).format(
    bytes / 1024 ** 2,
  );
  return `${String(tables)} bảng, ${String(rows)} dòng, ${String(files)} tài liệu, ${mebibytes} MiB`;
}

function tellRest(deps: BackupDeps, { hasSecret, damaged }: BackupSummary): void {
  if (!hasSecret) {
    deps.print(
      "Khóa không nằm trong bản sao lưu (đặt bằng CHAM_SECRET); anh/chị hãy giữ khóa riêng.",
    );
  }
  for (const name of damaged) {
    deps.complain(`Tài liệu hỏng trên đĩa từ trước: ${name} (nội dung không còn khớp tên).`);
  }
}

/** Turns what the operator can mend into a sentence; our own faults keep their stack. */
async function saying(deps: BackupDeps, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const sentence = sentenceFor(error);
    if (sentence === null) throw error;
    deps.complain(sentence);
  }
}

function sentenceFor(error: unknown): string | null {
  if (error instanceof BackupError) return error.message;
  if (!(error instanceof Error) || !("code" in error)) return null;
  switch (error.code) {
    case "ENOENT":
      return `Không có tệp hoặc thư mục đó / no such file or folder: ${error.message}`;
    case "EACCES":
      return `Không có quyền truy cập / permission denied: ${error.message}`;
    case "ENOSPC":
    case "53100":
      return `Đĩa đã đầy / the disk is full: ${error.message}`;
    case "ECONNREFUSED":
      return `Không kết nối được cơ sở dữ liệu / the database does not answer: ${error.message}`;
    default:
      return null;
  }
}
