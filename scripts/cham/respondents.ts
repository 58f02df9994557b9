import type { Command } from "commander";
import type pg from "pg";
import { findRoundId, loadAgencyCourse, loadCourse } from "../../adapters/db/course-repository.ts";
import { addRespondents } from "../../adapters/db/respondent-effects.ts";
import { findOwnRespondents, findSurveyProgress } from "../../adapters/db/respondent-repository.ts";
import { findActor } from "../../adapters/db/find-actor.ts";
import { readPeopleSheet } from "../../adapters/documents/people-sheet.ts";
import type { Actor, Role } from "../../core/access/actor.ts";
import type { SheetGrid } from "../../core/access/people.ts";
import { grantFor } from "../../core/access/may.ts";
import type { OwnRespondents } from "../../core/conversation/respondents/respondent-facts.ts";
import { vi } from "../../core/conversation/messages/vi.ts";
import type { AgencyCourse, RoundCourse } from "../../core/round/course.ts";
import { phaseState, windowOf } from "../../core/round/phase-window.ts";
import type { Respondent } from "../../core/survey/read-respondents.ts";
import { readRespondentSheet } from "../../usecases/read-respondent-sheet.ts";
import { type PeopleDeps, complainAbout } from "./people-deps.ts";

interface ListOptions {
  readonly round: string;
  readonly agency?: string;
}

interface ImportOptions {
  readonly round: string;
  readonly agency: string;
  readonly kind: string;
  readonly by: string;
  readonly apply: boolean;
}

/** Adds `cham respondents list|import`. */
export function registerRespondents(program: Command, deps: PeopleDeps): void {
  const respondents = program
    .command("respondents")
    .description("danh sách người được điều tra xã hội học: xem, nhập từ tệp");
  respondents
    .command("list")
    .requiredOption("--round <mã kỳ>", "kỳ đánh giá")
    .option("--agency <mã>", "họ tên trong danh sách của một đơn vị")
    .description("đơn vị nào còn thiếu bao nhiêu người; có --agency thì in cả danh sách")
    .action((options: ListOptions) => runList(deps, options));
  respondents
    .command("import")
    .argument("<tệp>", "Excel (.xlsx) hoặc CSV UTF-8: Họ và tên, Chức vụ, Số điện thoại")
    .requiredOption("--round <mã kỳ>", "kỳ đánh giá")
    .requiredOption("--agency <mã>", "đơn vị")
    .requiredOption("--kind <mã>", "nhóm người theo tệp kỳ đánh giá, như cbcc")
    .requiredOption("--by <mã cán bộ>", "chuyên viên của đơn vị hoặc cán bộ điều phối")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("nhập danh sách của một đơn vị")
    .action((file: string, options: ImportOptions) => runImport(deps, file, options));
}

async function runList(deps: PeopleDeps, { round, agency }: ListOptions): Promise<void> {
  await deps.withPool(async (pool) => {
    if (agency === undefined) {
      const [found] = await findSurveyProgress(pool, round);
      if (found) deps.print(vi.survey.progress(found));
      else deps.complain(vi.survey.noProgress());
      return;
    }
    const place = await findPlace(deps, pool, { round, agency });
    if (!place) return;
    const { asked, people } = await findOwnRespondents(pool, place);
    if (asked.length === 0) deps.complain(vi.survey.refused({ kind: "none" }));
    for (const each of asked) {
      const own = people.filter(({ kind }) => kind === each.kind);
      const counted = { ...each, given: own.length };
      deps.print(vi.survey.list({ asked: counted, people: own, page: 0, pages: 1 }));
    }
  });
}

async function runImport(deps: PeopleDeps, file: string, options: ImportOptions): Promise<void> {
  const grid = await readPeopleSheet(file, "Danh sách");
  if (!grid.ok) {
    complainAbout(deps, grid.error);
    return;
  }
  await deps.withPool(async (pool) => {
    const place = await findPlace(deps, pool, options);
    const by = place && (await findAuthor(deps, pool, options.by, place));
    if (!place || !by || isClosed(deps, place)) return;
    const list = await findOwnRespondents(pool, place);
    const taken = takenFrom(deps, grid.value, { list, kind: options.kind });
    if (!taken) return;
    if (options.apply) await addRespondents(pool, { ...place, kind: options.kind }, taken, by);
    deps.print(options.apply ? `Đã ghi ${String(taken.length)} người.` : previewText(taken.length));
  });
}

/** The people of a sheet, when every line of it is taken; complains otherwise. */
function takenFrom(
  deps: PeopleDeps,
  grid: SheetGrid,
  { list: { asked, people }, kind }: { readonly list: OwnRespondents; readonly kind: string },
): readonly Respondent[] | undefined {
  if (!asked.some((each) => each.kind === kind)) {
    const kinds = asked.map((each) => each.kind).join(", ") || "không có";
    deps.complain(`Kỳ này không yêu cầu nhóm ${kind}; các nhóm: ${kinds}.`);
    return undefined;
  }
  const listed = people.filter((each) => each.kind === kind);
  const read = readRespondentSheet(grid, listed);
  if (!read.ok) {
    complainAbout(deps, read.error);
    return undefined;
  }
  const { taken, refused } = read.value;
  if (refused.length === 0) return taken;
  deps.complain(`Tệp có ${String(refused.length)} lỗi; chưa ghi gì:`);
  for (const { line, problem } of refused) {
    deps.complain(`  dòng ${String(line)}: ${vi.survey.lineProblem(problem)}`);
  }
  return undefined;
}

function previewText(count: number): string {
  return `Sẽ ghi ${String(count)} người. Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.`;
}

interface Place {
  readonly roundId: string;
  readonly agencyId: string;
  readonly course: RoundCourse;
  readonly agency: AgencyCourse;
}

async function findPlace(
  deps: PeopleDeps,
  pool: pg.Pool,
  { round, agency: code }: { readonly round: string; readonly agency: string },
): Promise<Place | undefined> {
  const roundId = await findRoundId(pool, round);
  const course = roundId === undefined ? undefined : await loadCourse(pool, roundId);
  if (roundId === undefined || !course) {
    deps.complain(vi.round.noRound(round));
    return undefined;
  }
  const agency = await loadAgencyCourse(pool, roundId, code.toUpperCase());
  if (agency) return { roundId, agencyId: agency.id, course, agency };
  deps.complain(vi.round.refusal({ code: "unknownAgency", agency: code }));
  return undefined;
}

async function findAuthor(
  deps: PeopleDeps,
  pool: pg.Pool,
  code: string,
  { agencyId }: Place,
): Promise<
  | {
      readonly staffId: string;
      readonly role: Role;
      readonly updateId: null;
      readonly now: string;
    }
  | undefined
> {
  const actor = await findActor(pool, code, deps.now());
  const role = actor && roleOf(actor, agencyId);
  if (actor && role) {
    return { staffId: actor.staffId, role, updateId: null, now: deps.now().toISOString() };
  }
  deps.complain(
    actor
      ? `${actor.name} không phải chuyên viên của đơn vị hay cán bộ điều phối.`
      : `Không có cán bộ đang công tác mã ${code}.`,
  );
  return undefined;
}

function roleOf(actor: Actor, agencyId: string): Role | undefined {
  const subject = { agencyId, stage: null };
  return (grantFor(actor, "supplyRespondents", subject) ?? grantFor(actor, "manageRound", subject))
    ?.role;
}

function isClosed(deps: PeopleDeps, { course, agency }: Place): boolean {
  const round = { ...course, exceptions: agency.exceptions };
  const window = windowOf(round, "survey");
  const state = phaseState(round, "survey", { now: deps.now().toISOString(), code: null });
  if (window && state === "open") return false;
  if (!window) deps.complain(vi.survey.refused({ kind: "none" }));
  else if (state === "notYet") deps.complain(vi.survey.refused({ ...window, kind: "notYet" }));
  else deps.complain(vi.survey.refused({ ...window, kind: "closed" }));
  return true;
}
