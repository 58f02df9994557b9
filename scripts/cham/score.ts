import { type Command, Option } from "commander";
import { hashScheme } from "../../adapters/scheme-files/hash-scheme.ts";
import { readAnswersFile } from "../../adapters/scheme-files/read-answers-file.ts";
import { readSchemeFile } from "../../adapters/scheme-files/read-scheme-file.ts";
import { type CompiledGroup, compileGroup } from "../../core/ranking/compile-group.ts";
import { agencyResultText } from "../../core/ranking/group-result.ts";
import { type ScoredGroup, scoreFile, unresolvedLeaves } from "../../core/ranking/score-file.ts";
import { type Result, err, ok } from "../../core/result.ts";
import type { Scheme } from "../../core/scheme/scheme.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import { scoreTable } from "./score-table.ts";

/** Adds `cham score`: totals, indexes, bands and ranks from files alone, without a database. */
export function registerScore(program: Command): void {
  program
    .command("score")
    .description("tính điểm, chỉ số, xếp loại, xếp hạng từ tệp bộ tiêu chí và tệp câu trả lời")
    .requiredOption(
      "--scheme <tệp>",
      "bộ tiêu chí (.yaml, .json, .xlsx); lặp lại cho nhóm khác",
      collect,
      [],
    )
    .requiredOption("--answers <tệp>", "tệp câu trả lời (.json)")
    .addOption(
      new Option("--format <dạng>", "dạng kết quả").choices(["json", "table"]).default("json"),
    )
    .action(run);
}

interface ScoreOptions {
  readonly scheme: readonly string[];
  readonly answers: string;
  readonly format: "json" | "table";
}

/** A file and what is wrong with it. */
interface RefusedFile {
  readonly file: string;
  readonly problems: readonly SchemeProblem[];
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

async function run({ scheme: files, answers, format }: ScoreOptions): Promise<void> {
  const scored = await scoreFiles(files, answers);
  if (!scored.ok) {
    process.stderr.write(scored.error.map(problemLines).join(""));
    process.exitCode = 2;
    return;
  }
  process.stdout.write(format === "json" ? resultJson(scored.value) : scoreTable(scored.value));
}

/** Reads all files before it refuses any, so that every problem is told at once. */
async function scoreFiles(
  files: readonly string[],
  answersFile: string,
): Promise<Result<readonly ScoredGroup[], readonly RefusedFile[]>> {
  const { groups, refused } = await readGroups(files);
  const schemes = groups.map(({ compiled }) => compiled);
  const answers = await readAnswersFile(answersFile, schemes, refused.length === 0);
  if (!answers.ok) return err([...refused, { file: answersFile, problems: answers.error }]);
  if (refused.length > 0) return err(refused);

  const scored = scoreFile(groups, answers.value);
  const problems = scored.flatMap(unresolvedLeaves);
  return problems.length > 0 ? err([{ file: answersFile, problems }]) : ok(scored);
}

interface ReadGroups {
  readonly groups: readonly CompiledGroup[];
  readonly refused: readonly RefusedFile[];
}

async function readGroups(files: readonly string[]): Promise<ReadGroups> {
  const schemes: Scheme[] = [];
  const refused: RefusedFile[] = [];
  for (const file of files) {
    const scheme = await readSchemeFile(file);
    const problems = scheme.ok ? clashes(scheme.value, schemes) : scheme.error;
    if (scheme.ok && problems.length === 0) schemes.push(scheme.value);
    else refused.push({ file, problems });
  }
  return { groups: schemes.map(compileGroup), refused };
}

/** One scheme serves one group, and an id names one scheme. */
function clashes(scheme: Scheme, before: readonly Scheme[]): readonly SchemeProblem[] {
  return before.flatMap((other) => [
    ...(other.group === scheme.group
      ? [
          {
            path: "group",
            read: `"${scheme.group}"`,
            wanted: `nhóm chưa có bộ tiêu chí (đã có ${other.scheme})`,
          },
        ]
      : []),
    ...(other.scheme === scheme.scheme
      ? [
          {
            path: "scheme",
            read: `"${scheme.scheme}"`,
            wanted: "mã khác: đã có bộ tiêu chí mang mã này",
          },
        ]
      : []),
  ]);
}

function problemLines({ file, problems }: RefusedFile): string {
  const lines = problems.map(
    ({ path, read, wanted }) => `${file}: ${path || "cả tệp"}: đọc được ${read}; cần ${wanted}\n`,
  );
  return lines.join("");
}

function resultJson(scored: readonly ScoredGroup[]): string {
  const groups = scored.map(({ group, scores }) => {
    const { scheme } = group.compiled;
    return {
      group: scheme.group,
      scheme: scheme.scheme,
      hash: hashScheme(scheme),
      agencies: scores.scores.map((score) => agencyResultText(group, score)),
    };
  });
  return `${JSON.stringify({ groups }, null, 2)}\n`;
}
