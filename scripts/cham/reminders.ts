import { type Command, InvalidArgumentError } from "commander";
import type pg from "pg";
import { openRosterCache } from "../../adapters/db/appraisal-roster.ts";
import { readCalendar } from "../../adapters/db/calendar-cache.ts";
import { findRoundId } from "../../adapters/db/course-repository.ts";
import { inTransaction } from "../../adapters/db/in-transaction.ts";
import { endStop, holdLadder } from "../../adapters/db/ladder-stops.ts";
import { type OwedRound, findOwed } from "../../adapters/db/owed-duties.ts";
import { findPlans, savePlan, usualPlan } from "../../adapters/db/reminder-plans.ts";
import { findUnreached, planOf, readLog } from "../../adapters/db/reminder-views.ts";
import { openSchemeCache } from "../../adapters/db/scheme-cache.ts";
import { vi } from "../../core/conversation/messages/vi.ts";
import { type EscalationPlan, readEscalationPlan } from "../../core/reminders/escalation.ts";
import { type ReminderPlan, readReminderPlan } from "../../core/reminders/reminder-plan.ts";
import { type Calendar, openCalendar } from "../../core/round/calendar.ts";
import { type Phase, phases } from "../../core/round/round.ts";
import { type RawValue, rawNumber } from "../../core/scheme/raw-value.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { type ByOption, authorBy } from "./round-changes.ts";

interface SetOptions extends ByOption {
  readonly steps?: readonly number[];
  readonly hour?: string;
  readonly start?: number;
  readonly between?: number;
  readonly rungs?: number;
}

/** Adds `cham reminders plan|log|set|stop|resume`. */
export function registerReminders(program: Command, deps: PeopleDeps): void {
  const reminders = program.command("reminders").description("nhắc việc");
  reminders
    .command("plan")
    .argument("[mã kỳ]", "bỏ trống: mọi kỳ đang mở")
    .description("lịch nhắc của từng bước, việc còn lại lúc này; không gửi gì")
    .action((code?: string) => runPlan(deps, code));
  reminders
    .command("log")
    .option("--agency <mã>", "chỉ cán bộ của một đơn vị")
    .option("--last <số>", "số dòng", countArgument, 50)
    .description("nhật ký: ai được nhắc việc gì, đã đến hay vì sao không")
    .action((options: { readonly agency?: string; readonly last: number }) =>
      runLog(deps, options),
    );
  registerSet(reminders, deps);
  registerStops(reminders, deps);
}

function registerSet(reminders: Command, deps: PeopleDeps): void {
  reminders
    .command("set")
    .argument("<mã kỳ>")
    .argument("<bước>", `một trong: ${phases.join(", ")}`, phaseArgument)
    .option("--steps <ngày,…>", "ngày làm việc so với hạn, như -10,-5,-2,-1,0,1", daysArgument)
    .option("--hour <giờ>", "giờ gửi, như 08:00")
    .option("--start <ngày>", "báo cấp trên từ mấy ngày sau hạn", dayArgument)
    .option("--between <ngày>", "mấy ngày giữa hai cấp", dayArgument)
    .option("--rungs <số>", "nhiều nhất mấy cấp; 0 là không báo", dayArgument)
    .requiredOption("--by <mã cán bộ>", "mã cán bộ điều phối thực hiện")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description("đặt lịch nhắc của một bước")
    .action((code: string, phase: Phase, options: SetOptions) =>
      runSet(deps, { code, phase }, options),
    );
}

function registerStops(reminders: Command, deps: PeopleDeps): void {
  const by = "mã cán bộ điều phối thực hiện";
  reminders
    .command("stop")
    .argument("<mã kỳ>")
    .argument("<mã đơn vị>")
    .requiredOption("--reason <lý do>")
    .requiredOption("--by <mã cán bộ>", by)
    .description("ngừng báo lên cấp trên về một đơn vị; nhắc việc vẫn gửi")
    .action((code: string, agency: string, options: StopOptions) =>
      runStop(deps, { code, agency: agency.toUpperCase() }, options),
    );
  reminders
    .command("resume")
    .argument("<mã kỳ>")
    .argument("<mã đơn vị>")
    .requiredOption("--by <mã cán bộ>", by)
    .description("báo lên cấp trên trở lại")
    .action((code: string, agency: string, options: StopOptions) =>
      runStop(deps, { code, agency: agency.toUpperCase() }, options),
    );
}

interface StopOptions {
  readonly by: string;
  readonly reason?: string;
}

async function runPlan(deps: PeopleDeps, code?: string): Promise<void> {
  await deps.withPool(async (pool) => {
    const calendar = openCalendar(await readCalendar(pool));
    const all = await readOwed(pool, calendar, deps.now());
    const rounds = all.filter(({ round }) => code === undefined || round.code === code);
    if (rounds.length === 0) {
      deps.complain(code === undefined ? vi.common.noRound() : vi.round.noRound(code));
      return;
    }
    for (const each of rounds) deps.print(vi.reminder.plan(planOf(each, calendar)));
  });
}

async function runLog(
  deps: PeopleDeps,
  { agency, last }: { readonly agency?: string; readonly last: number },
): Promise<void> {
  await deps.withPool(async (pool) => {
    const calendar = openCalendar(await readCalendar(pool));
    const now = deps.now();
    const rows = await readLog(pool, {
      ...{ limit: last, offset: 0 },
      ...(agency !== undefined && { agencyCode: agency.toUpperCase() }),
    });
    const rounds = await readOwed(pool, calendar, now);
    const at = { calendar, now: now.toISOString() };
    deps.print(
      vi.reminder.log({ rows, unreached: await findUnreached(pool, rounds, at), page: 0 }),
    );
  });
}

function readOwed(pool: pg.Pool, calendar: Calendar, now: Date): Promise<readonly OwedRound[]> {
  const caches = { schemes: openSchemeCache(pool), rosters: openRosterCache(pool) };
  return findOwed(pool, caches, { now: now.toISOString(), calendar });
}

async function runSet(
  deps: PeopleDeps,
  { code, phase }: { readonly code: string; readonly phase: Phase },
  options: SetOptions,
): Promise<void> {
  await deps.withPool(async (pool) => {
    const found = await allowed(deps, pool, { code, by: options.by });
    if (!found) return;
    const before = (await findPlans(pool, found.roundId)).get(phase) ?? usualPlan;
    const next = planFrom(before.plan, before.escalation, options);
    if ("problems" in next) {
      for (const { read, wanted } of next.problems) {
        deps.complain(`Đọc được ${read}; cần ${wanted}. Chưa ghi gì.`);
      }
      return;
    }
    const days = next.plan.steps.map((step) => `${String(step.days)} (${step.at})`).join(", ");
    deps.print(`Nhắc vào các ngày làm việc so với hạn: ${days}`);
    const { startDays, daysBetween, maxRungs } = next.escalation;
    deps.print(
      `Báo cấp trên: từ ngày ${String(startDays)} sau hạn, cách ${String(daysBetween)} ngày, nhiều nhất ${String(maxRungs)} cấp`,
    );
    if (options.apply) {
      const by = { staffId: found.staffId, now: deps.now().toISOString() };
      await inTransaction(pool, (client) =>
        savePlan(client, { roundId: found.roundId, phase }, { ...before, ...next }, by),
      );
    }
    deps.print(
      options.apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.",
    );
  });
}

/** What is not named stays as it is. */
function planFrom(
  plan: ReminderPlan,
  escalation: EscalationPlan,
  options: SetOptions,
):
  | { readonly plan: ReminderPlan; readonly escalation: EscalationPlan }
  | { readonly problems: readonly SchemeProblem[] } {
  const { hour } = options;
  const steps = (options.steps ?? plan.steps.map(({ days }) => days)).map(figureOf);
  const nextPlan = readReminderPlan({ steps, ...(hour !== undefined && { hour }) });
  const nextLadder = readEscalationPlan(ladderFrom(escalation, options));
  if (nextPlan.ok && nextLadder.ok) return { plan: nextPlan.value, escalation: nextLadder.value };
  return { problems: [nextPlan, nextLadder].flatMap((read) => (read.ok ? [] : read.error)) };
}

function ladderFrom(
  { startDays, daysBetween, maxRungs }: EscalationPlan,
  { start = startDays, between = daysBetween, rungs = maxRungs }: SetOptions,
): RawValue {
  return {
    startDays: figureOf(start),
    daysBetween: figureOf(between),
    maxRungs: figureOf(rungs),
  };
}

function figureOf(number: number): RawValue {
  return rawNumber(String(number));
}

async function runStop(
  deps: PeopleDeps,
  { code, agency }: { readonly code: string; readonly agency: string },
  { by, reason }: StopOptions,
): Promise<void> {
  await deps.withPool(async (pool) => {
    const found = await allowed(deps, pool, { code, by });
    if (!found) return;
    const at = { roundId: found.roundId, agency, staffId: found.staffId, now: deps.now() };
    const isChanged =
      reason === undefined ? await endStop(pool, at) : await holdLadder(pool, { ...at, reason });
    if (isChanged) {
      deps.print(
        reason === undefined
          ? `Đã báo lên cấp trên trở lại về ${agency}.`
          : `Đã ngừng báo lên cấp trên về ${agency}. Nhắc việc vẫn gửi.`,
      );
    } else {
      deps.complain(
        `Kỳ ${code} không có đơn vị ${agency}, hoặc việc này đã được đặt; chưa ghi gì.`,
      );
    }
  });
}

async function allowed(
  deps: PeopleDeps,
  pool: pg.Pool,
  { code, by }: { readonly code: string; readonly by: string },
): Promise<{ readonly roundId: string; readonly staffId: string | null } | undefined> {
  const author = await authorBy(deps, pool, by);
  if (!author) return undefined;
  if (author.who.kind !== "person" || !author.who.rights.includes("manageRound")) {
    deps.complain(vi.round.refusal({ code: "noRight" }));
    return undefined;
  }
  const roundId = await findRoundId(pool, code);
  if (roundId !== undefined) return { roundId, staffId: author.by.staffId };
  deps.complain(vi.round.noRound(code));
  return undefined;
}

function phaseArgument(text: string): Phase {
  const phase = phases.find((each) => each === text);
  if (phase) return phase;
  throw new InvalidArgumentError(`Cần một trong: ${phases.join(", ")}.`);
}

function daysArgument(text: string): readonly number[] {
  const days = text.split(/[,;\s]+/).filter(Boolean);
  if (days.length > 0 && days.every((day) => /^[+-]?\d{1,2}$/.test(day))) return days.map(Number);
  throw new InvalidArgumentError("Cần các số ngày như -10,-5,-2,-1,0,1.");
}

function dayArgument(text: string): number {
  if (/^[+-]?\d{1,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Cần một số ngày.");
}

function countArgument(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("Cần một số từ 1 đến 9999.");
}
