import type { Command } from "commander";
import type pg from "pg";
import { findRoundId } from "../../adapters/db/course-repository.ts";
import { findActor } from "../../adapters/db/find-actor.ts";
import { findGiven, givenIn } from "../../adapters/db/given-register.ts";
import { readPeopleSheet } from "../../adapters/documents/people-sheet.ts";
import { writePeopleTemplate } from "../../adapters/documents/people-template.ts";
import { grantFor } from "../../core/access/may.ts";
import { vi } from "../../core/conversation/messages/vi.ts";
import { leavesOf } from "../../core/scheme/scheme.ts";
import type { GivenAgency, GivenCourse } from "../../core/given/given.ts";
import type { GivenPlan, GivenRefusal } from "../../core/given/plan-given.ts";
import { importGiven } from "../../usecases/import-given.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import { changeLine, givenText, kindNames } from "./given-words.ts";
import { givenSheet, givenTemplate } from "./given-template.ts";
import { type PeopleDeps, complainAbout } from "./people-deps.ts";
import type { ByOption } from "./round-changes.ts";

interface ImportOptions extends ByOption {
  readonly round?: string;
}

interface ListOptions {
  readonly round?: string;
  readonly agency?: string;
}

const roundHelp = "kỳ đánh giá; không nêu thì là kỳ đang chạy";

/** Adds `cham round given template|import|list`: what agencies do not give themselves. */
export function registerGiven(round: Command, deps: PeopleDeps): void {
  const given = round
    .command("given")
    .description(
      "số liệu bên ngoài, điều tra xã hội học và khai báo của tỉnh, xem docs/given-values.md",
    );
  given
    .command("template")
    .argument("<tệp>", "tên tệp .xlsx hoặc .csv sẽ tạo")
    .option("--round <mã kỳ>", roundHelp)
    .description("tạo tệp có sẵn mọi dòng cần điền của kỳ, cùng số liệu đã có")
    .action((file: string, options: ListOptions) => runTemplate(deps, file, options));
  given
    .command("import")
    .argument("<tệp>", "Excel (.xlsx) hoặc CSV UTF-8")
    .option("--round <mã kỳ>", roundHelp)
    .requiredOption("--by <mã cán bộ>", "cán bộ điều phối, đứng tên trong nhật ký")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("nhập số liệu và khai báo; tệp có lỗi thì không ghi gì")
    .action((file: string, options: ImportOptions) => runImport(deps, file, options));
  given
    .command("list")
    .option("--round <mã kỳ>", roundHelp)
    .option("--agency <mã>", "mọi số liệu và khai báo của một đơn vị")
    .description("đơn vị nào còn thiếu số liệu; có --agency thì in cả giá trị")
    .action((options: ListOptions) => runList(deps, options));
}

async function runImport(deps: PeopleDeps, file: string, options: ImportOptions): Promise<void> {
  const grid = await readPeopleSheet(file, givenSheet);
  if (!grid.ok) {
    complainAbout(deps, grid.error);
    return;
  }
  await deps.withPool(async (pool) => {
    const roundId = await findRound(deps, pool, options.round);
    if (roundId === undefined) return;
    const by = await findAuthor(deps, pool, options.by);
    if (!by) return;
    await givenIn(pool).alone(roundId, async (desk) => {
      const done = await importGiven(desk, grid.value, { apply: options.apply, by });
      if (done.kind === "planned") printPlan(deps, desk.course, done.plan, options.apply);
      else if (done.kind === "problems") complainAbout(deps, done.problems);
      else deps.complain(refusalLine(desk.course, done.why));
    });
  });
}

async function findRound(
  deps: PeopleDeps,
  pool: pg.Pool,
  code: string | undefined,
): Promise<string | undefined> {
  const roundId = await findRoundId(pool, code ?? null);
  if (roundId === undefined) deps.complain(vi.round.noRound(code ?? null));
  return roundId;
}

async function findAuthor(
  deps: PeopleDeps,
  pool: pg.Pool,
  code: string,
): Promise<RoundAuthor | undefined> {
  const actor = await findActor(pool, code, deps.now());
  const grant = actor && grantFor(actor, "giveFigures", { agencyId: null, stage: null });
  if (actor && grant) {
    const now = deps.now().toISOString();
    return { staffId: actor.staffId, role: grant.role, updateId: null, now };
  }
  deps.complain(
    actor
      ? `${actor.name} không phải cán bộ điều phối nên không được nhập số liệu, khai báo của tỉnh.`
      : `Không có cán bộ đang công tác mã ${code}.`,
  );
  return undefined;
}

function refusalLine({ code }: GivenCourse, why: GivenRefusal): string {
  return why === "draft"
    ? `Kỳ ${code} chưa ban hành nên chưa nhận số liệu. Ban hành: cham round open ${code}`
    : `Hội đồng đã kết luận kỳ ${code}; số liệu, khai báo của tỉnh không sửa được nữa.`;
}

function printPlan(
  deps: PeopleDeps,
  { code }: GivenCourse,
  { changes, unchanged, empty, ignored }: GivenPlan,
  apply: boolean,
): void {
  const count = (is: (each: GivenPlan["changes"][number]) => boolean) =>
    String(changes.filter(is).length);
  deps.print(`Kỳ ${code}`);
  deps.print(`Thêm mới: ${count(({ before }) => before === null)}`);
  deps.print(`Thay đổi: ${count(({ before, after }) => before !== null && after !== null)}`);
  deps.print(`Bỏ: ${count(({ after }) => after === null)}`);
  for (const change of changes) deps.print(changeLine(change));
  deps.print(`Giữ nguyên: ${String(unchanged)}`);
  if (empty > 0) deps.print(`Dòng chưa điền, bỏ qua: ${String(empty)}`);
  if (ignored.length > 0) deps.print(`Cột không đọc: ${ignored.join(", ")}`);
  if (changes.length === 0) deps.print("Không có gì để ghi.");
  else deps.print(apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.");
}

async function runTemplate(deps: PeopleDeps, file: string, { round }: ListOptions): Promise<void> {
  const agencies = await deps.withPool(async (pool) => {
    const roundId = await findRound(deps, pool, round);
    return roundId === undefined ? undefined : findGiven(pool, roundId);
  });
  if (!agencies) return;
  const template = givenTemplate(agencies);
  const outcome = await writePeopleTemplate(file, template);
  if (outcome === "exists") deps.complain(`${file} đã có; chọn tên khác.`);
  else deps.print(`Đã tạo ${file}: ${String(template.examples.length)} dòng.`);
}

async function runList(deps: PeopleDeps, { round, agency }: ListOptions): Promise<void> {
  const agencies = await deps.withPool(async (pool) => {
    const roundId = await findRound(deps, pool, round);
    return roundId === undefined ? undefined : findGiven(pool, roundId);
  });
  if (!agencies) return;
  if (agency === undefined) {
    for (const each of agencies) deps.print(summaryOf(each));
    return;
  }
  const found = agencies.find(({ code }) => code === agency.toUpperCase());
  if (!found) {
    deps.complain(vi.round.refusal({ code: "unknownAgency", agency }));
    return;
  }
  deps.print(summaryOf(found));
  for (const { code, given } of found.stored) {
    deps.print(`  ${code} (${kindNames[given.kind]}): ${givenText(given)}`);
  }
}

function summaryOf({ code, name, scheme, stored }: GivenAgency): string {
  const wanted = leavesOf(scheme.fields).filter(
    ({ source }) => source === "external" || source === "survey",
  );
  const answers = new Set(stored.flatMap((each) => (isAnswer(each.given.kind) ? [each.code] : [])));
  const missing = wanted.filter((leaf) => !answers.has(leaf.code)).map((leaf) => leaf.code);
  const given = `số liệu ${String(wanted.length - missing.length)}/${String(wanted.length)}`;
  const declared = `khai báo ${String(stored.length - answers.size)}`;
  const rest = missing.length === 0 ? "" : `; còn thiếu ${missing.join(", ")}`;
  return `${code} ${name}: ${given}, ${declared}${rest}`;
}

function isAnswer(kind: keyof typeof kindNames): boolean {
  return kind === "external" || kind === "survey";
}
