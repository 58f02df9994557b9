import { type Command, InvalidArgumentError, Option } from "commander";
import type { DrillOptions } from "../drill/drill-plan.ts";
import { isClean } from "../drill/judge-drill.ts";
import { reportDrill } from "../drill/report-drill.ts";
import { type DrillHouse, runDrill } from "../drill/run-drill.ts";

/** What `cham drill` needs from the outside. */
export interface DrillDeps {
  readonly print: (line: string) => void;
  /** As `print`; and the command ends with 1. */
  readonly accuse: (line: string) => void;
  readonly house: () => Omit<DrillHouse, "tell">;
}

/** Adds `cham drill`. */
export function registerDrill(program: Command, deps: DrillDeps): void {
  program
    .command("drill")
    .description(
      "diễn tập đêm hạn nộp trên cơ sở dữ liệu tạm: mọi người nộp cùng lúc trong khi bot, worker bị giết, kết nối bị cắt; kết thúc bằng bảng mất, lặp",
    )
    .option("--minutes <n>", "diễn tập bao nhiêu phút", positive, 10)
    .addOption(
      new Option("--backend <backend>", "hàng đợi chạy trên đâu")
        .choices(["postgresql", "redis"])
        .default("postgresql"),
    )
    .option("--agencies <n>", "số đơn vị", whole, 200)
    .option("--people <n>", "số cán bộ mỗi đơn vị", whole, 3)
    .option("--seed <n>", "hạt giống: cùng số thì mọi người nói cùng những điều ấy", whole, 1)
    .action((options: DrillOptions) => drill(options, deps));
}

async function drill(options: DrillOptions, { print, accuse, house }: DrillDeps): Promise<void> {
  const { stop, ...rest } = house();
  const outcome = await runDrill(options, { ...rest, ...(stop && { stop }), tell: print }).catch(
    (error: unknown) => {
      if (!stop?.aborted) throw error;
      return null;
    },
  );
  if (!outcome) {
    accuse("Diễn tập bị ngắt; mọi thứ tạm đã được dọn.");
    return;
  }
  const { troubles, verdict } = outcome;
  const tell = isClean(verdict) ? print : accuse;
  tell(reportDrill(options, troubles, verdict).join("\n"));
}

function positive(text: string): number {
  const value = Number(text.replace(",", "."));
  if (!(value > 0 && value <= 600)) throw new InvalidArgumentError("cần một số phút lớn hơn 0.");
  return value;
}

function whole(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 10_000) {
    throw new InvalidArgumentError("cần một số nguyên từ 1.");
  }
  return value;
}
