import { type Command, InvalidArgumentError } from "commander";
import type pg from "pg";
import { findRoundId } from "../../adapters/db/course-repository.ts";
import { findActor } from "../../adapters/db/find-actor.ts";
import { schemeChangesIn } from "../../adapters/db/scheme-change-desk.ts";
import { hashScheme } from "../../adapters/scheme-files/hash-scheme.ts";
import { readSchemeFile } from "../../adapters/scheme-files/read-scheme-file.ts";
import { may } from "../../core/access/may.ts";
import { vi } from "../../core/conversation/messages/vi.ts";
import { schemeChangeRefusalVi } from "../../core/conversation/messages/vi/scheme-change-refusal.ts";
import { closingTime, readLocalInstant } from "../../core/round/local-instant.ts";
import {
  type SchemeChangeOrder,
  type SchemeChangeOutcome,
  type SchemeWish,
  changeScheme,
} from "../../usecases/change-scheme.ts";
import type { PeopleDeps } from "./people-deps.ts";
import { schemeChangeJson, schemeChangeLines } from "./scheme-change-report.ts";

interface Options {
  readonly apply: boolean;
  readonly undo: boolean;
  readonly json: boolean;
  readonly by?: string;
  readonly decision?: string;
  readonly reason?: string;
  readonly until?: string;
}

/** Adds `cham round rescheme`. */
export function registerRescheme(round: Command, deps: PeopleDeps): void {
  round
    .command("rescheme")
    .argument("<mã kỳ>")
    .argument("<nhóm>", "mã nhóm đơn vị")
    .argument("[bộ tiêu chí]", "tệp .yaml, .json, .xlsx, hoặc số phiên bản đã nhập")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .option("--undo", "thôi đổi, trở về bộ tiêu chí và các câu trả lời trước", false)
    .option("--by <mã cán bộ>", "Chủ tịch Hội đồng thẩm định, đứng tên trong nhật ký")
    .option("--decision <số/ngày>", "số và ngày của quyết định")
    .option("--reason <lý do>", "lý do, được lưu vào nhật ký và gửi tới các đơn vị")
    .option(
      "--until <hạn>",
      "hạn trả lời lại cho đơn vị đã nộp: 2026-02-05 hoặc 2026-02-05T11:30",
      untilArgument,
    )
    .option("--json", "in kết quả dạng JSON", false)
    .description("đổi bộ tiêu chí của một nhóm giữa kỳ: xem trước, ghi, thôi đổi")
    .action((code: string, group: string, from: string | undefined, options: Options) =>
      run(deps, { code, group, from }, options),
    );
}

interface Asked {
  readonly code: string;
  readonly group: string;
  readonly from: string | undefined;
}

async function run(deps: PeopleDeps, asked: Asked, options: Options): Promise<void> {
  const wish = await readWish(deps, asked.from, options);
  if (!wish) return;
  await deps.withPool(async (pool) => {
    const roundId = await findRoundId(pool, asked.code);
    if (roundId === undefined) {
      deps.complain(vi.round.noRound(asked.code));
      return;
    }
    const now = deps.now().toISOString();
    const writes = options.apply || options.undo;
    const author = writes ? await authorOf(deps, pool, { options, now }) : null;
    if (author === undefined) return;
    const outcome = await changeScheme(schemeChangesIn(pool), {
      ...{ roundId, group: asked.group, wish, now, author },
      until: options.until ?? null,
    });
    if (outcome) tell(deps, options, outcome);
  });
}

async function readWish(
  deps: PeopleDeps,
  from: string | undefined,
  { undo }: Options,
): Promise<SchemeWish | null> {
  if (undo !== (from === undefined)) {
    deps.complain("Cần đúng một trong hai: bộ tiêu chí mới (tệp hoặc số phiên bản), hoặc --undo.");
    return null;
  }
  if (from === undefined) return { kind: "undo" };
  if (/^\d{1,6}$/.test(from)) return { kind: "version", version: Number(from) };
  const scheme = await readSchemeFile(from);
  if (scheme.ok) return { kind: "scheme", scheme: scheme.value, hash: hashScheme(scheme.value) };
  deps.complain(`${from}: có ${String(scheme.error.length)} lỗi`);
  for (const { path, read, wanted } of scheme.error) {
    deps.complain(`  ${path === "" ? "tệp" : path}: đọc được ${read}; cần ${wanted}`);
  }
  return null;
}

/** Who answers for the change; complains when nobody is named or nobody has the code. */
async function authorOf(
  deps: PeopleDeps,
  pool: pg.Pool,
  { options, now }: { readonly options: Options; readonly now: string },
): Promise<SchemeChangeOrder["author"] | undefined> {
  const { by, reason = "", undo } = options;
  if (by === undefined) {
    deps.complain("Cần nêu mã cán bộ thực hiện ở --by.");
    return undefined;
  }
  const actor = await findActor(pool, by, deps.now());
  if (!actor) {
    deps.complain(`Không có cán bộ đang công tác mã ${by}.`);
    return undefined;
  }
  const isChair = may(actor, "changeScheme", { agencyId: null, stage: null });
  const { staffId, name } = actor;
  // A change that is taken back is told by the decision that it was made by.
  const decision = undo ? (options.decision ?? "-") : (options.decision ?? "");
  return { staffId, name, now, reason: reason.trim(), decision: decision.trim(), isChair };
}

function tell(deps: PeopleDeps, options: Options, outcome: SchemeChangeOutcome): void {
  if (outcome.kind === "noSuchVersion") {
    deps.complain(`Bộ tiêu chí đang dùng không có phiên bản ${String(outcome.version)}.`);
    return;
  }
  if (outcome.kind === "refused") {
    deps.complain("Không thực hiện được:");
    for (const refusal of outcome.refusals) {
      const lines = `${refusal.code}: ${schemeChangeRefusalVi(refusal)}`.split("\n");
      for (const line of lines) deps.complain(`  ${line}`);
    }
    return;
  }
  if (options.json) {
    deps.print(JSON.stringify(schemeChangeJson(outcome), null, 2));
    return;
  }
  for (const line of schemeChangeLines(outcome.report)) deps.print(line);
  deps.print(
    outcome.kind === "written"
      ? "Đã ghi; các đơn vị có liên quan đã được báo tin."
      : "Đây là bản xem trước, chưa ghi gì. Ghi: thêm --apply --decision SỐ/NGÀY --by MÃ --reason LÝ DO.",
  );
}

function untilArgument(text: string): string {
  const instant = readLocalInstant(text, closingTime);
  if (instant !== undefined) return instant;
  throw new InvalidArgumentError("Cần ngày 2026-02-05 hoặc ngày giờ 2026-02-05T11:30.");
}
