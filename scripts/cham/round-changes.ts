import { type Command, InvalidArgumentError } from "commander";
import type pg from "pg";
import { findRoundId } from "../../adapters/db/course-repository.ts";
import { findActor } from "../../adapters/db/find-actor.ts";
import { roundsIn } from "../../adapters/db/round-repository.ts";
import { moverOf, roundRole } from "../../core/access/round-rights.ts";
import { vi } from "../../core/conversation/messages/vi.ts";
import { closingTime, readLocalInstant } from "../../core/round/local-instant.ts";
import type { RoundChange } from "../../core/round/round-change.ts";
import { type Phase, phases, type Stage, stages } from "../../core/round/round.ts";
import { type RoundMover, stepsFrom } from "../../core/round/transitions.ts";
import { changeRound } from "../../usecases/change-round.ts";
import type { RoundAuthor } from "../../usecases/round-ports.ts";
import type { PeopleDeps } from "./people-deps.ts";

/** Who does it, and whether it is written. */
export interface ByOption {
  readonly by: string;
  readonly apply: boolean;
}

interface GrantOptions extends ByOption {
  readonly reason: string;
  readonly letter: string;
}

interface CloseOptions extends ByOption {
  readonly to?: Stage;
  readonly reason?: string;
}

/** Adds `cham round open|extend|reopen|move|close`. */
export function registerRoundChanges(round: Command, deps: PeopleDeps): void {
  const instant = "ngày 2026-02-05 (đến 17:00) hoặc 2026-02-05T11:30, giờ Việt Nam";
  const phaseHelp = `một trong: ${phases.join(", ")}`;
  order(round, "open", "ban hành kế hoạch: dự thảo → đã ban hành").action(
    (code: string, options: ByOption) =>
      run(deps, code, { options, change: { kind: "advance", to: "announced", reason: null } }),
  );
  granting(order(round, "extend", "gia hạn một bước cho một đơn vị"))
    .argument("<đơn vị>", "mã đơn vị")
    .argument("<bước>", phaseHelp, phaseArgument)
    .argument("<hạn>", instant, instantArgument)
    .action((...words: [string, string, Phase, string, GrantOptions]) => {
      const [code, agency, phase, until, options] = words;
      const { reason, letter } = options;
      const change: RoundChange = { kind: "extend", agency, phase, until, reason, letter };
      return run(deps, code, { options, change });
    });
  granting(order(round, "reopen", "mở lại một số tiêu chí cho một đơn vị"))
    .argument("<đơn vị>", "mã đơn vị")
    .argument("<tiêu chí>", "các mã, cách nhau bằng dấu phẩy")
    .argument("<hạn>", instant, instantArgument)
    .action((...words: [string, string, string, string, GrantOptions]) => {
      const [code, agency, leaves, until, options] = words;
      const codes = leaves.split(/[,;\s]+/).filter(Boolean);
      const { reason, letter } = options;
      const change: RoundChange = { kind: "reopen", agency, codes, until, reason, letter };
      return run(deps, code, { options, change });
    });
  order(round, "move", "dời hạn một bước cho mọi đơn vị")
    .argument("<bước>", phaseHelp, phaseArgument)
    .argument("<hạn>", instant, instantArgument)
    .requiredOption("--reason <lý do>", "lý do, được lưu vào nhật ký")
    .action((...words: [string, Phase, string, ByOption & { readonly reason: string }]) => {
      const [code, phase, until, options] = words;
      const change: RoundChange = { kind: "move", phase, until, reason: options.reason };
      return run(deps, code, { options, change });
    });
  order(round, "close", "kết thúc bước hiện nay, sang bước kế tiếp khi đủ điều kiện")
    .option("--to <bước>", "bước muốn sang, khi có nhiều", stageArgument)
    .option("--reason <lý do>", "lý do, khi trả lại")
    .action((code: string, options: CloseOptions) => run(deps, code, { options, change: null }));
}

function order(round: Command, name: string, description: string): Command {
  return round
    .command(name)
    .argument("<mã kỳ>")
    .description(description)
    .requiredOption("--by <mã cán bộ>", "cán bộ thực hiện, đứng tên trong nhật ký")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false);
}

function granting(command: Command): Command {
  return command
    .requiredOption("--reason <lý do>", "lý do, được lưu vào nhật ký")
    .requiredOption("--letter <số văn bản>", "số văn bản đề nghị hoặc cho phép");
}

/** The person named by --by, as the trail names them; complains when nobody may do it. */
export async function authorBy(
  deps: PeopleDeps,
  pool: pg.Pool,
  code: string,
): Promise<{ readonly who: RoundMover; readonly by: RoundAuthor } | undefined> {
  const actor = await findActor(pool, code, deps.now());
  const role = actor && roundRole(actor);
  if (!actor || !role) {
    deps.complain(
      actor
        ? `${actor.name}: ${vi.round.refusal({ code: "noRight" })}`
        : `Không có cán bộ đang công tác mã ${code}.`,
    );
    return undefined;
  }
  const now = deps.now().toISOString();
  return { who: moverOf(actor), by: { staffId: actor.staffId, role, updateId: null, now } };
}

interface Order {
  readonly options: CloseOptions;
  /** Null for the next step of the round, whichever it is. */
  readonly change: RoundChange | null;
}

async function run(deps: PeopleDeps, code: string, { options, change }: Order): Promise<void> {
  await deps.withPool(async (pool) => {
    const author = await authorBy(deps, pool, options.by);
    if (!author) return;
    const id = await findRoundId(pool, code);
    if (id === undefined) {
      deps.complain(vi.round.noRound(code));
      return;
    }
    const rounds = roundsIn(pool);
    const stage = await rounds.alone(id, ({ course }) => Promise.resolve(course.stage));
    const asked = change ?? nextStep(stage ?? "archived", options);
    const judged = await changeRound(rounds, id, {
      ...author,
      change: asked,
      apply: options.apply,
    });
    if (!judged) return;
    const { course, planned } = judged;
    if (!planned.ok) {
      for (const line of vi.round.refused(planned.error).split("\n")) deps.complain(line);
      return;
    }
    const { apply } = options;
    deps.print(
      apply ? vi.round.done({ course, planned: planned.value }) : vi.round.planned(planned.value),
    );
    if (!apply) deps.print("Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.");
  });
}

function nextStep(stage: Stage, { to, reason }: CloseOptions): RoundChange {
  const next = to ?? stepsFrom(stage)[0]?.to ?? "archived";
  return { kind: "advance", to: next, reason: reason ?? null };
}

function phaseArgument(text: string): Phase {
  const phase = phases.find((each) => each === text);
  if (phase) return phase;
  throw new InvalidArgumentError(`Cần một trong: ${phases.join(", ")}.`);
}

function stageArgument(text: string): Stage {
  const stage = stages.find((each) => each === text);
  if (stage) return stage;
  throw new InvalidArgumentError(`Cần một trong: ${stages.join(", ")}.`);
}

function instantArgument(text: string): string {
  const instant = readLocalInstant(text, closingTime);
  if (instant !== undefined) return instant;
  throw new InvalidArgumentError("Cần ngày 2026-02-05 hoặc ngày giờ 2026-02-05T11:30.");
}
