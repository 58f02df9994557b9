import { type Command, InvalidArgumentError } from "commander";
import {
  type AppraisalSettings,
  type SettingsOutcome,
  changeAppraisalSettings,
} from "../../adapters/db/appraisal-settings.ts";
import { findRoundId } from "../../adapters/db/course-repository.ts";
import { vi } from "../../core/conversation/messages/vi.ts";
import { pointsVi, stageVi } from "../../core/conversation/messages/vi/words.ts";
import { decimal, roundHalfUp } from "../../core/rational.ts";
import { type PeopleDeps, listed } from "./people-deps.ts";
import { type ByOption, authorBy } from "./round-changes.ts";

interface SettingsOptions extends ByOption {
  readonly second?: readonly string[];
  readonly threshold?: number;
  readonly spotCheck?: number;
  readonly filesInChat?: boolean;
  readonly substitutes?: readonly string[];
}

/** Adds `cham appraisal settings`. */
export function registerAppraisalSettings(appraisal: Command, deps: PeopleDeps): void {
  appraisal
    .command("settings")
    .argument("<mã kỳ>")
    .option("--second <mã,…>", "phần thẩm định độc lập lần hai; 0 là không có", codesArgument)
    .option("--threshold <điểm>", "chênh lệch lớn hơn thì đưa ra Hội đồng", pointsArgument)
    .option("--spot-check <phần trăm>", "tỷ lệ kiểm tra khi đồng ý hàng loạt", percentArgument)
    .option("--files-in-chat <có|không>", "gửi chính tệp kiểm chứng vào tin nhắn", yesNoArgument)
    .option("--substitutes <mã cán bộ,…>", "người thẩm định thay, theo thứ tự", namesArgument)
    .requiredOption("--by <mã cán bộ>", "cán bộ thực hiện, đứng tên trong nhật ký")
    .option("--apply", "ghi vào cơ sở dữ liệu (mặc định chỉ xem trước)", false)
    .description(
      "quy định về thẩm định độc lập, kiểm tra ngẫu nhiên, tệp trong tin nhắn, thẩm định thay",
    )
    .action((code: string, options: SettingsOptions) => runSettings(deps, code, options));
}

async function runSettings(
  deps: PeopleDeps,
  code: string,
  options: SettingsOptions,
): Promise<void> {
  await deps.withPool(async (pool) => {
    const author = await authorBy(deps, pool, options.by);
    if (!author) return;
    if (author.who.kind !== "person" || !author.who.rights.includes("manageRound")) {
      deps.complain(vi.round.refusal({ code: "noRight" }));
      return;
    }
    const roundId = await findRoundId(pool, code);
    if (roundId === undefined) {
      deps.complain(vi.round.noRound(code));
      return;
    }
    const change: AppraisalSettings = {
      secondCodes: options.second ?? null,
      secondThreshold: options.threshold ?? null,
      spotCheckPercent: options.spotCheck ?? null,
      filesInChat: options.filesInChat ?? null,
      substitutes: options.substitutes ?? null,
    };
    const { apply } = options;
    const outcome = await changeAppraisalSettings(pool, roundId, {
      ...{ change, by: author.by, apply },
    });
    tell(deps, outcome, apply);
  });
}

function tell(deps: PeopleDeps, outcome: SettingsOutcome, apply: boolean): void {
  switch (outcome.kind) {
    case "tooLate":
      deps.complain(
        outcome.what === "second"
          ? "Thẩm định đã bắt đầu nên không đổi phần thẩm định độc lập và ngưỡng chênh lệch; chưa ghi gì."
          : `Kỳ đánh giá đang ở bước ${stageVi(outcome.stage)}, thẩm định lần 1 đã xong; chưa ghi gì.`,
      );
      return;
    case "unknownCode":
      deps.complain(`Không có tiêu chí cần thẩm định nào thuộc mã ${outcome.code}; chưa ghi gì.`);
      return;
    case "notAnAppraiser":
      deps.complain(`${outcome.staff} không có vai trò thẩm định hoặc đã nghỉ; chưa ghi gì.`);
      return;
    case "planned":
      tellSettings(deps, outcome, apply);
  }
}

function tellSettings(
  deps: PeopleDeps,
  { settings, unappraised }: Extract<SettingsOutcome, { readonly kind: "planned" }>,
  apply: boolean,
): void {
  const { secondCodes, secondThreshold, spotCheckPercent, filesInChat, substitutes } = settings;
  const people = substitutes.map(({ name, agencyCode }) => `${name} (${agencyCode})`).join(", ");
  deps.print(`Thẩm định độc lập lần hai: ${secondCodes.join(", ") || "không có"}`);
  deps.print(`Chênh lệch lớn hơn ${pointsVi(secondThreshold)} thì đưa ra Hội đồng`);
  deps.print(`Kiểm tra ngẫu nhiên khi đồng ý hàng loạt: ${String(spotCheckPercent)}%`);
  deps.print(
    `Tài liệu kiểm chứng trong tin nhắn: ${filesInChat ? "gửi cả tệp khi người thẩm định yêu cầu" : "chỉ gửi liên kết"}`,
  );
  deps.print(`Thẩm định thay: ${people || "chưa có ai"}`);
  if (unappraised.length > 0) {
    const names = unappraised.map(
      ({ agencyCode, code, part }) =>
        `${agencyCode}/${code}${part === "second" ? " (lần hai)" : ""}`,
    );
    deps.print(`Chưa có người thẩm định: ${String(names.length)} lượt: ${listed(names)}`);
  }
  deps.print(apply ? "Đã ghi." : "Đây là bản xem trước, chưa ghi gì. Thêm --apply để ghi.");
}

function namesArgument(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[,;\s]+/)
    .filter(Boolean);
}

function codesArgument(text: string): readonly string[] {
  if (text === "0") return [];
  const codes = text.split(/[,;\s]+/).filter(Boolean);
  if (codes.length > 0 && codes.every((code) => /^\d{1,3}(\.\d{1,3})*$/.test(code))) return codes;
  throw new InvalidArgumentError(
    "Cần các mã như 2 hoặc 2.1.3, cách nhau bằng dấu phẩy; 0 là không có.",
  );
}

function pointsArgument(text: string): number {
  const number = text.replace(",", ".");
  if (/^\d{1,4}(\.\d{1,4})?$/.test(number)) return roundHalfUp(decimal(number), 10_000);
  throw new InvalidArgumentError("Cần số điểm như 0,25.");
}

function yesNoArgument(text: string): boolean {
  const word = text.normalize("NFC").toLowerCase();
  if (["có", "co", "yes"].includes(word)) return true;
  if (["không", "khong", "no"].includes(word)) return false;
  throw new InvalidArgumentError("Cần có hoặc không.");
}

function percentArgument(text: string): number {
  const percent = Number(text);
  if (/^\d{1,3}$/.test(text) && percent >= 1 && percent <= 100) return percent;
  throw new InvalidArgumentError("Cần một số từ 1 đến 100.");
}
