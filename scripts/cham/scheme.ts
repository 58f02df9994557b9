import type { Command } from "commander";
import { hashScheme } from "../../adapters/scheme-files/hash-scheme.ts";
import { readSchemeFile } from "../../adapters/scheme-files/read-scheme-file.ts";
import {
  type WriteOutcome,
  writeNewFile,
  writeSchemeFile,
} from "../../adapters/scheme-files/write-scheme-file.ts";
import { decimalText } from "../../core/conversation/messages/figure-text.ts";
import { ruleSentenceVi } from "../../core/conversation/messages/rule-sentence-vi.ts";
import { schemeChangeVi } from "../../core/conversation/messages/scheme-change-vi.ts";
import { type SchemeChange, compareSchemes } from "../../core/scheme/compare-schemes.ts";
import { type Scheme, leavesOf } from "../../core/scheme/scheme.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import { type SchemeImport, type SchemeStore, importScheme } from "../../usecases/import-scheme.ts";

/** What the commands for schemes are given by `scripts/cham.ts`. */
export interface SchemeDeps {
  /** Opens the database for as long as the work lasts; only asked when a command needs it. */
  withStore<T>(work: (store: SchemeStore) => Promise<T>): Promise<T>;
  /** Writes a line for the person who asked. */
  print(line: string): void;
  /** Writes a line about what went wrong; the command then ends with exit code 2. */
  complain(line: string): void;
}

/** Adds `cham scheme check|import|export|diff|template`. */
export function registerScheme(program: Command, deps: SchemeDeps): void {
  const scheme = program
    .command("scheme")
    .description("bộ tiêu chí: kiểm tra, nhập, xuất, so sánh, tệp mẫu");
  const formats = "tệp .yaml, .json hoặc .xlsx";
  scheme
    .command("check")
    .argument("<tệp>", formats)
    .option("--rules", "in cách tính của từng tiêu chí thành phần", false)
    .description("kiểm tra một bộ tiêu chí, nêu mọi lỗi một lần")
    .action((file: string, { rules }: { readonly rules: boolean }) => runCheck(deps, file, rules));
  scheme
    .command("import")
    .argument("<tệp>", formats)
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("nhập một bộ tiêu chí thành phiên bản mới")
    .action((file: string, { apply }: { readonly apply: boolean }) => runImport(deps, file, apply));
  scheme
    .command("export")
    .argument("[tệp]", formats)
    .option("--id <mã>", "lấy từ cơ sở dữ liệu theo mã bộ tiêu chí, thay cho tệp")
    .requiredOption("--to <tệp>", "tệp sẽ tạo: .yaml, .json hoặc .xlsx")
    .description("xuất một bộ tiêu chí sang dạng khác")
    .action((file: string | undefined, options: ExportOptions) => runExport(deps, file, options));
  scheme
    .command("diff")
    .argument("<cũ>", `${formats}, hoặc id:<mã> trong cơ sở dữ liệu`)
    .argument("<mới>", `${formats}, hoặc id:<mã> trong cơ sở dữ liệu`)
    .description("nêu bằng lời mọi khác biệt giữa hai bộ tiêu chí")
    .action((before: string, after: string) => runDiff(deps, before, after));
  scheme
    .command("template")
    .argument("<tệp>", "tệp .xlsx sẽ tạo")
    .description("tạo sổ tính mẫu có hướng dẫn")
    .action((file: string) => runTemplate(deps, file));
}

interface ExportOptions {
  readonly id?: string;
  readonly to: string;
}

async function runCheck(deps: SchemeDeps, file: string, withRules: boolean): Promise<void> {
  const scheme = await loadScheme(deps, file);
  if (!scheme) return;
  const leaves = leavesOf(scheme.fields);
  const count = (source: string) => leaves.filter((leaf) => leaf.source === source).length;
  deps.print(`Bộ tiêu chí ${scheme.scheme} hợp lệ: ${scheme.title}`);
  deps.print(`Nhóm đơn vị: ${scheme.group}; năm ${String(scheme.year)}`);
  deps.print(
    `Tổng điểm: ${decimalText(scheme.total, "vi")}; ${String(scheme.fields.length)} lĩnh vực; ` +
      `${String(leaves.length)} tiêu chí thành phần (${String(count("self"))} tự chấm, ` +
      `${String(count("survey"))} điều tra xã hội học, ${String(count("external"))} số liệu ngoài, ` +
      `${String(count("appraiser"))} cơ quan thẩm định chấm)`,
  );
  deps.print(`Mã băm SHA-256: ${hashScheme(scheme)}`);
  if (!withRules) return;
  for (const leaf of leaves) {
    deps.print(`${leaf.code} ${leaf.name} (tối đa ${decimalText(leaf.max, "vi")}, ${leaf.lead})`);
    deps.print(`  ${ruleSentenceVi(leaf)}`);
  }
}

async function runImport(deps: SchemeDeps, file: string, apply: boolean): Promise<void> {
  const scheme = await loadScheme(deps, file);
  if (!scheme) return;
  const hash = hashScheme(scheme);
  const outcome = await deps.withStore((store) => importScheme(store, { scheme, hash }, { apply }));
  printImport(deps, scheme, outcome);
}

function printImport(deps: SchemeDeps, { scheme: id }: Scheme, outcome: SchemeImport): void {
  if (outcome.kind === "unchanged") {
    deps.print(`${id}: không có gì thay đổi so với phiên bản ${String(outcome.version)}.`);
    return;
  }
  if (outcome.kind === "new") deps.print(`${id}: bộ tiêu chí mới.`);
  else {
    const { version, isFrozen } = outcome.before;
    const note = isFrozen ? " (đang dùng trong kỳ đánh giá, giữ nguyên)" : "";
    deps.print(`${id}: thay đổi so với phiên bản ${String(version)}${note}:`);
    printChanges(deps, outcome.changes);
  }
  if (outcome.saved === null) {
    deps.print("Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi thành phiên bản mới.");
  } else deps.print(`Đã ghi ${id}, phiên bản ${String(outcome.saved)}.`);
}

async function runExport(
  deps: SchemeDeps,
  file: string | undefined,
  { id, to }: ExportOptions,
): Promise<void> {
  if ((file === undefined) === (id === undefined)) {
    deps.complain("Cần đúng một trong hai: tên tệp, hoặc --id <mã bộ tiêu chí>.");
    return;
  }
  const scheme = await loadScheme(deps, id === undefined ? (file ?? "") : `id:${id}`);
  if (!scheme) return;
  report(deps, to, await writeSchemeFile(to, scheme));
}

async function runDiff(deps: SchemeDeps, before: string, after: string): Promise<void> {
  const old = await loadScheme(deps, before);
  const current = await loadScheme(deps, after);
  if (!old || !current) return;
  const changes = compareSchemes(old, current);
  if (changes.length === 0) deps.print("Hai bộ tiêu chí giống hệt nhau.");
  printChanges(deps, changes);
}

async function runTemplate(deps: SchemeDeps, file: string): Promise<void> {
  const isWorkbook = /\.xlsx$/i.test(file);
  const outcome: WriteOutcome = isWorkbook
    ? await writeNewFile(file, await templateContent())
    : { kind: "unknownFormat" };
  report(deps, file, outcome, ".xlsx");
}

/** The workbook writer is large and loads only when it is needed. */
async function templateContent(): Promise<Buffer> {
  const { writeTemplateWorkbook } =
    await import("../../adapters/documents/xlsx/template-workbook.ts");
  return writeTemplateWorkbook();
}

function printChanges(deps: SchemeDeps, changes: readonly SchemeChange[]): void {
  for (const change of changes) deps.print(`- ${schemeChangeVi(change)}`);
}

function report(
  deps: SchemeDeps,
  file: string,
  outcome: WriteOutcome,
  formats = ".yaml, .json hoặc .xlsx",
): void {
  switch (outcome.kind) {
    case "written":
      deps.print(`Đã tạo ${file}.`);
      return;
    case "exists":
      deps.complain(`${file} đã có; chọn tên khác.`);
      return;
    case "unknownFormat":
      deps.complain(`${file}: tên tệp phải kết thúc bằng ${formats}.`);
      return;
    case "tooLong":
      deps.complain(
        `Một ô không chứa hết nội dung (${outcome.detail}); hãy xuất .yaml hoặc .json.`,
      );
      return;
    case "refused":
      deps.complain(`Không ghi được ${file} (${outcome.detail}).`);
  }
}

/** Reads a file, or `id:` and the id of a scheme in the database; complains when there is none. */
async function loadScheme(deps: SchemeDeps, from: string): Promise<Scheme | undefined> {
  if (from.startsWith("id:")) {
    const id = from.slice("id:".length);
    const kept = await deps.withStore((store) => store.findScheme(id));
    if (!kept) deps.complain(`Cơ sở dữ liệu không có bộ tiêu chí ${id}.`);
    return kept?.scheme;
  }
  const scheme = await readSchemeFile(from);
  if (scheme.ok) return scheme.value;
  deps.complain(`${from}: có ${String(scheme.error.length)} lỗi`);
  for (const problem of scheme.error) deps.complain(`  ${problemLine(problem)}`);
  return undefined;
}

function problemLine({ path, read, wanted }: SchemeProblem): string {
  return `${path === "" ? "tệp" : path}: đọc được ${read}; cần ${wanted}`;
}
