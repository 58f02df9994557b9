import { mkdir } from "node:fs/promises";
import path from "node:path";
import type { Command } from "commander";
import { findRoundId } from "../../adapters/db/course-repository.ts";
import { exportRound } from "../../adapters/db/export-round.ts";
import { answersJson } from "../../adapters/scheme-files/write-answers-file.ts";
import { schemeJson, writeNewFile } from "../../adapters/scheme-files/write-scheme-file.ts";
import { vi } from "../../core/conversation/messages/vi.ts";
import type { PeopleDeps } from "./people-deps.ts";

const answersName = "cau-tra-loi.json";

/** Adds `cham round export`: all that a round's results follow from, as files for `cham score`. */
export function registerRoundExport(round: Command, deps: PeopleDeps): void {
  round
    .command("export")
    .argument("[mã kỳ]", "không nêu thì là kỳ đang chạy")
    .requiredOption("--out <thư mục>", "nơi ghi tệp; tệp đã có không bị ghi đè")
    .description("xuất bộ tiêu chí và số liệu đang tính điểm của một kỳ để ai cũng tính lại được")
    .action((code: string | undefined, { out }: { readonly out: string }) =>
      runExport(deps, code ?? null, out),
    );
}

async function runExport(deps: PeopleDeps, code: string | null, folder: string): Promise<void> {
  const exported = await deps.withPool(async (pool) => {
    const id = await findRoundId(pool, code);
    return id === undefined ? undefined : exportRound(pool, id);
  });
  if (!exported) {
    deps.complain(vi.round.noRound(code));
    return;
  }
  const { schemes, answers } = exported;
  await mkdir(folder, { recursive: true });
  const files: readonly (readonly [string, string])[] = [
    ...schemes.map((scheme) => [`${scheme.scheme}.json`, schemeJson(scheme)] as const),
    [answersName, answersJson(answers)],
  ];
  for (const [name, content] of files) {
    const file = path.join(folder, name);
    const outcome = await writeNewFile(file, content);
    if (outcome.kind === "written") continue;
    const why = outcome.kind === "exists" ? "tệp đã có, không ghi đè" : "không ghi được tệp";
    deps.complain(`${file}: ${why}. Chọn thư mục khác rồi chạy lại.`);
    return;
  }
  deps.print(`Đã xuất ${String(schemes.length)} bộ tiêu chí và số liệu vào ${folder}. Tính lại:`);
  const options = schemes.map(({ scheme }) => `--scheme ${path.join(folder, `${scheme}.json`)}`);
  deps.print(
    `npm run -s cham -- score ${options.join(" ")} --answers ${path.join(folder, answersName)}`,
  );
}
