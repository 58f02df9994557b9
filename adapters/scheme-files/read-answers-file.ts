import type { Result } from "../../core/result.ts";
import type { SchemeProblem } from "../../core/scheme/scheme-problem.ts";
import type { CompiledScheme } from "../../core/scoring/compile-scheme.ts";
import { type AnswersFile, readAnswers } from "../../core/scoring/read-answers.ts";
import { readRawFile } from "./read-raw-file.ts";

/**
 * Reads an answers file (JSON, or YAML by its name) against the schemes of its groups.
 *
 * @param isComplete - False when a scheme was refused: agencies of unknown groups are passed over.
 * @returns The answers, or every problem of the file at once (at least one).
 */
export async function readAnswersFile(
  path: string,
  schemes: readonly CompiledScheme[],
  isComplete = true,
): Promise<Result<AnswersFile, readonly SchemeProblem[]>> {
  const raw = await readRawFile(path);
  return raw.ok ? readAnswers(raw.value, schemes, isComplete) : raw;
}
